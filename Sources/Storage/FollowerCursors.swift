import GRDB

/// How far each follower has read the ledger, in a file of the followers' own.
///
/// Losing it makes followers read again from the start, which idempotent commands make harmless.
public final class FollowerCursors: Sendable {
    private let pool: DatabasePool

    /// Opens the cursors' file, made where it is missing.
    public init(path: String) throws {
        pool = try DatabasePool.plimsoll(at: path, durability: .normal)
        var migrator = DatabaseMigrator()
        migrator.registerMigration("cursors 1") { db in
            try db.execute(
                sql: "CREATE TABLE cursor (follower TEXT PRIMARY KEY, next INTEGER NOT NULL)"
            )
        }
        try migrator.migrate(pool)
    }

    /// Closes the file.
    public func close() throws { try pool.close() }

    /// The index of the next entry that a follower reads; 0 at first.
    public func next(of follower: String) async throws -> UInt64 {
        try await pool.read { db in
            UInt64(
                try Int64.fetchOne(
                    db,
                    sql: "SELECT next FROM cursor WHERE follower = ?",
                    arguments: [follower]
                )
                    ?? 0
            )
        }
    }

    /// Notes how far a follower has come.
    public func advance(_ follower: String, to next: UInt64) async throws {
        try await pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO cursor (follower, next) VALUES (?, ?)
                    ON CONFLICT (follower) DO UPDATE SET next = excluded.next
                    """,
                arguments: [follower, Int64(next)]
            )
        }
    }
}
