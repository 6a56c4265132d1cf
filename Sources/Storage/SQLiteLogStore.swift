import Contracts
import Foundation
import GRDB
public import Ledger
import TransparencyLog

/// The ledger on one machine: SQLite with a write-ahead log, flushed at every commit.
///
/// What an attacker who can write the file can do is change or remove entries; the root hash in
/// any checkpoint seen before gives that away, and the audit names the first bad leaf.
public final class SQLiteLogStore: LogStore {
    private let pool: DatabasePool
    private let fault: @Sendable (CommitStep) throws -> Void

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
        do {
            pool = try DatabasePool.plimsoll(at: path, durability: .full)
            try SQLiteLogStore.migrator.migrate(pool)
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
        {
            throw .damaged(place: "\(path): \(error.message ?? "not a database")")
        } catch {
            throw .unreadable(reason: "\(path): \(error)")
        }
    }

    /// Closes the file; the write-ahead log is folded into it.
    public func close() throws { try pool.foldInAndClose() }

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
        return migrator
    }

    /// The size and the latest checkpoint.
    public func head() async throws(LogStoreError) -> LogHead {
        try await reading { db in
            let size = try SQLiteLogStore.size(db)
            let note = try String.fetchOne(
                db,
                sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1"
            )
            return LogHead(size: size, checkpoint: note.flatMap { try? SignedNote(parsing: $0) })
        }
    }

    /// Appends a batch in one transaction: **the commit point**.
    public func append(_ batch: LogBatch, expecting size: UInt64) async throws(LogStoreError) {
        let progress = AppendProgress()
        do {
            try await pool.writeWithoutTransaction { [fault] db in
                try fault(.begin)
                try db.inTransaction(.immediate) {
                    let actual = try SQLiteLogStore.size(db)
                    guard actual == size else {
                        throw LogStoreError.sizeMismatch(expected: size, actual: actual)
                    }
                    try SQLiteLogStore.insert(batch, db, fault)
                    progress.reachedCommit()
                    return .commit
                }
                try fault(.committed)
            }
        } catch let error as LogStoreError {
            throw error
        } catch {
            throw progress.hasReachedCommit
                ? .outcomeUnknown(reason: "\(error)") : .notWritten(reason: "\(error)")
        }
    }

    private static func size(_ db: Database) throws -> UInt64 {
        let last = try Int64.fetchOne(db, sql: "SELECT max(idx) FROM entry")
        return last.map { UInt64($0) + 1 } ?? 0
    }

    private static func insert(
        _ batch: LogBatch,
        _ db: Database,
        _ fault: (CommitStep) throws -> Void
    ) throws {
        let entry = try db.cachedStatement(
            sql: """
                INSERT INTO entry (idx, leaf, payload_salt, payload, command_salt, command)
                VALUES (?, ?, ?, ?, ?, ?)
                """
        )
        for one in batch.entries {
            try entry.execute(arguments: [
                Int64(one.index), Data(one.leaf), one.payload.map { Data($0.salt) },
                one.payload.map { Data($0.bytes) }, one.command.map { Data($0.salt) },
                one.command.map { Data($0.bytes) },
            ])
        }
        try fault(.entries)
        let command = try db.cachedStatement(
            sql: """
                INSERT INTO command (member, id, fingerprint, first, count) VALUES (?, ?, ?, ?, ?)
                """
        )
        for one in batch.commands {
            try command.execute(arguments: [
                one.member.text, one.id, Data(one.fingerprint.bytes), Int64(one.first), one.count,
            ])
        }
        try fault(.commands)
        let tile = try db.cachedStatement(
            sql: """
                INSERT INTO tile (level, idx, hashes) VALUES (?, ?, ?)
                ON CONFLICT (level, idx) DO UPDATE SET hashes = excluded.hashes
                """
        )
        for one in batch.tiles {
            guard case .hashes(let level) = one.coordinate.kind else { continue }
            try tile.execute(arguments: [level, Int64(one.coordinate.index), Data(one.bytes)])
        }
        try fault(.tiles)
        try db.execute(
            sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?)",
            arguments: [
                batch.entries.last.map { Int64($0.index) + 1 } ?? 0, batch.checkpoint.serialized,
            ]
        )
        try fault(.checkpoint)
    }
}

extension SQLiteLogStore {
    /// Up to `limit` entries from an index on, in order.
    public func entries(
        from index: UInt64,
        limit: Int
    ) async throws(LogStoreError) -> [LogEntry] {
        try await reading { db in
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT idx, leaf, payload_salt, payload, command_salt, command FROM entry
                    WHERE idx >= ? ORDER BY idx LIMIT ?
                    """,
                arguments: [Int64(clamping: index), limit]
            )
            var entries: [LogEntry] = []
            while let row = try rows.next() { entries.append(SQLiteLogStore.entry(row)) }
            return entries
        }
    }

    /// The entries at these indices, in the order given.
    public func entries(at indices: [UInt64]) async throws(LogStoreError) -> [LogEntry] {
        try await reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT idx, leaf, payload_salt, payload, command_salt, command FROM entry
                    WHERE idx = ?
                    """
            )
            return try indices.compactMap { index in
                try Row.fetchOne(statement, arguments: [Int64(clamping: index)])
                    .map(SQLiteLogStore.entry)
            }
        }
    }

    /// The commands among these names that are on the ledger.
    public func commands(
        named names: [CommandName]
    ) async throws(LogStoreError) -> [RecordedCommand] {
        try await reading { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT fingerprint, first, count FROM command WHERE member = ? AND id = ?
                    """
            )
            return try names.compactMap { name in
                let arguments: StatementArguments = [name.member.text, name.id]
                guard let row = try Row.fetchOne(statement, arguments: arguments) else {
                    return nil
                }
                guard let fingerprint = Hash(bytes: row[0] as Data) else {
                    throw LogStoreError.damaged(place: "command \(name.member)/\(name.id)")
                }
                return RecordedCommand(
                    member: name.member,
                    id: name.id,
                    fingerprint: fingerprint,
                    first: UInt64(row[1] as Int64),
                    count: row[2]
                )
            }
        }
    }

    /// The stored hashes of a tile, as many as there are up to `width`.
    public func tile(
        level: Int,
        index: UInt64,
        width: Int
    ) async throws(LogStoreError) -> [UInt8]? {
        try await reading { db in
            let bytes = try Data.fetchOne(
                db,
                sql: "SELECT hashes FROM tile WHERE level = ? AND idx = ?",
                arguments: [level, Int64(clamping: index)]
            )
            return bytes.map { Array($0.prefix(width * 32)) }
        }
    }

    /// The leaves of an entry bundle, in order.
    public func leaves(
        from index: UInt64,
        width: Int
    ) async throws(LogStoreError) -> [[UInt8]] {
        try await reading { db in
            try Data.fetchAll(
                db,
                sql: "SELECT leaf FROM entry WHERE idx >= ? ORDER BY idx LIMIT ?",
                arguments: [Int64(clamping: index), width]
            ).map { Array($0) }
        }
    }

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

    private static func entry(_ row: Row) -> LogEntry {
        LogEntry(
            index: UInt64(row[0] as Int64),
            leaf: Array(row[1] as Data),
            payload: salted(row[2], row[3]),
            command: salted(row[4], row[5])
        )
    }

    private static func salted(_ salt: Data?, _ bytes: Data?) -> Salted? {
        guard let salt, let bytes else { return nil }
        return Salted(salt: Array(salt), bytes: Array(bytes))
    }

    private func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(LogStoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch let error as LogStoreError {
            throw error
        } catch let error as DatabaseError
            where error.resultCode == .SQLITE_CORRUPT || error.resultCode == .SQLITE_NOTADB
        {
            throw .damaged(place: error.message ?? "the database file")
        } catch {
            throw .unreadable(reason: "\(error)")
        }
    }
}

/// Whether an append came as far as its commit, seen from outside the database's queue.
private final class AppendProgress: @unchecked Sendable {
    private let lock = NSLock()
    private var reached = false

    var hasReachedCommit: Bool { lock.withLock { reached } }

    func reachedCommit() { lock.withLock { reached = true } }
}
