import CanonicalJSON
public import Contracts
import Marine
import TransparencyLog

extension Sequencer {
    private static let page = 2000

    /// Folds what the store has beyond the fold, and checks the tree against its checkpoint.
    func catchUp() async throws {
        let head = try await reading { () async throws(LogStoreError) in try await store.head() }
        if let note = head.checkpoint, let signed = try? Checkpoint(parsing: note.text),
            signed.size != head.size
        {
            throw LedgerFault.damaged(
                place: "checkpoint: it is of \(signed.size) entries, the ledger has \(head.size)"
            )
        }
        await viewing.last?.value
        let applied = try await view.appliedSize()
        guard applied <= head.size else {
            throw LedgerFault.damaged(
                place: "view: it has \(applied) entries, the ledger \(head.size); rebuild it"
            )
        }
        if applied < shelf.size { try await replayIntoView(from: applied) }
        while shelf.size < head.size {
            let from = shelf.size
            let entries = try await reading { () async throws(LogStoreError) in
                try await store.entries(from: from, limit: Sequencer.page)
            }
            guard !entries.isEmpty else {
                throw LedgerFault.damaged(place: "entry \(from): it is missing")
            }
            var folded: [FoldedEntry] = []
            for entry in entries where entry.index < head.size {
                let one = try await fold(entry)
                edge.append(RFC6962.leafHash(entry.leaf))
                if one.index >= applied { folded.append(one) }
            }
            _ = edge.takeCompleted()
            if !folded.isEmpty { try await view.apply(folded) }
        }
        try check(head)
    }

    /// Takes a snapshot for the fold of what the store has, if it is of the same tree.
    func takeUp(_ snapshot: FoldSnapshot) async throws {
        let head = try await reading { () async throws(LogStoreError) in try await store.head() }
        guard shelf.size == 0, head.checkpoint?.text == snapshot.checkpoint.text,
            head.size == snapshot.book.size
        else { return }
        var tiles = FetchedTiles()
        try await tiles.fetchEdge(of: head.size, from: store)
        edge = try TileEdge(size: head.size, tiles: tiles)
        let book = snapshot.book
        let limit = limits.states
        shelf.withBook { held in
            held = book
            held.states.limit = limit
        }
    }

    private func fold(_ entry: LogEntry) async throws -> FoldedEntry {
        do {
            let transition = try Transition(leaf: entry.leaf)
            if case .away(let place) = shelf.find(transition.key) {
                try await bring(transition.key, place)
            }
            return try shelf.withBook { try $0.fold(entry, transition) }
        } catch let error as LeafError {
            throw LedgerFault.damaged(place: "entry \(entry.index): \(error)")
        } catch let error as ReplayError {
            throw LedgerFault.damaged(place: "\(error)")
        }
    }

    private func check(_ head: LogHead) throws {
        guard head.size > 0 || head.checkpoint != nil else { return }
        guard let key = keys.inForce(consortium())?.verifierKey else {
            throw LedgerFault.damaged(place: "keys: \(LogKeyError(notHeld: consortium()))")
        }
        guard let note = head.checkpoint,
            let signed = try? SignedCheckpoint.open(note, origin: origin, logKey: key)
        else {
            throw LedgerFault.damaged(place: "checkpoint: it is not signed by the ledger's key")
        }
        guard signed.checkpoint.size == head.size, signed.checkpoint.root == edge.root else {
            throw LedgerFault.damaged(
                place: "checkpoint: \(signed.checkpoint.size) entries with root "
                    + "\(signed.checkpoint.root), but the leaves give \(head.size) with "
                    + "\(edge.root)"
            )
        }
    }

    func reading<Value: Sendable>(
        _ body: () async throws(LogStoreError) -> Value
    ) async throws(LedgerFault) -> Value {
        do { return try await body() } catch { throw LedgerFault(reading: error) }
    }
}

extension LogStore {
    /// The receipts of a command that is on the ledger.
    public func receipts(of command: RecordedCommand) async throws -> [Receipt] {
        let entries: [LogEntry]
        do {
            entries = try await self.entries(from: command.first, limit: command.count)
        } catch { throw LedgerFault(reading: error) }
        return try entries.map { entry in
            let transition = try Transition(leaf: entry.leaf)
            return Receipt(
                index: entry.index,
                leafHash: RFC6962.leafHash(entry.leaf),
                key: transition.key,
                revision: transition.revision
            )
        }
    }
}
