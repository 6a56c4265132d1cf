public import Audit
import Foundation
import Ledger
import Storage
import Synchronization
public import Timestamping
public import TransparencyLog

extension FolderAudit {
    /// Audits a data folder, and what was published from it where anything was; changes nothing.
    ///
    /// - Parameters:
    ///   - path: The folder.
    ///   - logKey: The verifier key from elsewhere; the folder's own where it is `nil`.
    ///   - policy: Whose cosignatures to ask for; none are judged where it is `nil`.
    ///   - authorities: What timestamps are held against; no signature is where it is `nil`.
    /// - Returns: what was read and found.
    /// - Throws: what keeps it from reading.
    public static func run(
        path: String,
        logKey: NoteVerifierKey?,
        policy: TlogPolicy?,
        authorities: TrustedAuthorities?
    ) async throws -> AuditReport {
        let folder = try AuditedFolder(path)
        defer { folder.close() }
        let report = try await run(folder, path, logKey)
        guard let kept = folder.publication else {
            guard policy == nil, authorities == nil else {
                let file = LedgerFolder.File.publication.path(in: path)
                throw LedgerFolderError("\(file): nothing was published from this folder")
            }
            try folder.requireUnchanged()
            return report
        }
        var audit = PublicationAudit(
            store: folder.ledger,
            logKey: try logKey ?? LedgerFolder.verifierKey(in: path),
            policy: policy,
            authorities: authorities
        )
        let whole = try await audit.run(source(kept), addingTo: report)
        try folder.requireUnchanged()
        return whole
    }

    private static func source(_ kept: SQLitePublicationStore) -> PublicationSource {
        PublicationSource(
            published: { from, limit in
                let damaged = Mutex<[UInt64]>([])
                let rows = try await kept.checkpoints(from: from, limit: limit) { size in
                    damaged.withLock { $0.append(size) }
                }
                let sound = rows.map {
                    PublicationSource.Published(
                        size: $0.size,
                        note: $0.cosigned,
                        isWitnessed: $0.isWitnessed
                    )
                }
                let unsound = damaged.withLock { $0 }.map {
                    PublicationSource.Published(size: $0, note: nil, isWitnessed: false)
                }
                return (sound + unsound).sorted { $0.size < $1.size }
            },
            stamped: { after, limit in
                try await kept.timestamps(after: after, limit: limit).map {
                    PublicationSource.Stamped(size: $0.size, note: $0.note, reply: $0.reply)
                }
            }
        )
    }
}
