import ArgumentParser
import CanonicalJSON
import Contracts
import Foundation
import HTTPAPI
import Marine

extension MemberCommand {
    /// Registers an officer.
    struct AddOfficer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add-officer",
            abstract: "Registers a person that acts for a member.",
            discussion: """
                Keys are then issued with --officer. Which claims an officer may measure, approve \
                and settle says the member's table of authority; one that --administers has no \
                authority over claims, and registers officers, their keys and the table.
                """
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Argument(help: "What the officer goes by: a-z, 0-9 and '-'.")
        var officer: String

        @Argument(help: "The person's name.")
        var name: String

        @Argument(help: "The person's title, such as 'Head of Claims'.")
        var title: String

        @Flag(help: "The person administers officers, keys and the table of authority.")
        var administers = false

        func run() async throws {
            let command = Consortium.Command.registerOfficer(
                member: try MemberID(parsing: id),
                officer: try Identifier(parsing: officer),
                name: try Text(name),
                title: try Text(title),
                administers: administers ? true : nil
            )
            try await options.withClient { client in
                _ = try await signing.sender(client).expect(
                    "POST",
                    "/v1/members/\(id)/officers",
                    try command.body()
                )
            }
        }
    }

    /// Retires an officer.
    struct RetireOfficer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retire-officer",
            abstract: "Ends that a person acts for a member, and revokes the person's keys."
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Argument(help: "The officer.")
        var officer: String

        func run() async throws {
            try await options.withClient { client in
                _ = try await signing.sender(client).expect(
                    "POST",
                    "/v1/members/\(id)/officers/\(officer)/actions/retire",
                    NoMembers()
                )
            }
        }
    }

    /// Sets the table of authority.
    struct SetAuthority: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-authority",
            abstract: "Sets a member's table of authority from a JSON file.",
            discussion: """
                {"table": {"officers": [{"officer": "head", "approvesUpTo": \
                [{"amount": "50000", "currency": "USD"}], "settles": true}], \
                "secondApprovalAbove": [{"amount": "20000", "currency": "USD"}]}}
                """
        )

        @OptionGroup var options: ServerOptions
        @OptionGroup var signing: SigningOptions

        @Argument(help: "The member's identifier.")
        var id: String

        @Argument(help: "The file with the table.")
        var file: String

        func run() async throws {
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file)))
            let body = try JSONValue(parsing: bytes)
            try await options.withClient { client in
                _ = try await signing.sender(client).expect(
                    "POST",
                    "/v1/authorities/\(id)/actions/setAuthority",
                    body
                )
            }
        }
    }
}
