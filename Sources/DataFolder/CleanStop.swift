import CanonicalJSON
import Foundation
import Glibc

/// What the files of a data folder were like when the server last stopped in order.
///
/// A file that is as it was then has not been written to since, by a crash or by anyone, and need
/// not be checked whole before it is used. The record is taken away when the folder is opened: a
/// server that is killed leaves none.
struct CleanStop: Record {
    /// How the file system knows a file, and whether it was written to.
    struct Identity: Record, Hashable {
        var inode: String
        var sizeBytes: Int
        var modifiedSeconds: Int
        var modifiedNanoseconds: Int

        init?(path: String) {
            var found = stat()
            guard stat(path, &found) == 0 else { return nil }
            inode = "\(found.st_ino)"
            sizeBytes = Int(found.st_size)
            modifiedSeconds = Int(found.st_mtim.tv_sec)
            modifiedNanoseconds = Int(found.st_mtim.tv_nsec)
        }
    }

    private static let name = "clean-stop.json"
    private static let covered: [LedgerFolder.File] = [
        .ledger, .telemetry, .view, .notifier, .followers,
    ]

    private(set) var files: [String: Identity] = [:]

    /// Takes the record of a folder away and reads it; one of nothing where there is none.
    static func take(from folder: String) -> CleanStop {
        let path = "\(folder)/\(name)"
        let bytes = FileManager.default.contents(atPath: path)
        // A record that outlived the next crash would vouch for what that crash left behind.
        guard unlink(path) == 0 || errno == ENOENT, FileSync.folder(folder), let bytes,
            let read = try? CleanStop(canonical: Array(bytes))
        else { return CleanStop() }
        return read
    }

    /// Records how the files of a folder are; all of them are closed.
    ///
    /// It does not vouch for `excepted`, which the next start looks through.
    static func record(in folder: String, without excepted: [LedgerFolder.File] = []) throws {
        var stop = CleanStop()
        for file in covered where !excepted.contains(file) {
            let path = file.path(in: folder)
            // What is still in a write-ahead log is not yet in the file.
            guard !FileManager.default.fileExists(atPath: "\(path)-wal") else { continue }
            stop.files[file.rawValue] = Identity(path: path)
        }
        let path = "\(folder)/\(name)"
        try Data(try stop.canonicalBytes()).write(to: URL(fileURLWithPath: path))
        guard FileSync.file(path), FileSync.folder(folder) else {
            throw LedgerFolderError("\(path): cannot be flushed")
        }
    }

    /// Whether a file of a folder is as it was when the server stopped.
    func isUntouched(_ file: LedgerFolder.File, in folder: String) -> Bool {
        let path = file.path(in: folder)
        guard let was = files[file.rawValue], was == Identity(path: path) else { return false }
        var log = stat()
        return stat("\(path)-wal", &log) != 0 || log.st_size == 0
    }
}

/// Flushes to the disk.
enum FileSync {
    /// Flushes a file's bytes.
    static func file(_ path: String) -> Bool { sync(path, O_RDWR | O_CLOEXEC) }

    /// Flushes a folder's entries: what was created, renamed and removed in it.
    static func folder(_ path: String) -> Bool { sync(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }

    private static func sync(_ path: String, _ flags: Int32) -> Bool {
        let descriptor = open(path, flags)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
