public import Audit
import Foundation
import Ledger
public import Marine
import SQLiteFiles
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
    ///   - otherLogKeys: Further ones, all of which the ledger's entries must lead to.
    ///   - policy: Whose cosignatures to ask for; none are judged where it is `nil`.
    ///   - authorities: What timestamps are held against; no signature is where it is `nil`.
    ///   - previous: Checkpoints from before, which the ledger must extend.
    ///   - now: The auditor's clock; the machine's where it is `nil`.
    /// - Returns: what was read and found.
    /// - Throws: what keeps it from reading anything.
    public static func run(
        path: String,
        logKey: NoteVerifierKey? = nil,
        otherLogKeys: [NoteVerifierKey] = [],
        policy: TlogPolicy? = nil,
        authorities: TrustedAuthorities? = nil,
        previous: [PreviousCheckpoint] = [],
        at now: Instant? = nil
    ) async throws -> AuditReport {
        let folder = try AuditedFolder(path)
        defer { folder.close() }
        if let ledger = folder.ledger, folder.isServed, let view = folder.view {
            try? await awaitView(view, of: ledger)
        }
        var source = AuditSource(
            store: folder.log,
            logKey: try logKey ?? LedgerFolder.verifierKey(in: path),
            checkpoints: { from, limit in
                try await folder.inspectable().checkpoints(from: from, limit: limit)
            },
            commands: AuditedCommands(
                page: { from, limit throws(LogStoreError) in
                    try await folder.inspectable().commands(from: from, limit: limit)
                },
                damage: { () throws(LogStoreError) in
                    try await folder.inspectable().damagedCommandIndex()
                }
            ),
            segments: folder.segments,
            // Before the ledger's head: what the view shows, the ledger has.
            view: folder.view.map(audited),
            publication: publication(folder, policy, authorities),
            previous: previous,
            location: path,
            keySource: logKey == nil ? .audited : .given
        )
        source.otherLogKeys = otherLogKeys
        source.files = { await folder.files() }
        source.legibleHead = {
            await folder.ledger?.legibleHead() ?? LogHead(size: 0, checkpoint: nil)
        }
        source.lostLedger = { await folder.lostLedger() }
        source.rows = { size, rows in await leftoverRows(folder, size, into: &rows) }
        source.seals = { seals in
            compareSeals(folder, path, in: &seals)
            await compareEndpoints(folder, in: &seals)
        }
        let clock = Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
        let report = try await Auditor(source).run(at: now ?? clock)
        try folder.requireUnchanged()
        return report
    }

    private static func audited(_ view: SQLiteView) -> AuditedView {
        let comparison = Result { try ViewComparison(of: view) }
        return AuditedView(
            name: LedgerFolder.File.view.rawValue,
            take: { entries in
                guard case .success(let comparison) = comparison else { return }
                await comparison.take(entries)
            },
            verdict: { again in
                do { return try await comparison.get().verdict(again) } catch {
                    throw LedgerFault(SQLiteFileError(error, path: LedgerFolder.File.view.rawValue))
                }
            }
        )
    }

    /// What was published, where there is a record of it or something to hold it against.
    private static func publication(
        _ folder: AuditedFolder,
        _ policy: TlogPolicy?,
        _ authorities: TrustedAuthorities?
    ) -> AuditedPublication? {
        if let kept = folder.publication {
            return AuditedPublication(
                source: published(kept),
                policy: policy,
                authorities: authorities
            )
        }
        let name = LedgerFolder.File.publication.rawValue
        let failure = folder.failure(of: .publication)
        guard failure != nil || policy != nil || authorities != nil else { return nil }
        return AuditedPublication(
            source: nil,
            absence: failure.map { "\(name) cannot be read: \($0)" }
                ?? "\(name) is not here: nothing was published from this folder, or the record of "
                + "it is gone",
            policy: policy,
            authorities: authorities
        )
    }

    /// The view of a served folder follows the ledger by milliseconds;
    /// that of another stays behind.
    private static func awaitView(_ view: SQLiteView, of store: SQLiteLogStore) async throws {
        let size = try await store.head().size
        for _ in 0..<50 {
            if try await view.appliedSize() >= size { return }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Drops the view of a data folder and folds it again from the ledger.
    ///
    /// - Returns: how many entries were folded in.
    public static func rebuildView(path: String) async throws -> UInt64 {
        let ledger = LedgerFolder.File.ledger.path(in: path)
        guard FileManager.default.fileExists(atPath: ledger) else {
            throw LedgerFolderError("\(ledger): there is no ledger here")
        }
        try FolderContents.requireFiles(in: path)
        let source: ReadOnlyFile
        do throws(SQLiteFileError) { source = try ReadOnlyFile(ledger, for: .owner) } catch {
            throw LedgerFault(error)
        }
        defer { source.discardCopy() }
        let store = try SQLiteLogStore(reading: source)
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
        let draft = target + ".draft"
        SQLiteFile.discard(draft)
        do {
            let view = try SQLiteView(path: draft)
            defer { try? view.close() }
            let size = try await store.replay { folded in
                try await view.apply(folded)
                return true
            }
            try view.close()
            SQLiteFile.discard(target)
            guard rename(draft, target) == 0 else { throw NamedFile.failure(target, errno) }
            return size
        } catch {
            SQLiteFile.discard(draft)
            throw error
        }
    }
}

extension AuditedFolder {
    /// The ledger, or one of which nothing can be read.
    var log: any LogStore {
        ledger
            ?? UnreadableLog(
                name: LedgerFolder.File.ledger.rawValue,
                damage: failure(of: .ledger) ?? "it cannot be opened"
            ) as any LogStore
    }

    /// The ledger with what an audit alone asks of it.
    func inspectable() throws(LogStoreError) -> SQLiteLogStore {
        guard let ledger else {
            throw .damaged(place: failure(of: .ledger) ?? "it cannot be opened")
        }
        return ledger
    }
}
