import Ledger
import TransparencyLog

/// Computes the tree, its tiles and the roots that were signed again from the leaves.
actor TreeAudit {
    private let store: any LogStore
    private var edge = TileEdge()
    private var leaves = AuditSection(.leaves)
    private var tiles = AuditSection(.tiles)
    private var tile: (index: UInt64, hashes: [UInt8])?

    init(_ store: any LogStore) { self.store = store }

    var sections: [AuditSection] { [leaves, tiles] }

    /// The number of leaves so far.
    var size: UInt64 { edge.size }

    /// The root of the leaves so far.
    var root: Hash { edge.root }

    /// Adds the leaves of the next page.
    ///
    /// - Returns: the roots of the trees of these sizes, as far as the page reaches.
    func take(_ page: EntryPage, rootsAt sizes: Set<UInt64>) async throws -> [UInt64: Hash] {
        var roots: [UInt64: Hash] = [:]
        var next = page.start
        for read in page.entries {
            let index = read.entry.index
            if index != next { miss(next, upTo: index) }
            next = index + 1
            edge.append(read.leafHash)
            leaves.examined += 1
            try await compare(read)
            if sizes.contains(edge.size) { roots[edge.size] = edge.root }
        }
        if next < page.end { miss(next, upTo: page.end) }
        for completed in edge.takeCompleted() { try await compare(completed) }
        return roots
    }

    /// Checks the tiles of the tree's right edge, after the last page.
    func end() async throws {
        for partial in edge.partialTiles { try await compare(partial) }
    }

    private func miss(_ index: UInt64, upTo end: UInt64) {
        leaves.find(
            "\(store.name) entry \(index)",
            "missing: the next one found is \(end)",
            entry: index
        )
        leaves.leave(Int(clamping: end - index), "entries from \(index) to \(end - 1) are missing")
    }

    /// Compares a leaf with the hash that the tiles hold for it: this names the first bad leaf.
    private func compare(_ read: DecodedEntry) async throws {
        let (hash, index) = (read.leafHash, read.entry.index)
        if tile?.index != index / 256 {
            let hashes = try await store.tile(level: 0, index: index / 256, width: 256)
            tile = (index / 256, hashes ?? [])
        }
        let offset = Int(index % 256) * 32
        guard let hashes = tile?.hashes, hashes.count >= offset + 32 else {
            tiles.find("\(store.name) tile 0/\(index / 256)", "no hash for entry \(index)")
            return
        }
        let stored = hashes.withUnsafeBytes { Hash(bytes: $0[offset..<offset + 32]) }
        if stored == hash { return }
        leaves.find(
            read,
            in: store.name,
            "the leaf has hash \(hash), its tile has \(stored?.base64 ?? "another")"
        )
    }

    private func compare(_ computed: Tile) async throws {
        guard case .hashes(let level) = computed.coordinate.kind else { return }
        tiles.examined += 1
        let stored = try await store.tile(
            level: level,
            index: computed.coordinate.index,
            width: computed.bytes.count / 32
        )
        // At level 0 each hash has been compared with its leaf already.
        guard level > 0 || stored == nil else { return }
        if stored != computed.bytes {
            tiles.find(
                "\(store.name) tile \(level)/\(computed.coordinate.index)",
                stored == nil ? "missing" : "its hashes are not those of the leaves"
            )
        }
    }
}
