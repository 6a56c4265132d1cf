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
