import Dispatch
import GRDB
import GRDBSQLite
import SQLiteFiles

/// What SQLite alone does with the ledger's bytes: prepared inserts, as many to a transaction.
enum SQLitePeer {
    /// Rows per second, with a write-ahead log that is flushed at every commit, and all other
    /// settings those of the ledger's file.
    static func insertsPerSecond(
        path: String,
        rows: Int,
        batch: Int,
        entryBytes: Int
    ) throws -> Double {
        var configuration = Configuration.plimsoll(
            label: "peer",
            durability: .full,
            pageBytes: Configuration.largePage
        )
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
        }
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    CREATE TABLE entry (idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL,
                    payload BLOB, command BLOB)
                    """
            )
            guard let connection = db.sqliteConnection else {
                throw DatabaseError(resultCode: .SQLITE_MISUSE)
            }
            var statement: OpaquePointer?
            sqlite3_prepare_v2(
                connection,
                "INSERT INTO entry (idx, leaf, payload, command) VALUES (?, ?, ?, ?)",
                -1,
                &statement,
                nil
            )
            defer { sqlite3_finalize(statement) }
            let part = [UInt8](repeating: 0x78, count: entryBytes / 3)
            let start = DispatchTime.now().uptimeNanoseconds
            try part.withUnsafeBytes { bytes in
                var index: Int64 = 0
                while index < rows {
                    try db.execute(sql: "BEGIN IMMEDIATE")
                    for _ in 0..<batch {
                        sqlite3_bind_int64(statement, 1, index)
                        for column in Int32(2)...4 {
                            sqlite3_bind_blob(
                                statement,
                                column,
                                bytes.baseAddress,
                                Int32(bytes.count),
                                nil
                            )
                        }
                        guard sqlite3_step(statement) == SQLITE_DONE else {
                            throw DatabaseError(resultCode: .SQLITE_ERROR)
                        }
                        sqlite3_reset(statement)
                        index += 1
                    }
                    try db.execute(sql: "COMMIT")
                }
            }
            let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            return Double((rows + batch - 1) / batch * batch) / seconds
        }
    }
}
