import Contracts
import Logging
import Marine
import TransparencyLog

extension Sequencer {
    private static let page = 2000

    /// Folds what the store has beyond the book, and checks the tree against its checkpoint.
    func catchUp() async throws {
        let head = try await reading { () async throws(LogStoreError) in try await store.head() }
        if let note = head.checkpoint, let signed = try? Checkpoint(parsing: note.text),
            signed.size != head.size
        {
            throw LedgerFault.damaged(
                place: "checkpoint: it is of \(signed.size) entries, the ledger has \(head.size)"
            )
        }
        var applied = try await view.appliedSize()
        guard applied <= head.size else {
            throw LedgerFault.damaged(
                place: "view: it has \(applied) entries, the ledger \(head.size); rebuild it"
            )
        }
        if applied < book.size {
            try await catchUpView()
            applied = book.size
        }
        while book.size < head.size {
            let from = book.size
            let entries = try await reading { () async throws(LogStoreError) in
                try await store.entries(from: from, limit: Sequencer.page)
            }
            guard !entries.isEmpty else {
                throw LedgerFault.damaged(place: "entry \(from): it is missing")
            }
            var folded: [FoldedEntry] = []
            for entry in entries where entry.index < head.size {
                do {
                    let one = try book.fold(entry)
                    edge.append(RFC6962.leafHash(entry.leaf))
                    if one.index >= applied { folded.append(one) }
                } catch { throw LedgerFault.damaged(place: "\(error)") }
            }
            _ = edge.takeCompleted()
            if !folded.isEmpty { try await view.apply(folded) }
        }
        try check(head)
    }

    private func check(_ head: LogHead) throws {
        guard head.size > 0 || head.checkpoint != nil else { return }
        guard let note = head.checkpoint,
            let signed = try? SignedCheckpoint.open(
                note,
                origin: origin,
                logKey: signer.verifierKey
            )
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

    /// Brings a view that failed to apply a batch up from the ledger.
    func catchUpView() async throws {
        let applied = try await view.appliedSize()
        guard applied < book.size else { return }
        var replay = Book()
        while replay.size < book.size {
            let from = replay.size
            let entries = try await reading { () async throws(LogStoreError) in
                try await store.entries(from: from, limit: Sequencer.page)
            }
            guard !entries.isEmpty else { return }
            var folded: [FoldedEntry] = []
            for entry in entries {
                let one = try replay.fold(entry)
                if one.index >= applied { folded.append(one) }
            }
            if !folded.isEmpty { try await view.apply(folded) }
        }
    }

    private func reading<Value: Sendable>(
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
