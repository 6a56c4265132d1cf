public import Contracts
public import Ledger
import TransparencyLog

/// One transition of an instance's history, with its receipt.
public struct HistoryItem: Sendable {
    /// What the leaf says.
    public let transition: Transition
    /// Where it is.
    public let receipt: Receipt
}

extension Platform {
    /// An instance's transitions, oldest first, after a revision.
    ///
    /// The query tables propose which they are. The fold has how many there are, and each names the
    /// one before it: where they are not all of them and in order, they are looked up along the
    /// ledger's own entries.
    public func history(
        _ key: InstanceKey,
        as caller: Caller,
        after revision: Int,
        limit: Int
    ) async throws -> Page<HistoryItem> {
        guard let held = try await readable(key, caller) else {
            throw ServiceError.notFound(kind: key.contract.rawValue, id: key.instance.text)
        }
        let count = min(held.revision - min(revision, held.revision), limit)
        guard count > 0 else { return Page(items: [], next: nil) }
        let items: [HistoryItem]
        if let proposed = try await proposed(key, held, after: revision, count: count) {
            items = proposed
        } else {
            viewDamage.found("the history of \(key) is not the ledger's")
            items = try await store.history(endingAt: held.lastIndex, count: held.revision)
                .dropFirst(revision).prefix(count).map { try HistoryItem($0) }
        }
        let isLast = revision + count == held.revision
        return Page(items: items, next: isLast ? nil : UInt64(revision + count))
    }

    /// The transitions that the query tables propose; `nil` where they are not the instance's next.
    private func proposed(
        _ key: InstanceKey,
        _ held: HeldInstance,
        after revision: Int,
        count: Int
    ) async throws -> [HistoryItem]? {
        let rows = try await unappliedEntries().merged(
            try await view.history(held.first, after: revision, limit: count),
            of: key,
            after: revision,
            limit: count
        )
        // An index that the ledger does not have would be taken for a lost entry.
        guard rows.count == count, rows.allSatisfy({ $0 <= held.lastIndex }) else { return nil }
        let items = try await store.entries(at: rows).map { try HistoryItem($0) }
        let isWhole = zip(items, (revision + 1)...).allSatisfy { item, expected in
            item.transition.key == key && item.transition.revision == expected
        }
        return isWhole && items.count == count ? items : nil
    }
}

extension HistoryItem {
    fileprivate init(_ entry: LogEntry) throws {
        transition = try Transition(leaf: entry.leaf)
        receipt = Receipt(
            index: entry.index,
            leafHash: RFC6962.leafHash(entry.leaf),
            key: transition.key,
            revision: transition.revision
        )
    }
}
