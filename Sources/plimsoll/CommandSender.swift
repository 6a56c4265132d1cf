import ArgumentParser
import CanonicalJSON
import Contracts
import Foundation
import Ledger
import Marine
import TransparencyLog

/// How requests for changes are signed.
struct SigningOptions: ParsableArguments {
    @Option(help: "The PEM file with the key that signs; without one the API key speaks alone.")
    var sign: String?

    @Option(help: "The ledger's origin; else the one that the server states.")
    var origin: String?

    @Option(name: .customLong("as"), help: "The member that signs; else the one with this key.")
    var member: String?

    /// A sender of requests under these options.
    func sender(_ client: APIClient) async throws -> CommandSender {
        guard let sign = sign ?? Environment.value("SIGN") else {
            return CommandSender(client: client, signing: nil)
        }
        let signer = try SigningKeyFile(path: sign).signer
        var name = member ?? Environment.value("MEMBER")
        if name == nil { name = try await client.member(with: signer.publicKey) }
        return CommandSender(
            client: client,
            signing: .init(
                signer: signer,
                origin: try await origin(client),
                member: name ?? ""
            )
        )
    }

    /// The origin given, or else the one that the server states.
    func origin(_ client: APIClient) async throws -> String {
        if let origin = origin ?? Environment.value("ORIGIN") { return origin }
        let stated = try await client.expect("GET", "/v1/ledger")["origin"]?.stringValue
        guard let stated else { throw CommandFailure("the server states no origin") }
        warn("plimsoll: signing for '\(stated)', as the server states; better --origin")
        return stated
    }
}

/// Sends requests that become commands, signed where there is a key.
struct CommandSender {
    struct Signing {
        let signer: MemberSigner
        let origin: String
        let member: String
    }

    let client: APIClient
    let signing: Signing?

    /// Sends a request that must succeed.
    ///
    /// With a key it asks for the command first, checks what can be checked here, shows it, and
    /// sends the same request with the signature.
    func expect(
        _ method: String,
        _ path: String,
        _ body: some JSONWritable,
        name: String? = nil,
        ifMatch: Int? = nil
    ) async throws -> JSONValue {
        try await expect(
            method,
            path,
            bytes: body.exchangeBytes,
            name: name,
            ifMatch: ifMatch
        )
    }

    /// The same, with the body's bytes as given.
    func expect(
        _ method: String,
        _ path: String,
        bytes: [UInt8],
        name: String? = nil,
        ifMatch: Int? = nil
    ) async throws -> JSONValue {
        let name = name ?? Hex.encode(Salted.randomSalt())
        var headers = [("Idempotency-Key", name)]
        if let ifMatch { headers.append(("If-Match", "\"\(ifMatch)\"")) }
        if let signing {
            let command = try await prepare(method, path, bytes, headers)
            try check(command, signing, path, name, ifMatch)
            warn(try command.shown)
            let signed = try signing.signer.submission(of: command.command)
            headers.append(("Command-Signature", try signed.header))
        }
        let answer = try await client.send(method, path, body: bytes, headers: headers)
        guard answer.isSuccess else {
            throw CommandFailure("\(method) \(path): \(answer.problem)")
        }
        return answer.body
    }

    private func prepare(
        _ method: String,
        _ path: String,
        _ bytes: [UInt8],
        _ headers: [(String, String)]
    ) async throws -> SignableCommand {
        let answer = try await client.send(
            method,
            path,
            body: bytes,
            headers: headers + [("Prefer", "return=command")]
        )
        guard answer.isSuccess, let canonical = answer.body["canonical"]?.stringValue else {
            throw CommandFailure("\(method) \(path): no command to sign: \(answer.problem)")
        }
        return try SignableCommand(Array(canonical.utf8))
    }

    /// What the server built must be this member's, for this ledger, under the name and revision
    /// asked for, and about the instance in the path.
    private func check(
        _ signable: SignableCommand,
        _ signing: Signing,
        _ path: String,
        _ name: String,
        _ ifMatch: Int?
    ) throws {
        try signable.require(origin: signing.origin, member: signing.member)
        guard signable.command.id.string == name, signable.command.expectedRevision == ifMatch
        else {
            throw CommandFailure("the server built a command under another name or revision")
        }
        let parts = path.split(separator: "/")
        guard parts.count > 3 else { return }
        let subject = signable.command.instruction.subject
        let isRight =
            subject.contract == .consortium
            ? signable.names(member: String(parts[2])) : subject.instance.text == parts[2]
        guard isRight else {
            throw CommandFailure("the server built a command about another instance: \(subject)")
        }
    }
}

extension APIClient {
    /// The member that holds a public key, as the server states.
    func member(with publicKey: String) async throws -> String {
        for member in try await members() {
            let keys = member["keys"]?.arrayValue ?? []
            if keys.contains(where: { $0["publicKey"]?.stringValue == publicKey }),
                let id = member["id"]?.stringValue
            {
                return id
            }
        }
        throw CommandFailure("no member holds the key \(publicKey); name it by --as")
    }

    /// All members.
    func members() async throws -> [JSONValue] {
        var members: [JSONValue] = []
        var path = "/v1/members?limit=200"
        while true {
            let page = try await expect("GET", path)
            members += page["items"]?.arrayValue ?? []
            guard let next = page["next"]?.stringValue else { return members }
            path = "/v1/members?limit=200&after=\(next)"
        }
    }
}

/// Sends a request for a change, signed by its member, in one go.
struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "command",
        abstract: "Sends a request for a change, signed by its member.",
        discussion: """
            It asks the server for the command that the request becomes, shows it, signs it and \
            sends the request again with the signature. The answer goes to standard output.
            """
    )

    @Argument(help: "POST or DELETE.")
    var method: String

    @Argument(help: "The path, such as /v1/open-covers.")
    var path: String

    @OptionGroup var options: ServerOptions

    @OptionGroup var signing: SigningOptions

    @Option(help: "The file with the request's body; - is standard input.")
    var body: String?

    @Option(help: "The command's name; the same again finds out what became of it.")
    var idempotencyKey: String?

    @Option(help: "The revision that the instance must have.")
    var ifMatch: Int?

    func run() async throws {
        guard path.hasPrefix("/") else { throw ValidationError("'\(path)' is no path") }
        let bytes = try body.map { try InputFile.read($0) } ?? []
        try await options.withClient { client in
            let sender = try await signing.sender(client)
            guard sender.signing != nil else {
                throw ValidationError("a key that signs is needed: --sign")
            }
            let answer = try await sender.expect(
                method.uppercased(),
                path,
                bytes: bytes,
                name: idempotencyKey,
                ifMatch: ifMatch
            )
            print(String(decoding: try answer.textBytes(), as: UTF8.self))
        }
    }
}
