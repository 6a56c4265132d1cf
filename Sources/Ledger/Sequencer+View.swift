import Logging
import TransparencyLog

extension Sequencer {
    /// The most entries that wait in memory for a view that fails; beyond, the view is replayed.
    private static let viewDebt = 50_000

    /// Whether the view lacks entries that are durable.
    public func viewIsBehind() -> Bool { !owedToView.isEmpty || viewNeedsReplay }

    /// What a view that has failed has yet to take up, in order.
    ///
    /// - Throws: `LedgerFault.unavailable` where it is too much to be held in memory.
    public func owed() throws(LedgerFault) -> [FoldedEntry] {
        guard !viewNeedsReplay else { throw .unavailable(reason: "the view is far behind") }
        return owedToView
    }

    /// Brings a view that has failed up to the ledger.
    ///
    /// - Throws: what keeps the view from being written to.
    public func bringViewUp() async throws {
        await viewing.last?.value
        guard viewIsBehind() else { return }
        while viewNeedsReplay {
            try await replayIntoView(from: try await view.appliedSize())
            // What became durable meanwhile was not owed, as all was to be replayed.
            viewNeedsReplay = try await view.appliedSize() < shelf.size
        }
        let owed = owedToView
        try await view.apply(owed)
        settle(owed)
    }

    /// Another batch may have been owed, or all of it been applied, while the view was at work.
    private func settle(_ applied: [FoldedEntry]) {
        guard let last = applied.last else { return }
        owedToView.removeAll { $0.index <= last.index }
    }

    /// Takes a durable batch up; a view that cannot take it is owed it.
    func applyToView(_ folded: [FoldedEntry]) async {
        if viewNeedsReplay { return await replayLater() }
        owedToView += folded
        for attempt in 1...2 {
            let owed = owedToView
            do {
                try await view.apply(owed)
                settle(owed)
                return
            } catch {
                // The ledger has it: whoever asked is answered all the same.
                logger.error(
                    "view is behind",
                    metadata: ["error": "\(error)", "attempt": "\(attempt)"]
                )
            }
        }
        if owedToView.count > Sequencer.viewDebt {
            owedToView = []
            viewNeedsReplay = true
        }
        await replayLater()
    }

    /// Tries again in a second, and so on, where no command or reader does before.
    private func replayLater() async {
        guard !viewIsWaitedFor else { return }
        viewIsWaitedFor = true
        Task {
            while viewIsBehind() {
                try? await Task.sleep(for: .seconds(1))
                do { try await bringViewUp() } catch {
                    logger.error("view is behind", metadata: ["error": "\(error)"])
                }
            }
            viewIsWaitedFor = false
        }
    }

    /// Folds the ledger from its start, and gives the view what it lacks.
    func replayIntoView(from applied: UInt64) async throws {
        guard applied < shelf.size else { return }
        let upTo = shelf.size
        try await store.replay { folded in
            let lacking = folded.filter { $0.index >= applied && $0.index < upTo }
            if !lacking.isEmpty { try await view.apply(lacking) }
            return (folded.last?.index ?? 0) + 1 < upTo
        }
    }
}
