import Synchronization
import TransparencyLog

/// Hashes of a stored tree that are known to be those of a signed checkpoint.
///
/// The tiles at the tree's right edge give its root, so they are held against the checkpoint; a
/// full tile is held against the hash that the tile above has for it, and so on up to the edge.
/// What was appended by way of this process needs no such proof.
final class VerifiedTiles: Sendable {
    private struct State {
        var head = LogHead(size: 0, checkpoint: nil)
        /// The partial tiles at the edge of the tree of the head.
        var edge: [TilePlace: [UInt8]] = [:]
        /// Full tiles: approximate LRU in two generations.
        var young: [TilePlace: [UInt8]] = [:]
        var old: [TilePlace: [UInt8]] = [:]

        func full(_ place: TilePlace) -> [UInt8]? { young[place] ?? old[place] }

        mutating func keep(_ place: TilePlace, _ bytes: [UInt8]) {
            young[place] = bytes
            guard young.count > VerifiedTiles.mostKept / 2 else { return }
            old = young
            young = [:]
        }
    }

    /// The most full tiles in memory: 8 KiB each.
    private static let mostKept = 1024

    /// The hashes within the tiles.
    let inner = InnerHashes()
    private let origin: String
    private let logKeys: @Sendable () -> [NoteVerifierKey]
    private let state = Mutex(State())

    init(origin: String, logKeys: @escaping @Sendable () -> [NoteVerifierKey]) {
        self.origin = origin
        self.logKeys = logKeys
    }

    /// The head up to which the edge is known.
    var head: LogHead { state.withLock { $0.head } }

    /// Takes up a batch that this process has made durable.
    func appended(_ batch: LogBatch, onto size: UInt64) {
        state.withLock { state in
            guard state.head.size == size else { return }
            state.edge.removeAll(keepingCapacity: true)
            for tile in batch.tiles {
                guard case .hashes(let level) = tile.coordinate.kind else { continue }
                let place = TilePlace(level: level, index: tile.coordinate.index)
                if tile.coordinate.isPartial {
                    state.edge[place] = tile.bytes
                } else {
                    state.keep(place, tile.bytes)
                }
            }
            state.head = LogHead(
                size: size + UInt64(batch.entries.count),
                checkpoint: batch.checkpoint
            )
        }
    }

    /// Reads the head of a store, judges it, and takes up the tiles at its edge.
    @discardableResult
    func refresh(from store: any LogStore) async throws(LogStoreError) -> LogHead {
        let before = head
        let read = try await store.head()
        if read == before { return read }
        guard read.size >= before.size else {
            throw .damaged(place: "entry \(read.size): it is missing")
        }
        let now = head
        // What was appended since it was read is known to be right.
        if read.size <= now.size, now.size > before.size { return now }
        var (tiles, edge) = (PrefetchedTiles(), [TilePlace: [UInt8]]())
        let root: Hash
        do {
            try await tiles.fetchEdge(of: read.size, from: store)
            for level in 0..<8 {
                let index = (read.size >> UInt64(8 * level)) / UInt64(TileCoordinate.fullWidth)
                let place = TileCoordinate.tile(level: level, index: index, inSize: read.size)
                guard let place else { continue }
                edge[TilePlace(level: level, index: index)] = try tiles.tile(
                    level: level,
                    index: index,
                    width: place.width
                )
            }
            root = try TreeHashes(TileNodes(size: read.size, tiles: tiles)).root(at: read.size)
        } catch let error as LogStoreError {
            throw error
        } catch {
            throw .damaged(place: (error as? LedgerFault)?.place ?? "tiles: \(error)")
        }
        do throws(LedgerFault) {
            try LogCheck.judge(read, root, origin: origin, logKeys: logKeys())
        } catch {
            throw .damaged(place: error.place ?? "checkpoint")
        }
        return state.withLock { state in
            guard state.head.size <= read.size else { return state.head }
            state.head = read
            state.edge = edge
            return read
        }
    }

    /// The bytes of a tile of the tree of the head: the edge's as far as it goes, or a full one.
    func tile(
        level: Int,
        index: UInt64,
        of store: any LogStore
    ) async throws(LogStoreError) -> [UInt8]? {
        let place = TilePlace(level: level, index: index)
        let (known, size) = state.withLock { ($0.edge[place] ?? $0.full(place), $0.head.size) }
        if let known { return known }
        let coordinate = TileCoordinate.tile(level: level, index: index, inSize: size)
        guard let coordinate, !coordinate.isPartial else { return nil }
        let bytes = try await store.tile(level: level, index: index, width: coordinate.width)
        guard let bytes, let root = root(bytes, at: place) else {
            throw .damaged(place: "\(coordinate): it is missing")
        }
        let above = try await tile(
            level: level + 1,
            index: index / UInt64(TileCoordinate.fullWidth),
            of: store
        )
        let slot = Int(index % UInt64(TileCoordinate.fullWidth)) * Hash.byteCount
        guard let above, above.count >= slot + Hash.byteCount,
            root == Hash(bytes: above[slot..<slot + Hash.byteCount])
        else { throw .damaged(place: "\(coordinate): its hashes are not those of the tree") }
        state.withLock { $0.keep(place, bytes) }
        return bytes
    }

    /// The root of a full tile's hashes; `nil` where it is none.
    private func root(_ bytes: [UInt8], at place: TilePlace) -> Hash? {
        guard bytes.count == TileCoordinate.fullWidth * Hash.byteCount,
            let top = try? inner.levels(place.level, place.index, bytes).last, top.count == 2
        else { return nil }
        return RFC6962.nodeHash(top[0], top[1])
    }
}

extension LedgerFault {
    /// Where the damage is; `nil` where the fault is another.
    var place: String? {
        if case .damaged(let place) = self { place } else { nil }
    }
}
