public import Audit
import Foundation
import Ledger
import Marine
import Storage
public import TransparencyLog

/// The audit of a data folder: with everything that is kept in it.
public enum FolderAudit {
    /// Audits a data folder, served or not, and changes nothing in it.
    ///
    /// `logKey` is the verifier key from elsewhere; the folder's own where it is `nil`. What keeps
    /// it from reading is thrown; what it read and found wrong is in the report.
    public static func run(path: String, logKey: NoteVerifierKey? = nil) async throws -> AuditReport
    {
        let folder = try AuditedFolder(path)
        defer { folder.close() }
        let report = try await run(folder, path, logKey)
        try folder.requireUnchanged()
        return report
    }

    static func run(
        _ folder: AuditedFolder,
        _ path: String,
        _ logKey: NoteVerifierKey?
    ) async throws -> AuditReport {
        let store = folder.ledger
        if folder.isServed, let view = folder.view { try await awaitView(view, of: store) }
        // The view before the ledger: what it shows, the ledger has.
        let comparison = try folder.view.map { try ViewComparison(of: $0, with: store) }
        let auditor = Auditor(
            AuditSource(
                store: store,
                logKey: try logKey ?? LedgerFolder.verifierKey(in: path),
                checkpoints: { try await store.checkpoints(from: $0, limit: $1) },
                commands: AuditedCommands(
                    page: { from, limit throws(LogStoreError) in
                        try await store.commands(from: from, limit: limit)
                    },
                    damage: { () throws(LogStoreError) in try await store.damagedCommandIndex() }
                ),
                segments: folder.segments,
                view: comparison.map { comparison in
                    AuditedView(
                        take: { await comparison.take($0) },
                        verdict: { try await comparison.verdict() }
                    )
                },
                files: folder.files
            )
        )
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        return try await auditor.run(at: Instant(millisecondsSinceEpoch: now))
    }

    /// The view of a served folder follows the ledger by milliseconds; that of another stays behind.
    private static func awaitView(_ view: SQLiteView, of store: SQLiteLogStore) async throws {
        let size = try await store.head().size
        for _ in 0..<50 {
            if try await view.appliedSize() >= size { return }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func openLedger(in path: String) throws -> SQLiteLogStore {
        let ledger = LedgerFolder.File.ledger.path(in: path)
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw LedgerFolderError("\(ledger): there is no ledger here")
        }
        return try SQLiteLogStore(path: ledger)
    }

    /// Drops the view of a data folder and folds it again from the ledger.
    ///
    /// - Returns: how many entries were folded in.
    public static func rebuildView(path: String) async throws -> UInt64 {
        let ledger = LedgerFolder.File.ledger.path(in: path)
        let store = try openLedger(in: path)
        defer { try? store.close() }
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
        defer { try? view.close() }
        return try await store.replay { folded in
            try await view.apply(folded)
            return true
        }
    }
}
