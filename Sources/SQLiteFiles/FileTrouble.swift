import Foundation
public import GRDB
import GRDBSQLite
import Glibc
public import Ledger

/// What an error of SQLite's means for the file it came from.
public enum FileTrouble: Error, Hashable, Sendable {
    /// There is no room left to write; what is there can be read.
    case full(reason: String)
    /// It cannot be written to; what is there can be read.
    case readOnly(reason: String)
    /// What is stored cannot be what was written.
    case damaged(place: String)
    /// It cannot be read or written now.
    case unavailable(reason: String)

    /// Less than this is no room: SQLite writes whole pages, and a log's frame with each.
    private static let leastBytes: UInt64 = 64 * 1024

    /// Judges an error that came from a database file.
    ///
    /// SQLite calls a write that failed "disk I/O error" whatever the system's reason was, so that
    /// reason, where it is known, and the file system are asked too.
    public init(_ error: any Error, path: String, systemError: Int32 = 0) {
        if let judged = error as? FileTrouble {
            self = judged
            return
        }
        let name = URL(fileURLWithPath: path).lastPathComponent
        if error is RowDecodingError {
            self = .damaged(place: "\(name): a row does not read")
            return
        }
        guard let error = error as? DatabaseError else {
            self = .unavailable(reason: "\(name): \(error)")
            return
        }
        let text = "\(name): \(error.message ?? "error \(error.extendedResultCode.rawValue)")"
        switch error.resultCode {
        // The statements are always the same: one that does not compile meets other tables.
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR: self = .damaged(place: text)
        case .SQLITE_FULL: self = .full(reason: text)
        case .SQLITE_READONLY: self = .readOnly(reason: text)
        case .SQLITE_IOERR, .SQLITE_CANTOPEN:
            self =
                FileTrouble.of(systemError, text) ?? FileTrouble.ofFileSystem(path, text)
                ?? .unavailable(reason: text)
        default: self = .unavailable(reason: text)
        }
    }

    /// Runs a body on a connection, and judges what SQLite throws while the system's reason for
    /// it is still known; what the body throws itself comes out as it is.
    public static func judging<Value>(
        _ db: Database,
        path: String,
        _ body: () throws -> Value
    ) throws -> Value {
        do { return try body() } catch let error as DatabaseError {
            let reason = db.sqliteConnection.map { sqlite3_system_errno($0) } ?? 0
            throw FileTrouble(error, path: path, systemError: reason)
        }
    }

    /// Makes sure that a file that is open takes writes, before SQLite tries.
    ///
    /// The index of the write-ahead log is mapped into memory. Where a disk has turned read-only,
    /// writing to it there is no error that can be handled but the end of the process, and of the
    /// reads that could go on. So the time of its change is set first, which fails as it should.
    public static func requireWritable(_ path: String) throws(FileTrouble) {
        guard utimensat(AT_FDCWD, "\(path)-shm", nil, 0) != 0 else { return }
        let name = URL(fileURLWithPath: path).lastPathComponent
        if let trouble = of(errno, name) { throw trouble }
    }

    /// Marks on the connection that wrote how far readers may read, as the first reader would.
    ///
    /// Readers then write to the mapped index no more, and go on where the disk turns read-only.
    public static func markForReaders(_ db: Database) {
        _ = try? Int.fetchOne(db, sql: "SELECT 1 FROM sqlite_schema LIMIT 1")
    }

    private static func of(_ systemError: Int32, _ text: String) -> FileTrouble? {
        let reason = "\(text): \(String(cString: strerror(systemError)))"
        switch systemError {
        case ENOSPC, EDQUOT, EFBIG: return .full(reason: reason)
        case EROFS, EPERM, EACCES: return .readOnly(reason: reason)
        default: return nil
        }
    }

    private static func ofFileSystem(_ path: String, _ text: String) -> FileTrouble? {
        var found = statvfs()
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard statvfs(folder, &found) == 0 else { return nil }
        if found.f_flag & UInt(ST_RDONLY) != 0 {
            return .readOnly(reason: "\(text); the file system is read-only")
        }
        let free = UInt64(found.f_bavail) * UInt64(found.f_frsize)
        if free < leastBytes { return .full(reason: "\(text); \(free) bytes are free") }
        return nil
    }
}

extension LedgerFault {
    /// The fault behind trouble with a file that is not the ledger's.
    public init(_ trouble: FileTrouble) {
        switch trouble {
        case .full(let reason): self = .storageFull(reason: reason)
        case .readOnly(let reason): self = .storageReadOnly(reason: reason)
        case .damaged(let place): self = .damaged(place: place)
        case .unavailable(let reason): self = .unavailable(reason: reason)
        }
    }
}
