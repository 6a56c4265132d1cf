import Foundation
import GRDB

// What is done with a file as a whole, mostly while nobody has it open.

extension SQLiteFile {
    /// Copies a database, as it is at one instant, whoever reads and writes it meanwhile.
    ///
    /// SQLite's backup interface copies every page out of one snapshot, in one step: writers go
    /// on, and nothing of what they write gets in.
    ///
    /// - Throws: `SQLiteFileError`; what was copied by then is left for the caller to remove.
    public static func copy(_ source: String, to target: String) throws(SQLiteFileError) {
        guard FileManager.default.fileExists(atPath: source) else {
            throw .unavailable(reason: "\(source): there is no such file")
        }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(60)
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA query_only = ON") }
            let from = try DatabaseQueue(path: source, configuration: configuration)
            defer { try? from.close() }
            do {
                let to = try DatabaseQueue(path: target)
                defer { try? to.close() }
                try from.read { source in
                    try to.writeWithoutTransaction { target in try source.backup(to: target) }
                }
            } catch {
                throw SQLiteFileError(error, path: target)
            }
        } catch {
            throw SQLiteFileError(error, path: source)
        }
    }

    /// Removes a file that can be made again, with what lies beside it.
    public static func discard(_ path: String) {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    /// Looks through a file's own structure, its indexes included.
    ///
    /// - Throws: `SQLiteFileError.damaged` with the first thing that is wrong, in SQLite's words.
    public static func requireWhole(_ path: String) throws(SQLiteFileError) {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let found: String?
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(10)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            defer { try? queue.close() }
            found = try queue.read { db in
                try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
            }
        } catch {
            throw SQLiteFileError(error, path: path)
        }
        guard found == "ok" else {
            throw .damaged(place: "\(name): \(found ?? "it cannot be checked")")
        }
    }
}
