import TransparencyLog

/// Tiles that a log serves, fetched as a computation over its tree turns out to need them.
///
/// What they say is only as good as what it is verified against.
struct RemoteTiles: TileSource {
    private struct Missing: Error { let tile: TileCoordinate }

    private let size: UInt64
    private let reader: LogReader
    private var held: [TileCoordinate: [UInt8]] = [:]

    init(size: UInt64, reader: LogReader) {
        self.size = size
        self.reader = reader
    }

    func tile(level: Int, index: UInt64, width: Int) throws -> [UInt8] {
        let tile = try TileCoordinate(kind: .hashes(level: level), index: index, width: width)
        guard let bytes = held[tile] else { throw Missing(tile: tile) }
        return bytes
    }

    /// Computes something over the tree, from the tiles it takes.
    mutating func compute<Value>(
        _ body: (TreeHashes<TileNodes<RemoteTiles>>) throws -> Value
    ) async throws -> Value {
        while true {
            do {
                return try body(TreeHashes(TileNodes(size: size, tiles: self)))
            } catch let missing as Missing {
                // Each round adds a tile, and a proof takes no more than two of each level.
                held[missing.tile] = try await reader.tile(missing.tile)
            }
        }
    }
}
