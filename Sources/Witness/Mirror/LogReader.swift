import HTTPClient
import TransparencyLog

/// Reads a log's public files (C2SP tlog-tiles) over HTTP, without verifying them.
struct LogReader: Sendable {
    /// The longest an exchange may take, in milliseconds.
    static let timeoutMilliseconds = 10_000
    /// 256 entries of 65,535 bytes behind their lengths.
    static let bundleLimit = 256 * (2 + EntryBundle.maximumEntryBytes)
    private static let attempts = 3

    /// The URL below which the log's files are, without a slash at its end.
    let url: String
    let client: CurlClient

    /// The log's latest checkpoint, its signature not yet verified.
    func checkpoint() async throws -> SignedNote {
        guard let bytes = try await get("checkpoint", limit: SignedNote.maximumBytes) else {
            throw WitnessFault.logUnreadable("\(url)/checkpoint: there is none")
        }
        do throws(LogFormatError) {
            return try SignedNote(parsing: bytes)
        } catch { throw WitnessFault.logUnreadable("\(url)/checkpoint: \(error)") }
    }

    /// The bytes of a tile of hashes: those of the full tile where the partial one is gone.
    func tile(_ coordinate: TileCoordinate) async throws -> [UInt8] {
        let bytes = try await whole(coordinate, limit: 256 * Hash.byteCount)
        guard bytes.count >= coordinate.width * Hash.byteCount else {
            throw WitnessFault.logUnreadable("\(url)/\(coordinate): it is cut short")
        }
        return Array(bytes.prefix(coordinate.width * Hash.byteCount))
    }

    /// The entries of a bundle, as many as it is wide.
    func entries(_ coordinate: TileCoordinate) async throws -> [[UInt8]] {
        let bytes = try await get(coordinate.path, limit: Self.bundleLimit)
        do {
            if let bytes { return try EntryBundle.decode(bytes, width: coordinate.width) }
            guard let full = coordinate.full else {
                throw LogFormatError(code: .bundleFraming, reason: "there is none")
            }
            let all = try await whole(full, limit: Self.bundleLimit)
            return Array(
                try EntryBundle.decode(all, width: full.width).prefix(coordinate.width)
            )
        } catch let error as LogFormatError {
            throw WitnessFault.logUnreadable("\(url)/\(coordinate): \(error.reason)")
        }
    }

    private func whole(_ coordinate: TileCoordinate, limit: Int) async throws -> [UInt8] {
        if let bytes = try await get(coordinate.path, limit: limit) { return bytes }
        if let full = coordinate.full, let bytes = try await get(full.path, limit: limit) {
            return bytes
        }
        throw WitnessFault.logUnreadable("\(url)/\(coordinate): there is none")
    }

    /// A file; nil where the log has none.
    ///
    /// Transient failures are retried.
    private func get(_ path: String, limit: Int) async throws -> [UInt8]? {
        var last = ""
        for attempt in 0..<Self.attempts {
            if attempt > 0 { try await Task.sleep(for: .milliseconds(100 << (2 * attempt))) }
            do {
                let response = try await client.send(
                    CurlRequest(
                        url: "\(url)/\(path)",
                        timeoutMilliseconds: Self.timeoutMilliseconds,
                        maximumResponseBytes: limit
                    )
                )
                switch response.status {
                case 200:
                    guard response.header("Content-Encoding") == nil else {
                        throw WitnessFault.logUnreadable("\(url)/\(path): it came compressed")
                    }
                    return response.body
                case 404, 410: return nil
                default: last = "HTTP \(response.status)"
                }
            } catch let error as CurlError { last = "\(error)" }
        }
        throw WitnessFault.logUnreadable("\(url)/\(path): \(last)")
    }
}

extension TileCoordinate {
    /// The full tile that a partial one grows into; nil for a full one.
    fileprivate var full: TileCoordinate? {
        isPartial ? try? TileCoordinate(kind: kind, index: index) : nil
    }
}

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
