import Audit
import Ledger
import Storage
import Synchronization

extension FolderAudit {
    static func published(_ kept: SQLitePublicationStore) -> PublicationSource {
        PublicationSource(
            name: LedgerFolder.File.publication.rawValue,
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
                    PublicationSource.Stamped(
                        size: $0.size,
                        note: $0.note,
                        reply: $0.reply,
                        milliseconds: $0.milliseconds,
                        authority: $0.authority
                    )
                }
            },
            evidence: {
                try await kept.evidenceRows().map {
                    PublicationSource.Shown(witness: $0.witness, note: $0.note)
                }
            }
        )
    }
}
