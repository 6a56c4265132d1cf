import Contracts
package import Ledger
import TransparencyLog

/// A log store in memory, with the same failures injected as in any other engine.
package actor MemoryLogStore: InspectableLogStore {
    private struct Contents {
        var entries: [LogEntry] = []
        var commands: [CommandName: RecordedCommand] = [:]
        var tiles: [TilePlace: [UInt8]] = [:]
        var checkpoints: [(size: UInt64, note: SignedNote)] = []
    }

    private var contents = Contents()
    /// Entries that reads do not find although they were appended.
    private var lost: Set<UInt64> = []
    private let fault: @Sendable (CommitStep) throws -> Void

    package nonisolated var name: String { "memory" }

    package init(fault: @escaping @Sendable (CommitStep) throws -> Void = { _ in }) {
        self.fault = fault
    }

    package func head() throws(LogStoreError) -> LogHead {
        LogHead(size: UInt64(contents.entries.count), checkpoint: contents.checkpoints.last?.note)
    }

    package func append(_ batch: LogBatch, expecting size: UInt64) throws(LogStoreError) {
        var next = contents
        do {
            try fault(.begin)
            guard UInt64(next.entries.count) == size else {
                throw LogStoreError.sizeMismatch(
                    expected: size,
                    actual: UInt64(next.entries.count)
                )
            }
            next.entries += batch.entries
            try fault(.entries)
            for command in batch.commands {
                let name = CommandName(member: command.member, id: command.id)
                guard next.commands.updateValue(command, forKey: name) == nil else {
                    throw LogStoreError.notWritten(reason: "command \(name) is there already")
                }
            }
            try fault(.commands)
            for tile in batch.tiles {
                guard case .hashes(let level) = tile.coordinate.kind else { continue }
                let place = TilePlace(level: level, index: tile.coordinate.index)
                next.tiles[place] = tile.bytes
            }
            try fault(.tiles)
            next.checkpoints.append((UInt64(next.entries.count), batch.checkpoint))
            try fault(.checkpoint)
        } catch let error as LogStoreError {
            throw error
        } catch {
            throw .notWritten(reason: "\(error)")
        }
        contents = next
        do { try fault(.committed) } catch { throw .outcomeUnknown(reason: "\(error)") }
    }

    package func entries(
        from index: UInt64,
        limit: Int
    ) throws(LogStoreError) -> [LogEntry] {
        Array(found(from: index).prefix(limit))
    }

    package func entries(at indices: [UInt64]) throws(LogStoreError) -> [LogEntry] {
        indices.compactMap { index in
            guard index < UInt64(contents.entries.count), !lost.contains(index) else { return nil }
            return contents.entries[Int(index)]
        }
    }

    package func commands(
        named names: [CommandName]
    ) throws(LogStoreError) -> [RecordedCommand] { names.compactMap { contents.commands[$0] } }

    package func tile(
        level: Int,
        index: UInt64,
        width: Int
    ) throws(LogStoreError) -> [UInt8]? {
        contents.tiles[TilePlace(level: level, index: index)].map { Array($0.prefix(width * 32)) }
    }

    package func leaves(from index: UInt64, width: Int) throws(LogStoreError) -> [[UInt8]] {
        found(from: index).prefix(width).map(\.leaf)
    }

    private func found(from index: UInt64) -> some Collection<LogEntry> {
        contents.entries.dropFirst(Int(clamping: index)).lazy.filter { [lost] entry in
            !lost.contains(entry.index)
        }
    }

    package func checkpoints(from size: UInt64, limit: Int) throws(LogStoreError) -> [String] {
        contents.checkpoints.filter { $0.size >= size }.prefix(limit).map(\.note.serialized)
    }

    package func commands(
        from index: UInt64,
        limit: Int
    ) throws(LogStoreError) -> [RecordedCommand] {
        let following = contents.commands.values.filter { $0.first >= index }
        return Array(following.sorted { $0.first < $1.first }.prefix(limit))
    }

    /// There is no index beside the commands.
    package func damagedCommandIndex() throws(LogStoreError) -> String? { nil }

    /// There is no structure beside the arrays.
    package func damagedStructure() throws(LogStoreError) -> String? { nil }

    /// Loses an entry, as a disk does that forgets.
    package func lose(entry index: UInt64) { lost.insert(index) }
}
