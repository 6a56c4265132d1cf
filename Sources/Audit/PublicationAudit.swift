import Ledger
import Marine
import Timestamping
import TransparencyLog

/// Checks every published checkpoint, every timestamp and every witness's
/// evidence against the tree.
///
/// Cosignatures are checked against a policy, and timestamps against trusted certificates, where
/// those are given; both come from elsewhere than the folder that is audited.
struct PublicationAudit {
    private static let page = 500

    private let store: any LogStore
    private let source: PublicationSource?
    private let absence: String
    /// What the places in it begin with.
    private let name: String
    private let logKeys: AuditedLogKeys
    private let policy: TlogPolicy?
    private let authorities: TrustedAuthorities?
    /// A served ledger may have grown since the audit began, and published that too.
    private let size: UInt64
    /// Whether the stored tiles are those of the leaves, so that roots follow from them.
    private let isTreeSound: Bool
    private var published = AuditSection(.published)
    private var cosigned = AuditSection(.cosignatures)
    private var stamped = AuditSection(.timestamps)
    private var sealed = AuditSection(.timestampSignatures)
    private var shown = AuditSection(.evidence)

    /// How a checkpoint stands to the ledger's tree.
    private enum Standing {
        case continues
        case differs(String)
        /// The ledger's own tree cannot be computed so far.
        case unknown(String)
    }

    init(
        _ publication: AuditedPublication,
        _ store: any LogStore,
        _ logKeys: AuditedLogKeys,
        size: UInt64,
        isTreeSound: Bool
    ) async throws {
        self.store = store
        self.isTreeSound = isTreeSound
        source = publication.source
        absence = publication.absence
        name = publication.source?.name ?? PublicationSource.unnamed
        policy = publication.policy
        authorities = publication.authorities
        let grown: UInt64
        do { grown = try await store.head().size } catch {
            guard Damage.place(error) != nil else { throw error }
            grown = size
        }
        self.size = max(size, grown)
        self.logKeys = try await logKeys.extended(along: store, to: self.size)
    }

    var sections: [AuditSection] { [published, cosigned, stamped, sealed, shown] }

    /// Audits everything that is kept.
    mutating func run() async throws {
        guard let source else {
            published.leave(1, absence)
            cosigned.leave(1, absence)
            stamped.leave(1, absence)
            sealed.leave(1, absence)
            return shown.leave(1, absence)
        }
        try await examinePublished(source)
        try await examineStamped(source)
        try await examineEvidence(source)
        let witnessed = published.examined - cosigned.examined
        if witnessed > 0 {
            cosigned.leave(
                witnessed,
                policy == nil
                    ? "cosignatures are not judged without --policy"
                    : "checkpoints that are not the log's: \(witnessed)"
            )
        }
        let unsealed = stamped.examined - sealed.examined
        if unsealed > 0 {
            sealed.leave(
                unsealed,
                authorities == nil
                    ? "signatures are not judged without --tsa-ca"
                    : "over other bytes or no checkpoint of the log: \(unsealed)"
            )
        }
    }

    private mutating func examinePublished(_ source: PublicationSource) async throws {
        var from: UInt64 = 0
        do {
            while true {
                let rows = try await source.published(from, Self.page)
                guard let last = rows.last else { return }
                guard Damage.isAscending(rows.map(\.size), from: from), last.size < .max else {
                    throw Damage.disorder
                }
                for row in rows { try await examine(row) }
                from = last.size + 1
            }
        } catch {
            guard let damage = Damage.place(error) else { throw error }
            published.cannotRead("\(name) checkpoints from size \(from) on", damage)
            cosigned.leave(1, "the checkpoints that carry them cannot all be read")
        }
    }

    private mutating func examineStamped(_ source: PublicationSource) async throws {
        var after: UInt64?
        do {
            while true {
                let rows = try await source.stamped(after, Self.page)
                guard let last = rows.last else { return }
                let bound = after.map { $0 == .max ? $0 : $0 + 1 } ?? 0
                guard Damage.isAscending(rows.map(\.size), from: bound) else {
                    throw Damage.disorder
                }
                for row in rows { try await examine(row) }
                after = last.size
            }
        } catch {
            guard let damage = Damage.place(error) else { throw error }
            let place = after.map { "after size \($0)" } ?? "from the first on"
            stamped.cannotRead("\(name) timestamps \(place)", damage)
            sealed.leave(1, "the timestamps that carry them cannot all be read")
        }
    }

    private mutating func examineEvidence(_ source: PublicationSource) async throws {
        do {
            for row in try await source.evidence() { try await examine(row) }
        } catch {
            guard let damage = Damage.place(error) else { throw error }
            shown.cannotRead("\(name) evidence", damage)
        }
    }

    private mutating func examine(_ row: PublicationSource.Shown) async throws {
        let cosigner = (try? NoteVerifierKey(parsing: row.witness))?.name ?? row.witness
        let place = "\(name) evidence of witness \(cosigner)"
        let signed: SignedCheckpoint
        let witness: NoteVerifierKey
        do {
            guard let note = row.note else { throw NoteError.noKnownSignature }
            witness = try NoteVerifierKey(parsing: row.witness)
            signed = try logKeys.open(note, cosignedBy: witness)
        } catch let error as LogKeysUnknown {
            return shown.leave(1, error.reason)
        } catch {
            shown.examined += 1
            return shown.find(
                place,
                "it is no checkpoint that this log and that witness have signed: \(error)",
                advice: .unsignedRecord
            )
        }
        let checkpoint = signed.checkpoint
        switch try await standing(checkpoint) {
        case .unknown(let reason): shown.leave(1, reason)
        case .continues: shown.examined += 1
        case .differs(let reason):
            shown.examined += 1
            let time = signed.cosignatures.first { $0.key == witness }?.time
            let when = time.map { " on \(PublicationAudit.instant(ofSeconds: $0))" } ?? ""
            shown.find(
                "\(place), checkpoint \(checkpoint.size)",
                "it has cosigned \(checkpoint.size) entries of this log\(when), under the log's "
                    + "own signature: \(reason)"
            )
        }
    }

    private mutating func examine(_ row: PublicationSource.Published) async throws {
        let place = "\(name) checkpoint \(row.size)"
        let witnesses = policy?.witnesses.map(\.key) ?? []
        guard let note = row.note else {
            published.examined += 1
            return published.find(place, "it is no signed note", advice: .unsignedRecord)
        }
        let signed: SignedCheckpoint
        do {
            signed = try logKeys.open(note, witnesses: witnesses)
        } catch let error as LogKeysUnknown {
            return published.leave(1, error.reason)
        } catch {
            published.examined += 1
            return published.find(place, "\(error)", advice: .unsignedRecord)
        }
        switch try await standing(signed.checkpoint, keptAs: row.size) {
        case .unknown(let reason): published.leave(1, reason)
        case .continues: published.examined += 1
        case .differs(let reason):
            published.examined += 1
            published.find(place, reason)
        }
        guard let policy else { return }
        cosigned.examined += 1
        if row.isWitnessed, !policy.isSatisfied(by: signed.cosignatures.map(\.key)) {
            cosigned.find(
                place,
                "it is kept as witnessed, but its cosignatures do not meet the policy's quorum"
            )
        }
    }

    private mutating func examine(_ row: PublicationSource.Stamped) async throws {
        let place = "\(name) timestamp \(row.size)"
        do {
            let note = try SignedNote(parsing: row.note)
            let signed = try logKeys.open(note)
            switch try await standing(signed.checkpoint, keptAs: row.size) {
            case .unknown(let reason): stamped.leave(1, reason)
            case .continues: stamped.examined += 1
            case .differs(let reason):
                stamped.examined += 1
                stamped.find(place, reason)
            }
        } catch let error as LogKeysUnknown {
            return stamped.leave(1, error.reason)
        } catch let error where error is NoteError || error is LogFormatError {
            stamped.examined += 1
            return stamped.find(place, "\(error)")
        }
        do {
            let reply = try TimestampReply(parsing: row.reply)
            guard try reply.isOver(row.note) else {
                return stamped.find(place, "the token is over other bytes than those kept with it")
            }
            guard row.milliseconds ?? reply.milliseconds == reply.milliseconds,
                row.authority ?? reply.authority == reply.authority
            else { return stamped.find(place, "it is kept with another instant or authority") }
            guard let authorities else { return }
            sealed.examined += 1
            do { try reply.verify(over: row.note, trusting: authorities) } catch {
                sealed.find(place, "\(error)")
            }
        } catch {
            stamped.find(place, "\(error)")
        }
    }

    private static func instant(ofSeconds seconds: UInt64) -> Instant {
        let latest = Instant.latest.millisecondsSinceEpoch / 1000
        return Instant(millisecondsSinceEpoch: min(Int64(clamping: seconds), latest) * 1000)
    }

    /// How a checkpoint stands to the tree, and where it is kept,
    /// to the size that it is kept under.
    private func standing(
        _ checkpoint: Checkpoint,
        keptAs key: UInt64? = nil
    ) async throws -> Standing {
        if let key, checkpoint.size != key {
            return .differs("it is of \(checkpoint.size) entries")
        }
        guard checkpoint.size <= size else {
            return .differs(
                "the ledger has only \(size) entries: some are lost, or it is another history"
            )
        }
        // Every tree continues the empty one.
        guard checkpoint.size > 0 else { return .continues }
        let root: Hash
        do {
            var tiles = PrefetchedTiles()
            try await tiles.fetchEdge(of: checkpoint.size, from: store)
            root = try TreeHashes(TileNodes(size: checkpoint.size, tiles: tiles))
                .root(at: checkpoint.size)
        } catch let error as LogStoreError where Damage.place(error) == nil {
            throw error
        } catch {
            return .unknown("the ledger's tiles do not give every tree")
        }
        guard root != checkpoint.root else { return .continues }
        guard isTreeSound else {
            return .unknown(
                "the ledger's tiles are not those of its leaves, so that no root follows"
            )
        }
        return .differs("its root is \(checkpoint.root), that of the ledger's tree \(root)")
    }
}
