import Contracts
public import Marine
import TransparencyLog

extension LogStore {
    /// Folds the ledger from its start, page by page.
    ///
    /// `body` is given the entries of each page, folded, and says whether to go on.
    ///
    /// - Returns: how many entries were folded.
    /// - Throws: `ReplayError` where an entry does not follow from those before it or is beyond the
    ///   `latest` edition, and what keeps the store from being read or `body` from going on.
    @discardableResult
    public nonisolated(nonsending) func replay(
        page: Int = 2000,
        latest: Edition = .current,
        _ body: ([FoldedEntry]) async throws -> Bool
    ) async throws -> UInt64 {
        var fold = LedgerFold(latest: latest)
        while true {
            let entries = try await self.entries(from: fold.size, limit: page)
            guard !entries.isEmpty else { return fold.size }
            var folded: [FoldedEntry] = []
            folded.reserveCapacity(entries.count)
            for entry in entries { folded.append(try fold.apply(entry)) }
            guard try await body(folded) else { return fold.size }
        }
    }

    /// Folds one instance again from its own transitions.
    ///
    /// - Throws: `LedgerFault.damaged` where they are not one history of that length.
    func instance(
        _ key: InstanceKey,
        at location: InstanceLocation,
        latest: Edition
    ) async throws -> HeldInstance {
        let entries: [LogEntry]
        do throws(LogStoreError) {
            entries = try await history(endingAt: location.lastIndex, count: location.revision)
        } catch { throw LedgerFault(reading: error) }
        var held: HeldInstance?
        do {
            for entry in entries {
                let transition = try Transition(leaf: entry.leaf)
                guard transition.key == key else {
                    throw ReplayError(index: entry.index, reason: "it is of \(transition.key)")
                }
                let folded = try entry.follow(transition, held, latest: latest)
                held = HeldInstance(
                    state: folded.state,
                    revision: transition.revision,
                    first: folded.first,
                    lastIndex: entry.index
                )
            }
        } catch { throw LedgerFault.damaged(place: "\(error)") }
        guard let held, held.location == location else {
            throw LedgerFault.damaged(place: "entry \(location.lastIndex): history of \(key)")
        }
        return held
    }

    /// The entries of an instance's history, oldest first, found from its latest one backwards.
    public func history(
        endingAt index: UInt64,
        count: Int
    ) async throws(LogStoreError) -> [LogEntry] {
        var entries: [LogEntry] = []
        var next: UInt64? = index
        while let index = next, entries.count < count {
            guard let entry = try await self.entries(at: [index]).first,
                let transition = try? Transition(leaf: entry.leaf)
            else { throw .damaged(place: "entry \(index)") }
            entries.append(entry)
            // A chain that does not go back has no end.
            guard transition.previous.map({ $0 < index }) ?? true else {
                throw .damaged(place: "entry \(index): it follows a later one")
            }
            next = transition.previous
        }
        return entries.reversed()
    }
}
