import Contracts
import Dispatch
import Foundation
import Ledger
import Logging
import Marine
import Services
import Storage
import Synchronization
import TransparencyLog

/// A ledger in a folder of its own, driven as the services drive it.
struct LedgerRun: Sendable {
    /// What a run came to.
    struct Result: Sendable {
        let transitions: Int
        let seconds: Double
        /// How long each command waited for its answer, ascending, in milliseconds.
        let latencies: [Double]

        var perSecond: Double { Double(transitions) / seconds }

        func latency(_ quantile: Double) -> Double? {
            guard !latencies.isEmpty else { return nil }
            return latencies[min(latencies.count - 1, Int(Double(latencies.count) * quantile))]
        }
    }

    let folder: String
    let platform: OpenedPlatform
    let workload: Workload
    let signed: Bool
    private let nextVoyage: Counter

    init(
        folder: String,
        signed: Bool,
        firstVoyage: Int = 0,
        workload: Workload? = nil
    ) async throws {
        self.folder = folder
        self.signed = signed
        self.workload = try workload ?? Workload()
        nextVoyage = Counter(firstVoyage)
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        let now = self.workload.now
        platform = try await LedgerFolder.open(
            path: folder,
            origin: Workload.origin,
            logger: logger,
            clock: { now }
        )
        guard platform.operatorKey != nil else { return }
        for step in try self.workload.founding(signed: signed) {
            // A member that holds no key yet cannot sign.
            let submission = try self.workload.submission(step, signed: false)
            _ = try await submit(submission)
        }
    }

    private func submit(_ submission: Submission) async throws -> CommandReceipt {
        try await platform.platform.sequencer.submit(submission)
    }

    /// Runs voyages until so many transitions are durable, by so many clients that each wait for
    /// every answer before they ask again.
    ///
    /// Commands that are signed are signed before the clock starts.
    func run(transitions: Int, clients: Int) async throws -> Result {
        let voyages = max(clients, transitions / Workload.transitionsPerVoyage)
        let first = nextVoyage.add(voyages)
        let ready = signed ? try await prepare(first..<first + voyages) : [:]
        let tally = Tally()
        let next = Counter(first)
        let start = DispatchTime.now().uptimeNanoseconds
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    while true {
                        let number = next.add(1)
                        guard number < first + voyages else { return }
                        try await sail(number, ready[number], tally)
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
        let (count, latencies) = tally.total
        return Result(transitions: count, seconds: seconds, latencies: latencies.sorted())
    }

    private func prepare(_ numbers: Range<Int>) async throws -> [Int: [Submission]] {
        let workload = workload
        return try await withThrowingTaskGroup(of: [(Int, [Submission])].self) { group in
            for half in 0..<2 {
                group.addTask {
                    try numbers.filter { $0 % 2 == half }.map { number in
                        let steps = try workload.voyage(number)
                        return (
                            number, try steps.map { try workload.submission($0, signed: true) }
                        )
                    }
                }
            }
            return try await group.reduce(into: [:]) { all, some in
                for (number, submissions) in some { all[number] = submissions }
            }
        }
    }

    private func sail(_ number: Int, _ ready: [Submission]?, _ tally: Tally) async throws {
        var latencies: [Double] = []
        var transitions = 0
        if let ready {
            for submission in ready {
                let start = DispatchTime.now().uptimeNanoseconds
                transitions += try await submit(submission).receipts.count
                latencies.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
            }
        } else {
            for step in try workload.voyage(number) {
                let start = DispatchTime.now().uptimeNanoseconds
                let submission = try workload.submission(step, signed: false)
                transitions += try await submit(submission).receipts.count
                latencies.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6)
            }
        }
        tally.add(transitions, latencies)
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
