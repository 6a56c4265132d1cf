public import Audit
import Foundation
import Ledger
import Marine
import Storage
public import Timestamping
public import TransparencyLog

/// The audit of a data folder: with everything that is kept in it.
public enum FolderAudit {
    /// Audits a data folder, served or not, with what was published from it, and changes nothing.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - logKey: The verifier key from elsewhere; the folder's own where it is `nil`.
    ///   - policy: Whose cosignatures to ask for; none are judged where it is `nil`.
    ///   - authorities: What timestamps are held against; no signature is where it is `nil`.
    ///   - previous: Checkpoints from before, which the ledger must extend.
    /// - Returns: what was read and found.
    /// - Throws: what keeps it from reading.
    public static func run(
        path: String,
        logKey: NoteVerifierKey? = nil,
        policy: TlogPolicy? = nil,
        authorities: TrustedAuthorities? = nil,
        previous: [PreviousCheckpoint] = []
    ) async throws -> AuditReport {
        let folder = try AuditedFolder(path)
        defer { folder.close() }
        guard folder.publication != nil || policy == nil && authorities == nil else {
            let file = LedgerFolder.File.publication.path(in: path)
            throw LedgerFolderError("\(file): nothing was published from this folder")
        }
        let store = folder.ledger
        if folder.isServed, let view = folder.view { try await awaitView(view, of: store) }
        // The view before the ledger: what it shows, the ledger has.
        let comparison = try folder.view.map { try ViewComparison(of: $0) }
        let source = AuditSource(
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
                    verdict: { try await comparison.verdict($0) }
                )
            },
            files: folder.files,
            publication: folder.publication.map {
                AuditedPublication(source: published($0), policy: policy, authorities: authorities)
            },
            previous: previous,
            location: path,
            keySource: logKey == nil ? .audited : .given
        )
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let audited = try await Auditor(source).run(at: Instant(millisecondsSinceEpoch: now))
        let report = try await addingRows(of: folder, path, source.logKey, to: audited)
        try folder.requireUnchanged()
        return report
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
