import Foundation
import GRDB
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
    /// SQLite calls a write that failed "disk I/O error" whatever the system's reason was, so the
    /// file system is asked how it stands: a disk that has become read-only is said to be that.
    public init(_ error: any Error, path: String) {
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
            self = FileTrouble.ofFileSystem(path, text) ?? .unavailable(reason: text)
        default: self = .unavailable(reason: text)
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
