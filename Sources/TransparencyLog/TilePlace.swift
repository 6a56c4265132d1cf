/// Where a tile of hashes stands in the tree, however wide it is: what caches know tiles by.
public struct TilePlace: Hashable, Sendable {
    /// The tile's level: every eighth of the tree, from 0 at the leaves.
    public let level: Int
    /// The tile's position among those of its level, from 0 at the left.
    public let index: UInt64

    /// Names a place, which need not be within any tree.
    public init(level: Int, index: UInt64) {
        self.level = level
        self.index = index
    }
}
