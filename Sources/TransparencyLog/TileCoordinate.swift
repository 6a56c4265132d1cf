/// Names one tile of hashes or one bundle of entries (C2SP tlog-tiles).
///
/// Tiles are 256 wide. One of level l holds the roots of complete subtrees of 256^l leaves; its
/// index counts tiles of that level from the left. At the right edge of the tree a tile may be
/// partial, 1 to 255 wide.
public struct TileCoordinate: Hashable, Sendable, CustomStringConvertible {
    /// What a tile holds.
    public enum Kind: Hashable, Sendable {
        /// Hashes, at a level of 0 to 63; level 0 holds leaf hashes.
        case hashes(level: Int)
        /// The entries themselves.
        case entries
    }

    /// The width of a full tile.
    public static let fullWidth = 256
    // A tree of 2^64 leaves has 2^56 tiles of level 0, and no level has more.
    static let indexLimit: UInt64 = 1 << 56

    /// What the tile holds.
    public let kind: Kind
    /// Its place among the tiles of its kind, from 0.
    public let index: UInt64
    /// How many hashes or entries it holds, 1 to 256.
    public let width: Int

    /// Names a tile; throws where level, index or width is out of range.
    public init(kind: Kind, index: UInt64, width: Int = fullWidth) throws(LogFormatError) {
        if case .hashes(let level) = kind, !(0...63).contains(level) {
            throw LogFormatError(code: .tilePath, reason: "no level \(level)")
        }
        guard index < Self.indexLimit, (1...Self.fullWidth).contains(width) else {
            throw LogFormatError(code: .tilePath, reason: "no tile \(index) of width \(width)")
        }
        self.init(checked: kind, index, width)
    }

    init(checked kind: Kind, _ index: UInt64, _ width: Int) {
        self.kind = kind
        self.index = index
        self.width = width
    }

    /// The level of a tile of hashes; 0 for a bundle, whose entries stand one to a leaf.
    public var level: Int {
        guard case .hashes(let level) = kind else { return 0 }
        return level
    }

    /// Whether the tile is narrower than a full one.
    public var isPartial: Bool { width < Self.fullWidth }

    /// The leaves the tile covers.
    public var leaves: Range<UInt64> {
        let shift = 8 * level
        let first = index * UInt64(Self.fullWidth)
        let start = first.shifted(left: shift)
        return start..<max(start, (first + UInt64(width)).shifted(left: shift))
    }

    /// The path below the log's prefix, such as `tile/0/x001/x234/067.p/112`.
    public var path: String {
        var path = "tile/"
        switch kind {
        case .hashes(let level): path += String(level)
        case .entries: path += "entries"
        }
        var groups = [Self.threeDigits(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.append("x" + Self.threeDigits(rest % 1000))
            rest /= 1000
        }
        path += "/" + groups.reversed().joined(separator: "/")
        return isPartial ? path + ".p/\(width)" : path
    }

    /// The path.
    public var description: String { path }

    private static func threeDigits(_ value: UInt64) -> String {
        let digits = String(value)
        return String(repeating: "0", count: 3 - digits.count) + digits
    }
}

extension UInt64 {
    // Saturates instead of losing bits: a tile may reach to the very end of the number range.
    fileprivate func shifted(left bits: Int) -> UInt64 {
        if self == 0 { return 0 }
        return leadingZeroBitCount >= bits ? self << UInt64(bits) : .max
    }
}

/// A tile of hashes with its bytes.
public struct Tile: Hashable, Sendable {
    /// Where the tile stands.
    public let coordinate: TileCoordinate
    /// Its hashes, 32 bytes each, from the left.
    public let bytes: [UInt8]

    /// Joins a place and its bytes; throws unless there are 32 bytes for each hash of the width.
    public init(coordinate: TileCoordinate, bytes: [UInt8]) throws(LogFormatError) {
        _ = try Self.hashes(bytes, width: coordinate.width)
        self.init(checked: coordinate, bytes)
    }

    init(checked coordinate: TileCoordinate, _ bytes: [UInt8]) {
        self.coordinate = coordinate
        self.bytes = bytes
    }

    /// The hashes of a tile of some width; throws unless there are 32 bytes for each.
    public static func hashes(_ bytes: [UInt8], width: Int) throws(LogFormatError) -> [Hash] {
        guard bytes.count == width * Hash.byteCount else {
            throw LogFormatError(
                code: .tileLength,
                reason: "\(width) hashes take \(width * Hash.byteCount) bytes, not \(bytes.count)"
            )
        }
        return bytes.withUnsafeBytes { raw in
            (0..<width).map { slot in
                let start = slot * Hash.byteCount
                return Hash(
                    UnsafeRawBufferPointer(rebasing: raw[start..<(start + Hash.byteCount)])
                )
            }
        }
    }
}

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
