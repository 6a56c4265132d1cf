import ArgumentParser
import CanonicalJSON

/// Shows the ledger's clock, and sets one that is simulated.
struct ClockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock",
        abstract: "Shows the ledger's clock, or sets a simulated one forward.",
        discussion: """
            It prints what the clock shows and which it is, machine or simulated. Only the \
            operator of a ledger that was founded with --clock may set it, and never back.
            """
    )

    @OptionGroup var options: ServerOptions

    @Argument(help: "The instant to set it to, such as 2026-03-01T08:00:00Z; none only shows it.")
    var at: String?

    func run() async throws {
        try await options.withClient { client in
            let shown =
                if let at {
                    try await client.expect("POST", "/v1/clock", .object(["at": .string(at)]))
                } else { try await client.expect("GET", "/v1/clock") }
            print(
                [shown["at"]?.stringValue ?? "", shown["clock"]?.stringValue ?? ""]
                    .joined(separator: "\t")
            )
        }
    }
}
