import GRDB
public import Ledger
public import SQLiteFiles

/// The query tables: a fold of the ledger that may be deleted and is then rebuilt.
///
/// What an attacker who can write the file can do is show members wrong figures; the audit
/// rebuilds the tables aside and names the first row that differs.
public final class SQLiteView: LedgerView {
    let file: SQLiteFile
    private let statements = StatementCache()

    /// Opens the view's file, made where it is missing.
    public init(path: String) throws {
        file = try SQLiteFile(
            path: path,
            durability: .normal,
            migrator: SQLiteView.migrator,
            mapError: { LedgerFault($0) }
        )
    }

    /// Opens a view's file to be read only.
    public init(reading file: ReadOnlyFile) throws {
        self.file = try SQLiteFile(
            reading: file,
            migrator: SQLiteView.migrator,
            mapError: { LedgerFault($0) }
        )
    }

    /// Closes the file.
    public func close() throws {
        try file.close { [statements] in statements.removeAll() }
    }

    /// The tables that are compared row by row, each with the columns that order it.
    static let tables: [(name: String, order: String)] = [
        ("instance", "contract, first"), ("history", "first, revision"),
        ("party", "member, contract, first"), ("claim", "first"), ("api_key", "digest"),
        ("device", "name, first"), ("progress", "size"),
    ]

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        // An instance is identified by the index of its first entry. Rows are added at the right
        // edge of their tables, so that what an entry costs does not grow with the ledger; states
        // are not kept, as the ledger's fold has them.
        migrator.registerMigration("view 2") { db in
            for table in ["instance", "party", "transition", "claim", "api_key", "progress"] {
                try db.execute(sql: "DROP TABLE IF EXISTS \(table)")
            }
            try db.execute(
                sql: """
                    CREATE TABLE instance (
                        contract TEXT NOT NULL, first INTEGER NOT NULL, id TEXT NOT NULL,
                        PRIMARY KEY (contract, first)) WITHOUT ROWID;
                    CREATE TABLE history (
                        first INTEGER NOT NULL, revision INTEGER NOT NULL, idx INTEGER NOT NULL,
                        PRIMARY KEY (first, revision)) WITHOUT ROWID;
                    CREATE TABLE party (
                        member TEXT NOT NULL, contract TEXT NOT NULL, first INTEGER NOT NULL,
                        PRIMARY KEY (member, contract, first)) WITHOUT ROWID;
                    CREATE TABLE claim (
                        first INTEGER PRIMARY KEY, certificate TEXT NOT NULL, shipment TEXT,
                        stage TEXT NOT NULL);
                    CREATE INDEX claim_by_certificate ON claim (certificate);
                    CREATE INDEX claim_by_shipment ON claim (shipment);
                    CREATE TABLE api_key (
                        digest TEXT PRIMARY KEY, member TEXT NOT NULL) WITHOUT ROWID;
                    CREATE TABLE progress (size INTEGER NOT NULL);
                    INSERT INTO progress (size) VALUES (0);
                    """
            )
        }
        // A shipment's first entry under the name of each device that was bound to it. What was
        // folded in before is folded in again at the start, with its devices.
        migrator.registerMigration("view 3") { db in
            try db.execute(
                sql: """
                    CREATE TABLE device (
                        name TEXT NOT NULL, first INTEGER NOT NULL,
                        PRIMARY KEY (name, first)) WITHOUT ROWID;
                    DELETE FROM instance; DELETE FROM history; DELETE FROM party;
                    DELETE FROM claim; DELETE FROM api_key;
                    UPDATE progress SET size = 0;
                    """
            )
        }
        return migrator
    }

    /// How many entries are folded in.
    public func appliedSize() async throws -> UInt64 {
        try await file.read { db in try SQLiteView.appliedSize(db) }
    }

    static func appliedSize(_ db: Database) throws -> UInt64 {
        UInt64(clamping: try Int64.fetchOne(db, sql: "SELECT size FROM progress") ?? 0)
    }

    /// Folds the next entries in, in one transaction.
    public func apply(_ entries: [FoldedEntry]) async throws {
        try await file.write { [statements] db in
            let applied = try SQLiteView.appliedSize(db)
            let fresh = entries.filter { $0.index >= applied }
            guard let first = fresh.first, let last = fresh.last else { return }
            guard first.index == applied else {
                throw ReplayError(index: first.index, reason: "the view ends at \(applied)")
            }
            let rows = try ViewRows(db, statements)
            for entry in fresh { try rows.take(entry) }
            try db.execute(
                sql: "UPDATE progress SET size = ?",
                arguments: [Int64(last.index) + 1]
            )
        }
    }
}
