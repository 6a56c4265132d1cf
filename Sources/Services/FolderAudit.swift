public import Audit
import Foundation
import Ledger
import Storage
public import TransparencyLog

/// The audit of a data folder: with everything that is kept in it.
public enum FolderAudit {
    /// Audits a data folder, served or not.
    ///
    /// `logKey` is the verifier key from elsewhere; the folder's own where it is `nil`. What keeps
    /// it from reading is thrown; what it read and found wrong is in the report.
    public static func run(path: String, logKey: NoteVerifierKey? = nil) async throws -> AuditReport
    {
        let ledger = LedgerFolder.File.ledger.path(in: path)
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw LedgerFolderError("\(ledger): there is no ledger here")
        }
        let store = try SQLiteLogStore(path: ledger)
        let segments = try SQLiteSegmentStore(path: LedgerFolder.File.telemetry.path(in: path))
        let view = try SQLiteView(path: LedgerFolder.File.view.path(in: path))
        let aside = FileManager.default.temporaryDirectory
            .appendingPathComponent("plimsoll-audit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: aside, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: aside) }
        let rebuilt = try SQLiteView(path: aside.appendingPathComponent("view.sqlite").path)
        var auditor = Auditor(
            AuditSource(
                store: store,
                logKey: try logKey ?? LedgerFolder.verifierKey(in: path),
                checkpoints: { try await store.checkpoints(from: $0, limit: $1) },
                segments: segments,
                viewVerdict: { folded, isLast in
                    // A crash between the commit and the view leaves the view behind: what it has
                    // folded in must be right, and it catches up when the folder is served again.
                    let applied = try await view.appliedSize()
                    try await rebuilt.apply(folded.filter { $0.index < applied })
                    guard isLast else { return ViewVerdict(differences: [], behind: 0) }
                    let size = folded.last.map { $0.index + 1 } ?? applied
                    return ViewVerdict(
                        differences: try await view.differences(from: rebuilt, limit: 20)
                            .map(\.description),
                        behind: size > applied ? size - applied : 0
                    )
                }
            )
        )
        let report = try await auditor.run()
        try rebuilt.close()
        try view.close()
        try segments.close()
        try store.close()
        return report
    }

    /// Drops the view of a data folder and folds it again from the ledger.
    ///
    /// - Returns: how many entries were folded in.
    public static func rebuildView(path: String) async throws -> UInt64 {
        let ledger = LedgerFolder.File.ledger.path(in: path)
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw LedgerFolderError("\(ledger): there is no ledger here")
        }
        let store = try SQLiteLogStore(path: LedgerFolder.File.ledger.path(in: path))
        let head = try await store.head()
        let signed = head.checkpoint.flatMap { try? Checkpoint(parsing: $0.text) }
        guard signed?.size == head.size else {
            throw LedgerFolderError(
                "\(ledger): it has \(head.size) entries, but its checkpoint is of "
                    + "\(signed.map { "\($0.size)" } ?? "none"); audit it before anything else"
            )
        }
        let target = LedgerFolder.File.view.path(in: path)
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: target + suffix)
        }
        let view = try SQLiteView(path: target)
        let size = try await store.replay { folded in
            try await view.apply(folded)
            return true
        }
        try view.close()
        try store.close()
        return size
    }
}
