import Foundation
public import GRDB
import GRDBSQLite
import Glibc

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

    /// Marks on the connection that wrote how far readers may read, as the first reader would.
    ///
    /// Readers then write to the mapped index no more, and go on where the disk turns read-only.
    public static func markForReaders(_ db: Database) {
        _ = try? Int.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema LIMIT 1")
    }
}
