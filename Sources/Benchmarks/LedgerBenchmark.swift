import Foundation
import Ledger
import Services
import Storage

/// Durable transitions a second in process, beside a database, an engine and a signature.
public struct LedgerBenchmark {
    /// How long it may take.
    public struct Effort: Sendable {
        /// Rounds, each with its peers; the medians are given.
        public var rounds: Int
        /// Transitions of one measurement.
        public var transitions: Int
        /// Seconds that `pgbench` runs for each.
        public var peerSeconds: Int

        /// The standard effort, or a tenth of it.
        public init(quick: Bool) {
            rounds = quick ? 1 : 3
            transitions = quick ? 4_000 : 40_000
            peerSeconds = quick ? 1 : 5
        }
    }

    private let effort: Effort
    private let say: @Sendable (String) -> Void

    /// Prepares a run; `say` is told what goes on.
    public init(_ effort: Effort, say: @escaping @Sendable (String) -> Void) {
        self.effort = effort
        self.say = say
    }

    private static let clientCounts = [1, 16, 256, 4096]
    /// Commands in flight when the engine is compared: enough for full batches.
    private static let saturating = 4096

    /// Measures everything.
    public func run() async throws -> [BenchmarkRow] {
        try await Tools.withFolder { folder in
            var own: [String: [Double]] = [:]
            var entryBytes = 0
            func note(_ name: String, _ value: Double?) {
                if let value { own[name, default: []].append(value) }
            }
            say("one ledger to learn the size of an entry")
            let probe = try await LedgerRun(folder: "\(folder)/probe", signed: false)
            let probed = try await probe.run(transitions: 2_000, clients: 64)
            try await probe.platform.close()
            let file = LedgerFolder.File.ledger.path(in: "\(folder)/probe")
            let bytes = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
            entryBytes = max(300, (bytes ?? 0) / max(1, probed.transitions))
            let postgres = try PostgresPeer(
                folder: "\(folder)/peer",
                entryBytes: entryBytes
            )
            defer { postgres?.stop() }
            for round in 0..<effort.rounds {
                for clients in LedgerBenchmark.clientCounts {
                    say("round \(round + 1): \(clients) clients")
                    for signed in [false, true] {
                        try await measure(folder, round, clients, signed, note)
                    }
                }
                say("round \(round + 1): the peers")
                note(
                    "postgres",
                    try postgres?.insertsPerSecond(
                        clients: 16,
                        seconds: effort.peerSeconds
                    )
                )
                note(
                    "sqlite",
                    try SQLitePeer.insertsPerSecond(
                        path: "\(folder)/peer-\(round).sqlite",
                        rows: effort.transitions,
                        batch: 1024,
                        entryBytes: entryBytes
                    )
                )
                note(
                    "ed25519",
                    try await CryptoPeer.verificationsPerSecond(
                        count: effort.transitions / 4
                    )
                )
            }
            return rows(own.mapValues { median($0) ?? 0 }, entryBytes)
        }
    }

    private func measure(
        _ folder: String,
        _ round: Int,
        _ clients: Int,
        _ signed: Bool,
        _ note: (String, Double?) -> Void
    ) async throws {
        let path = "\(folder)/\(round)-\(clients)-\(signed)"
        let run = try await LedgerRun(folder: path, signed: signed)
        let transitions = clients == 1 ? effort.transitions / 10 : effort.transitions
        let result = try await run.run(transitions: transitions, clients: clients)
        try await run.platform.close()
        try? FileManager.default.removeItem(atPath: path)
        let name = "\(signed ? "signed" : "key") \(clients)"
        note(name, result.perSecond)
        note("\(name) commands", Double(result.latencies.count) / result.seconds)
        note("\(name) p50", result.latency(0.5))
        note("\(name) p99", result.latency(0.99))
    }

    private func rows(_ medians: [String: Double], _ entryBytes: Int) -> [BenchmarkRow] {
        var rows: [BenchmarkRow] = []
        let unit = "transitions/s"
        for clients in LedgerBenchmark.clientCounts {
            rows.append(
                BenchmarkRow(
                    "ledger",
                    "API-key commands, \(clients) clients",
                    medians["key \(clients)"],
                    unit,
                    beside: "PostgreSQL, 16 clients, rows of \(entryBytes) bytes",
                    medians["postgres"]
                )
            )
            for quantile in ["p50", "p99"] {
                rows.append(
                    BenchmarkRow(
                        "ledger",
                        "API-key commands, \(clients) clients, \(quantile)",
                        medians["key \(clients) \(quantile)"],
                        "ms"
                    )
                )
            }
        }
        rows.append(
            BenchmarkRow(
                "ledger",
                "API-key commands, \(LedgerBenchmark.saturating) clients",
                medians["key \(LedgerBenchmark.saturating)"],
                unit,
                beside: "SQLite alone, batches of 1024 rows of \(entryBytes) bytes",
                medians["sqlite"]
            )
        )
        for clients in LedgerBenchmark.clientCounts {
            rows.append(
                BenchmarkRow(
                    "ledger",
                    "signed commands, \(clients) clients",
                    medians["signed \(clients) commands"],
                    "commands/s",
                    beside: "Ed25519 verification alone, all cores",
                    medians["ed25519"]
                )
            )
            rows.append(
                BenchmarkRow(
                    "ledger",
                    "signed commands, \(clients) clients, p99",
                    medians["signed \(clients) p99"],
                    "ms"
                )
            )
        }
        return rows
    }
}
