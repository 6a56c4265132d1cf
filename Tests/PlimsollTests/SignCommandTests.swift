import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// `Scripts/sign-command.py`, which shares no line with the platform, against a server.
    @Suite struct SignCommandTests {
        @Test func `the script's vectors hold`() throws {
            let test = try Signer.run(["self-test"])
            #expect(test.status == 0, "\(test.output)")
        }

        @Test func `what the script signs is taken once, and under a revoked key no more`()
            async throws
        {
            let signer = try await Signer()
            let first = try signer.send(signer.list("MV Example", id: "list-1"))
            #expect(first.status == 0, "\(first.body)")
            let index = try #require(first.body["receipt"]?["index"]?.integerValue, "\(first.body)")
            let size = try await signer.size()
            #expect(size == index + 1)

            // Sent again under a salt of its own: its first receipt, and nothing happens.
            let again = try signer.send(signer.list("MV Example", id: "list-1"))
            #expect(again.status == 0, "\(again.body)")
            #expect(again.body["receipt"]?["index"]?.integerValue == index)
            // Another command under that name, another member's key, and one of nobody's.
            let other = try signer.send(signer.list("MV Other", id: "list-1"))
            #expect(other.status == 1)
            #expect(other.body["code"]?.stringValue == "commandReused", "\(other.body)")
            let stranger = try signer.send(
                signer.list("MV Example", id: "list-1"),
                apiKey: signer.strangersKey
            )
            #expect(stranger.status == 1)
            #expect(stranger.body["code"]?.stringValue == "forbidden", "\(stranger.body)")
            let forged = try signer.send(signer.list("MV Forged", id: "list-2"), seed: "other.seed")
            #expect(forged.status == 1)
            #expect(forged.body["code"]?.stringValue == "signatureRefused", "\(forged.body)")
            // The operator's attestation is not enough for a member that holds a key.
            let unsigned = try await ask(
                signer.curl,
                "POST",
                "\(signer.server.url)/v1/sanctions",
                key: signer.apiKey,
                body: #"{"entry":"MV Unsigned"}"#
            )
            #expect(unsigned.body["code"]?.stringValue == "memberSignsItself", "\(unsigned.body)")
            #expect(try await signer.size() == size)

            let revoke = """
                {"consortium":{"_0":{"revokeKey":{"member":"limmat",\
                "publicKey":"\(signer.publicKey)"}}}}
                """
            let revoked = try signer.send(signer.command(revoke, id: "revoke-1"))
            #expect(revoked.status == 0, "\(revoked.body)")
            let late = try signer.send(signer.list("MV Late", id: "list-3"))
            #expect(late.status == 1)
            #expect(late.body["code"]?.stringValue == "keyRevoked", "\(late.body)")
            #expect(try await signer.size() == size + 1)
            #expect(signer.server.stop() == 0)
            let audit = try ServerProcess.run(["audit", "--data", signer.path("data")])
            #expect(audit.status == 0, "\(audit.output)")
            await signer.curl.shutdown()
        }
    }
}

/// A member that signs with the script, at a server of its own.
private final class Signer: Sendable {
    let server: ServerProcess
    let curl: CurlClient
    let apiKey: String
    let strangersKey: String
    let publicKey: String
    private let folder: TemporaryFolder
    private let origin: String

    init() async throws {
        folder = try TemporaryFolder()
        curl = try CurlClient()
        server = try ServerProcess(data: "\(folder.path)/data")
        let operatorKey = try #require(server.operatorKey)
        let ledger = try await ask(curl, "GET", "\(server.url)/v1/ledger", key: nil)
        origin = try #require(ledger.body["origin"]?.stringValue)
        apiKey = try await Self.admit("limmat", server.url, operatorKey, curl)
        strangersKey = try await Self.admit("stranger", server.url, operatorKey, curl)
        for (name, byte) in [("member.seed", "2a"), ("other.seed", "2b")] {
            try (String(repeating: byte, count: 32) + "\n").write(
                toFile: "\(folder.path)/\(name)",
                atomically: true,
                encoding: .utf8
            )
        }
        let seed = "\(folder.path)/member.seed"
        publicKey = try Self.run(["public", seed]).output.filter { !$0.isNewline }
        let proof = try Self.run([
            "prove", seed, "--origin", origin, "--member", "limmat",
        ]).output.filter { !$0.isNewline }
        let registered = try await ask(
            curl,
            "POST",
            "\(server.url)/v1/members/limmat/keys",
            key: apiKey,
            body: #"{"publicKey":"\#(publicKey)","proof":"\#(proof)"}"#
        )
        #expect(registered.status == 201, "\(registered.body)")
    }

    private static func admit(
        _ id: String,
        _ url: String,
        _ key: String,
        _ curl: CurlClient
    ) async throws -> String {
        let member = try await ask(
            curl,
            "POST",
            "\(url)/v1/members",
            key: key,
            body: #"{"id":"\#(id)","name":"The \#(id)","roles":["insurer"]}"#
        )
        #expect(member.status == 201, "\(member.body)")
        let issued = try await ask(
            curl,
            "POST",
            "\(url)/v1/members/\(id)/api-keys",
            key: key,
            body: "{}"
        )
        return try #require(issued.body["secret"]?.stringValue, "\(issued.body)")
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    func list(_ entry: String, id: String) -> String {
        command(#"{"consortium":{"_0":{"listSanction":{"entry":"\#(entry)"}}}}"#, id: id)
    }

    func command(_ instruction: String, id: String) -> String {
        """
        {"id": "\(id)", "member": "limmat", "origin": "\(origin)", "instruction": \(instruction)}
        """
    }

    func size() async throws -> Int64 {
        let ledger = try await ask(curl, "GET", "\(server.url)/v1/ledger", key: nil)
        return try #require(ledger.body["size"]?.integerValue)
    }

    func send(
        _ command: String,
        seed: String = "member.seed",
        apiKey: String? = nil
    ) throws -> (status: Int32, body: JSONValue) {
        try command.write(toFile: path("command"), atomically: true, encoding: .utf8)
        let sent = try Self.run(
            [
                "send", path(seed), "--origin", origin, "--member", "limmat", "--server",
                server.url, "--key", apiKey ?? self.apiKey,
            ],
            input: path("command")
        )
        return (sent.status, try JSONValue(parsing: Array(sent.output.utf8)))
    }

    static func run(
        _ arguments: [String],
        input: String = "/dev/null"
    ) throws -> (status: Int32, output: String) {
        let script = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Scripts/sign-command.py").path
        return try ServerProcess.shell(
            ["bash", "-c", "exec python3 -B \"$@\" < \"$0\"", input, script] + arguments
        )
    }
}
