import Foundation
import Ledger
import TransparencyLog

/// The public files of a log (C2SP tlog-tiles), in a folder or below a URL: leaves, without
/// payloads or commands.
struct TileLogStore: LogStore {
    private let read: @Sendable (_ path: String) async throws -> [UInt8]?

    /// A log whose files lie in a folder.
    init(folder: String) {
        read = { path in
            FileManager.default.contents(atPath: "\(folder)/\(path)").map { Array($0) }
        }
    }

    /// A log whose files are below a URL, such as a witness's mirror of it.
    init(client: APIClient) {
        read = { path in
            let answer = try await client.send("GET", "/\(path)")
            if answer.status == 404 { return nil }
            guard answer.isSuccess else { throw CommandFailure("\(path): \(answer.problem)") }
            return answer.bytes
        }
    }

    func head() async throws(LogStoreError) -> LogHead {
        guard let bytes = try await file("checkpoint"),
            let note = try? SignedNote(parsing: bytes),
            let checkpoint = try? Checkpoint(parsing: note.text)
        else { throw .unreadable(reason: "there is no checkpoint") }
        return LogHead(size: checkpoint.size, checkpoint: note)
    }

    func append(_ batch: LogBatch, expecting size: UInt64) async throws(LogStoreError) {
        throw .notWritten(reason: "a mirror is only read")
    }

    func entries(from index: UInt64, limit: Int) async throws(LogStoreError) -> [LogEntry] {
        try await leaves(from: index, width: limit).enumerated().map { offset, leaf in
            LogEntry(index: index + UInt64(offset), leaf: leaf, payload: nil, command: nil)
        }
    }

    func entries(at indices: [UInt64]) async throws(LogStoreError) -> [LogEntry] {
        var found: [LogEntry] = []
        for index in indices { found += try await entries(from: index, limit: 1) }
        return found
    }

    func commands(named names: [CommandName]) async throws(LogStoreError) -> [RecordedCommand] {
        throw .unreadable(reason: "tiles hold no index of commands")
    }

    func tile(level: Int, index: UInt64, width: Int) async throws(LogStoreError) -> [UInt8]? {
        let size = try await head().size
        guard let tile = TileCoordinate.tile(level: level, index: index, inSize: size) else {
            return nil
        }
        return try await file(tile.path).map { Array($0.prefix(width * Hash.byteCount)) }
    }

    /// Leaves from an index on, at most to the end of its bundle.
    func leaves(from index: UInt64, width: Int) async throws(LogStoreError) -> [[UInt8]] {
        let size = try await head().size
        let full = UInt64(TileCoordinate.fullWidth)
        guard index < size,
            let bundle = TileCoordinate.entryBundle(index: index / full, inSize: size),
            let bytes = try await file(bundle.path)
        else { return [] }
        do {
            let all = try EntryBundle.decode(bytes, width: bundle.width)
            return Array(all.dropFirst(Int(index % full)).prefix(width))
        } catch {
            throw .damaged(place: "\(bundle.path): \(error)")
        }
    }

    private func file(_ path: String) async throws(LogStoreError) -> [UInt8]? {
        do { return try await read(path) } catch {
            throw .unreadable(reason: "\(path): \(error)")
        }
    }
}
