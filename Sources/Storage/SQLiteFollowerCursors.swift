import GRDB
public import Ledger
import SQLiteFiles

/// How far each follower has read the ledger, in a file of the followers' own.
public final class SQLiteFollowerCursors: FollowerCursors {
    let file: SQLiteFile

    /// Opens the cursors' file, made where it is missing.
    public init(path: String) throws {
        file = try SQLiteFile(
            path: path,
            durability: .normal,
            migrator: SQLiteFollowerCursors.migrator,
            mapError: { LedgerFault($0) }
        )
    }

    init(file: SQLiteFile) { self.file = file }

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("cursors 1") { db in
            try db.execute(
                sql: "CREATE TABLE cursor (follower TEXT PRIMARY KEY, next INTEGER NOT NULL)"
            )
        }
        return migrator
    }

    /// Closes the file.
    public func close() throws { try file.close() }

    /// The index of the next entry that a follower reads; 0 at first.
    public func next(of follower: String) async throws -> UInt64 {
        try await file.read { db in
            UInt64(
                clamping: try Int64.fetchOne(
                    db,
                    sql: "SELECT next FROM cursor WHERE follower = ?",
                    arguments: [follower]
                )
                    ?? 0
            )
        }
    }

    /// The follower that has read furthest, and the index of its next entry; `nil` where none has
    /// read any.
    public func furthest() async throws -> (follower: String, next: UInt64)? {
        try await file.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT follower, next FROM cursor ORDER BY next DESC LIMIT 1"
            )
            .map { ($0[0], UInt64(clamping: $0[1] as Int64)) }
        }
    }

    /// Notes how far a follower has come.
    public func advance(_ follower: String, to next: UInt64) async throws {
        try await file.write { db in
            try db.execute(
                sql: """
                    INSERT INTO cursor (follower, next) VALUES (?, ?)
                    ON CONFLICT (follower) DO UPDATE SET next = excluded.next
                    """,
                arguments: [follower, Int64(clamping: next)]
            )
        }
    }
}
