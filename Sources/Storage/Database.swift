import Foundation
import GRDB

/// How hard a database tries before it says that something is written.
public enum Durability: Sendable {
    /// Flushed to the disk at every commit: what is acknowledged survives a loss of power.
    case full
    /// Flushed at checkpoints of the write-ahead log: for what can be rebuilt.
    case normal
}

extension DatabasePool {
    /// Opens a database file, made where it is missing, with a write-ahead log.
    ///
    /// - Throws: `DatabaseError` where the file cannot be opened or is no database.
    static func plimsoll(at path: String, durability: Durability) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.label = URL(fileURLWithPath: path).lastPathComponent
        configuration.maximumReaderCount = 8
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            let level = durability == .full ? "FULL" : "NORMAL"
            try db.execute(sql: "PRAGMA synchronous = \(level)")
            try db.execute(sql: "PRAGMA cell_size_check = ON")
            // 16 MiB of log before it is folded in: pages that every batch touches are then
            // written to the file once for many batches.
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 4096")
        }
        return try DatabasePool(path: path, configuration: configuration)
    }

    /// Folds the write-ahead log into the file and closes it.
    ///
    /// The pool's last connections to close are readers, which cannot fold the log in.
    func foldInAndClose(_ finish: @Sendable () -> Void = {}) throws {
        try writeWithoutTransaction { db in
            finish()
            _ = try db.checkpoint(.truncate)
        }
        try close()
    }
}
