import CanonicalJSON
import Contracts
import Ledger
import Notifier
import TransparencyLog

/// A ledger read over the HTTP interface: the public tiles, and the payloads that the key's member
/// is entitled to.
///
/// It reads at the checkpoint that was the server's latest when it was created, whatever is
/// appended meanwhile.
struct RemoteLogStore: LogStore {
    /// How many payloads one reader asks for at once.
    private static let parallel = 16

    private let client: APIClient
    private let latest: LogHead

    var name: String { "\(client.server)/ledger" }

    /// Asks for the latest checkpoint.
    init(client: APIClient) async throws(LogStoreError) {
        self.client = client
        guard let bytes = try await RemoteLogStore.get("/ledger/checkpoint", client),
            let note = try? SignedNote(parsing: bytes),
            let checkpoint = try? Checkpoint(parsing: note.text)
        else { throw .unreadable(reason: "the server has no checkpoint") }
        latest = LogHead(size: checkpoint.size, checkpoint: note)
    }

    func head() async throws(LogStoreError) -> LogHead { latest }

    func append(_ batch: LogBatch, expecting size: UInt64) async throws(LogStoreError) {
        throw .notWritten(reason: "a ledger is only read over HTTP")
    }

    func entries(from index: UInt64, limit: Int) async throws(LogStoreError) -> [LogEntry] {
        let leaves = try await leaves(from: index, width: min(limit, 256))
        do {
            return try await withThrowingTaskGroup(of: LogEntry.self) { group in
                var entries: [LogEntry] = []
                for (offset, leaf) in leaves.enumerated() {
                    if offset >= RemoteLogStore.parallel, let done = try await group.next() {
                        entries.append(done)
                    }
                    group.addTask { try await entry(index + UInt64(offset), leaf) }
                }
                for try await done in group { entries.append(done) }
                return entries.sorted { $0.index < $1.index }
            }
        } catch {
            throw .unreadable(reason: "\(error)")
        }
    }

    func entries(at indices: [UInt64]) async throws(LogStoreError) -> [LogEntry] {
        var entries: [LogEntry] = []
        for index in indices { entries += try await self.entries(from: index, limit: 1) }
        return entries
    }

    func commands(named names: [CommandName]) async throws(LogStoreError) -> [RecordedCommand] {
        throw .unreadable(reason: "the index of commands is not had over HTTP")
    }

    func tile(level: Int, index: UInt64, width: Int) async throws(LogStoreError) -> [UInt8]? {
        let tile = TileCoordinate.tile(level: level, index: index, inSize: latest.size)
        guard let tile else { return nil }
        return try await get(tile).map { Array($0.bytes.prefix(width * 32)) }
    }

    /// Leaves from an index on, at most to the end of its bundle.
    func leaves(from index: UInt64, width: Int) async throws(LogStoreError) -> [[UInt8]] {
        guard index < latest.size,
            let bundle = TileCoordinate.entryBundle(index: index / 256, inSize: latest.size),
            let found = try await get(bundle)
        else { return [] }
        do {
            let all = try EntryBundle.decode(found.bytes, width: found.width)
            return Array(all.dropFirst(Int(index % 256)).prefix(width))
        } catch {
            throw .damaged(place: "\(bundle.path): \(error)")
        }
    }

    private func entry(_ index: UInt64, _ leaf: [UInt8]) async throws -> LogEntry {
        let answer = try await client.send("GET", "/v1/ledger/entries/\(index)")
        guard answer.isSuccess else { throw CommandFailure("entry \(index): \(answer.problem)") }
        let document = try JSONDocument(parsing: answer.bytes)
        return LogEntry(
            index: index,
            leaf: leaf,
            payload: try document.read(SaltedObject.self, member: "payload")?.salted,
            command: try document.read(SaltedObject.self, member: "command")?.salted
        )
    }

    /// A tile of the tree at the checkpoint; once the log has outgrown it, the full one may be all
    /// that a server keeps.
    private func get(
        _ tile: TileCoordinate
    ) async throws(LogStoreError) -> (bytes: [UInt8], width: Int)? {
        if let bytes = try await RemoteLogStore.get("/ledger/\(tile.path)", client) {
            return (bytes, tile.width)
        }
        guard tile.isPartial, let full = try? TileCoordinate(kind: tile.kind, index: tile.index),
            let bytes = try await RemoteLogStore.get("/ledger/\(full.path)", client)
        else { return nil }
        return (bytes, full.width)
    }

    private static func get(
        _ path: String,
        _ client: APIClient
    ) async throws(LogStoreError) -> [UInt8]? {
        do {
            let answer = try await client.send("GET", path)
            if answer.status == 404 { return nil }
            guard answer.isSuccess else { throw CommandFailure("\(path): \(answer.problem)") }
            return answer.bytes
        } catch {
            throw .unreadable(reason: "\(error)")
        }
    }
}
