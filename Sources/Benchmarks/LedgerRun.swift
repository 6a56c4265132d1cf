import Contracts
import DataFolder
import Dispatch
import Foundation
import GRDB
import Ledger
import Logging
import Marine
import Services
import Storage
import Synchronization
import Telemetry
import TransparencyLog

/// A ledger in a folder of its own, driven as the services drive it.
struct LedgerRun: Sendable {
    /// What was measured of a run.
    struct Measurements: Sendable {
        let transitions: Int
        let seconds: Double
        /// The processor's time of the whole process, clients included, in microseconds.
        let processorMicroseconds: Double
        /// How long each command waited for its answer, ascending, in milliseconds.
        let latencies: [Double]

        var perSecond: Double { Double(transitions) / seconds }

        func latency(_ quantile: Double) -> Double? {
            guard !latencies.isEmpty else { return nil }
            return latencies[min(latencies.count - 1, Int(Double(latencies.count) * quantile))]
        }
    }

    let folder: String
    let opened: OpenedPlatform
    private let nextVoyage: Counter

    var platform: Platform { opened.platform }

    /// Opens the folder, or founds a ledger in it with these workloads' members and covers.
    ///
    /// Voyages are numbered from `firstVoyage` on, after those of earlier runs.
    init(folder: String, genesis workloads: [Workload], firstVoyage: Int = 0) async throws {
        self.folder = folder
        nextVoyage = Counter(firstVoyage)
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        let now = workloads[0].now
        opened = try await LedgerFolder.open(
            path: folder,
            origin: Workload.origin,
            logger: logger,
            clock: { now }
        )
        guard opened.operatorKey != nil else { return }
        for workload in workloads {
            for submission in try workload.genesis() {
                _ = try await platform.sequencer.submit(submission)
            }
            try await platform.segments.put(workload.recordings.segments)
        }
    }

    /// Entries, appends, and the bytes of leaves, payloads and commands with their salts.
    func extent() async throws -> (entries: Int, batches: Int, bytes: Int) {
        let path = LedgerFolder.File.ledger.path(in: folder)
        let queue = try DatabaseQueue(path: path)
        let (entries, batches, bytes) = try await queue.read { db in
            (
                try Int.fetchOne(db, sql: "SELECT count(*) FROM entry") ?? 0,
                try Int.fetchOne(db, sql: "SELECT count(*) FROM checkpoint") ?? 0,
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT sum(length(leaf)
                            + ifnull(length(payload) + length(payload_salt), 0)
                            + ifnull(length(command) + length(command_salt), 0))
                        FROM entry
                        """
                ) ?? 0
            )
        }
        try queue.close()
        return (entries, batches, bytes)
    }

    /// Runs voyages until this many transitions are durable, by clients that each wait for every
    /// answer before they ask again.
    ///
    /// Commands that are signed are signed before the clock starts.
    func run(_ workload: Workload, transitions: Int, clients: Int) async throws -> Measurements {
        let voyages = max(clients, transitions / Workload.transitionsPerVoyage)
        let first = nextVoyage.add(voyages)
        let ready = workload.signed ? try await prepare(workload, first..<first + voyages) : [:]
        let tally = Tally()
        let next = Counter(first)
        let processor = ProcessorTime.microseconds()
        let start = DispatchTime.now().uptimeNanoseconds
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    while true {
                        let number = next.add(1)
                        guard number < first + voyages else { return }
                        try await runVoyage(workload, number, ready[number], tally)
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        let (count, latencies) = tally.total
        return Measurements(
            transitions: count,
            seconds: seconds,
            processorMicroseconds: ProcessorTime.microseconds() - processor,
            latencies: latencies.sorted()
        )
    }

    private func prepare(
        _ workload: Workload,
        _ numbers: Range<Int>
    ) async throws -> [Int: [Submission]] {
        try await withThrowingTaskGroup(of: [(Int, [Submission])].self) { group in
            for half in 0..<2 {
                group.addTask {
                    try numbers.filter { $0 % 2 == half }.map { number in
                        (number, try workload.voyage(number).map { try workload.submission($0) })
                    }
                }
            }
            return try await group.reduce(into: [:]) { all, some in
                for (number, submissions) in some { all[number] = submissions }
            }
        }
    }

    private func runVoyage(
        _ workload: Workload,
        _ number: Int,
        _ ready: [Submission]?,
        _ tally: Tally
    ) async throws {
        var latencies: [Double] = []
        var transitions = 0
        func submit(_ submission: () throws -> Submission) async throws {
            let start = DispatchTime.now().uptimeNanoseconds
            let receipt = try await platform.sequencer.submit(try submission())
            transitions += receipt.receipts.count
            latencies.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
        }
        if let ready {
            for submission in ready { try await submit { submission } }
        } else {
            for step in try workload.voyage(number) {
                try await submit { try workload.submission(step) }
            }
        }
        tally.add(transitions, latencies)
    }
}

/// The processor's time of this process.
enum ProcessorTime {
    /// Of all threads, in user and system mode.
    static func microseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}

/// Hands out numbers.
final class Counter: Sendable {
    private let value: Mutex<Int>

    init(_ value: Int) { self.value = Mutex(value) }

    /// The value before.
    func add(_ count: Int) -> Int {
        value.withLock { value in
            defer { value += count }
            return value
        }
    }
}

private final class Tally: Sendable {
    private let state = Mutex((0, [Double]()))

    var total: (Int, [Double]) { state.withLock { $0 } }

    func add(_ transitions: Int, _ latencies: [Double]) {
        state.withLock { state in
            state.0 += transitions
            state.1 += latencies
        }
    }
}
