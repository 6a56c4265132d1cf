import Audit
import DataFolder
import Dispatch
import Foundation
import Ledger
import Services
import Storage
import TransparencyLog

/// What an append, a proof, a start and an audit cost as the ledger grows.
public struct GrowthBenchmark {
    private let sizes: [Int]
    private let say: @Sendable (String) -> Void

    /// Prepares a run at these numbers of entries, ascending.
    public init(sizes: [Int], say: @escaping @Sendable (String) -> Void) {
        self.sizes = sizes.sorted()
        self.say = say
    }

    /// Measures everything on one ledger that grows from size to size.
    public func run() async throws -> [BenchmarkRow] {
        try await withTemporaryFolder { folder in
            let data = "\(folder)/ledger"
            let workloads = [try HTTPLoad.workload(), try HTTPLoad.workload(signed: true)]
            var load: HTTPLoad?
            var rows: [BenchmarkRow] = []
            var entries = 0
            for size in sizes {
                say("growing to \(size) entries")
                let run = try await LedgerRun(
                    folder: data,
                    genesis: workloads,
                    firstVoyage: entries
                )
                entries = Int(await run.platform.sequencer.size())
                let sample = max(1_000, min(20_000, size / 10))
                if size - sample > entries {
                    let rest = size - sample - entries
                    let clients = clients(atMost: 2048, for: rest)
                    _ = try await run.run(workloads[0], transitions: rest, clients: clients)
                }
                rows.append(try await appends(run, workloads[0], sample, at: size))
                entries = Int(await run.platform.sequencer.size())
                let proofs = try await proofMicroseconds(run.platform.store, 2_000)
                rows.append(row(size, "inclusion proof", proofs, "us"))
                if load == nil, HTTPLoad.isInstalled {
                    load = try await HTTPLoad(folder, run.platform, workloads[0], seconds: 2)
                }
                try await run.opened.close()
                rows += try startUp(data, size)
                say("auditing \(entries) entries")
                rows += try await audit(data, size, entries)
                rows.append(try await signedAppends(data, workloads, sample, at: size))
                if let load {
                    say("requests at \(entries) entries")
                    rows += try await requests(load, data, size)
                }
            }
            return rows
        }
    }

    /// At most one client to a voyage, so that the ledger grows no further than asked.
    private func clients(atMost limit: Int, for transitions: Int) -> Int {
        max(1, min(limit, transitions / Workload.transitionsPerVoyage))
    }

    private func appends(
        _ run: LedgerRun,
        _ workload: Workload,
        _ transitions: Int,
        at size: Int
    ) async throws -> BenchmarkRow {
        let clients = clients(atMost: 256, for: transitions)
        let result = try await run.run(workload, transitions: transitions, clients: clients)
        let name = "\(workload.signed ? "signed" : "API-key") commands, \(clients) clients"
        return row(size, name, result.perSecond, "transitions/s")
    }

    /// Measured after the audit, which would otherwise spend its time on these signatures: it
    /// verifies them by a slower library than the ledger's.
    private func signedAppends(
        _ data: String,
        _ workloads: [Workload],
        _ transitions: Int,
        at size: Int
    ) async throws -> BenchmarkRow {
        let run = try await LedgerRun(folder: data, genesis: workloads, firstVoyage: size * 2)
        let row = try await appends(run, workloads[1], transitions, at: size)
        try await run.opened.close()
        return row
    }

    private func requests(
        _ load: HTTPLoad,
        _ data: String,
        _ size: Int
    ) async throws -> [BenchmarkRow] {
        let server = try BenchmarkServer(data: data)
        defer { server.stop() }
        let read = try await load.get("\(server.url)\(load.certificatePath)")
        let declared = try await load.declare(at: server.url)
        let memory = server.memory()
        return [
            row(size, "declare over HTTP", declared, "requests/s"),
            row(size, "read a certificate over HTTP", read, "requests/s"),
            row(size, "memory at the most, under load", memory.peak, "MB"),
        ]
    }

    private func row(
        _ size: Int,
        _ name: String,
        _ value: Double?,
        _ unit: String,
        beside peer: String? = nil,
        _ peerValue: Double? = nil
    ) -> BenchmarkRow {
        let at = "at \(BenchmarkText.short(Double(size))) entries"
        return BenchmarkRow("growth", "\(name), \(at)", value, unit, beside: peer, peerValue)
    }

    private func proofMicroseconds(_ store: some LogStore, _ count: Int) async throws -> Double {
        let size = try await store.head().size
        let start = DispatchTime.now().uptimeNanoseconds
        for number in 0..<UInt64(count) {
            // Spread over the whole ledger, in an order that no cache favours.
            let index = number &* 0x9E37_79B9_7F4A_7C15 % size
            var tiles = PrefetchedTiles()
            try await tiles.fetch(leaf: index, in: size, from: store)
            _ = try TreeHashes(TileNodes(size: size, tiles: tiles))
                .inclusionProof(index: index, size: size)
        }
        return Double(DispatchTime.now().uptimeNanoseconds - start) / 1e3 / Double(count)
    }

    private func startUp(_ data: String, _ size: Int) throws -> [BenchmarkRow] {
        var seconds: [Double] = []
        var memory: (resident: Double?, peak: Double?) = (nil, nil)
        for _ in 0..<3 {
            let server = try BenchmarkServer(data: data)
            seconds.append(server.startSeconds)
            memory = server.memory()
            server.stop()
        }
        return [
            row(size, "start after a clean stop", median(seconds), "s"),
            row(size, "memory after the start", memory.resident, "MB"),
        ]
    }

    private func audit(_ data: String, _ size: Int, _ entries: Int) async throws -> [BenchmarkRow] {
        let file = LedgerFolder.File.ledger.path(in: data)
        let bytes = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
        let replayed = DispatchTime.now().uptimeNanoseconds
        let store = try SQLiteLogStore(path: file)
        try await store.replay { _ in true }
        try store.close()
        let replay = Double(DispatchTime.now().uptimeNanoseconds - replayed) / 1e9
        let begun = DispatchTime.now().uptimeNanoseconds
        let report = try await FolderAudit.run(path: data)
        let audit = Double(DispatchTime.now().uptimeNanoseconds - begun) / 1e9
        guard report.isClean else {
            throw BenchmarkError("the audit of the workload is not clean:\n\(report.text)")
        }
        let perEntry = max(64, bytes / max(1, entries))
        let hashes = CryptoPeer.hashesPerSecond(bytes: perEntry, count: min(entries, 200_000))
        let peer = "SHA-256 of the same bytes, one core"
        return [
            row(size, "audit", Double(entries) / audit, "entries/s", beside: peer, hashes),
            row(size, "replay", Double(entries) / replay, "entries/s", beside: peer, hashes),
        ]
    }
}
