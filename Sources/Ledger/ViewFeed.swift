import Logging
import Marine
import Synchronization

/// Applies durable entries to the view, in order and many at a time.
///
/// Only readers of lists wait for the view, and only for what was durable when they asked. Entries
/// not applied yet are held in memory, so that lists are complete even where the view's file cannot
/// be written to.
actor ViewFeed {
    /// With so many entries queued they are written at once, without waiting for more.
    private static let writeCount = 2048
    /// How long an entry may wait for others to be written with.
    private static let writeDelay = Duration.milliseconds(20)
    /// With so many entries queued, the next append waits for the view.
    static let backlog = 20_000

    /// Read and written by any thread, under the lock.
    fileprivate struct Queue {
        /// Entries not applied yet, in order.
        var batches: [[FoldedEntry]] = []
        /// How many they are.
        var count = 0
        /// The ledger's size after the latest.
        var end: UInt64 = 0
        /// Whether the view lacks more than is held; the ledger is then replayed.
        var needsReplay = false
        /// Whether it is being replayed, and what becomes durable meanwhile is held again.
        var isReplaying = false
        /// Whether a task is at work that applies what is queued.
        var hasWriter = false

        var isEmpty: Bool { batches.isEmpty && !needsReplay }
    }

    private let view: any LedgerView
    private let store: any LogStore
    /// The most entries that are held in memory for a view that fails; beyond, it is replayed.
    private let limit: Int
    /// The latest edition by which the ledger is replayed.
    private let latest: Edition
    private let logger: Logger
    private let queue = Mutex(Queue())
    /// The write under way, which all who bring the view up share; the actor's own.
    private var writing: Task<Void, any Error>?
    /// How many rounds of writing have begun; the actor's alone.
    private var rounds = 0
    /// The writer, while it lets entries gather; the actor's own.
    private var gathering: CheckedContinuation<Void, Never>?

    init(
        view: any LedgerView,
        store: any LogStore,
        limit: Int,
        latest: Edition,
        logger: Logger
    ) {
        self.view = view
        self.store = store
        self.limit = limit
        self.latest = latest
        self.logger = logger
    }

    /// Whether the view lacks entries that are durable.
    nonisolated var isBehind: Bool { queue.withLock { !$0.isEmpty } }

    /// How many entries are queued.
    nonisolated var waiting: Int { queue.withLock { $0.count } }

    /// The durable entries that the view has yet to take up, in order.
    ///
    /// - Throws: `LedgerFault.unavailable` where they are too many to be held in memory.
    nonisolated func unappliedEntries() throws(LedgerFault) -> [FoldedEntry] {
        let entries = queue.withLock { $0.needsReplay ? nil : $0.batches.flatMap { $0 } }
        guard let entries else { throw .unavailable(reason: "the view is far behind") }
        return entries
    }

    /// Queues a durable batch.
    nonisolated func add(_ folded: [FoldedEntry]) {
        guard let last = folded.last else { return }
        let (needsWriter, isEnough) = queue.withLock { queue in
            queue.end = last.index + 1
            if !queue.needsReplay || queue.isReplaying {
                queue.batches.append(folded)
                queue.count += folded.count
            }
            defer { queue.hasWriter = true }
            return (!queue.hasWriter, queue.count >= ViewFeed.writeCount)
        }
        if needsWriter { Task { await self.writeQueue() } }
        if isEnough { Task { await self.endGathering() } }
    }

    /// Returns when the view has all that was durable at the call.
    ///
    /// - Throws: what keeps the view from being written to.
    func bringUp() async throws {
        let target = queue.withLock { $0.end }
        let before = rounds
        while queue.withLock({ $0.lacks(target) }) {
            if let writing {
                let round = rounds
                do { try await writing.value } catch {
                    // What kept a round that began before this call may be mended since.
                    if round > before { throw error }
                }
            } else {
                let task = Task {
                    defer { writing = nil }
                    try await write()
                }
                rounds += 1
                writing = task
                try await task.value
            }
        }
    }

    private func write() async throws {
        if let end = queue.withLock({ $0.beginReplay() }) {
            do {
                try await replay(from: try await view.appliedSize(), upTo: end)
            } catch {
                queue.withLock { $0.forget() }
                throw error
            }
            queue.withLock { $0.endReplay() }
            return
        }
        let batches = queue.withLock { $0.batches }
        let entries = batches.count == 1 ? batches[0] : batches.flatMap { $0 }
        guard let last = entries.last else { return }
        try await view.apply(entries)
        queue.withLock { $0.drop(upTo: last.index + 1) }
    }

    /// Folds the ledger from its start, and gives the view what it lacks.
    nonisolated func replay(from applied: UInt64, upTo size: UInt64) async throws {
        guard applied < size else { return }
        let view = view
        try await store.replay(latest: latest) { folded in
            let lacking = folded.filter { $0.index >= applied && $0.index < size }
            if !lacking.isEmpty { try await view.apply(lacking) }
            return (folded.last?.index ?? 0) + 1 < size
        }
    }

    /// Writes until nothing is queued; where the view cannot be written to, tries again each
    /// second.
    private func writeQueue() async {
        while !(queue.withLock { $0.endWriter() }) {
            await gather()
            do { try await bringUp() } catch {
                // The ledger has it: whoever asked was answered all the same.
                logger.error("view is behind", metadata: ["error": "\(error)"])
                queue.withLock { queue in
                    if queue.count > limit, !queue.isReplaying { queue.forget() }
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Lets entries gather for a moment, unless they are many already.
    private func gather() async {
        guard waiting < ViewFeed.writeCount else { return }
        let timer = Task {
            try? await Task.sleep(for: ViewFeed.writeDelay)
            endGathering()
        }
        await withCheckedContinuation { gathering = $0 }
        timer.cancel()
    }

    private func endGathering() {
        gathering?.resume()
        gathering = nil
    }
}

extension ViewFeed.Queue {
    fileprivate func lacks(_ size: UInt64) -> Bool {
        if needsReplay { return true }
        guard let first = batches.first?.first else { return false }
        return first.index < size
    }

    /// The size up to which the view is to be given the whole ledger; `nil` where it is not.
    fileprivate mutating func beginReplay() -> UInt64? {
        guard needsReplay else { return nil }
        isReplaying = true
        return end
    }

    fileprivate mutating func endReplay() {
        needsReplay = false
        isReplaying = false
    }

    fileprivate mutating func forget() {
        needsReplay = true
        isReplaying = false
        batches = []
        count = 0
    }

    fileprivate mutating func drop(upTo size: UInt64) {
        while let first = batches.first, let last = first.last, last.index < size {
            batches.removeFirst()
            count -= first.count
        }
        guard let first = batches.first, let start = first.first, start.index < size else {
            return
        }
        batches[0].removeAll { $0.index < size }
        count -= first.count - batches[0].count
    }

    /// Where nothing is queued, notes that the writer ends.
    fileprivate mutating func endWriter() -> Bool {
        if isEmpty { hasWriter = false }
        return isEmpty
    }
}
