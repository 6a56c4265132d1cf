import Audit
import DataFolder
import Foundation
import GRDB

/// The end of the demo: a clean audit, and the audit of a copy in which one figure was changed.
enum DemoAudit {
    /// Audits the folder, then a tampered copy of it.
    ///
    /// - Returns: whether the first is clean and the second names the row that was tampered with.
    static func run(data: String) async throws -> Bool {
        say("\n== Audit")
        let report = try await FolderAudit.run(path: data)
        say(report.text)

        let copy = FileManager.default.temporaryDirectory
            .appendingPathComponent("plimsoll-tampered-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try copyFolder(data, to: copy)
        let row = try tamper(copy)
        say("\n== Tampering")
        say("In a copy, the payment in row idx = \(row) of ledger.sqlite's table entry is raised.")
        let second = try await FolderAudit.run(path: copy)
        say(second.text)
        let named = second.firstFinding?.place == "ledger.sqlite entry \(row)"
        if !named { say("The audit does not name entry \(row) first: that is wrong.") }
        return report.isClean && !second.isClean && named
    }

    /// Copies through SQLite's own backup, which is consistent while the folder is served.
    private static func copyFolder(_ source: String, to target: String) throws {
        try LedgerFolder.makePrivateFolder("\(target)/keys")
        try FileManager.default.copyItem(
            atPath: LedgerFolder.File.identity.path(in: source),
            toPath: LedgerFolder.File.identity.path(in: target)
        )
        for file in [LedgerFolder.File.ledger, .telemetry, .view] {
            let from = try DatabaseQueue(path: file.path(in: source))
            let to = try DatabaseQueue(path: file.path(in: target))
            try from.backup(to: to)
            try from.close()
            try to.close()
        }
    }

    /// Raises the first settled claim's payment by changing one digit of the stored payload.
    private static func tamper(_ folder: String) throws -> Int64 {
        let queue = try DatabaseQueue(path: LedgerFolder.File.ledger.path(in: folder))
        let row = try queue.write { db -> Int64 in
            let found = try Row.fetchOne(
                db,
                sql: """
                    SELECT idx, CAST(payload AS TEXT) FROM entry
                    WHERE CAST(payload AS TEXT) LIKE '%"settled"%' ORDER BY idx LIMIT 1
                    """
            )
            guard let found else {
                throw CommandFailure("there is no settled claim to tamper with")
            }
            let index: Int64 = found[0]
            let text: String = found[1]
            let raised = text.replacingOccurrences(
                of: "\"amount\":\"USD 1",
                with: "\"amount\":\"USD 9"
            )
            guard raised != text else {
                throw CommandFailure("entry \(index): no amount to change")
            }
            try db.execute(
                sql: "UPDATE entry SET payload = ? WHERE idx = ?",
                arguments: [Data(raised.utf8), index]
            )
            return index
        }
        try queue.close()
        return row
    }
}
