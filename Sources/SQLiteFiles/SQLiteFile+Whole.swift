import Foundation
import GRDB
public import Ledger

extension SQLiteFile {
    /// Removes a file that can be made again, with what lies beside it.
    public static func discard(_ path: String) {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }

    /// Looks through a file's own structure, its indexes included.
    ///
    /// - Throws: `LedgerFault.damaged` with the first thing that is wrong, in SQLite's words.
    public static func requireWhole(_ path: String) throws(LedgerFault) {
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
            throw LedgerFault(FileTrouble(error, path: path))
        }
        guard found == "ok" else {
            throw .damaged(place: "\(name): \(found ?? "it cannot be checked")")
        }
    }
}
