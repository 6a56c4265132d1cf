import TransparencyLog

/// Tiles that a log serves, fetched when a computation over its tree needs them.
///
/// They are not verified: whatever is computed from them must be checked against a signed root.
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

    /// Runs a computation over the tree, fetching the tiles that it asks for.
    mutating func compute<Value>(
        _ body: (TreeHashes<TileNodes<RemoteTiles>>) throws -> Value
    ) async throws -> Value {
        while true {
            do {
                return try body(TreeHashes(TileNodes(size: size, tiles: self)))
            } catch let missing as Missing {
                // Each attempt adds one tile, and a proof needs no more than two of each level.
                held[missing.tile] = try await reader.tile(missing.tile)
            }
        }
    }
}
