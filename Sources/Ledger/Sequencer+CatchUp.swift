import Contracts
import Marine
import TransparencyLog

extension Sequencer {
    private static let page = 2000

    /// Folds the entries that the store has beyond the fold, and checks the tree against its
    /// checkpoint.
    func catchUp() async throws {
        let store = store.unverified
        let head = try await reading { () async throws(LogStoreError) in try await store.head() }
        if let note = head.checkpoint, let signed = try? Checkpoint(parsing: note.text),
            signed.size != head.size
        {
            throw LedgerFault.damaged(
                place: "checkpoint: it is of \(signed.size) entries, the ledger has \(head.size)"
            )
        }
        try await feed.bringUp()
        let applied = try await view.appliedSize()
        guard applied <= head.size else {
            throw LedgerFault.damaged(
                place: "view: it has \(applied) entries, the ledger \(head.size); rebuild it"
            )
        }
        try await feed.replay(from: applied, upTo: committed.size)
        if committed.size == 0 { try await LogCheck.requireIndexes(of: store) }
        // Every entry is checked as it is folded; those below the edge have been checked already.
        var check = LogCheck(
            of: store,
            origin: origin,
            trusting: logKeys,
            above: committed.edge,
            logKeys: try foldedLogKey().map { LogKeyChain(from: $0) }
        )
        while committed.size < head.size {
            let from = committed.size
            let entries = try await reading { () async throws(LogStoreError) in
                try await store.entries(from: from, limit: Sequencer.page)
            }
            guard !entries.isEmpty else {
                throw LedgerFault.damaged(place: "entry \(from): it is missing")
            }
            let read = try Sequencer.leading(entries.filter { $0.index < head.size })
            // Where folding was interrupted the last time, the tree is ahead of the fold.
            let unchecked = read.drop { $0.0.index < check.edge.size }
            for (entry, _) in read.prefix(read.count - unchecked.count) { try check.follow(entry) }
            try await check.examine(unchecked.map(\.0), unchecked.map(\.1))
            committed.edge = check.edge
            var folded: [FoldedEntry] = []
            for (entry, transition) in read { folded.append(try await fold(entry, transition)) }
            let lacking = folded.filter { $0.index >= applied }
            if !lacking.isEmpty { try await view.apply(lacking) }
        }
        try await check.end(at: head)
        guard keys.inForce(consortium()) != nil else {
            throw LedgerFault.keyNotHeld(reason: "\(LogKeyError(notHeld: consortium()))")
        }
        await growth.reached(committed.size)
    }

    /// The log's key in force as far as the ledger is folded; `nil` before its genesis.
    private func foldedLogKey() throws(LedgerFault) -> NoteVerifierKey? {
        guard let consortium = consortium() else { return nil }
        do { return try NoteVerifierKey(parsing: consortium.logKey.string) } catch {
            throw .damaged(place: "log key: \(error)")
        }
    }

    /// Starts from a snapshot of the fold, if it is of the tree that the store has.
    func load(_ snapshot: FoldSnapshot) async throws {
        let head = try await reading { () async throws(LogStoreError) in try await store.head() }
        guard committed.size == 0, head.checkpoint?.text == snapshot.checkpoint.text,
            head.size == snapshot.fold.size,
            // Beyond it the ledger is folded as far as it goes, to name the entry.
            snapshot.fold.consortium.map({ $0.edition <= limits.edition }) ?? true
        else { return }
        committed.edge = try await store.edge(of: head.size)
        let fold = snapshot.fold
        let (limit, latest) = (limits.states, limits.edition)
        committed.withFold { held in
            held = fold
            held.instances.limit = limit
            held.latest = latest
        }
    }

    private static func transition(_ entry: LogEntry) throws(LedgerFault) -> Transition {
        do { return try Transition(leaf: entry.leaf) } catch {
            throw .damaged(place: "entry \(entry.index): \(error)")
        }
    }

    /// The entries before the first whose leaf cannot be read, with their transitions.
    ///
    /// Those are folded before that leaf is met again at the head of the next page: where one of
    /// them adopts a later edition it is named, and not the leaf,
    /// whose shape may be that edition's.
    private static func leading(
        _ entries: [LogEntry]
    ) throws(LedgerFault) -> [(LogEntry, Transition)] {
        var read: [(LogEntry, Transition)] = []
        for entry in entries {
            do throws(LedgerFault) { read.append((entry, try transition(entry))) } catch {
                if read.isEmpty { throw error }
                break
            }
        }
        return read
    }

    private func fold(_ entry: LogEntry, _ transition: Transition) async throws -> FoldedEntry {
        do {
            if case .evicted(let location) = committed.find(transition.key) {
                try await restore(transition.key, location)
            }
            return try committed.withFold { try $0.apply(entry, transition) }
        } catch let error as ReplayError {
            throw LedgerFault(replaying: error, latest: limits.edition)
        }
    }

    func reading<Value: Sendable>(
        _ body: () async throws(LogStoreError) -> Value
    ) async throws(LedgerFault) -> Value {
        do { return try await body() } catch { throw LedgerFault(reading: error) }
    }
}
