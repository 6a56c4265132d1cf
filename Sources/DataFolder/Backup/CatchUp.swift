import Ledger
import Storage
import Telemetry
import TransparencyLog

/// Appends the entries that a copy of a ledger lacks, from mirrors, after verifying each.
///
/// A mirror is not trusted: its leaves must give the root that the log signed, by the key that the
/// copy ends with or by one that the entries themselves lead to; payloads and commands must have
/// the digests in the leaves.
struct CatchUp {
    /// What catching up came to.
    struct Caught {
        var size: UInt64
        var lackingSegments: [String] = []
        /// The log's keys from the copy's on.
        var logKeys: LogKeyChain
    }

    /// The most entries that are held in memory before they are appended.
    private static let entryLimit = 200_000
    private static let page = 256
    private static let namedLimit = 20

    /// The key that signed the copy's last checkpoint.
    let logKey: NoteVerifierKey
    let folder: String

    /// Catches a ledger up with the largest checkpoint that a mirror has.
    func run(_ ledger: SQLiteLogStore, from mirrors: [LedgerMirror]) async throws -> Caught {
        let size = try await ledger.head().size
        guard let (first, claimed, target) = try await furthest(mirrors, beyond: size) else {
            return Caught(size: size, logKeys: LogKeyChain(from: logKey))
        }
        guard target - size <= UInt64(CatchUp.entryLimit) else {
            throw LedgerFolderError(
                "\(first.name): it has \(target - size) entries more, and \(CatchUp.entryLimit) "
                    + "are caught up with at most; restore a newer backup, or a backup of that node"
            )
        }
        var (entries, root) = try await fetch(size..<target, from: first, ledger)
        let rotations = entries.indices.filter { entries[$0].replacesLogKey }
        try await fill(&entries, at: rotations, from: mirrors)
        let keys = try follow(rotations.map { entries[$0] }, first)
        let note = try prove(claimed, root, keys, first)
        try await fill(&entries, at: Array(entries.indices), from: mirrors)
        let segments = try await fetchSegments(of: entries, from: mirrors)
        try await append(entries, note, to: ledger)
        return Caught(size: target, lackingSegments: segments, logKeys: keys)
    }

    /// The keys that a mirror's entries put in force one after the other.
    private func follow(_ rotations: [LogEntry], _ mirror: LedgerMirror) throws -> LogKeyChain {
        var keys = LogKeyChain(from: logKey)
        for entry in rotations {
            do { try keys.follow(entry) } catch {
                throw LedgerFolderError("\(mirror.name): \(error)")
            }
        }
        return keys
    }

    /// The mirror whose checkpoint claims the most entries, that checkpoint and how many; whose
    /// signature it should carry is known only from the entries.
    private func furthest(
        _ mirrors: [LedgerMirror],
        beyond size: UInt64
    ) async throws -> (mirror: LedgerMirror, note: SignedNote, size: UInt64)? {
        var best: (mirror: LedgerMirror, note: SignedNote, size: UInt64)?
        for mirror in mirrors {
            guard let note = try await mirror.store.head().checkpoint else { continue }
            let claimed = try Checkpoint(parsing: note.text).size
            guard claimed > best?.size ?? size else { continue }
            best = (mirror, note, claimed)
        }
        return best
    }

    /// Reads the entries that lack; they are proved by the root of them all.
    private func fetch(
        _ range: Range<UInt64>,
        from mirror: LedgerMirror,
        _ ledger: SQLiteLogStore
    ) async throws -> ([LogEntry], root: Hash) {
        var tree = try await ledger.edge(of: range.lowerBound)
        var entries: [LogEntry] = []
        while tree.size < range.upperBound {
            let limit = min(CatchUp.page, Int(range.upperBound - tree.size))
            let read = try await mirror.store.entries(from: tree.size, limit: limit)
            guard !read.isEmpty else {
                throw LedgerFolderError("\(mirror.name): entry \(tree.size) is missing there")
            }
            for entry in read {
                guard entry.index == tree.size else {
                    throw LedgerFolderError("\(mirror.name): entry \(tree.size) is missing there")
                }
                tree.append(RFC6962.leafHash(entry.leaf))
                entries.append(entry)
            }
            _ = tree.takeCompleted()
        }
        return (entries, tree.root)
    }

    /// Holds the leaves against the checkpoint, which the key that they lead to must have signed.
    ///
    /// - Returns: the checkpoint with the log's own signatures alone: what witnesses add to a note
    ///   is no part of what the log signs.
    private func prove(
        _ claimed: SignedNote,
        _ root: Hash,
        _ keys: LogKeyChain,
        _ mirror: LedgerMirror
    ) throws -> SignedNote {
        let signed: SignedCheckpoint
        do { signed = try SignedCheckpoint.open(claimed, logKey: keys.inForce) } catch {
            throw LedgerFolderError(
                "\(mirror.name): its checkpoint is not signed by this ledger's key, "
                    + "\(keys.inForce): \(error)"
            )
        }
        guard signed.checkpoint.root == root else {
            throw LedgerFolderError(
                "\(mirror.name): its \(signed.checkpoint.size) entries are not those that the log "
                    + "signed, with root \(signed.checkpoint.root), or do not continue this backup"
            )
        }
        return try claimed.signed(by: keys.keys)
    }

    /// Asks each mirror for what the one before did not hold or held wrong.
    private func fill(
        _ entries: inout [LogEntry],
        at places: [Int],
        from mirrors: [LedgerMirror]
    ) async throws {
        var lacking = try places.filter { try !entries[$0].isWhole() }
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
                + "\(named.joined(separator: ", "))\(more). Without what is behind their "
                + "leaves no server can go on; name a --mirror that holds them"
        )
    }

    /// Stores the segments that the entries pin.
    ///
    /// - Returns: those that no mirror has.
    private func fetchSegments(
        of entries: [LogEntry],
        from mirrors: [LedgerMirror]
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
        _ checkpoint: SignedNote,
        to ledger: SQLiteLogStore
    ) async throws {
        let size = try await ledger.head().size
        var tree = try await ledger.edge(of: size)
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
            checkpoint: checkpoint
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
            return command != nil || transition.part.index > 0
        } catch {
            return false
        }
    }
}

extension SignedNote {
    /// The note with the lines of these keys alone.
    fileprivate func signed(by keys: [NoteVerifierKey]) throws -> SignedNote {
        let own = signatures.filter { signature in
            keys.contains(where: signature.names)
        }
        return try SignedNote(text: text, signatures: own)
    }
}
