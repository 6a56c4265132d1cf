public import Contracts
import GRDB
public import Ledger
import Synchronization
import TransparencyLog

extension SQLiteLogStore {
    /// The commands among these names that are on the ledger.
    ///
    /// A name that the filter denies costs no access to the disk.
    public func commands(
        named names: [CommandName]
    ) async throws(LogStoreError) -> [RecordedCommand] {
        try await fillFilter()
        let hashes = names.map { CommandFilter.hash(member: $0.member.text, id: $0.id) }
        let possible = filter.withLock { filter in
            zip(names, hashes).compactMap { name, hash in
                let blocks = filter.blocks(for: hash)
                return blocks.isEmpty ? nil : (name: name, hash: hash, blocks: blocks)
            }
        }
        guard !possible.isEmpty else { return [] }
        return try await reading { db in
            let lookup = try PreparedStatement(
                """
                SELECT h.first, c.member, c.id, c.fingerprint, c.count
                FROM command_hash h LEFT JOIN command c ON c.first = h.first
                WHERE h.stretch = ? AND h.hash = ?
                """,
                on: db
            )
            return try possible.compactMap { one in
                for block in one.blocks {
                    for stretch in CommandIndex.stretches(ofBlock: block) {
                        try lookup.bind(stretch, at: 1)
                        try lookup.bind(one.hash, at: 2)
                        while try lookup.next() {
                            guard lookup.text(1) == one.name.member.text,
                                lookup.text(2) == one.name.id
                            else {
                                try SQLiteLogStore.requireNamesake(lookup, of: one.hash)
                                continue
                            }
                            let found = try SQLiteLogStore.recorded(one.name, lookup)
                            lookup.reset()
                            return found
                        }
                    }
                }
                return nil
            }
        }
    }

    /// A command that goes by a hash under another name must have that hash too.
    private static func requireNamesake(_ row: PreparedStatement, of hash: Int64) throws {
        guard CommandFilter.hash(member: row.text(1), id: row.text(2)) == hash else {
            throw LogStoreError.damaged(place: "command of entry \(row.integer(0))")
        }
    }

    private static func recorded(
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

    /// Takes into the filter what was appended since by whomever.
    private func fillFilter() async throws(LogStoreError) {
        // An append succeeds only on the size expected: what another appends comes to light
        // there, and until then what this store appended is all there is.
        let (from, isStale) = filter.withLock { ($0.size, $0.isStale) }
        guard isStale else { return }
        let (size, found) = try await reading { db in
            let size = try SQLiteLogStore.size(db)
            guard size > from else { return (size, [(hash: Int64, first: UInt64)]()) }
            let rows = try PreparedStatement(
                "SELECT hash, first FROM command_hash WHERE stretch >= ?",
                on: db
            )
            try rows.bind(CommandIndex.stretch(of: from), at: 1)
            var found: [(hash: Int64, first: UInt64)] = []
            while try rows.next() {
                let first = UInt64(clamping: rows.integer(1))
                // The filter's memory grows with the highest of these.
                guard rows.integer(1) >= 0, first < size else {
                    throw LogStoreError.damaged(place: "index of commands: no entry \(first)")
                }
                found.append((rows.integer(0), first))
            }
            return (size, found)
        }
        filter.withLock { filter in
            filter.isStale = false
            for (hash, first) in found { filter.insert(hash, first: first) }
            filter.size = max(filter.size, size)
        }
    }
}

extension SQLiteLogStore {
    /// The commands whose first entries are from an index on, in the ledger's order.
    public func commands(
        from index: UInt64,
        limit: Int
    ) async throws(LogStoreError) -> [RecordedCommand] {
        try await reading { db in
            let rows = try PreparedStatement(
                """
                SELECT first, member, id, fingerprint, count FROM command
                WHERE first >= ? ORDER BY first LIMIT ?
                """,
                on: db
            )
            try rows.bind(Int64(clamping: index), at: 1)
            try rows.bind(Int64(limit), at: 2)
            var commands: [RecordedCommand] = []
            while try rows.next() {
                guard let member = try? MemberID(parsing: rows.text(1)) else {
                    throw LogStoreError.damaged(place: "command of entry \(rows.integer(0))")
                }
                let name = CommandName(member: member, id: rows.text(2))
                commands.append(try SQLiteLogStore.recorded(name, rows))
            }
            return commands
        }
    }

    /// The first place where the index of commands' hashes is not what the commands give; `nil`
    /// where it is right throughout.
    public func damagedCommandIndex() async throws(LogStoreError) -> String? {
        try await reading { db in
            let stretches = try Int64.fetchOne(db, sql: "SELECT max(idx) FROM entry") ?? -1
            let commands = try PreparedStatement(
                "SELECT first, member, id FROM command WHERE first >= ? AND first < ?",
                on: db
            )
            let index = try PreparedStatement(
                "SELECT hash, first FROM command_hash WHERE stretch = ?",
                on: db
            )
            let count = CommandIndex.stretch(of: UInt64(clamping: stretches)) + 1
            for stretch in 0..<(stretches < 0 ? 0 : count) {
                let covered = CommandIndex.entries(ofStretch: stretch)
                try commands.bind(covered.lowerBound, at: 1)
                try commands.bind(covered.upperBound, at: 2)
                var expected: [IndexedCommand] = []
                while try commands.next() {
                    let hash = CommandFilter.hash(member: commands.text(1), id: commands.text(2))
                    expected.append(IndexedCommand(hash: hash, first: commands.integer(0)))
                }
                expected.sort()
                try index.bind(stretch, at: 1)
                var found: [IndexedCommand] = []
                while try index.next() {
                    found.append(IndexedCommand(hash: index.integer(0), first: index.integer(1)))
                }
                guard expected != found else { continue }
                let wrong = Set(expected).symmetricDifference(found).map(\.first).min() ?? 0
                return "index of the command of entry \(wrong)"
            }
            return nil
        }
    }
}

private struct IndexedCommand: Hashable, Comparable {
    let hash: Int64
    let first: Int64

    static func < (left: IndexedCommand, right: IndexedCommand) -> Bool {
        (left.hash, left.first) < (right.hash, right.first)
    }
}
