import Foundation
import GRDB
public import Ledger

extension SQLiteFile {
    /// Copies a database, as it is at one instant, whoever reads and writes it meanwhile.
    ///
    /// SQLite's backup interface copies every page out of one snapshot, in one step: writers go
    /// on, and nothing of what they write gets in.
    ///
    /// - Throws: `LedgerFault`; what was copied by then is left for the caller to remove.
    public static func copy(_ source: String, to target: String) throws(LedgerFault) {
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
                throw LedgerFault(FileTrouble(error, path: target))
            }
        } catch let fault as LedgerFault {
            throw fault
        } catch {
            throw LedgerFault(FileTrouble(error, path: source))
        }
    }
}
