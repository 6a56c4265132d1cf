/// Where tiles of hashes come from.
public protocol TileSource {
    /// The bytes of a tile: `width` hashes of 32 bytes each.
    ///
    /// A source that has the full tile where a partial one is asked for may give its first hashes.
    func tile(level: Int, index: UInt64, width: Int) throws -> [UInt8]

    /// The hashes of a tile and the seven levels above them, as far as they are complete.
    func levels(level: Int, index: UInt64, width: Int) throws -> [[Hash]]
}

extension TileSource {
    /// The hashes of a tile and the seven levels above them, computed from its bytes.
    public func levels(level: Int, index: UInt64, width: Int) throws -> [[Hash]] {
        try Tile.levels(try tile(level: level, index: index, width: width), width: width)
    }
}

extension Tile {
    /// The hashes of a tile and the seven levels above them, as far as they are complete.
    ///
    /// - Throws: what `hashes` does.
    public static func levels(_ bytes: [UInt8], width: Int) throws -> [[Hash]] {
        var computed = [try hashes(bytes, width: width)]
        while computed.count < 8, let below = computed.last {
            computed.append(
                stride(from: 0, to: below.count - 1, by: 2).map {
                    RFC6962.nodeHash(below[$0], below[$0 + 1])
                }
            )
        }
        return computed
    }
}

/// The complete subtrees of a tree, computed from its tiles.
///
/// A tile stores every eighth level of the tree; the seven between are computed here and cached for
/// the life of this object, which is meant for one computation on one thread.
public final class TileNodes<Tiles: TileSource>: NodeSource {
    /// The number of leaves of the tree the tiles belong to.
    public let size: UInt64
    private let tiles: Tiles
    private var levels: [TilePlace: [[Hash]]] = [:]
    private static var mostTilesKept: Int { 256 }

    /// Reads a tree of some size from a source.
    public init(size: UInt64, tiles: Tiles) {
        self.size = size
        self.tiles = tiles
    }

    /// The root of a complete subtree within the size.
    public func node(level: Int, index: UInt64) throws -> Hash {
        let within = level % 8
        let perTile = UInt64(8 - within)
        let inner = try tileLevels(TilePlace(level: level / 8, index: index >> perTile))[within]
        let slot = Int(index & ((1 << perTile) - 1))
        guard inner.indices.contains(slot) else {
            throw ProofError.indexOutsideTree(index: index << UInt64(level), size: size)
        }
        return inner[slot]
    }

    /// The hashes of a tile and the seven levels above them, as far as they are complete.
    private func tileLevels(_ place: TilePlace) throws -> [[Hash]] {
        if let known = levels[place] { return known }
        let found = TileCoordinate.tile(level: place.level, index: place.index, inSize: size)
        guard let tile = found else {
            throw ProofError.indexOutsideTree(index: place.index, size: size)
        }
        let computed = try tiles.levels(level: place.level, index: place.index, width: tile.width)
        if levels.count >= Self.mostTilesKept { levels.removeAll(keepingCapacity: true) }
        levels[place] = computed
        return computed
    }
}
