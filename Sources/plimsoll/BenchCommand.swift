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
        case ledger, http, audit, growth
    }

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Argument(
        help: "What is measured: ledger, http, audit, growth; all of them where none is named."
    )
    var suites: [Suite] = []

    @Option(help: "Sizes in entries at which growth and audit are measured, with commas between.")
    var entries: String = "10000,100000"

    @Flag(help: "One short round of each.")
    var quick = false

    @Option(help: "text or json.")
    var format: Format = .text

    func run() async throws {
        let sizes = entries.split(separator: ",").compactMap { Int($0) }
        guard !sizes.isEmpty, sizes.allSatisfy({ (1_000...10_000_000).contains($0) }) else {
            throw ValidationError("--entries: numbers from 1000 to 10000000 with commas between")
        }
        var rows: [BenchmarkRow] = []
        for suite in suites.isEmpty ? [.ledger, .http, .growth] : suites {
            let note: @Sendable (String) -> Void = { warn("\(suite.rawValue): \($0)") }
            switch suite {
            case .ledger:
                rows += try await LedgerBenchmark(.init(quick: quick), say: note).run()
            case .http:
                rows += try await HTTPBenchmark(quick: quick, say: note).run()
            case .audit, .growth:
                rows += try await GrowthBenchmark(sizes: sizes, say: note).run()
            }
        }
        switch format {
        case .json: say(rows.json)
        case .text:
            say(MachineFacts.line)
            say(rows.table)
        }
    }
}
