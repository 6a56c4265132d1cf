import ArgumentParser
import CanonicalJSON
import Contracts
import Foundation
import HTTPAPI
import Ledger
import Marine
import TransparencyLog

extension MemberCommand {
    /// Registers a signing key.
    struct RegisterKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "register-key",
            abstract: "Registers a key with which a member signs its commands.",
            discussion: """
                From the first key on the member signs for itself, and the operator's attestation \
                for it is not enough. A further key needs --sign. The auditors named may revoke \
                the member's keys and give it a new one when its last is revoked; without \
                --auditor and --no-auditor, a first key names all auditors that hold a key.
                """
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Argument(help: "The PEM file with the new key.")
        var file: String

        @Option(name: .customLong("auditor"), help: "An auditor to name; repeat for several.")
        var auditors: [String] = []

        @Option(help: "The officer whose key it is; else it is the member's own.")
        var officer: String?

        @Flag(help: "Names no auditor: once its last key is revoked the member stays locked.")
        var noAuditor = false

        func run() async throws {
            guard auditors.isEmpty || !noAuditor else {
                throw ValidationError("--auditor and --no-auditor contradict each other")
            }
            let new = try SigningKeyFile(path: file).signer
            let officer = try officer.map { try Identifier(parsing: $0) }
            try await options.withClient { client in
                let named = try await named(client)
                let member = try MemberID(parsing: id)
                let auditors = try named?.map { try MemberID(parsing: $0) }
                let proof = try new.proof(
                    origin: try await signing.origin(client),
                    member: member,
                    auditors: auditors ?? [],
                    officer: officer
                )
                if let named {
                    warn(
                        "auditors named: \(named.isEmpty ? "none" : named.joined(separator: ", "))"
                    )
                }
                let command = Consortium.Command.registerKey(
                    member: member,
                    publicKey: try PublicKeyText(new.publicKey),
                    auditors: try auditors.map { try Consortium.Auditors($0) },
                    proof: try SignatureText(proof),
                    officer: officer
                )
                let answer = try await signing.sender(client)
                    .expect("POST", "/v1/members/\(id)/keys", try command.body())
                print(answer["fingerprint"]?.stringValue ?? "")
            }
        }

        private func named(_ client: APIClient) async throws -> [String]? {
            if !auditors.isEmpty { return auditors }
            if noAuditor { return [] }
            // An officer's key comes after the member's own, with which auditors are named.
            if officer != nil { return nil }
            let members = try await client.members()
            let own = members.first { $0["id"]?.stringValue == id }
            guard own?["keys"]?.arrayValue?.isEmpty ?? true else { return nil }
            return members.filter { member in
                let roles = member["roles"]?.arrayValue ?? []
                let keys = member["keys"]?.arrayValue ?? []
                return roles.contains(.string("auditor"))
                    && keys.contains { $0["revokedAt"]?.isNull ?? true }
            }
            .compactMap { $0["id"]?.stringValue }.filter { $0 != id }
            .prefix(Consortium.Auditors.most).map { $0 }
        }
    }

    /// Replaces a signing key.
    struct RotateKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rotate-key",
            abstract: "Revokes a signing key and registers another in its place, in one step."
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Argument(help: "The PEM file with the new key.")
        var file: String

        @Option(help: "The old key's fingerprint or public key; else the one that signs.")
        var old: String?

        func run() async throws {
            let new = try SigningKeyFile(path: file).signer
            try await options.withClient { client in
                let sender = try await signing.sender(client)
                guard let old = old ?? sender.signing?.signer.publicKey else {
                    throw ValidationError("a key that signs is needed: --sign")
                }
                let proof = try new.proof(
                    origin: try await sender.origin(or: signing),
                    member: try MemberID(parsing: id)
                )
                let key = try PublicKeyText(new.publicKey)
                // The path names the old key, perhaps by its fingerprint.
                let command = Consortium.Command.rotateKey(
                    member: try MemberID(parsing: id),
                    old: key,
                    new: key,
                    proof: try SignatureText(proof)
                )
                let answer = try await sender.expect(
                    "POST",
                    "/v1/members/\(id)/keys/\(MemberCommand.fingerprint(old))/actions/rotate",
                    command.body(beside: ["member", "old"], as: ["new": "publicKey"])
                )
                print(answer["fingerprint"]?.stringValue ?? "")
            }
        }
    }

    /// Revokes a signing key.
    struct RevokeKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke-key",
            abstract: "Revokes a member's signing key; by the member, or an auditor it named.",
            discussion: "A member whose last key is revoked is locked until an auditor restores it."
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Argument(help: "The key's fingerprint or public key.")
        var key: String

        func run() async throws {
            try await options.withClient { client in
                _ = try await signing.sender(client).expect(
                    "POST",
                    "/v1/members/\(id)/keys/\(MemberCommand.fingerprint(key))/actions/revoke",
                    NoMembers()
                )
            }
        }
    }

    /// Gives a locked member a key again.
    struct RestoreKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore-key",
            abstract: "Gives a member whose last key is revoked a new one; by an auditor it named.",
            discussion: "The member makes the key, and its proof with 'plimsoll key prove'."
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Option(help: "The new public key in base64.")
        var publicKey: String

        @Option(help: "The new key's proof in base64.")
        var proof: String

        func run() async throws {
            try await options.withClient { client in
                let command = Consortium.Command.restoreKey(
                    member: try MemberID(parsing: id),
                    publicKey: try PublicKeyText(publicKey),
                    proof: try SignatureText(proof)
                )
                let answer = try await signing.sender(client).expect(
                    "POST",
                    "/v1/members/\(id)/actions/restoreKey",
                    try command.body()
                )
                print(answer["fingerprint"]?.stringValue ?? "")
            }
        }
    }

    /// Names a member's auditors.
    struct NameAuditors: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "name-auditors",
            abstract: "Names the auditors that may revoke and restore a member's keys."
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Argument(help: "The auditors, in place of those named before; none names none.")
        var auditors: [String] = []

        func run() async throws {
            try await options.withClient { client in
                let command = Consortium.Command.nameAuditors(
                    member: try MemberID(parsing: id),
                    auditors: try Consortium.Auditors(
                        try auditors.map { try MemberID(parsing: $0) }
                    )
                )
                _ = try await signing.sender(client).expect(
                    "POST",
                    "/v1/members/\(id)/actions/nameAuditors",
                    try command.body()
                )
            }
        }
    }

    /// A key's name in a path: its fingerprint, or that of the public key given.
    fileprivate static func fingerprint(_ key: String) -> String {
        guard let bytes = Base64.decode(key), bytes.count == 32 else { return key }
        return Hash.sha256(of: bytes).hex
    }
}

extension Consortium.Command {
    /// What the command asks beside the members that the server knows from elsewhere, such as the
    /// member that the request's path names.
    ///
    /// `names` are those that members have in the request, by those that they have in the command.
    func body(
        beside known: Set<String> = ["member"],
        as names: [String: String] = [:]
    ) throws -> JSONValue {
        let whole = try JSONValue(parsing: exchangeBytes)
        let members = whole[action.rawValue]?.objectValue ?? [:]
        let asked = members.filter { !known.contains($0.key) }
        return .object(
            Dictionary(uniqueKeysWithValues: asked.map { (names[$0.key] ?? $0.key, $0.value) })
        )
    }
}

extension CommandSender {
    /// The origin that is signed for already, or the one to be found out.
    fileprivate func origin(or options: SigningOptions) async throws -> String {
        if let signing { return signing.origin }
        return try await options.origin(client)
    }
}
