import Foundation
import GRDB
import Ledger
import Storage
import TestSupport
import Testing

/// The files of a folder that this module keeps, each with one of its tables.
enum StoredFile: String, CaseIterable, CustomTestStringConvertible {
    case ledger, telemetry, view, publication, followers

    var testDescription: String { rawValue }

    func open(_ path: String) throws {
        switch self {
        case .ledger: try SQLiteLogStore(path: path).close()
        case .telemetry: try SQLiteSegmentStore(path: path).close()
        case .view: try SQLiteView(path: path).close()
        case .publication: try SQLitePublicationStore(path: path).close()
        case .followers: try SQLiteFollowerCursors(path: path).close()
        }
    }
}

/// A change to a file's schema, and what is said of it; `{T}` stands for one of the file's tables,
/// `{C}` for a column of it.
struct SchemaHarm: Sendable, CustomTestStringConvertible {
    let sql: String
    let said: String

    init(_ sql: String, _ said: String) {
        self.sql = sql
        self.said = said
    }

    var testDescription: String { sql }

    static let all = [
        SchemaHarm(
            "CREATE TRIGGER thief AFTER INSERT ON {T} BEGIN SELECT 1; END",
            "trigger 'thief' on '{T}' is none of the program's"
        ),
        SchemaHarm(
            "CREATE TABLE guest (id INTEGER)",
            "table 'guest' on 'guest' is none of the program's"
        ),
        SchemaHarm(
            "CREATE INDEX rogue ON {T} ({C})",
            "index 'rogue' on '{T}' is none of the program's"
        ),
        SchemaHarm(
            "CREATE VIEW mirror AS SELECT * FROM {T}",
            "view 'mirror' on 'mirror' is none of the program's"
        ),
        SchemaHarm("ALTER TABLE {T} ADD COLUMN extra TEXT", "table '{T}' is not as it was made"),
        SchemaHarm("DROP TABLE {T}", "table '{T}' is missing"),
    ]
}

@Suite struct SchemaTests {
    @Test(arguments: StoredFile.allCases, SchemaHarm.all)
    func `a file with another schema than its migrations make is damaged, and what differs named`(
        file: StoredFile,
        harm: SchemaHarm
    ) throws {
        let folder = try TemporaryFolder()
        let path = folder.path("\(file.rawValue).sqlite")
        try file.open(path)
        try file.open(path)
        let queue = try DatabaseQueue(path: path)
        let table = try queue.write { db in
            let table =
                try String.fetchOne(
                    db,
                    sql: """
                        SELECT name FROM sqlite_schema WHERE type = 'table'
                        AND name NOT LIKE 'grdb%' AND name NOT LIKE 'sqlite%'
                        ORDER BY rowid LIMIT 1
                        """
                ) ?? ""
            let column =
                try String.fetchOne(
                    db,
                    sql: "SELECT name FROM pragma_table_info(?)",
                    arguments: [table]
                )
                ?? ""
            try db.execute(
                sql: harm.sql.replacing("{T}", with: table).replacing("{C}", with: column)
            )
            return table
        }
        try queue.close()
        let error = #expect(throws: (any Error).self) { try file.open(path) }
        // A string within a value is shown with its quotes escaped.
        let text = error.map { "\($0)" }?.replacing("\\'", with: "'") ?? ""
        #expect(text.contains("damaged"), "\(text)")
        #expect(text.contains("\(file.rawValue).sqlite: "), "\(text)")
        #expect(text.contains(harm.said.replacing("{T}", with: table)), "\(text)")
    }

    @Test func `an index that is gone is named`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("view.sqlite")
        try StoredFile.view.open(path)
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: "DROP INDEX claim_by_shipment") }
        try queue.close()
        let error = #expect(throws: LedgerFault.self) { try StoredFile.view.open(path) }
        #expect(
            error == .damaged(place: "view.sqlite: index 'claim_by_shipment' is missing")
        )
    }

    @Test(arguments: [
        """
        CREATE TRIGGER thief AFTER INSERT ON entry
        BEGIN UPDATE entry SET payload = NULL WHERE idx = NEW.idx; END
        """,
        "CREATE TRIGGER thief BEFORE INSERT ON command BEGIN SELECT raise(IGNORE); END",
    ])
    func `a trigger that comes while the ledger is open keeps anything from being appended`(
        trigger: String
    ) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("ledger.sqlite")
        let store = try SQLiteLogStore(path: path)
        var writer = try LedgerWriter(Scenario.foundedWithMembers)
        try await store.append(try writer.batch(), expecting: 0)
        let size = writer.size
        let whole = try await store.entries(from: 0, limit: 1000)
        let queue = try DatabaseQueue(path: path)
        try await queue.write { db in try db.execute(sql: trigger) }
        try queue.close()
        let batch = LogBatch(
            entries: [
                LogEntry(
                    index: size,
                    leaf: whole[0].leaf,
                    payload: whole[0].payload,
                    command: whole[0].command
                )
            ],
            leafHashes: [],
            commands: [],
            tiles: [],
            checkpoint: try #require(try await store.head().checkpoint)
        )
        await #expect(
            throws: LogStoreError.damaged(
                place: "ledger.sqlite: trigger 'thief' on "
                    + (trigger.contains("ON entry") ? "'entry'" : "'command'")
                    + " is none of the program's"
            )
        ) { try await store.append(batch, expecting: size) }
        #expect(try await store.head().size == size)
        #expect(try await store.entries(from: 0, limit: 1000) == whole)
        try store.close()
    }

    /// Whoever hides a change from SQLite hides it from the connection that writes.
    @Test func `a trigger whose change of the schema's count is taken back does nothing`()
        async throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path("followers.sqlite")
        let cursors = try SQLiteFollowerCursors(path: path)
        try await cursors.advance("one", to: 5)
        let queue = try DatabaseQueue(path: path)
        try await queue.write { db in
            let before = try Int.fetchOne(db, sql: "PRAGMA schema_version") ?? 0
            let table = try String.fetchOne(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE sql LIKE '%TABLE cursor%'"
            )
            try db.execute(
                sql: """
                    CREATE TRIGGER thief AFTER UPDATE ON \(table ?? "") BEGIN
                    DELETE FROM \(table ?? ""); END;
                    PRAGMA schema_version = \(before);
                    """
            )
        }
        try queue.close()
        try await cursors.advance("one", to: 6)
        #expect(try await cursors.next(of: "one") == 6)
        try cursors.close()
        #expect(throws: LedgerFault.self) { try StoredFile.followers.open(path) }
    }
}
