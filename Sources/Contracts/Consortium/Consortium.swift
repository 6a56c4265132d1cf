public import CanonicalJSON
import Crypto
public import Marine

/// The members of the consortium, with their roles and keys.
///
/// There is one instance, `consortium`; leaf 0 of every ledger is its genesis.
public enum Consortium {
    /// The letters that identifiers of API keys begin with.
    public static let apiKeyPrefix = "key"
    /// The letters that identifiers of members begin with where none was asked for.
    public static let memberPrefix = "mbr"
    /// The one instance's identifier, spelled as leaves carry it.
    public static let instanceText = "consortium"

    /// A ledger's name: a scheme-less URL, which its checkpoints carry as origin.
    public typealias OriginText = Text<200>
    /// A verifier key of checkpoints, as a signed note has it.
    public typealias VerifierKeyText = Text<400>

    /// The members and keys after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The ledger's name: a scheme-less URL that checkpoints carry as origin.
        public var origin: OriginText
        /// The member that runs the sequencer.
        public var operatorMember: MemberID
        /// The verifier key with which the ledger's checkpoints are signed now.
        public var logKey: VerifierKeyText
        /// The verifier keys before it, oldest first; absent where there was none.
        public var formerLogKeys: [FormerLogKey]?
        /// The edition of the rules in force.
        public var edition: Edition
        /// The members by identifier.
        public var members: [MemberID: Member]
        /// The names and IMO numbers that the consortium itself lists,
        /// folded by `SanctionsList.fold`.
        public var sanctions: OwnListing
        /// The clock that instants are taken from; absent where it is the machine's.
        ///
        /// - Since: edition 2
        public var clock: LedgerClock?
        /// What the identifiers of facts are derived with: 32 bytes; absent until it is kept.
        ///
        /// - Since: edition 2
        public var secret: SecretText?

        /// A member's name; its identifier where it is no member.
        func name(of member: MemberID) -> Text<200> {
            members[member]?.name ?? Text(cutting: member.text) ?? "unknown"
        }
    }

    /// A clock other than the machine's.
    public enum LedgerClock: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Set by the operator, never backwards: for demonstrations, and voyages of the past.
        ///
        /// - Since: edition 2
        case simulated
    }

    /// One member.
    public struct Member: Record, Hashable, Sendable {
        /// The member's legal name.
        public var name: Text<200>
        /// What the member may do, in the order of `Role.allCases`.
        public var roles: [Role]
        /// When it was admitted.
        public var admittedAt: Instant
        /// The Ed25519 keys with which the member signs commands.
        public var signingKeys: [SigningKey]
        /// The API keys that speak for the member; only their digests are known here.
        public var apiKeys: [APIKey]
        /// The auditors that may revoke and restore the member's keys, as the member named them;
        /// absent where it named none.
        public var auditors: [MemberID]?
        /// When its last key was revoked; absent while it is not locked.
        public var lockedAt: Instant?
        /// The persons that act for it, in the order in which they came;
        /// absent where it named none.
        ///
        /// - Since: edition 2
        public var officers: [Authority.Officer]?

        enum LedgerOnly { case signingKeys, apiKeys, auditors, officers }

        enum AnswerOnly: String {
            /// The keys with which it signs commands.
            case keys
            /// The auditors that may revoke and restore its keys.
            case namedAuditors = "auditors"
            /// The persons that act for it, retired ones included.
            case allOfficers = "officers"
        }

        /// The keys with which it signs commands.
        var keys: [SigningKey] { signingKeys }

        /// The auditors that may revoke and restore its keys; none where it named none.
        var namedAuditors: [MemberID] { auditors ?? [] }

        /// The persons that act for it, retired ones included.
        var allOfficers: [Authority.Officer] { officers ?? [] }

        /// Whether a public key may sign for the member now.
        public func signs(with publicKey: String) -> Bool {
            signingKeys.contains { $0.publicKey.text == publicKey && $0.revokedAt == nil }
        }

        /// Whether the member holds a key that may sign for it now.
        public var holdsKey: Bool { signingKeys.contains { $0.revokedAt == nil } }
    }

    /// A verifier key that the ledger's checkpoints were signed with.
    public struct FormerLogKey: Record, Hashable, Sendable {
        /// The signed-note verifier key.
        public var key: VerifierKeyText
        /// When it was replaced.
        public var replacedAt: Instant
    }

    /// An Ed25519 public key of a member.
    public struct SigningKey: Record, Hashable, Sendable {
        /// The key, which no other member has or has had.
        public var publicKey: PublicKeyText
        /// When it was registered.
        public var registeredAt: Instant
        /// When it was revoked; `nil` while it is valid.
        public var revokedAt: Instant?
        /// Whose it is; absent where it is the member's own and no officer's.
        ///
        /// - Since: edition 2
        public var officer: Identifier?

        enum AnswerOnly {
            /// SHA-256 of the key's 32 bytes in hexadecimal: its name in a path.
            case fingerprint
        }

        /// SHA-256 of the key's 32 bytes in hexadecimal: its name in a path.
        public var fingerprint: String {
            let digits = Array("0123456789abcdef".utf8)
            let hex = SHA256.hash(data: publicKey.bytes).flatMap {
                [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
            }
            return String(decoding: hex, as: UTF8.self)
        }
    }

    /// A bearer key for the HTTP interface; what it opens is known to its owner alone.
    public struct APIKey: Record, Hashable, Sendable {
        /// The key's own identifier: not secret.
        public var id: Identifier
        /// SHA-256 of the key; the key itself is never stored.
        public var digest: DigestText
        /// When it was issued.
        public var issuedAt: Instant
        /// When it was revoked; `nil` while it is valid.
        public var revokedAt: Instant?
        /// Whose it is; absent where it is the member's own and no officer's.
        ///
        /// - Since: edition 2
        public var officer: Identifier?

        enum LedgerOnly { case digest }
    }

    /// The auditors that one member names.
    public typealias Auditors = Entries<0, 16, MemberID>

    /// Where the consortium stands.
    public enum Stage: String, Hashable, Sendable, CaseIterable {
        /// It is founded, for good.
        case founded
    }
}

extension Consortium {
    /// The legal state graph: one state, entered at the genesis.
    public static func graph(in edition: Edition) -> StateGraph {
        edition >= .second ? secondGraph : firstGraph
    }

    private static let firstGraph = StateGraph(
        [edge(.found, to: .founded)]
            + [
                .admitMember, .registerKey, .revokeKey, .issueAPIKey, .revokeAPIKey,
                .listSanction, .delistSanction, .rotateKey, .restoreKey, .nameAuditors,
                .rotateLogKey, .adoptEdition,
            ].map { edge($0, from: .founded, to: .founded) }
    )

    private static let secondGraph = StateGraph(
        firstGraph.edges
            + [.keepSecret, .registerOfficer, .retireOfficer].map {
                edge($0, from: .founded, to: .founded)
            }
    )

    /// The consortium is always founded.
    public static func stage(of state: State) -> Stage { .founded }

    /// Every member; what the steps of an action hold is for those of its
    /// ``Command/Action/audience``.
    public static func parties(of state: State) -> Set<MemberID> { Set(state.members.keys) }
}

extension Consortium {
    /// The limits that keep the one instance small.
    public struct Limits: Sendable {
        /// Members of one consortium.
        public var members = 10_000
        /// Signing keys of one member, revoked ones included, up to which it may register more;
        /// fewer from the sixth edition on.
        public var signingKeys = 200
        /// The same, up to which it may rotate them and have them restored.
        public var signingKeysEver = 1_000
        /// Keys that have signed the ledger's checkpoints.
        public var logKeys = 1_000
        /// API keys of one member, revoked ones included.
        public var apiKeys = 100
        /// Entries of the sanctions list.
        public var sanctions = 10_000
        /// Officers of one member, retired ones included.
        public var officers = 200
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits {
        edition >= .sixth ? sixthLimits : firstLimits
    }

    private static let firstLimits = Limits()

    private static let sixthLimits = {
        var limits = firstLimits
        limits.signingKeys = 100
        return limits
    }()
}
