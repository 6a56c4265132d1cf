import ArgumentParser
import CanonicalJSON
import Contracts
import Foundation
import HTTPAPI
import HTTPClient
import Ledger
import Marine
import Notifier
import TransparencyLog

/// Where the server is and who asks.
struct ServerOptions: ParsableArguments {
    @Option(help: "The server's URL.")
    var server: String = Environment.value("SERVER") ?? "http://127.0.0.1:8080"

    @Option(help: "The API key; better as PLIMSOLL_KEY, which no process list shows.")
    var key: String?

    /// Runs with a client, and ends it.
    func withClient(_ body: (APIClient) async throws -> Void) async throws {
        guard let key = key ?? Environment.value("KEY") else {
            throw ValidationError("an API key is needed: --key or PLIMSOLL_KEY")
        }
        let curl = try CurlClient()
        do {
            try await body(APIClient(curl: curl, server: server, key: key))
        } catch {
            await curl.shutdown()
            throw error
        }
        await curl.shutdown()
    }
}

/// Members and their API keys.
struct MemberCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Members of the consortium, their API keys and their signing keys.",
        subcommands: [
            Add.self, List.self, IssueKey.self, RegisterKey.self, RotateKey.self, RevokeKey.self,
            RestoreKey.self, NameAuditors.self, AddOfficer.self, RetireOfficer.self,
            SetAuthority.self,
        ]
    )

    /// Admits a member and issues its first API key.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Admits a member and prints its first API key."
        )

        @OptionGroup var options: ServerOptions

        @Argument(help: "The member's identifier: a-z, 0-9 and '-'.")
        var id: String

        @Argument(help: "The name on the member's papers.")
        var name: String

        @Option(name: .customLong("role"), help: "A role; repeat for several.")
        var roles: [String]

        @OptionGroup var signing: SigningOptions

        func run() async throws {
            let asked = try Consortium.Command.admitMember(
                member: MemberID(parsing: id),
                name: Text(name),
                roles: Entries(roles.map(MemberCommand.role))
            ).body(beside: [], as: ["member": "id"])
            try await options.withClient { client in
                let sender = try await signing.sender(client)
                _ = try await sender.expect(
                    "POST",
                    "/v1/members",
                    asked
                )
                print(try await issueKey(for: id, sender))
            }
        }
    }

    /// Lists the members.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the members.")

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.withClient { client in
                var path = "/v1/members?limit=200"
                while true {
                    let page = try await client.expect("GET", path)
                    for item in page["items"]?.arrayValue ?? [] {
                        let roles = (item["roles"]?.arrayValue ?? []).compactMap(\.stringValue)
                        print(
                            [
                                item["id"]?.stringValue ?? "", item["name"]?.stringValue ?? "",
                                roles.joined(separator: ","),
                            ].joined(separator: "\t")
                        )
                    }
                    guard let next = page["next"]?.stringValue else { return }
                    path = "/v1/members?limit=200&after=\(next)"
                }
            }
        }
    }

    /// Issues a further API key.
    struct IssueKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "issue-key",
            abstract: "Issues an API key and prints it, this once."
        )

        @OptionGroup var options: ServerOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Option(help: "The officer whose key it is; else it is the member's own.")
        var officer: String?

        @OptionGroup var signing: SigningOptions

        func run() async throws {
            let officer = try officer.map { try Identifier(parsing: $0) }
            try await options.withClient { client in
                print(try await issueKey(for: id, of: officer, try await signing.sender(client)))
            }
        }
    }

    private static func role(_ name: String) throws -> Role {
        guard let role = Role(rawValue: name) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("--role: '\(name)' is none of \(known)")
        }
        return role
    }

    /// The key is generated here, and only its digest is sent to the server.
    static func issueKey(
        for member: String,
        of officer: Identifier? = nil,
        _ sender: CommandSender
    ) async throws -> String {
        let secret = "plimsoll_" + Hex.encode(Salted.randomSalt() + Salted.randomSalt())
        _ = try await sender.expect(
            "POST",
            "/v1/members/\(member)/api-keys",
            Consortium.Command.issueAPIKey(
                member: try MemberID(parsing: member),
                id: Workflow.consortium,
                digest: try DigestText(Hash.sha256(of: Array(secret.utf8)).base64),
                officer: officer
            ).body(beside: ["member", "id"])
        )
        return secret
    }
}
