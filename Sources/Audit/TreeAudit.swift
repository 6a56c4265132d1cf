import COpenSSL
import Ledger
import TransparencyLog

/// The tree, its tiles and its checkpoints, recomputed from the leaves.
struct TreeAudit {
    private let logKey: NoteVerifierKey
    private var edge = TileEdge()
    private var leaves = AuditSection("leaves", "every leaf against its hash in the tiles")
    private var tiles = AuditSection("tiles", "every stored tile against the leaves")
    private var checkpoints = AuditSection(
        "checkpoints",
        "every signed checkpoint against the tree, by two libraries"
    )
    private var due: [Checkpoint] = []
    private var nextCheckpoint: UInt64 = 0
    private var lastGood: UInt64 = 0
    private var tile: (index: UInt64, hashes: [UInt8])?

    init(logKey: NoteVerifierKey) { self.logKey = logKey }

    var sections: [AuditSection] { [leaves, tiles, checkpoints] }

    /// The root of the leaves so far.
    var root: Hash { edge.root }

    mutating func begin(_ source: AuditSource, head: LogHead) async throws {
        if source.checkpoints == nil, let note = head.checkpoint { admit(note.serialized) }
        if head.size > 0, head.checkpoint == nil {
            checkpoints.find("ledger.sqlite checkpoint", "there is none")
        }
        try await refill(source)
    }

    /// Reads the next checkpoints and judges their signatures.
    private mutating func refill(_ source: AuditSource) async throws {
        guard let read = source.checkpoints, due.isEmpty else { return }
        for text in try await read(nextCheckpoint, 200) { admit(text) }
    }

    private mutating func admit(_ text: String) {
        checkpoints.examined += 1
        let place = "ledger.sqlite checkpoint after size \(nextCheckpoint)"
        do {
            let note = try SignedNote(parsing: text)
            let signed = try SignedCheckpoint.open(note, origin: logKey.name, logKey: logKey)
            nextCheckpoint = signed.checkpoint.size + 1
            guard note.signatures.contains(where: { verifiedByOpenSSL($0, text: note.text) }) else {
                checkpoints.find(place, "OpenSSL does not find the log's signature right")
                return
            }
            due.append(signed.checkpoint)
        } catch {
            checkpoints.find(place, "not a checkpoint signed by the log's key: \(error)")
            nextCheckpoint += 1
        }
    }

    private func verifiedByOpenSSL(_ signature: NoteSignature, text: String) -> Bool {
        guard signature.keyID == logKey.keyID, signature.name == logKey.name else { return false }
        return Ed25519ByOpenSSL.verify(
            key: logKey.publicKey,
            signature: signature.bytes,
            message: Array(text.utf8)
        )
    }

    mutating func missing(_ index: UInt64, upTo end: UInt64) {
        leaves.find("ledger.sqlite entry \(index)", "missing: the next one found is \(end)")
    }

    mutating func examine(_ entry: LogEntry, _ source: AuditSource) async throws {
        let hash = RFC6962.leafHash(entry.leaf)
        edge.append(hash)
        leaves.examined += 1
        try await compare(hash, at: entry.index, source)
        for completed in edge.takeCompleted() { try await compare(completed, source) }
        while let checkpoint = due.first, checkpoint.size <= edge.size {
            due.removeFirst()
            judge(checkpoint)
            try await refill(source)
        }
    }

    /// Compares a leaf with the hash that the tiles hold for it: this names the first bad leaf.
    private mutating func compare(
        _ hash: Hash,
        at index: UInt64,
        _ source: AuditSource
    ) async throws {
        if tile?.index != index / 256 {
            let hashes = try await source.store.tile(level: 0, index: index / 256, width: 256)
            tile = (index / 256, hashes ?? [])
        }
        let offset = Int(index % 256) * 32
        guard let hashes = tile?.hashes, hashes.count >= offset + 32 else {
            tiles.find("ledger.sqlite tile 0/\(index / 256)", "no hash for entry \(index)")
            return
        }
        guard Array(hashes[offset..<offset + 32]) != hash.bytes else { return }
        leaves.find(
            "ledger.sqlite entry \(index)",
            "the leaf has hash \(hash), its tile has "
                + (Hash(bytes: hashes[offset..<offset + 32])?.base64 ?? "another")
        )
    }

    private mutating func compare(_ computed: Tile, _ source: AuditSource) async throws {
        guard case .hashes(let level) = computed.coordinate.kind else { return }
        tiles.examined += 1
        let width = computed.bytes.count / 32
        let stored = try await source.store.tile(
            level: level,
            index: computed.coordinate.index,
            width: width
        )
        // A tile above the lowest level is the roots of those below; its own row may be bad.
        guard level > 0 || stored == nil else { return }
        if stored != computed.bytes {
            tiles.find(
                "ledger.sqlite tile \(level)/\(computed.coordinate.index)",
                stored == nil ? "missing" : "its hashes are not those of the leaves"
            )
        }
    }

    private mutating func judge(_ checkpoint: Checkpoint) {
        let place = "ledger.sqlite checkpoint \(checkpoint.size)"
        guard checkpoint.size == edge.size else {
            checkpoints.find(place, "there is no tree of that size among the entries")
            return
        }
        guard checkpoint.root == edge.root else {
            checkpoints.find(
                place,
                "signed root \(checkpoint.root), the leaves give \(edge.root): a leaf from "
                    + "\(lastGood) to \(checkpoint.size - 1) is not what was signed"
            )
            return
        }
        lastGood = checkpoint.size
    }

    mutating func end(_ source: AuditSource, head: LogHead) async throws {
        for partial in edge.partialTiles { try await compare(partial, source) }
        for checkpoint in due {
            checkpoints.find(
                "ledger.sqlite checkpoint \(checkpoint.size)",
                "signed, but the ledger has \(edge.size) entries: some are lost"
            )
        }
        let latest = head.checkpoint.flatMap { try? Checkpoint(parsing: $0.text) }
        if let latest, latest.size != edge.size {
            checkpoints.find(
                "ledger.sqlite checkpoint \(latest.size)",
                "the latest, but the ledger has \(edge.size) entries"
            )
        }
    }
}

/// A second opinion on signatures.
enum Ed25519ByOpenSSL {
    static func verify(key: [UInt8], signature: [UInt8], message: [UInt8]) -> Bool {
        guard key.count == 32, signature.count == 64 else { return false }
        return plimsoll_openssl_verify_ed25519(key, signature, message, message.count) == 1
    }
}
