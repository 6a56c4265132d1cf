public import TransparencyLog

extension LogStore {
    /// The right edge of the stored tree of `size` leaves, from the tiles there.
    ///
    /// - Throws: `LedgerFault.damaged` where one is missing, and what keeps them from being read.
    public func edge(of size: UInt64) async throws -> TileEdge {
        var tiles = PrefetchedTiles()
        try await tiles.fetchEdge(of: size, from: self)
        return try TileEdge(size: size, tiles: tiles)
    }
}

/// Tiles of a store fetched in advance, for computations that cannot suspend.
public struct PrefetchedTiles: TileSource {
    private var tiles: [TileCoordinate: [UInt8]] = [:]
    private var inner: InnerHashes?

    /// Nothing is fetched yet.
    public init() {}

    /// Fetches, at each level, the tile at the edge of a tree of `size` leaves.
    public mutating func fetchEdge(of size: UInt64, from store: some LogStore) async throws {
        for level in 0..<8 {
            let place = (size >> UInt64(8 * level)) / UInt64(TileCoordinate.fullWidth)
            try await fetch(level, place, size, store)
        }
    }

    /// Fetches what proofs about a leaf in a tree of `size` leaves read: at each level the tile
    /// above the leaf and the one at the tree's edge.
    public mutating func fetch(
        leaf index: UInt64,
        in size: UInt64,
        from store: some LogStore
    ) async throws {
        for level in 0..<8 {
            let place = (index >> UInt64(8 * level)) / UInt64(TileCoordinate.fullWidth)
            try await fetch(level, place, size, store)
        }
        try await fetchEdge(of: size, from: store)
    }

    private mutating func fetch(
        _ level: Int,
        _ place: UInt64,
        _ size: UInt64,
        _ store: some LogStore
    ) async throws {
        guard let present = TileCoordinate.tile(level: level, index: place, inSize: size),
            tiles[present] == nil
        else { return }
        inner = store.innerHashes
        tiles[present] = try await store.tile(level: level, index: place, width: present.width)
    }

    /// A tile that was fetched.
    ///
    /// - Throws: `LedgerFault.damaged` where the store does not have it.
    public func tile(level: Int, index: UInt64, width: Int) throws -> [UInt8] {
        let coordinate = try TileCoordinate(
            kind: .hashes(level: level),
            index: index,
            width: width
        )
        guard let bytes = tiles[coordinate] else {
            throw LedgerFault.damaged(place: "\(coordinate)")
        }
        return bytes
    }

    /// The hashes of a tile and the seven levels above them, as far as they are complete.
    public func levels(level: Int, index: UInt64, width: Int) throws -> [[Hash]] {
        let bytes = try tile(level: level, index: index, width: width)
        guard let inner, bytes.count == width * Hash.byteCount else {
            return try Tile.levels(bytes, width: width)
        }
        return try inner.levels(level, index, bytes)
    }
}
