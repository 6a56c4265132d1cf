public import Logging
import TransparencyLog

/// Reads the whole ledger again and again, slowly, and checks all of it.
///
/// Verified reads detect damage in what is read; damage in what nobody has read for years is
/// detected here. A round reads a limited number of entries a second, then pauses.
public struct Scrub: Sendable {
    /// How fast a scrub goes.
    public struct Pace: Hashable, Sendable {
        /// Entries read in a second.
        ///
        /// At 2,000 a million entries take eight minutes and a half.
        public var entriesPerSecond: Int
        /// From the end of a round to the beginning of the next.
        public var rest: Duration

        /// Sets a pace; `entriesPerSecond` is at least 1.
        public init(entriesPerSecond: Int = 2000, rest: Duration = .seconds(24 * 60 * 60)) {
            self.entriesPerSecond = max(1, entriesPerSecond)
            self.rest = rest
        }
    }

    private static let pagesPerSecond = 4

    private let sequencer: Sequencer
    private let pace: Pace
    private let logger: Logger

    /// A scrub of the ledger that a sequencer writes.
    public init(of sequencer: Sequencer, pace: Pace = Pace(), logger: Logger) {
        self.sequencer = sequencer
        self.pace = pace
        self.logger = logger
    }

    /// Scrubs until the task is cancelled, or something is found.
    public func run() async {
        while !Task.isCancelled {
            do {
                let size = try await round()
                logger.info("scrubbed", metadata: ["entries": "\(size)"])
            } catch LedgerFault.damaged(let place) {
                logger.critical("the ledger is damaged", metadata: ["place": "\(place)"])
                return
            } catch is CancellationError {
                return
            } catch {
                logger.error("the scrub was broken off", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: pace.rest)
        }
    }

    /// Reads and checks the ledger once, as it is at the beginning.
    ///
    /// - Returns: how many entries were checked.
    /// - Throws: `LedgerFault.damaged` naming the first bad place, after which the sequencer takes
    ///   no more commands; or what kept the store from being read.
    @discardableResult
    public func round() async throws -> UInt64 {
        do {
            return try await read()
        } catch LedgerFault.damaged(let place) {
            await sequencer.foundDamaged(at: place)
            throw LedgerFault.damaged(place: place)
        }
    }

    private func read() async throws -> UInt64 {
        let store = sequencer.store.unverified
        let page = max(1, pace.entriesPerSecond / Scrub.pagesPerSecond)
        let pause = Duration.seconds(1) * page / pace.entriesPerSecond
        try await LogCheck.requireIndexes(of: store)
        let head = try await reading { () async throws(LogStoreError) in try await store.head() }
        var check = LogCheck(of: store, origin: sequencer.origin, trusting: sequencer.logKeys)
        while check.edge.size < head.size {
            let begun = ContinuousClock.now
            let from = check.edge.size
            let limit = min(page, Int(clamping: head.size - from))
            let entries = try await reading { () async throws(LogStoreError) in
                try await store.entries(from: from, limit: limit)
            }
            guard entries.count == limit else {
                throw LedgerFault.damaged(place: "entry \(from): it or one after it is missing")
            }
            let transitions = try entries.map { entry throws(LedgerFault) in
                do { return try Transition(leaf: entry.leaf) } catch {
                    throw LedgerFault.damaged(place: "entry \(entry.index): \(error)")
                }
            }
            try await check.examine(entries, transitions)
            try await Task.sleep(until: begun + pause)
        }
        try await check.end(at: head)
        return head.size
    }

    private func reading<Value: Sendable>(
        _ body: () async throws(LogStoreError) -> Value
    ) async throws(LedgerFault) -> Value {
        do { return try await body() } catch { throw LedgerFault(reading: error) }
    }
}
