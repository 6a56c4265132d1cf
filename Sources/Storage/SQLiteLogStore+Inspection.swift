import Contracts
import GRDB
public import Ledger
import TransparencyLog

extension SQLiteLogStore: InspectableLogStore {
    /// All checkpoints from a size on, in order, up to `limit`.
    public func checkpoints(
        from size: UInt64,
        limit: Int
    ) async throws(LogStoreError) -> [String] {
        try await reading { db in
            try String.fetchAll(
                db,
                sql: "SELECT note FROM checkpoint WHERE size >= ? ORDER BY size LIMIT ?",
                arguments: [Int64(clamping: size), limit]
            )
        }
    }

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
        try await reading { db in try CommandIndex.firstDamage(db) }
    }

    /// The size and the latest checkpoint, each as far as it can be read: damage in one table does
    /// not hide the other.
    ///
    /// Where the entries do not tell their number, it is that of the latest checkpoint.
    public func legibleHead() async -> LogHead {
        let size = try? await reading { db in try SQLiteLogStore.size(db) }
        let note = try? await reading { db in
            try String.fetchOne(db, sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
        }
        let checkpoint = note.flatMap { try? SignedNote(parsing: $0) }
        let signed = checkpoint.flatMap { try? Checkpoint(parsing: $0.text) }
        return LogHead(size: size ?? signed?.size ?? 0, checkpoint: checkpoint)
    }

    /// Where the file's own structure is not whole, in SQLite's words; `nil` where it is.
    ///
    /// Pages that nothing refers to are looked at too: one that is both free and in use would be
    /// overwritten by some later append.
    public func damagedStructure() async throws(LogStoreError) -> String? {
        try await reading { db in
            let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)")
            return found == "ok" ? nil : "ledger.sqlite: \(found ?? "it cannot be checked")"
        }
    }
}
