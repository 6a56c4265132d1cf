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

    /// What a witness has shown against the ledger, as it is kept.
    public struct Shown: Sendable {
        /// The key that it is kept under, as it is written there.
        public let witness: String
        /// The note; `nil` where the stored text is not one.
        public let note: SignedNote?

        /// States what is kept.
        public init(witness: String, note: SignedNote?) {
            self.witness = witness
            self.note = note
        }
    }

    /// What a place in a record without a name begins with.
    public static let unnamed = "publication"

    /// What the record is called where a place in it is named, such as its file's name.
    public var name: String
    /// Checkpoints from a size on, in order, up to a limit.
    public var published: @Sendable (_ from: UInt64, _ limit: Int) async throws -> [Published]
    /// Timestamps beyond a size, in order, up to a limit.
    public var stamped: @Sendable (_ after: UInt64?, _ limit: Int) async throws -> [Stamped]
    /// What witnesses have shown against the ledger.
    public var evidence: @Sendable () async throws -> [Shown]

    /// Names what is to be read.
    public init(
        name: String = PublicationSource.unnamed,
        published: @escaping @Sendable (UInt64, Int) async throws -> [Published],
        stamped: @escaping @Sendable (UInt64?, Int) async throws -> [Stamped],
        evidence: @escaping @Sendable () async throws -> [Shown] = { [] }
    ) {
        self.name = name
        self.published = published
        self.stamped = stamped
        self.evidence = evidence
    }
}

/// What was published of a ledger, and what it is held against.
public struct AuditedPublication: Sendable {
    /// What is kept; `nil` where there is nothing to read.
    public var source: PublicationSource?
    /// Why there is nothing to read.
    public var absence: String
    /// Whose cosignatures to ask for; none are judged where it is `nil`.
    public var policy: TlogPolicy?
    /// What timestamps are held against; no signature is where it is `nil`.
    public var authorities: TrustedAuthorities?

    /// Names what is to be read, and what it is held against.
    public init(
        source: PublicationSource?,
        absence: String = "there is no record of what was published",
        policy: TlogPolicy?,
        authorities: TrustedAuthorities?
    ) {
        self.source = source
        self.absence = absence
        self.policy = policy
        self.authorities = authorities
    }
}
