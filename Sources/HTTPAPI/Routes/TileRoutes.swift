import HTTPTypes
import Hummingbird
import Ledger
import Services
import TransparencyLog

/// Adds the log's public files: C2SP tlog-tiles below `/ledger/`.
func addTileRoutes(to table: RouteTable) {
    table.open(
        .get,
        "/ledger/checkpoint",
        "ledgerCheckpoint",
        "Reads the newest checkpoint: a signed note (c2sp.org/tlog-checkpoint).",
        problems: [.notFound]
    ) { call in
        guard let note = try await call.platform.publishedNote() else {
            throw Problem.notFound("checkpoint", "latest")
        }
        return MediaAnswer(note)
    }
    table.open(
        .get,
        "/ledger/tile/**",
        "ledgerTile",
        "Reads a tile of hashes or a bundle of entries (c2sp.org/tlog-tiles).",
        tile
    )
}

@Sendable
private func tile(_ call: Call) async throws -> MediaAnswer<OctetStream> {
    // The path is judged as it was written: the router is lenient with slashes.
    let path = call.request.uri.path.dropFirst("/ledger/".count)
    let coordinate: TileCoordinate
    do {
        coordinate = try TileCoordinate(parsing: path)
    } catch {
        throw Problem(.notFound, "tilePathMalformed", "\(error.reason).")
    }
    guard let bytes = try await call.platform.tileBytes(coordinate) else {
        throw Problem(.notFound, "tileAbsent", "The log's tree has no tile '\(coordinate)'.")
    }
    return MediaAnswer(
        bytes,
        headers: [.cacheControl: "public, max-age=31536000, immutable"]
    )
}

extension Platform {
    /// The bytes of a tile or bundle; `nil` where the tree of the latest checkpoint is too small.
    ///
    /// Any partial width is served up to what there is, as a tile keeps its first hashes for ever.
    func tileBytes(_ asked: TileCoordinate) async throws -> [UInt8]? {
        let size = try await store.head().size
        let present: TileCoordinate? =
            switch asked.kind {
            case .entries: .entryBundle(index: asked.index, inSize: size)
            case .hashes(let level): .tile(level: level, index: asked.index, inSize: size)
            }
        guard let present, asked.width <= present.width else { return nil }
        switch asked.kind {
        case .entries:
            let leaves = try await store.leaves(
                from: asked.index * UInt64(TileCoordinate.fullWidth),
                width: asked.width
            )
            guard leaves.count == asked.width else { return nil }
            return try EntryBundle.encode(leaves)
        case .hashes(let level):
            let bytes = try await store.tile(
                level: level,
                index: asked.index,
                width: asked.width
            )
            guard let bytes, bytes.count == asked.width * Hash.byteCount else { return nil }
            return bytes
        }
    }
}
