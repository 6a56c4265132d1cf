import Foundation
import GRDB
import GRDBSQLite
import Glibc

/// What an error of SQLite's means for the file that it came from.
public enum SQLiteFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no room left to write; what is there can be read.
    case full(reason: String)
    /// It cannot be written to; what is there can be read.
    case readOnly(reason: String)
    /// What is stored cannot be what was written.
    case damaged(place: String)
    /// It cannot be read or written now.
    case unavailable(reason: String)

    /// What happened, in words.
    public var description: String {
        switch self {
        case .full(let reason): "there is no room to write: \(reason)"
        case .readOnly(let reason): "the disk takes no writes: \(reason)"
        case .damaged(let place): "the file is damaged at \(place)"
        case .unavailable(let reason): "the file cannot be used now: \(reason)"
        }
    }

    /// Less than this is no room: SQLite writes whole pages, and a log's frame with each.
    private static let leastBytes: UInt64 = 64 * 1024

    /// Judges an error that came from a database file.
    ///
    /// SQLite calls a write that failed "disk I/O error" whatever the system's reason was, so that
    /// reason, where it is known, and the file system are asked too.
    public init(_ error: any Error, path: String, systemError: Int32 = 0) {
        if let judged = error as? SQLiteFileError {
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
        if error.resultCode != .SQLITE_CORRUPT, error.resultCode != .SQLITE_NOTADB,
            let reason = SQLiteFileError.lackOfFiles()
        {
            self = .unavailable(reason: "\(name): \(reason)")
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
                SQLiteFileError.of(systemError, text) ?? SQLiteFileError.ofFileSystem(path, text)
                ?? .unavailable(reason: text)
        default: self = .unavailable(reason: text)
        }
    }

    /// Why the process can open no file more, in words; `nil` where it can.
    private static func lackOfFiles() -> String? {
        let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
        guard descriptor < 0 else {
            close(descriptor)
            return nil
        }
        guard errno == EMFILE || errno == ENFILE else { return nil }
        return "the process may have too few files open; raise the limit (ulimit -n)"
    }

    /// The error behind a number of the system's; `nil` where it says nothing of the kind.
    static func of(_ systemError: Int32, _ text: String) -> SQLiteFileError? {
        let reason = "\(text): \(String(cString: strerror(systemError)))"
        switch systemError {
        case ENOSPC, EDQUOT, EFBIG: return .full(reason: reason)
        case EROFS, EPERM, EACCES: return .readOnly(reason: reason)
        default: return nil
        }
    }

    private static func ofFileSystem(_ path: String, _ text: String) -> SQLiteFileError? {
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
