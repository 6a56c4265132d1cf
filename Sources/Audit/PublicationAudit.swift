import Ledger
public import Timestamping
public import TransparencyLog

/// The published checkpoints and timestamps of a ledger, as they are stored beside it.
public struct PublicationSource: Sendable {
    /// A checkpoint that was published, with its cosignatures.
    public struct Published: Sendable {
        /// The size that it is kept under.
        public let size: UInt64
        /// The note; `nil` where the stored text is not one.
        public let note: SignedNote?
        /// Whether it is stored as cosigned by as many witnesses as the policy asks.
        public let isWitnessed: Bool

        /// States what is kept.
        public init(size: UInt64, note: SignedNote?, isWitnessed: Bool) {
            self.size = size
            self.note = note
            self.isWitnessed = isWitnessed
        }
    }

    /// A timestamp with the bytes that were stamped.
    public struct Stamped: Sendable {
        /// The size that it is kept under.
        public let size: UInt64
        /// The note as it was stamped.
        public let note: [UInt8]
        /// The authority's reply.
        public let reply: [UInt8]
        /// The instant that is kept with it, in POSIX milliseconds; `nil` where none is.
        public let milliseconds: Int64?
        /// The authority's name that is kept with it; `nil` where none is.
        public let authority: String?

        /// States what is kept.
        public init(
            size: UInt64,
            note: [UInt8],
            reply: [UInt8],
            milliseconds: Int64? = nil,
            authority: String? = nil
        ) {
            self.size = size
            self.note = note
            self.reply = reply
            self.milliseconds = milliseconds
            self.authority = authority
        }
    }

    /// Checkpoints from a size on, in order, up to a limit.
    public var published: @Sendable (_ from: UInt64, _ limit: Int) async throws -> [Published]
    /// Timestamps beyond a size, in order, up to a limit.
    public var stamped: @Sendable (_ after: UInt64?, _ limit: Int) async throws -> [Stamped]

    /// Names what is to be read.
    public init(
        published: @escaping @Sendable (UInt64, Int) async throws -> [Published],
        stamped: @escaping @Sendable (UInt64?, Int) async throws -> [Stamped]
    ) {
        self.published = published
        self.stamped = stamped
    }
}

/// What was published of a ledger, and what it is held against.
public struct AuditedPublication: Sendable {
    /// What is kept.
    public var source: PublicationSource
    /// Whose cosignatures to ask for; none are judged where it is `nil`.
    public var policy: TlogPolicy?
    /// What timestamps are held against; no signature is where it is `nil`.
    public var authorities: TrustedAuthorities?

    /// Names what is to be read, and what it is held against.
    public init(
        source: PublicationSource,
        policy: TlogPolicy?,
        authorities: TrustedAuthorities?
    ) {
        self.source = source
        self.policy = policy
        self.authorities = authorities
    }
}

/// Checks every published checkpoint and every timestamp against the tree.
///
/// Cosignatures are checked against a policy, and timestamps against trusted certificates, where
/// those are given; both come from elsewhere than the folder that is audited.
struct PublicationAudit {
    private static let page = 500
    private static let file = "publication.sqlite"

    private let store: any LogStore
    private let source: PublicationSource
    private let logKeys: AuditedLogKeys
    private let policy: TlogPolicy?
    private let authorities: TrustedAuthorities?
    /// A served ledger may have grown since the audit began, and published that too.
    private let size: UInt64
    private var published = AuditSection(.published)
    private var cosigned = AuditSection(.cosignatures)
    private var stamped = AuditSection(.timestamps)
    private var sealed = AuditSection(.timestampSignatures)

    /// Prepares an audit against a ledger's tree, with the keys that lead along it.
    init(
        _ publication: AuditedPublication,
        _ store: any LogStore,
        _ logKeys: AuditedLogKeys
    ) async throws {
        self.store = store
        source = publication.source
        policy = publication.policy
        authorities = publication.authorities
        size = try await store.head().size
        self.logKeys = try await logKeys.extended(along: store, to: size)
    }

    var sections: [AuditSection] { [published, cosigned, stamped, sealed] }

    /// Audits everything that is kept.
    mutating func run() async throws {
        var from: UInt64 = 0
        while true {
            let rows = try await source.published(from, Self.page)
            guard let last = rows.last else { break }
            for row in rows { try await examine(row) }
            from = last.size + 1
        }
        var after: UInt64?
        while true {
            let rows = try await source.stamped(after, Self.page)
            guard let last = rows.last else { break }
            for row in rows { try await examine(row) }
            after = last.size
        }
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

    private mutating func examine(
        _ row: PublicationSource.Published
    ) async throws {
        published.examined += 1
        let place = "\(Self.file) checkpoint \(row.size)"
        let witnesses = policy?.witnesses.map(\.key) ?? []
        guard let note = row.note else { return published.find(place, "it is no signed note") }
        let signed: SignedCheckpoint
        do {
            signed = try logKeys.open(note, witnesses: witnesses)
        } catch {
            return published.find(place, "\(error)")
        }
        if let reason = try await mismatch(signed.checkpoint, row.size) {
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

    private mutating func examine(
        _ row: PublicationSource.Stamped
    ) async throws {
        stamped.examined += 1
        let place = "\(Self.file) timestamp \(row.size)"
        do {
            let note = try SignedNote(parsing: row.note)
            let signed = try logKeys.open(note)
            if let reason = try await mismatch(signed.checkpoint, row.size) {
                stamped.find(place, reason)
            }
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
        } catch let error as LogStoreError {
            throw error
        } catch {
            stamped.find(place, "\(error)")
        }
    }

    private func mismatch(
        _ checkpoint: Checkpoint,
        _ key: UInt64
    ) async throws -> String? {
        guard checkpoint.size == key else { return "it is of \(checkpoint.size) entries" }
        guard checkpoint.size <= size else {
            return "the ledger has only \(size) entries: some are lost, or it is another history"
        }
        let root: Hash
        do {
            var tiles = PrefetchedTiles()
            try await tiles.fetchEdge(of: checkpoint.size, from: store)
            root = try TreeHashes(TileNodes(size: checkpoint.size, tiles: tiles))
                .root(at: checkpoint.size)
        } catch {
            return "the tree of \(checkpoint.size) entries cannot be computed: \(error)"
        }
        guard root != checkpoint.root else { return nil }
        return "its root is \(checkpoint.root), that of the ledger's tree \(root)"
    }
}
