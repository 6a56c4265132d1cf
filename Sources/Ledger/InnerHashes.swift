import Synchronization
import TransparencyLog

/// A cache of the hashes within tiles, between the leaves and the root, which proofs are made of.
///
/// Every proof passes through the tiles above the lowest level, which are few: all of them are
/// cached. Of the lowest level only the latest few are, so that a tile which was just verified is
/// not hashed again. An entry is found by a tile's place and holds for the same bytes alone.
public final class InnerHashes: Sendable {
    private struct Kept {
        let bytes: [UInt8]
        let levels: [[Hash]]
    }

    private struct State {
        var upper: [TilePlace: Kept] = [:]
        var lowest: [(place: TilePlace, kept: Kept)] = []
    }

    /// The most tiles above the lowest level that are cached, 24 KiB each with their hashes.
    private static let mostUpper = 256
    private static let mostLowest = 8

    private let state = Mutex(State())

    /// An empty cache.
    public init() {}

    /// The hashes of a tile and the seven levels above them, as far as they are complete.
    ///
    /// - Throws: what `Tile.levels` does.
    func levels(_ level: Int, _ index: UInt64, _ bytes: [UInt8]) throws -> [[Hash]] {
        let place = TilePlace(level: level, index: index)
        let known = state.withLock { state in
            level > 0
                ? state.upper[place] : state.lowest.first { $0.place == place }?.kept
        }
        if let known, known.bytes == bytes { return known.levels }
        let levels = try Tile.levels(bytes, width: bytes.count / Hash.byteCount)
        let kept = Kept(bytes: bytes, levels: levels)
        state.withLock { state in
            if level > 0 {
                if state.upper.count >= InnerHashes.mostUpper {
                    state.upper.removeAll(keepingCapacity: true)
                }
                state.upper[place] = kept
            } else {
                state.lowest.removeAll { $0.place == place }
                if state.lowest.count >= InnerHashes.mostLowest { state.lowest.removeFirst() }
                state.lowest.append((place, kept))
            }
        }
        return levels
    }
}
