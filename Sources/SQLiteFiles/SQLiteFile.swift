import Foundation
public import GRDB
import GRDBSQLite
import Glibc
import Synchronization

/// One SQLite file of the platform, with a write-ahead log, and what its errors mean.
///
/// Every error of SQLite's that comes out of it is a `SQLiteFileError`, or what its owner makes of
/// one; what the body of an access throws itself comes out as it is.
public final class SQLiteFile: Sendable {
    /// Where the file is.
    public let path: String
    /// The connections; for accesses whose errors the caller judges itself.
    public let pool: DatabasePool
    private let mapError: @Sendable (SQLiteFileError) -> any Error
    /// Asked in every transaction that writes; there is none where the file is only read.
    private let schema: SchemaCheck?
    private let isOpen = Mutex(true)

    /// Opens a database file, made where it is missing, and brings its tables up to date.
    ///
    /// `mapError` makes of each error what the owner of the file throws. Without migrations, the
    /// file may have any tables.
    ///
    /// - Throws: what `mapError` makes of `damaged` where the file is no database of this kind, or
    ///   has another schema than the migrations make, and of what else keeps it from being opened.
    public init(
        path: String,
        durability: Durability,
        migrator: DatabaseMigrator = DatabaseMigrator(),
        mapError: @escaping @Sendable (SQLiteFileError) -> any Error = { $0 }
    ) throws {
        self.path = path
        self.mapError = mapError
        do {
            pool = try DatabasePool.plimsoll(at: path, durability: durability)
            if let gap = try pool.read({ db in try SchemaCheck.gap(db, migrator) }) {
                let name = URL(fileURLWithPath: path).lastPathComponent
                throw SQLiteFileError.damaged(place: "\(name): \(gap)")
            }
            try migrator.migrate(pool)
            let schema =
                migrator.migrations.isEmpty ? nil : try SchemaCheck(of: path, migrator)
            try pool.writeWithoutTransaction { db in try schema?.require(db) }
            self.schema = schema
        } catch {
            throw mapError(SQLiteFileError(error, path: path))
        }
    }

    /// Opens a file to be read only; its schema is that of the migrator.
    ///
    /// `octets` names columns, as `table.column`, that hold bytes whatever type they declare.
    ///
    /// - Throws: as the other initialiser does.
    public init(
        reading file: ReadOnlyFile,
        migrator: DatabaseMigrator,
        octets: Set<String> = [],
        mapError: @escaping @Sendable (SQLiteFileError) -> any Error = { $0 }
    ) throws {
        path = file.path
        self.mapError = mapError
        schema = nil
        do { pool = try file.open(migrator, octets: octets) } catch {
            throw mapError(SQLiteFileError(error, path: path))
        }
    }

    /// Reads from a snapshot.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do { return try await pool.read(body) } catch { throw judged(error) }
    }

    /// Reads from a snapshot, blocking the thread.
    public func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        do { return try pool.read(body) } catch { throw judged(error) }
    }

    /// Writes in one transaction.
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await writeWithoutTransaction { [schema] db in
            var value: Value?
            try db.inTransaction(.immediate) {
                // Nobody else can change it from here to the commit.
                try schema?.require(db)
                value = try body(db)
                return .commit
            }
            guard let value else { preconditionFailure("a transaction that ends has a value") }
            return value
        }
    }

    /// Writes, with transactions of the body's own where it begins any.
    public func writeWithoutTransaction<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.writeWithoutTransaction { [path] db in
                try SQLiteFile.requireWritable(path)
                let value = try SQLiteFile.judging(db, path: path) { try body(db) }
                SQLiteFile.markForReaders(db)
                return value
            }
        } catch { throw judged(error) }
    }

    /// Folds the write-ahead log into the file and closes it; a second call does nothing.
    ///
    /// `finish` is called where the file can last be written to.
    public func close(_ finish: @escaping @Sendable () -> Void = {}) throws {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        do { try pool.foldInAndClose(finish) } catch { throw judged(error) }
    }

    private func judged(_ error: any Error) -> any Error {
        error is SQLiteFileError || error is DatabaseError || error is RowDecodingError
            ? mapError(SQLiteFileError(error, path: path)) : error
    }
}

extension SQLiteFile {
    /// Runs a body on a connection, and judges what SQLite throws while the system's reason for
    /// it is still known; what the body throws itself comes out as it is.
    public static func judging<Value>(
        _ db: Database,
        path: String,
        _ body: () throws -> Value
    ) throws -> Value {
        do { return try body() } catch let error as DatabaseError {
            let reason = db.sqliteConnection.map { sqlite3_system_errno($0) } ?? 0
            throw SQLiteFileError(error, path: path, systemError: reason)
        }
    }

    /// Makes sure that a file that is open takes writes, before SQLite tries.
    ///
    /// The index of the write-ahead log is mapped into memory. Where a disk has turned read-only,
    /// writing to it there is no error that can be handled but the end of the process, and of the
    /// reads that could go on. So the time of its change is set first, which fails as it should.
    public static func requireWritable(_ path: String) throws(SQLiteFileError) {
        guard utimensat(AT_FDCWD, "\(path)-shm", nil, 0) != 0 else { return }
        let name = URL(fileURLWithPath: path).lastPathComponent
        if let error = SQLiteFileError.of(errno, name) { throw error }
    }

    /// Copies the write-ahead log into its file, as far as readers allow.
    ///
    /// SQLite takes a checkpoint of a connection that was closed meanwhile for one of address zero,
    /// and the process ends; so it is refused here.
    public static func foldIn(_ db: Database, _ mode: Database.CheckpointMode) throws {
        guard db.sqliteConnection != nil else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "the file is closed")
        }
        _ = try db.checkpoint(mode)
    }

    /// Marks on the connection that wrote how far readers may read, as the first reader would.
    ///
    /// Readers then write to the mapped index no more, and go on where the disk turns read-only.
    public static func markForReaders(_ db: Database) {
        _ = try? Int.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema LIMIT 1")
    }
}

extension DatabasePool {
    /// Opens a database file, made where it is missing, with a write-ahead log; what is made is its
    /// owner's alone.
    ///
    /// - Throws: `DatabaseError` or `SQLiteFileError` where the file cannot be opened or is no
    ///   database.
    public static func plimsoll(
        at path: String,
        durability: Durability,
        pageBytes: Int = Configuration.smallPage,
        logBytes: Int = LogFolding.length
    ) throws -> DatabasePool {
        try SQLiteFile.createPrivately(path)
        let label = URL(fileURLWithPath: path).lastPathComponent
        let pool = try DatabasePool(
            path: path,
            configuration: .plimsoll(
                label: label,
                durability: durability,
                pageBytes: pageBytes,
                logBytes: logBytes
            )
        )
        // A pool turns the write-ahead log on after it has prepared its connection, and sets the
        // level to NORMAL as it does: commits would not be flushed.
        try pool.writeWithoutTransaction { db in try db.setDurability(durability) }
        OpenFiles.opened(path)
        return pool
    }

    /// Folds the write-ahead log into the file and closes it, with nothing left beside it.
    ///
    /// A pool's last connections to close are readers, which can neither fold the log in nor
    /// remove it; one more connection of a writer's kind does, unless another process has the
    /// file open.
    public func foldInAndClose(_ finish: @escaping @Sendable () -> Void = {}) throws {
        if configuration.readonly {
            writeWithoutTransaction { _ in finish() }
            return try close()
        }
        defer { OpenFiles.closed(path) }
        // A disk that takes no more writes is no reason to keep the file open.
        let isWritable = (try? SQLiteFile.requireWritable(path)) != nil
        try? writeWithoutTransaction { db in
            finish()
            if isWritable { try SQLiteFile.foldIn(db, .truncate) }
        }
        try close()
        guard isWritable, FileManager.default.fileExists(atPath: "\(path)-wal") else { return }
        let last = try? DatabaseQueue(path: path)
        _ = try? last?.read { db in try Int.fetchOne(db, sql: "PRAGMA schema_version") }
        try? last?.close()
    }
}
