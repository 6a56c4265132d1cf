import Ledger
import Storage
import Telemetry
import TransparencyLog

/// Appends the entries that a copy of a ledger lacks, from mirrors, after verifying each.
///
/// A mirror is not trusted: its leaves must give the root that the log signed, and the roots that
/// witnesses cosigned on the way; payloads and commands must have the digests in the leaves.
struct CatchUp {
    /// What catching up came to.
    struct Caught {
        var size: UInt64
        var lackingSegments: [String]
    }

    /// The most entries that are held in memory before they are appended.
    private static let entryLimit = 200_000
    private static let page = 256
    private static let namedLimit = 20

    let logKey: NoteVerifierKey
    let folder: String

    /// Catches a ledger up with the largest checkpoint that a mirror has.
    func run(
        _ ledger: SQLiteLogStore,
        from mirrors: [Mirror],
        proving cosigned: [SignedCheckpoint]
    ) async throws -> Caught {
        let size = try await ledger.head().size
        guard let (first, target) = try await furthest(mirrors, beyond: size) else {
            return Caught(size: size, lackingSegments: [])
        }
        let gap = target.checkpoint.size - size
        guard gap <= UInt64(CatchUp.entryLimit) else {
            throw LedgerFolderError(
                "\(first.name): it has \(gap) entries more, and \(CatchUp.entryLimit) are caught up "
                    + "with at most; restore a newer backup, or a backup of that node"
            )
        }
        var entries = try await fetch(size, target, from: first, ledger, cosigned)
        try await fill(&entries, from: mirrors)
        let segments = try await fetchSegments(of: entries, from: mirrors)
        try await append(entries, target, to: ledger)
        return Caught(size: target.checkpoint.size, lackingSegments: segments)
    }

    /// The mirror with the largest checkpoint that the log's key has signed.
    private func furthest(
        _ mirrors: [Mirror],
        beyond size: UInt64
    ) async throws -> (Mirror, SignedCheckpoint)? {
        var best: (Mirror, SignedCheckpoint)?
        for mirror in mirrors {
            guard let note = try await mirror.store.head().checkpoint else { continue }
            let signed: SignedCheckpoint
            do { signed = try SignedCheckpoint.open(note, logKey: logKey) } catch {
                throw LedgerFolderError(
                    "\(mirror.name): its checkpoint is not signed by the backup's log key: "
                        + "\(error). Where that key was replaced after the backup was made, "
                        + "restore one made since"
                )
            }
            guard signed.checkpoint.size > best?.1.checkpoint.size ?? size else { continue }
            best = (mirror, signed)
        }
        return best
    }

    /// Reads the entries that lack, and holds their leaves against every root that is known.
    private func fetch(
        _ size: UInt64,
        _ target: SignedCheckpoint,
        from mirror: Mirror,
        _ ledger: SQLiteLogStore,
        _ cosigned: [SignedCheckpoint]
    ) async throws -> [LogEntry] {
        var tree = try await ledger.edge()
        var entries: [LogEntry] = []
        let proofs =
            [target]
            + cosigned.filter {
                $0.checkpoint.size > size && $0.checkpoint.size <= target.checkpoint.size
            }
        while tree.size < target.checkpoint.size {
            let limit = min(CatchUp.page, Int(target.checkpoint.size - tree.size))
            let read = try await mirror.store.entries(from: tree.size, limit: limit)
            guard !read.isEmpty else {
                throw LedgerFolderError("\(mirror.name): entry \(tree.size) is missing there")
            }
            for entry in read {
                guard entry.index == tree.size else {
                    throw LedgerFolderError("\(mirror.name): entry \(tree.size) is missing there")
                }
                tree.append(RFC6962.leafHash(entry.leaf))
                for proof in proofs where proof.checkpoint.size == tree.size {
                    guard proof.checkpoint.root == tree.root else {
                        throw LedgerFolderError(
                            "\(mirror.name): up to entry \(entry.index) it is not the history that "
                                + "was signed for \(proof.checkpoint.size) entries"
                        )
                    }
                }
                entries.append(entry)
            }
            _ = tree.takeCompleted()
        }
        return entries
    }

    /// Asks each mirror for what the one before did not hold or held wrong.
    private func fill(_ entries: inout [LogEntry], from mirrors: [Mirror]) async throws {
        var lacking = try entries.indices.filter { try !entries[$0].isWhole() }
        for mirror in mirrors where !lacking.isEmpty {
            let held = try await mirror.store.entries(at: lacking.map { entries[$0].index })
            let byIndex = Dictionary(held.map { ($0.index, $0) }, uniquingKeysWith: { $1 })
            var still: [Int] = []
            for place in lacking {
                if let other = byIndex[entries[place].index],
                    other.leaf == entries[place].leaf,
                    try other.isWhole()
                {
                    entries[place] = other
                } else {
                    still.append(place)
                }
            }
            lacking = still
        }
        guard !lacking.isEmpty else { return }
        let named = lacking.prefix(CatchUp.namedLimit).map { "\(entries[$0].index)" }
        let more = lacking.count > named.count ? " and \(lacking.count - named.count) more" : ""
        throw LedgerFolderError(
            "the payloads or commands of \(lacking.count) entries are held by no mirror: entries "
                + "\(named.joined(separator: ", "))\(more). Their leaves are proved, but without "
                + "what is behind them no server can go on; name a --mirror that holds them"
        )
    }

    /// Stores the segments that the entries pin.
    ///
    /// - Returns: those that no mirror has.
    private func fetchSegments(
        of entries: [LogEntry],
        from mirrors: [Mirror]
    ) async throws -> [String] {
        let path = LedgerFolder.File.telemetry.path(in: folder)
        let segments = try SQLiteSegmentStore(path: path)
        defer { try? segments.close() }
        var lacking: [String] = []
        for entry in entries {
            for digest in try entry.segments(try entry.transition()) {
                if try await segments.segment(digest: digest) != nil { continue }
                var found: [UInt8]?
                for mirror in mirrors where found == nil {
                    let bytes = try await mirror.segments?.segment(digest: digest)
                    if let bytes, Hash.sha256(of: bytes).bytes == digest { found = bytes }
                }
                guard let found else {
                    lacking.append(Base64.encode(digest))
                    continue
                }
                try await segments.put([StoredSegment(digest: digest, bytes: found)])
            }
        }
        return lacking
    }

    private func append(
        _ entries: [LogEntry],
        _ target: SignedCheckpoint,
        to ledger: SQLiteLogStore
    ) async throws {
        var tree = try await ledger.edge()
        let size = tree.size
        var hashes: [Hash] = []
        var commands: [RecordedCommand] = []
        for entry in entries {
            let hash = RFC6962.leafHash(entry.leaf)
            hashes.append(hash)
            tree.append(hash)
            if let command = try entry.checkedCommand(try entry.transition()) {
                commands.append(command)
            }
        }
        let batch = LogBatch(
            entries: entries,
            leafHashes: hashes,
            commands: commands,
            tiles: tree.takeCompleted() + tree.partialTiles,
            // What witnesses add to a note is no part of what the log itself signs.
            checkpoint: try target.note.signed(by: logKey)
        )
        try await ledger.append(batch, expecting: size)
    }
}

extension LogEntry {
    /// Whether payload and command are there and are what the leaf says.
    fileprivate func isWhole() throws -> Bool {
        let transition = try transition()
        guard payload != nil else { return false }
        do {
            let command = try checkedCommand(transition)
            return command != nil || transition.part > 0
        } catch {
            return false
        }
    }
}

extension SignedNote {
    /// The note with the lines of one key alone.
    fileprivate func signed(by key: NoteVerifierKey) throws -> SignedNote {
        try SignedNote(
            text: text,
            signatures: signatures.filter { $0.keyID == key.keyID && $0.name == key.name }
        )
    }
}

extension SQLiteLogStore {
    /// The tree of all entries, from its stored tiles.
    fileprivate func edge() async throws -> TileEdge {
        let size = try await head().size
        var tree = TileEdge()
        while tree.size < size {
            let leaves = try await leaves(from: tree.size, width: 4096)
            guard !leaves.isEmpty else {
                throw LedgerFault.damaged(place: "entry \(tree.size): it is missing")
            }
            for leaf in leaves { tree.append(RFC6962.leafHash(leaf)) }
            _ = tree.takeCompleted()
        }
        return tree
    }
}
