/// The right edge of a tree kept as tiles: what a store holds to append and to publish.
///
/// Appending a batch costs one hash to a leaf and about one more for the tree. A store writes the
/// completed tiles once, and the partial ones of every size that it publishes a checkpoint for.
public struct TileEdge: Sendable {
    /// The right edge as subtree roots.
    public private(set) var frontier = MerkleFrontier()
    /// The partial tile of each level, as bytes; empty where there is none.
    private var partial: [[UInt8]] = []
    private var completed: [Tile] = []

    /// The edge of the empty tree.
    public init() {}

    /// Restores the edge of a tree of some size from its stored tiles.
    public init(size: UInt64, tiles: some TileSource) throws {
        frontier = try TreeHashes(TileNodes(size: size, tiles: tiles)).frontier(at: size)
        for level in 0..<8 {
            let total = size >> (8 * level)
            if total == 0 { break }
            let index = total / UInt64(TileCoordinate.fullWidth)
            let edge = TileCoordinate.tile(level: level, index: index, inSize: size)
            partial.append(
                try edge.map { try tiles.tile(level: level, index: index, width: $0.width) } ?? []
            )
        }
    }

    /// The number of leaves.
    public var size: UInt64 { frontier.size }

    /// The root of the tree.
    public var root: Hash { frontier.root }

    /// Adds a leaf at the right.
    public mutating func append(_ leafHash: Hash) {
        // Moved out meanwhile, so that the reports may change the tiles.
        var growing = MerkleFrontier()
        swap(&growing, &frontier)
        growing.append(leafHash) { level, index, hash in
            if level % 8 == 0 { place(hash, level / 8, index) }
        }
        swap(&growing, &frontier)
    }

    private mutating func place(_ hash: Hash, _ level: Int, _ index: UInt64) {
        if level == partial.count { partial.append([]) }
        hash.append(to: &partial[level])
        guard partial[level].count == TileCoordinate.fullWidth * Hash.byteCount else { return }
        let coordinate = TileCoordinate(
            checked: .hashes(level: level),
            index / UInt64(TileCoordinate.fullWidth),
            TileCoordinate.fullWidth
        )
        completed.append(Tile(checked: coordinate, partial[level]))
        partial[level].removeAll(keepingCapacity: true)
    }

    /// The tiles completed since the last call, lower levels first for each leaf.
    public mutating func takeCompleted() -> [Tile] {
        defer { completed = [] }
        return completed
    }

    /// The partial tiles at the present size, from level 0.
    public var partialTiles: [Tile] {
        partial.enumerated().compactMap { level, bytes in
            guard !bytes.isEmpty else { return nil }
            let index = (size >> (8 * level)) / UInt64(TileCoordinate.fullWidth)
            let coordinate = TileCoordinate(
                checked: .hashes(level: level),
                index,
                bytes.count / Hash.byteCount
            )
            return Tile(checked: coordinate, bytes)
        }
    }
}
