import Logging
import Synchronization

/// Takes what is durable to the view, in order and many entries at a time.
///
/// Nobody waits for the view but who reads lists from it, and those only for what was durable
/// when they asked. What waits is held in memory, so that lists are whole even where the view's
/// file cannot be written to.
actor ViewFeed {
    /// So many entries are written at once, without waiting for more.
    private static let handful = 2048
    /// How long an entry may wait for others to be written with.
    private static let patience = Duration.milliseconds(20)
    /// With so many waiting, the next append waits for the view.
    static let backlog = 20_000

    fileprivate struct Queue {
        var batches: [[FoldedEntry]] = []
        var count = 0
        /// The size that the view has to have at the least.
        var end: UInt64 = 0
        /// Whether more is lacking than is held; then the ledger is replayed.
        var needsReplay = false
        /// Whether it is, so that what becomes durable meanwhile is held again.
        var isReplaying = false
        /// Whether somebody sees to it that it is written.
        var isSeenTo = false

        var isEmpty: Bool { batches.isEmpty && !needsReplay }
    }

    private let view: any LedgerView
    private let store: any LogStore
    /// The most entries that wait in memory for a view that fails; beyond, the view is replayed.
    private let debt: Int
    private let logger: Logger
    private let queue = Mutex(Queue())
    private var writing: Task<Void, any Error>?
    private var rush: CheckedContinuation<Void, Never>?

    init(view: any LedgerView, store: any LogStore, debt: Int, logger: Logger) {
        self.view = view
        self.store = store
        self.debt = debt
        self.logger = logger
    }

    /// Whether the view lacks entries that are durable.
    nonisolated var isBehind: Bool { queue.withLock { !$0.isEmpty } }

    /// How many entries wait in memory.
    nonisolated var waiting: Int { queue.withLock { $0.count } }

    /// What the view has yet to take up, in order.
    ///
    /// - Throws: `LedgerFault.unavailable` where it is too much to be held in memory.
    nonisolated func unappliedEntries() throws(LedgerFault) -> [FoldedEntry] {
        let owed = queue.withLock { $0.needsReplay ? nil : $0.batches.flatMap { $0 } }
        guard let owed else { throw .unavailable(reason: "the view is far behind") }
        return owed
    }

    /// Notes a durable batch.
    nonisolated func owe(_ folded: [FoldedEntry]) {
        guard let last = folded.last else { return }
        let (mustSeeTo, isHandful) = queue.withLock { queue in
            queue.end = last.index + 1
            if !queue.needsReplay || queue.isReplaying {
                queue.batches.append(folded)
                queue.count += folded.count
            }
            defer { queue.isSeenTo = true }
            return (!queue.isSeenTo, queue.count >= ViewFeed.handful)
        }
        if mustSeeTo { Task { await self.seeTo() } }
        if isHandful { Task { await self.hurry() } }
    }

    /// Returns when the view has all that was durable at the call.
    ///
    /// - Throws: what keeps the view from being written to.
    func bringUp() async throws {
        let target = queue.withLock { $0.end }
        while queue.withLock({ $0.lacks(target) }) {
            if let writing {
                try await writing.value
            } else {
                let task = Task {
                    defer { writing = nil }
                    try await write()
                }
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
        let owed = queue.withLock { $0.batches }
        let entries = owed.count == 1 ? owed[0] : owed.flatMap { $0 }
        guard let last = entries.last else { return }
        try await view.apply(entries)
        queue.withLock { $0.drop(upTo: last.index + 1) }
    }

    /// Folds the ledger from its start, and gives the view what it lacks.
    nonisolated func replay(from applied: UInt64, upTo size: UInt64) async throws {
        guard applied < size else { return }
        let view = view
        try await store.replay { folded in
            let lacking = folded.filter { $0.index >= applied && $0.index < size }
            if !lacking.isEmpty { try await view.apply(lacking) }
            return (folded.last?.index ?? 0) + 1 < size
        }
    }

    /// Writes until nothing waits; where the view cannot be written to, tries again each second.
    private func seeTo() async {
        while !(queue.withLock { $0.rests() }) {
            await gather()
            do { try await bringUp() } catch {
                // The ledger has it: whoever asked was answered all the same.
                logger.error("view is behind", metadata: ["error": "\(error)"])
                queue.withLock { queue in
                    if queue.count > debt, !queue.isReplaying { queue.forget() }
                }
                try? await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// Lets entries gather for a moment, unless they are many already.
    private func gather() async {
        guard waiting < ViewFeed.handful else { return }
        let alarm = Task {
            try? await Task.sleep(for: ViewFeed.patience)
            hurry()
        }
        await withCheckedContinuation { rush = $0 }
        alarm.cancel()
    }

    private func hurry() {
        rush?.resume()
        rush = nil
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

    /// Notes that nobody sees to it any more, where nothing waits.
    fileprivate mutating func rests() -> Bool {
        if isEmpty { isSeenTo = false }
        return isEmpty
    }
}
