public import Audit
import Foundation
import Ledger
import Storage
import Synchronization
public import Timestamping
public import TransparencyLog

extension FolderAudit {
    /// Audits a data folder, and what was published from it where anything was.
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
        let report = try await run(path: path, logKey: logKey)
        let file = LedgerFolder.File.publication.path(in: path)
        guard FileManager.default.fileExists(atPath: file) else {
            guard policy == nil, authorities == nil else {
                throw LedgerFolderError("\(file): nothing was published from this folder")
            }
            return report
        }
        let store = try SQLiteLogStore(path: LedgerFolder.File.ledger.path(in: path))
        defer { try? store.close() }
        let kept = try SQLitePublicationStore(path: file)
        defer { try? kept.close() }
        var audit = PublicationAudit(
            store: store,
            logKey: try logKey ?? LedgerFolder.verifierKey(in: path),
            policy: policy,
            authorities: authorities
        )
        return try await audit.run(source(kept), addingTo: report)
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
