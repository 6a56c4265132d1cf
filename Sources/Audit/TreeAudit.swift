import Ledger
import TransparencyLog

/// Computes the tree, its tiles and the roots that were signed again from the leaves.
///
/// Where a leaf is lost, its hash in the tile stands in, so that roots that cover it can be
/// compared; where that is lost too, the tree ends before the leaf.
actor TreeAudit {
    /// A stored tile, as far as it can be read.
    private enum Stored {
        case hashes([UInt8])
        case missing
        case unreadable
    }

    private let store: any LogStore
    private var edge = TileEdge()
    private var leaves = AuditSection(.leaves)
    private var tiles = AuditSection(.tiles)
    private var tile: (index: UInt64, stored: Stored)?
    private var unreadable: Set<TilePlace> = []
    /// The first leaf of which neither the leaf nor its hash is there; `nil` where there is none.
    private(set) var broken: UInt64?

    init(_ store: any LogStore) { self.store = store }

    var sections: [AuditSection] { [leaves, tiles] }

    /// The root of the leaves so far.
    var root: Hash { edge.root }

    /// Says that which entries there are is not known.
    func cannotCount(_ reason: String) {
        leaves.leave(0, reason)
        tiles.leave(0, reason)
    }

    /// Adds the leaves of the next page.
    ///
    /// - Returns: the roots of the trees of these sizes, as far as the page reaches.
    func take(_ page: EntryPage, rootsAt sizes: Set<UInt64>) async throws -> [UInt64: Hash] {
        var roots: [UInt64: Hash] = [:]
        var next = page.start
        for read in page.entries {
            let index = read.entry.index
            if index != next { try await fill(next, upTo: index, page, sizes, &roots) }
            next = index + 1
            append(read.leafHash, sizes, &roots)
            leaves.examined += 1
            try await compare(read)
        }
        if next < page.end { try await fill(next, upTo: page.end, page, sizes, &roots) }
        for completed in edge.takeCompleted() { try await compare(completed) }
        return roots
    }

    /// Checks the tiles of the tree's right edge, after the last page.
    func end() async throws {
        if let broken {
            return tiles.leave(
                0,
                "tiles beyond leaf \(broken) are not compared, as neither it nor its hash is there"
            )
        }
        for partial in edge.partialTiles { try await compare(partial) }
    }

    private func append(_ hash: Hash, _ sizes: Set<UInt64>, _ roots: inout [UInt64: Hash]) {
        guard broken == nil else { return }
        edge.append(hash)
        if sizes.contains(edge.size) { roots[edge.size] = edge.root }
    }

    /// Names the leaves that are not there, and has their hashes stand in for them.
    private func fill(
        _ first: UInt64,
        upTo end: UInt64,
        _ page: EntryPage,
        _ sizes: Set<UInt64>,
        _ roots: inout [UInt64: Hash]
    ) async throws {
        name(first, upTo: end, page)
        var index = first
        while index < end, broken == nil {
            if let hash = try await storedHash(of: index) {
                append(hash, sizes, &roots)
            } else {
                broken = index
            }
            index += 1
        }
    }

    private func name(_ first: UInt64, upTo end: UInt64, _ page: EntryPage) {
        let lost = page.unreadable.filter { first..<end ~= $0.key }
        for (index, damage) in lost.sorted(by: { $0.key < $1.key }) {
            leaves.find(
                "\(store.name) entry \(index)",
                "it cannot be read: \(damage)",
                entry: index,
                advice: .unreadable
            )
        }
        if let missing = (first..<end).first(where: { lost[$0] == nil }) {
            leaves.find(
                "\(store.name) entry \(missing)",
                "missing: the next one found is \(end)",
                entry: missing
            )
        }
        leaves.leave(
            Int(clamping: end - first),
            "entries from \(first) to \(end - 1) are missing or cannot be read"
        )
    }

    private func storedHash(of index: UInt64) async throws -> Hash? {
        if tile?.index != index / 256 {
            tile = (
                index / 256, try await stored(TilePlace(level: 0, index: index / 256), width: 256)
            )
        }
        let offset = Int(index % 256) * 32
        guard case .hashes(let hashes)? = tile?.stored, hashes.count >= offset + 32 else {
            return nil
        }
        return hashes.withUnsafeBytes { Hash(bytes: $0[offset..<offset + 32]) }
    }

    private func stored(_ place: TilePlace, width: Int) async throws -> Stored {
        if unreadable.contains(place) { return .unreadable }
        do {
            let hashes = try await store.tile(level: place.level, index: place.index, width: width)
            return hashes.map { .hashes($0) } ?? .missing
        } catch {
            guard let damage = Damage.place(error) else { throw error }
            unreadable.insert(place)
            tiles.cannotRead("\(store.name) tile \(place.level)/\(place.index)", damage)
            return .unreadable
        }
    }

    /// Compares a leaf with the hash that the tiles hold for it: this names the first bad leaf.
    private func compare(_ read: DecodedEntry) async throws {
        let (hash, index) = (read.leafHash, read.entry.index)
        guard let stored = try await storedHash(of: index) else {
            if case .unreadable? = tile?.stored { return }
            tiles.find("\(store.name) tile 0/\(index / 256)", "no hash for entry \(index)")
            return
        }
        if stored == hash { return }
        leaves.find(
            read,
            in: store.name,
            "the leaf has hash \(hash), its tile has \(stored.base64)"
        )
    }

    private func compare(_ computed: Tile) async throws {
        guard case .hashes(let level) = computed.coordinate.kind else { return }
        let place = TilePlace(level: level, index: computed.coordinate.index)
        let found = try await stored(place, width: computed.bytes.count / 32)
        if case .unreadable = found { return }
        tiles.examined += 1
        let name = "\(store.name) tile \(level)/\(computed.coordinate.index)"
        guard case .hashes(let hashes) = found else { return tiles.find(name, "missing") }
        // At level 0 each hash has been compared with its leaf already.
        if level > 0, hashes != computed.bytes {
            tiles.find(name, "its hashes are not those of the leaves")
        }
    }
}
