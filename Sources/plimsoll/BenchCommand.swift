import ArgumentParser
import Benchmarks
import Foundation

/// Runs benchmarks, each beside its peers in the same run.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures the platform beside its peers on this machine.",
        discussion: """
            Values are medians of the rounds; a peer that is not installed is left out. Only the \
            ratios of one run mean something on another machine. Measure an optimised build.
            """
    )

    enum Suite: String, ExpressibleByArgument, CaseIterable {
        case ledger, http, notifier, growth, risk
    }

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(
        help: """
            What is measured: ledger, http, notifier, growth (which includes replay and audit), \
            risk (100, 10,000 and 100,000 certificates on risk); all of them where none is named.
            """
    )
    var suites: [Suite] = []

    @Option(
        help: """
            The ledger's sizes in entries at which growth is measured, 5000 to 10000000, with \
            commas between (default: 10000,100000,1000000; with --quick 10000).
            """
    )
    var entries: String?

    @Option(
        help: "Numbers of clients at which the ledger is measured, 1 to 10000, with commas between."
    )
    var clients = "1,16,256,1024,4096"

    @Flag(help: "One short round of each.")
    var quick = false

    @Option(help: "text or json.")
    var format: Format = .text

    func run() async throws {
        let sizes = try numbers(
            entries ?? (quick ? "10000" : "10000,100000,1000000"),
            in: 5_000...10_000_000,
            of: "--entries"
        )
        var effort = LedgerBenchmark.Effort(quick: quick)
        effort.clients = try numbers(clients, in: 1...10_000, of: "--clients")
        var rows: [BenchmarkRow] = []
        for suite in suites.isEmpty ? Suite.allCases : suites {
            let note: @Sendable (String) -> Void = { warn("\(suite.rawValue): \($0)") }
            switch suite {
            case .ledger:
                rows += try await LedgerBenchmark(effort, say: note).run()
            case .http:
                rows += try await HTTPBenchmark(quick: quick, say: note).run()
            case .notifier:
                rows += try await NotifierBenchmark(quick: quick, say: note).run()
            case .growth:
                rows += try await GrowthBenchmark(sizes: sizes, say: note).run()
            case .risk:
                rows += try await RiskBenchmark(quick: quick, say: note).run()
            }
        }
        switch format {
        case .json: say(rows.json)
        case .text:
            say(MachineDescription.line)
            say(rows.table)
        }
    }

    private func numbers(
        _ text: String,
        in range: ClosedRange<Int>,
        of option: String
    ) throws -> [Int] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            guard let number = Int(part), range.contains(number) else {
                throw ValidationError(
                    "\(option): '\(part)' is no number from \(range.lowerBound) to "
                        + "\(range.upperBound)"
                )
            }
            return number
        }
    }
}
