/// Which tiles a tree consists of, and which it gains by growing.
extension TileCoordinate {
    /// The tiles of hashes of a tree, level by level from the left.
    ///
    /// There is one to about 255 leaves: the caller makes sure that the size is credible.
    public static func tiles(forSize size: UInt64) -> [TileCoordinate] {
        tiles(from: 0, to: size)
    }

    /// The tiles of hashes that a tree of the new size has and one of the old size has not.
    public static func tiles(from oldSize: UInt64, to newSize: UInt64) -> [TileCoordinate] {
        (0..<8).flatMap { level in
            gained(.hashes(level: level), oldSize >> (8 * level), newSize >> (8 * level))
        }
    }

    /// The bundles of entries of a log, from the left.
    public static func entryBundles(forSize size: UInt64) -> [TileCoordinate] {
        entryBundles(from: 0, to: size)
    }

    /// The bundles of entries that a log of the new size has and one of the old size has not.
    public static func entryBundles(from oldSize: UInt64, to newSize: UInt64) -> [TileCoordinate] {
        gained(.entries, oldSize, newSize)
    }

    /// The tile of hashes at a place in a tree of some size, as wide as that tree has it; nil
    /// where it has none.
    public static func tile(level: Int, index: UInt64, inSize size: UInt64) -> TileCoordinate? {
        guard (0..<8).contains(level) else { return nil }
        return present(.hashes(level: level), index, total: size >> (8 * level))
    }

    /// The bundle of entries at a place in a log of some size, as wide as that log has it; nil
    /// where it has none.
    public static func entryBundle(index: UInt64, inSize size: UInt64) -> TileCoordinate? {
        present(.entries, index, total: size)
    }

    private static func present(_ kind: Kind, _ index: UInt64, total: UInt64) -> TileCoordinate? {
        let full = total / UInt64(fullWidth)
        if index < full { return TileCoordinate(checked: kind, index, fullWidth) }
        let rest = Int(total % UInt64(fullWidth))
        return index == full && rest > 0 ? TileCoordinate(checked: kind, index, rest) : nil
    }

    private static func gained(
        _ kind: Kind,
        _ oldTotal: UInt64,
        _ newTotal: UInt64
    ) -> [TileCoordinate] {
        guard oldTotal < newTotal else { return [] }
        let width = UInt64(fullWidth)
        var tiles: [TileCoordinate] = []
        for index in (oldTotal / width)..<(newTotal / width + (newTotal % width > 0 ? 1 : 0)) {
            if let tile = present(kind, index, total: newTotal) { tiles.append(tile) }
        }
        return tiles
    }
}
