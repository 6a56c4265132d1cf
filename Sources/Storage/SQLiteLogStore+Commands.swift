import Contracts
import GRDB
public import Ledger
import Synchronization
import TransparencyLog

extension SQLiteLogStore {
    /// The commands among these names that are on the ledger.
    ///
    /// A name that the filter denies costs no access to the disk.
    public nonisolated(nonsending) func commands(
        named names: [CommandName]
    ) async throws(LogStoreError) -> [RecordedCommand] {
        try await fillFilter()
        let possible = filter.withLock { filter in
            names.compactMap { name in
                let blocks = filter.blocks(for: name.digest)
                guard !blocks.isEmpty else { return nil as PossibleCommand? }
                let tail = filter.firsts(inTail: name.digest)
                return PossibleCommand(name: name, blocks: blocks, tail: tail)
            }
        }
        guard !possible.isEmpty else { return [] }
        return try await reading { db in
            let part = try PreparedStatement(
                "SELECT items FROM command_part WHERE part = ?",
                on: db
            )
            let command = try PreparedStatement(
                "SELECT first, member, id, fingerprint, count FROM command WHERE first = ?",
                on: db
            )
            return try possible.compactMap { one in
                for first in try one.firsts(part) {
                    if let found = try one.recorded(at: first, command) { return found }
                }
                return nil
            }
        }
    }

    static func recorded(
        _ name: CommandName,
        _ row: PreparedStatement
    ) throws -> RecordedCommand {
        guard let fingerprint = row.bytes(3).flatMap({ Hash(bytes: $0) }) else {
            throw LogStoreError.damaged(place: "command \(name.member)/\(name.id)")
        }
        return RecordedCommand(
            member: name.member,
            id: name.id,
            fingerprint: fingerprint,
            first: UInt64(clamping: row.integer(0)),
            count: Int(clamping: row.integer(4))
        )
    }

    /// Adds to the filter the commands that any process has appended since.
    private nonisolated(nonsending) func fillFilter() async throws(LogStoreError) {
        // Another process's entries make the next append here fail for its size, which marks the
        // filter as stale; until then only this store's appends have to be added.
        let (from, isStale) = filter.withLock { ($0.size, $0.isStale) }
        guard isStale else { return }
        let (size, found) = try await reading { db in
            let size = try SQLiteLogStore.size(db)
            guard size > from else { return (size, [IndexedCommand]()) }
            let sealed = CommandIndex.stretch(of: size)
            let part = CommandIndex.firstPart(ofStretch: CommandIndex.stretch(of: from))
            var found: [IndexedCommand] = []
            for row in try CommandIndex.rows(from: part, on: db) {
                // The filter's memory grows with the highest of these.
                guard row.number < CommandIndex.firstPart(ofStretch: sealed) else {
                    throw LogStoreError.damaged(place: "index of commands, part \(row.number)")
                }
                found += try CommandIndex.commands(of: row)
            }
            let open = CommandIndex.start(ofStretch: sealed)
            found += try CommandIndex.commands(from: open, upTo: size, on: db)
            return (size, found)
        }
        filter.withLock { filter in
            filter.isStale = false
            if size > filter.size { filter.grow(to: size, found) }
        }
    }
}

/// A command that the filter allows: where it may be.
private struct PossibleCommand {
    let name: CommandName
    let blocks: [Int]
    /// Where in the stretch at the ledger's end a command with its hash begins.
    let tail: [UInt64]

    /// Where commands with its hash begin.
    func firsts(_ part: PreparedStatement) throws -> [UInt64] {
        var firsts = tail
        for block in blocks {
            for number in CommandIndex.parts(for: name.digest, inBlock: block) {
                try part.bind(number, at: 1)
                guard try part.next() else { continue }
                let row = CommandIndex.Part(number: number, items: part.bytes(0) ?? [0])
                part.reset()
                for command in try CommandIndex.commands(of: row) where command.hash == name.digest
                {
                    firsts.append(command.first)
                }
            }
        }
        return firsts
    }

    /// The command that begins there, if it has this name; another's must have the hash too.
    func recorded(at first: UInt64, _ command: PreparedStatement) throws -> RecordedCommand? {
        try command.bind(Int64(clamping: first), at: 1)
        let isThere = try command.next()
        defer { command.reset() }
        let (member, id) = (command.text(1), command.text(2))
        guard isThere, CommandName.digest(member: member, id: id) == name.digest else {
            throw LogStoreError.damaged(place: "command of entry \(first)")
        }
        guard member == name.member.text, id == name.id else { return nil }
        return try SQLiteLogStore.recorded(name, command)
    }
}
