public import TransparencyLog

/// Checks a stored log against itself, entry by entry from the first on: leaves against tiles and
/// the signed tree, payloads and commands against the digests in the leaves, the index of commands
/// against the entries, every checkpoint against the tree of its size and the key in force at it.
///
/// Whether the contracts allow the transitions is not checked here, but by folding them.
public struct LogCheck {
    private static let checkpointPage = 256

    private let store: any LogStore
    private let inspected: (any InspectableLogStore)?
    private let origin: String
    private let trusted: [NoteVerifierKey]
    /// The keys of the log so far; `nil` before the first entry.
    public private(set) var logKeys: LogKeyChain?
    /// The tree of the entries so far.
    public private(set) var edge: TileEdge
    private var tile: (index: UInt64, hashes: [UInt8]) = (.max, [])
    private var due: ArraySlice<(note: SignedNote, checkpoint: Checkpoint)> = []
    private var nextCheckpoint: UInt64

    /// A check of a store that goes on above `edge`, whose entries are known to be right.
    ///
    /// One of the keys `trusted` must be among those that the entries put in force: that is all it
    /// takes from its caller. `logKeys` are those that the entries before have put in force.
    public init(
        of store: any LogStore,
        origin: String,
        trusting trusted: [NoteVerifierKey],
        above edge: TileEdge = TileEdge(),
        logKeys: LogKeyChain? = nil
    ) {
        self.store = store.unverified
        inspected = store.unverified as? any InspectableLogStore
        self.origin = origin
        self.trusted = trusted
        self.logKeys = logKeys
        self.edge = edge
        nextCheckpoint = edge.size + 1
    }

    /// Checks the next entries, in order; `transitions` are read from their leaves.
    ///
    /// - Throws: `LedgerFault.damaged` naming the first bad place, or what keeps it from reading.
    public mutating func examine(
        _ entries: [LogEntry],
        _ transitions: [Transition]
    ) async throws(LedgerFault) {
        var commands: [RecordedCommand] = []
        let first = edge.size
        for (entry, transition) in zip(entries, transitions) {
            guard entry.index == edge.size else {
                throw .damaged(place: "entry \(edge.size): it is missing")
            }
            let hash = RFC6962.leafHash(entry.leaf)
            try await compare(hash, at: entry.index)
            edge.append(hash)
            try follow(entry)
            try await judgeCheckpoint()
            if let command = try entry.checkedCommand(transition) { commands.append(command) }
        }
        for completed in edge.takeCompleted() where completed.coordinate.level > 0 {
            try await compare(completed)
        }
        try await compare(commands, in: first..<edge.size)
    }

    /// Takes up what the next entry says of the log's key,
    /// where the rest of it is known to be right.
    mutating func follow(_ entry: LogEntry) throws(LedgerFault) {
        if logKeys == nil {
            logKeys = try LogKeyChain(genesis: entry)
        } else {
            try logKeys?.follow(entry)
        }
    }

    /// Checks what belongs to no single entry: the head's checkpoint, the tiles at the tree's edge,
    /// and that the store holds nothing beyond the last entry.
    public mutating func end(at head: LogHead) async throws(LedgerFault) {
        guard head.size == edge.size else {
            throw .damaged(place: "entry \(edge.size): it is missing")
        }
        for partial in edge.partialTiles { try await compare(partial) }
        if let logKeys, !trusted.contains(where: logKeys.keys.contains) {
            throw .damaged(
                place: "log key: the entries put \(logKeys.inForce) in force, and never a key that "
                    + "is trusted here"
            )
        }
        try LogCheck.judge(
            head,
            edge.root,
            origin: origin,
            logKeys: (logKeys?.inForce).map { [$0] } ?? trusted
        )
        guard let inspected else { return }
        do throws(LogStoreError) {
            // The size is read last, so that it covers whatever others append meanwhile.
            let further = try await inspected.checkpoints(from: nextCheckpoint, limit: 1)
            let commands = try await inspected.commands(from: edge.size, limit: 1)
            let now = try await inspected.head()
            try LogCheck.requireSize(now)
            let beyond = due.last?.checkpoint.size ?? (further.isEmpty ? 0 : nextCheckpoint)
            guard beyond <= now.size else {
                throw .damaged(
                    place: "checkpoint \(beyond) or later: the ledger has \(now.size) entries"
                )
            }
            if let command = commands.first, command.first >= now.size {
                throw .damaged(place: "command of entry \(command.first): there is no such entry")
            }
        } catch { throw LedgerFault(reading: error) }
    }

    /// Checks what cannot be checked entry by entry: the engine's own structures, and the index of
    /// commands against the commands.
    ///
    /// A repeated command that the index missed would be carried out twice, and no later read would
    /// reveal it.
    public static func requireIndexes(of store: any LogStore) async throws(LedgerFault) {
        guard let inspected = store.unverified as? any InspectableLogStore else { return }
        do throws(LogStoreError) {
            if let place = try await inspected.damagedStructure() { throw .damaged(place: place) }
            try requireSize(try await inspected.head())
            if let place = try await inspected.damagedCommandIndex() {
                throw .damaged(place: place)
            }
        } catch { throw LedgerFault(reading: error) }
    }

    /// Requires that the checkpoint states the log's size.
    private static func requireSize(_ head: LogHead) throws(LogStoreError) {
        let signed = head.checkpoint.flatMap { try? Checkpoint(parsing: $0.text) }
        guard head.size == signed?.size ?? 0 else {
            throw .damaged(
                place: "checkpoint: it is of \(signed?.size ?? 0) entries, the ledger has "
                    + "\(head.size)"
            )
        }
    }

    /// Checks that a head's checkpoint is signed by the ledger's key and states its size and this
    /// root.
    static func judge(
        _ head: LogHead,
        _ root: Hash,
        origin: String,
        logKeys: [NoteVerifierKey]
    ) throws(LedgerFault) {
        guard head.size > 0 || head.checkpoint != nil else { return }
        guard let note = head.checkpoint,
            let signed = try? SignedCheckpoint.open(note, origin: origin, logKeys: logKeys)
        else { throw .damaged(place: "checkpoint: it is not signed by the ledger's key") }
        guard signed.checkpoint.size == head.size else {
            throw .damaged(
                place: "checkpoint: it is of \(signed.checkpoint.size) entries, the ledger has "
                    + "\(head.size)"
            )
        }
        guard signed.checkpoint.root == root else {
            throw .damaged(
                place: "checkpoint: \(head.size) entries with root \(signed.checkpoint.root), but "
                    + "the leaves give \(root)"
            )
        }
    }
}

extension LogCheck {
    /// Compares a leaf with its hash in the tile, so that the first bad leaf is named.
    private mutating func compare(_ hash: Hash, at index: UInt64) async throws(LedgerFault) {
        let place = index / UInt64(TileCoordinate.fullWidth)
        if tile.index != place {
            let bytes: [UInt8]?
            do throws(LogStoreError) {
                bytes = try await store.tile(
                    level: 0,
                    index: place,
                    width: TileCoordinate.fullWidth
                )
            } catch { throw LedgerFault(reading: error) }
            tile = (place, bytes ?? [])
        }
        let offset = Int(index % UInt64(TileCoordinate.fullWidth)) * Hash.byteCount
        guard tile.hashes.count >= offset + Hash.byteCount else {
            throw .damaged(place: "tile/0/\(place): it has no hash for entry \(index)")
        }
        guard Hash(bytes: tile.hashes[offset..<offset + Hash.byteCount]) == hash else {
            throw .damaged(place: "entry \(index): its leaf is not what its tile has")
        }
    }

    private func compare(_ computed: Tile) async throws(LedgerFault) {
        let place = computed.coordinate
        do throws(LogStoreError) {
            let stored = try await store.tile(
                level: place.level,
                index: place.index,
                width: place.width
            )
            guard stored == computed.bytes else {
                throw .damaged(place: "\(place): it is not what the leaves give")
            }
        } catch { throw LedgerFault(reading: error) }
    }

    private func compare(
        _ expected: [RecordedCommand],
        in entries: Range<UInt64>
    ) async throws(LedgerFault) {
        guard let inspected, !entries.isEmpty else { return }
        let found: [RecordedCommand]
        do throws(LogStoreError) {
            found = try await inspected.commands(
                from: entries.lowerBound,
                limit: expected.count + 1
            ).filter { $0.first < entries.upperBound }
        } catch { throw LedgerFault(reading: error) }
        guard found != expected else { return }
        let wrong = Set(expected).symmetricDifference(found).map(\.first).min()
        throw .damaged(
            place: "command of entry \(wrong ?? entries.lowerBound): "
                + "the index of commands is not what the entries give"
        )
    }

    /// Checks the stored checkpoint of the tree as it is now, where there is one.
    private mutating func judgeCheckpoint() async throws(LedgerFault) {
        guard let inspected else { return }
        if due.isEmpty, nextCheckpoint <= edge.size {
            let texts: [String]
            do throws(LogStoreError) {
                texts = try await inspected.checkpoints(
                    from: nextCheckpoint,
                    limit: LogCheck.checkpointPage
                )
            } catch { throw LedgerFault(reading: error) }
            var read: [(note: SignedNote, checkpoint: Checkpoint)] = []
            for text in texts { read.append(try parse(text)) }
            due = read[...]
            if read.isEmpty { nextCheckpoint = edge.size + 1 }
        }
        guard let (note, next) = due.first, next.size <= edge.size else { return }
        guard let key = logKeys?.inForce(at: next.size),
            (try? SignedCheckpoint.open(note, origin: origin, logKey: key)) != nil
        else {
            throw .damaged(
                place: "checkpoint \(next.size): it is not signed by the ledger's key in force"
            )
        }
        guard next.size == edge.size, next.root == edge.root else {
            throw .damaged(
                place: "checkpoint \(next.size): signed with root \(next.root), but the leaves "
                    + "give another"
            )
        }
        due.removeFirst()
    }

    /// Reads a checkpoint whose signature is judged when the entries have come to its size.
    private mutating func parse(
        _ text: String
    ) throws(LedgerFault) -> (note: SignedNote, checkpoint: Checkpoint) {
        guard let note = try? SignedNote(parsing: text),
            let checkpoint = try? Checkpoint(parsing: note.text)
        else {
            throw .damaged(place: "checkpoint from size \(nextCheckpoint): it does not read")
        }
        guard checkpoint.size >= nextCheckpoint else {
            throw .damaged(place: "checkpoint \(checkpoint.size): it is out of order")
        }
        nextCheckpoint = checkpoint.size + 1
        return (note, checkpoint)
    }
}
