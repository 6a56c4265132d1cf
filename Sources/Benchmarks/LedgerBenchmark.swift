import DataFolder
import Foundation
import Ledger

/// Durable transitions per second in process, beside a database, an engine and a signature.
public struct LedgerBenchmark {
    /// How much is measured.
    public struct Effort: Sendable {
        /// Rounds, each with its peers; the medians are given.
        public var rounds: Int
        /// Transitions or rows of one measurement.
        public var transitions: Int
        /// Numbers of clients at which it is measured.
        public var clients = [1, 16, 256, 1024, 4096]

        /// The standard effort, or a tenth of it.
        public init(quick: Bool) {
            rounds = quick ? 1 : 3
            transitions = quick ? 4_000 : 40_000
        }
    }

    private let effort: Effort
    private let say: @Sendable (String) -> Void

    /// Prepares a run that reports its progress to `say`.
    public init(_ effort: Effort, say: @escaping @Sendable (String) -> Void) {
        self.effort = effort
        self.say = say
    }

    /// The number of clients whose batches SQLite alone is given too: the most.
    private var saturating: Int { effort.clients.max() ?? 1 }

    /// Measures everything.
    public func run() async throws -> [BenchmarkRow] {
        try await withTemporaryFolder { folder in
            var noted = Medians()
            say("one ledger to learn the size of an entry")
            let entryBytes = try await entryBytes("\(folder)/probe")
            let postgres = postgres("\(folder)/peer", entryBytes)
            defer { postgres?.stop() }
            for round in 0..<effort.rounds {
                for clients in effort.clients {
                    say("round \(round + 1): \(clients) clients")
                    for signed in [false, true] {
                        let path = "\(folder)/\(round)-\(clients)-\(signed)"
                        try await measure(path, clients, signed, &noted)
                    }
                }
                say("round \(round + 1): the peers")
                let rows = effort.transitions
                noted.add(
                    "postgres",
                    try postgres?.insertsPerSecond(clients: 16, rows: rows)
                )
                let batch = noted.last("batch \(saturating)") ?? 1
                let sqlite = try SQLitePeer.insertsPerSecond(
                    path: "\(folder)/peer-\(round).sqlite",
                    rows: rows,
                    batch: max(1, Int(batch)),
                    entryBytes: entryBytes
                )
                noted.add("sqlite", sqlite)
                let count = effort.transitions / 4
                noted.add("ed25519", try await CryptoPeer.verificationsPerSecond(count: count))
            }
            return rows(noted, entryBytes)
        }
    }

    /// `nil` where it cannot be started: its server does not run as root, and may not be allowed to
    /// enter the folder.
    private func postgres(_ folder: String, _ entryBytes: Int) -> PostgresPeer? {
        do { return try PostgresPeer(folder: folder, entryBytes: entryBytes) } catch {
            say("PostgreSQL is left out: \(error)")
            return nil
        }
    }

    private func entryBytes(_ path: String) async throws -> Int {
        let workload = try Workload()
        let run = try await LedgerRun(folder: path, genesis: [workload])
        _ = try await run.run(workload, transitions: 4_000, clients: 64)
        let extent = try await run.extent()
        try await run.opened.close()
        return extent.bytes / extent.entries
    }

    private func measure(
        _ path: String,
        _ clients: Int,
        _ signed: Bool,
        _ noted: inout Medians
    ) async throws {
        let workload = try Workload(signed: signed)
        let run = try await LedgerRun(folder: path, genesis: [workload])
        let before = try await run.extent()
        let transitions = clients == 1 ? effort.transitions / 10 : effort.transitions
        let result = try await run.run(workload, transitions: transitions, clients: clients)
        let after = try await run.extent()
        try await run.opened.close()
        try? FileManager.default.removeItem(atPath: path)
        let name = signed ? "signed" : "key"
        noted.add("\(name) \(clients)", result.perSecond)
        noted.add("\(name) \(clients) commands", Double(result.latencies.count) / result.seconds)
        noted.add("\(name) \(clients) p50", result.latency(0.5))
        noted.add("\(name) \(clients) p99", result.latency(0.99))
        let cost = result.processorMicroseconds / Double(result.transitions)
        noted.add("\(name) \(clients) processor", cost)
        guard !signed else { return }
        let batches = Double(after.batches - before.batches)
        noted.add("batch \(clients)", Double(after.entries - before.entries) / batches)
    }

    private func rows(_ noted: Medians, _ entryBytes: Int) -> [BenchmarkRow] {
        let size = "rows of \(entryBytes) bytes"
        var rows: [BenchmarkRow] = []
        func row(
            _ name: String,
            _ value: Double?,
            _ unit: String,
            beside peer: String? = nil,
            _ peerValue: Double? = nil
        ) {
            rows.append(BenchmarkRow("ledger", name, value, unit, beside: peer, peerValue))
        }
        for clients in effort.clients {
            let name = "API-key commands, \(clients) client\(clients == 1 ? "" : "s")"
            row(
                name,
                noted["key \(clients)"],
                "transitions/s",
                beside: "PostgreSQL, 16 clients, \(size)",
                noted["postgres"]
            )
            row("\(name), p50", noted["key \(clients) p50"], "ms")
            row("\(name), p99", noted["key \(clients) p99"], "ms")
            row("\(name), processor", noted["key \(clients) processor"], "us/transition")
            row("\(name), batch", noted["batch \(clients)"], "transitions")
        }
        row(
            "API-key commands, \(saturating) clients",
            noted["key \(saturating)"],
            "transitions/s",
            beside: "SQLite alone, as many to a commit, \(size)",
            noted["sqlite"]
        )
        for clients in effort.clients {
            let name = "signed commands, \(clients) client\(clients == 1 ? "" : "s")"
            row(
                name,
                noted["signed \(clients) commands"],
                "commands/s",
                beside: "Ed25519 verification alone, all cores",
                noted["ed25519"]
            )
            row("\(name), p50", noted["signed \(clients) p50"], "ms")
            row("\(name), p99", noted["signed \(clients) p99"], "ms")
            row("\(name), processor", noted["signed \(clients) processor"], "us/transition")
        }
        return rows
    }
}
