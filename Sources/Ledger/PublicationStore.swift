public import TransparencyLog

/// A checkpoint that was published, with what has been gathered for it.
public struct PublishedCheckpoint: Hashable, Sendable {
    /// The size of its tree.
    public let size: UInt64
    /// The note as the log signed it, without cosignatures.
    public let note: SignedNote
    /// The cosignatures by configured keys, verified before they were kept, oldest first.
    public let cosignatures: [NoteSignature]
    /// Whether they met the quorum of the policy then in force.
    public let isWitnessed: Bool

    /// States what was published.
    public init(
        size: UInt64,
        note: SignedNote,
        cosignatures: [NoteSignature],
        isWitnessed: Bool
    ) {
        self.size = size
        self.note = note
        self.cosignatures = cosignatures
        self.isWitnessed = isWitnessed
    }

    /// The note with the log's signature first and the cosignatures below it.
    public var cosigned: SignedNote {
        (try? note.adding(cosignatures)) ?? note
    }
}

/// A timestamp over a published checkpoint.
public struct StoredTimestamp: Hashable, Sendable {
    /// The size of the checkpoint's tree.
    public let size: UInt64
    /// The exact bytes that were stamped: the note as the log signed it.
    public let note: [UInt8]
    /// The authority's reply in DER.
    public let reply: [UInt8]
    /// When the authority says that it signed, in POSIX milliseconds.
    public let milliseconds: Int64
    /// The authority's name.
    public let authority: String

    /// States a timestamp.
    public init(
        size: UInt64,
        note: [UInt8],
        reply: [UInt8],
        milliseconds: Int64,
        authority: String
    ) {
        self.size = size
        self.note = note
        self.reply = reply
        self.milliseconds = milliseconds
        self.authority = authority
    }
}

/// A checkpoint that a witness has shown, of more entries than the ledger has or of another tree.
public struct WitnessEvidence: Hashable, Sendable {
    /// The key that the witness cosigned it with.
    public let witness: NoteVerifierKey
    /// The checkpoint, signed by the log and cosigned by the witness.
    public let note: SignedNote

    /// States what a witness has shown.
    public init(witness: NoteVerifierKey, note: SignedNote) {
        self.witness = witness
        self.note = note
    }
}

/// What was published of a ledger, who cosigned it, and when it was timestamped.
///
/// Losing it loses cosignatures and timestamps that can be asked for anew, though not with their
/// old times; the ledger itself is untouched. A store may drop the oldest of what it keeps, but
/// neither the newest checkpoint nor the newest that is witnessed.
public protocol PublicationStore: Sendable {
    /// Notes that a checkpoint is published; one that is there already stays as it is.
    func publish(_ note: SignedNote, size: UInt64) async throws

    /// Keeps a verified cosignature, in place of an earlier one by the same key, and judges
    /// whether the checkpoint is witnessed now.
    ///
    /// - Returns: the checkpoint with all that is kept for it; `nil` where it is not kept any more.
    func keep(
        _ cosignature: NoteSignature,
        by key: NoteVerifierKey,
        size: UInt64,
        isWitnessed: @escaping @Sendable (PublishedCheckpoint) -> Bool
    ) async throws -> PublishedCheckpoint?

    /// Puts a policy in force; where it is another than before, octet for octet, every checkpoint
    /// is judged anew.
    func adopt(
        policy: [UInt8],
        _ isWitnessed: @escaping @Sendable (PublishedCheckpoint) -> Bool
    ) async throws

    /// Keeps what a witness has shown against the ledger, in place of what it showed before.
    func keep(_ evidence: WitnessEvidence) async throws

    /// What witnesses have shown against the ledger.
    func evidence() async throws -> [WitnessEvidence]

    /// Keeps a timestamp; one that is there already for its size stays as it is.
    func keep(_ timestamp: StoredTimestamp) async throws

    /// The newest checkpoint that was published of at most `size` entries.
    func newest(upTo size: UInt64) async throws -> PublishedCheckpoint?

    /// The newest checkpoint of at most `size` entries whose cosignatures meet the quorum.
    func newestWitnessed(upTo size: UInt64) async throws -> PublishedCheckpoint?

    /// Checkpoints from a size on, in order, up to `limit`.
    ///
    /// One that does not read is handed to `damaged` with its size.
    func checkpoints(
        from size: UInt64,
        limit: Int,
        damaged: @escaping @Sendable (UInt64) -> Void
    ) async throws -> [PublishedCheckpoint]

    /// The newest checkpoints of at most `size` entries, as the log signed them: published,
    /// witnessed, cosigned by each key there is a cosignature of, and timestamped.
    ///
    /// One that does not read is left out.
    func landmarks(upTo size: UInt64) async throws -> [SignedNote]

    /// The size of the largest checkpoint that a key has cosigned; 0 where it has none.
    func largest(cosignedBy key: NoteVerifierKey) async throws -> UInt64

    /// The timestamp of a size.
    func timestamp(of size: UInt64) async throws -> StoredTimestamp?

    /// The latest timestamp.
    func newestTimestamp() async throws -> StoredTimestamp?

    /// Timestamps of more than some entries, in order, up to `limit`.
    func timestamps(after size: UInt64?, limit: Int) async throws -> [StoredTimestamp]
}
