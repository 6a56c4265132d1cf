import Foundation
import GRDB
public import Ledger
public import SQLiteFiles
import Synchronization
import TransparencyLog

/// The ledger on one machine: SQLite with a write-ahead log, flushed at every commit.
///
/// What an attacker who can write the file can do is change or remove entries; the root hash in
/// any checkpoint seen before gives that away, and the audit names the first bad leaf.
public final class SQLiteLogStore: LogStore {
    /// The file's name.
    public let name: String
    let pool: DatabasePool
    /// A connection for reads of some microseconds, used on the caller's thread.
    ///
    /// It is not one of the pool's: waiting for those would block the threads that return them.
    private let brief: DatabaseQueue
    /// Appends do not wait for the write-ahead log to be folded in, unless it fails to be.
    ///
    /// There is none where the file is only read.
    let folding: LogFolding?
    let fault: @Sendable (CommitStep) throws -> Void
    let filter = Mutex(CommandFilter())
    let statements = StatementCache()
    /// Asked in every append; there is none where the file is only read.
    let schema: SchemaCheck?
    private let lastNote = LastNote()

    /// Opens the ledger's file, made where it is missing.
    ///
    /// `fault` is called at each step of an append; what it throws makes that step fail.
    ///
    /// - Throws: `LogStoreError.damaged` where the file is no database of this kind.
    public init(
        path: String,
        fault: @escaping @Sendable (CommitStep) throws -> Void = { _ in }
    ) throws(LogStoreError) {
        self.fault = fault
        name = URL(fileURLWithPath: path).lastPathComponent
        do {
            pool = try DatabasePool.plimsoll(
                at: path,
                durability: .full,
                pageBytes: Configuration.largePage,
                logBytes: 8 * LogFolding.length
            )
            folding = try LogFolding(pool)
            try SQLiteLogStore.migrator.migrate(pool)
            let schema = try SchemaCheck(of: path, SQLiteLogStore.migrator)
            try pool.writeWithoutTransaction { db in try schema.require(db) }
            self.schema = schema
            var configuration = Configuration.plimsoll(label: "brief", durability: .full)
            configuration.readonly = true
            brief = try DatabaseQueue(path: path, configuration: configuration)
        } catch {
            throw LogStoreError(reading: error, path: path)
        }
    }

    /// Opens a ledger's file to be read only.
    ///
    /// - Throws: `LogStoreError.damaged` where the file is no database of this kind.
    public init(reading file: ReadOnlyFile) throws(LogStoreError) {
        fault = { _ in }
        name = URL(fileURLWithPath: file.path).lastPathComponent
        folding = nil
        schema = nil
        do {
            pool = try file.open(SQLiteLogStore.migrator)
            var configuration = Configuration.plimsoll(label: "brief", durability: .full)
            configuration.readonly = true
            brief = try DatabaseQueue(path: pool.path, configuration: configuration)
        } catch {
            throw LogStoreError(reading: error, path: file.path)
        }
    }

    /// Closes the file; the write-ahead log is folded into it.
    public func close() throws {
        try? brief.close()
        try? folding?.close()
        try pool.foldInAndClose { [statements] in statements.removeAll() }
    }

    private static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("ledger 1") { db in
            try db.execute(
                sql: """
                    CREATE TABLE entry (
                        idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL,
                        payload_salt BLOB, payload BLOB, command_salt BLOB, command BLOB);
                    CREATE TABLE command (
                        member TEXT NOT NULL, id TEXT NOT NULL, fingerprint BLOB NOT NULL,
                        first INTEGER NOT NULL, count INTEGER NOT NULL,
                        PRIMARY KEY (member, id)) WITHOUT ROWID;
                    CREATE TABLE tile (
                        level INTEGER NOT NULL, idx INTEGER NOT NULL, hashes BLOB NOT NULL,
                        PRIMARY KEY (level, idx));
                    CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL);
                    """
            )
        }
        // Commands in the order of the ledger: in the order of their names they would be written
        // at random, and each append would cost more the longer the ledger is.
        migrator.registerMigration("ledger 2") { db in
            try db.execute(
                sql: """
                    ALTER TABLE command RENAME TO command_1;
                    CREATE TABLE command (
                        first INTEGER PRIMARY KEY, member TEXT NOT NULL, id TEXT NOT NULL,
                        fingerprint BLOB NOT NULL, count INTEGER NOT NULL);
                    INSERT INTO command (first, member, id, fingerprint, count)
                        SELECT first, member, id, fingerprint, count FROM command_1
                        ORDER BY first;
                    DROP TABLE command_1;
                    """
            )
        }
        // An index by hash that each append adds to is written at random within a stretch too.
        migrator.registerMigration("ledger 3") { db in
            try db.execute(
                sql: """
                    DROP TABLE IF EXISTS command_hash;
                    CREATE TABLE command_part (part INTEGER PRIMARY KEY, items BLOB NOT NULL);
                    """
            )
            let size = try SQLiteLogStore.size(db)
            try CommandIndex.seal(from: 0, to: size, nil, db, StatementCache())
        }
        return migrator
    }

    /// The size and the latest checkpoint.
    public func head() async throws(LogStoreError) -> LogHead {
        let (size, note) = try readingBriefly { db in
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT (SELECT max(idx) FROM entry),
                            (SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1)
                        """
                )
            )
            return (
                Int64.fromDatabaseValue(row?[0] ?? .null),
                String.fromDatabaseValue(row?[1] ?? .null)
            )
        }
        return LogHead(
            size: size.map { UInt64(clamping: $0) + 1 } ?? 0,
            checkpoint: note.flatMap { lastNote.parse($0) }
        )
    }

    static func size(_ db: Database) throws -> UInt64 {
        let last = try Int64.fetchOne(db, sql: "SELECT max(idx) FROM entry")
        return last.map { UInt64(clamping: $0) + 1 } ?? 0
    }

    func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(LogStoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch let error as LogStoreError {
            throw error
        } catch {
            throw LogStoreError(reading: error, path: pool.path)
        }
    }

    /// Runs one statement of some microseconds on the caller's thread, as waking the pool's threads
    /// would take longer.
    func readingBriefly<Value>(
        _ body: (Database) throws -> Value
    ) throws(LogStoreError) -> Value {
        do {
            return try brief.unsafeRead(body)
        } catch let error as LogStoreError {
            throw error
        } catch {
            throw LogStoreError(reading: error, path: pool.path)
        }
    }
}

/// A cache of the note read last, as the same one is usually read again.
private final class LastNote: Sendable {
    private let last = Mutex<(text: String, note: SignedNote)?>(nil)

    func parse(_ text: String) -> SignedNote? {
        if let known = last.withLock({ $0 }), known.text == text { return known.note }
        guard let note = try? SignedNote(parsing: text) else { return nil }
        last.withLock { $0 = (text, note) }
        return note
    }
}
