public import CanonicalJSON
import Crypto
public import Marine

/// The members of the consortium, with their roles and keys.
///
/// There is one instance, `consortium`; leaf 0 of every ledger is its founding.
public enum Consortium {
    /// The letters that identifiers of API keys begin with.
    public static let apiKeyPrefix = "key"
    /// The one instance's identifier, spelled as leaves carry it.
    public static let instanceText = "consortium"

    /// The members and keys after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// The ledger's name: a scheme-less URL that checkpoints carry as origin.
        public var origin: String
        /// The member that runs the sequencer.
        public var operatorMember: MemberID
        /// The verifier key with which the ledger's checkpoints are signed now.
        public var logKey: String
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
        /// What the identifiers of facts are derived with, 32 bytes in base64.
        ///
        /// - Since: edition 2
        public var secret: String?
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
        public var name: String
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
            signingKeys.contains { $0.publicKey == publicKey && $0.revokedAt == nil }
        }

        /// Whether the member holds a key that may sign for it now.
        public var holdsKey: Bool { signingKeys.contains { $0.revokedAt == nil } }
    }

    /// A verifier key that the ledger's checkpoints were signed with.
    public struct FormerLogKey: Record, Hashable, Sendable {
        /// The signed-note verifier key.
        public var key: String
        /// When it was replaced.
        public var replacedAt: Instant
    }

    /// An Ed25519 public key of a member.
    public struct SigningKey: Record, Hashable, Sendable {
        /// 32 bytes in standard base64.
        public var publicKey: String
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
            let bytes = (try? PublicKeyText(publicKey))?.bytes ?? []
            let hex = SHA256.hash(data: bytes).flatMap {
                [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
            }
            return String(decoding: hex, as: UTF8.self)
        }
    }

    /// A bearer key for the HTTP interface; what it opens is known to its owner alone.
    public struct APIKey: Record, Hashable, Sendable {
        /// The key's own identifier: not secret.
        public var id: Identifier
        /// SHA-256 of the key in standard base64; the key itself is never stored.
        public var digest: String
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

    /// What may be asked of the consortium.
    public enum Command: ContractCommand, Record {
        /// Begins the ledger with its operator as first member.
        case found(
            origin: Text<200>,
            operatorMember: MemberID,
            operatorName: Text<200>,
            logKey: Text<400>,
            edition: Edition,
            /// The clock that instants are taken from, for ever; the machine's where left out.
            ///
            /// - Since: edition 2
            clock: LedgerClock? = nil
        )
        /// Admits a member.
        case admitMember(
            /// The member's name in the ledger; made from the command's where none is given.
            member: MemberID,
            /// The name on the member's papers.
            name: Text<200>,
            /// What the member may do.
            roles: Roles
        )
        /// Registers a public key with which the member will sign.
        ///
        /// `auditors` may revoke and restore the member's keys; where they are left out, those
        /// named before stay. `proof` is the new key's own signature over `member` and auditors.
        case registerKey(
            /// Whose key it is.
            member: MemberID,
            /// The new key.
            publicKey: PublicKeyText,
            /// The auditors that may revoke and restore the member's keys; those named before
            /// where left out.
            auditors: Auditors? = nil,
            /// The new key's signature that it is this member's.
            proof: SignatureText,
            /// The officer whose key it is; the member's own where left out.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// Revokes a signing key; the last one's revocation locks the member.
        case revokeKey(member: MemberID, publicKey: PublicKeyText)
        /// Revokes a signing key and registers another in its place.
        case rotateKey(
            /// Whose key it is.
            member: MemberID,
            /// The key that is revoked.
            old: PublicKeyText,
            /// The new key.
            new: PublicKeyText,
            /// The new key's signature that it is this member's.
            proof: SignatureText
        )
        /// Registers a key for a locked member, which can act again with it.
        case restoreKey(
            /// Whose key it is.
            member: MemberID,
            /// The new key.
            publicKey: PublicKeyText,
            /// The new key's signature that it is this member's.
            proof: SignatureText
        )
        /// Names the auditors that may revoke and restore the member's keys, in place of those
        /// named before.
        case nameAuditors(
            /// Whose auditors they are.
            member: MemberID,
            /// The auditors, in place of those named before.
            auditors: Auditors
        )
        /// Issues an API key, known by its digest.
        case issueAPIKey(
            member: MemberID,
            id: Identifier,
            digest: DigestText,
            /// The officer whose key it is; the member's own where left out.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// Revokes an API key.
        case revokeAPIKey(member: MemberID, id: Identifier)
        /// Puts a name or an IMO number on the sanctions list.
        case listSanction(
            /// A name or an IMO number.
            entry: Text<200>
        )
        /// Takes a name or an IMO number off the sanctions list.
        case delistSanction(
            /// A name or an IMO number.
            entry: Text<200>
        )
        /// Replaces the key that signs the ledger's checkpoints; the key in force signs this.
        case rotateLogKey(old: Text<400>, new: Text<400>, proof: SignatureText)
        /// Puts a later edition of the rules in force.
        case adoptEdition(edition: Edition)
        /// Keeps the secret that identifiers of facts are derived with, once.
        ///
        /// - Since: edition 2
        case keepSecret(
            /// 32 random bytes.
            secret: SecretText
        )
        /// Registers a person that acts for a member.
        ///
        /// - Since: edition 2
        case registerOfficer(
            /// The member.
            member: MemberID,
            /// What the person goes by among the member's officers, for ever.
            officer: Identifier,
            /// The person's name.
            name: Text<200>,
            /// The person's title, such as "Head of Claims".
            title: Text<200>,
            /// Whether the person registers officers and their keys and sets the member's table of
            /// authority, and in return has no authority over claims; not where left out.
            administers: Bool? = nil
        )
        /// Ends that a person acts for a member; the person's keys are revoked.
        ///
        /// - Since: edition 2
        case retireOfficer(
            /// The member.
            member: MemberID,
            /// The officer.
            officer: Identifier
        )
    }

    /// What has happened in the consortium.
    public enum Event: ContractEvent, Record {
        /// The ledger began.
        case founded(
            origin: String,
            operatorMember: MemberID,
            operatorName: String,
            logKey: String,
            edition: Edition,
            at: Instant,
            /// The clock that instants are taken from; absent where it is the machine's.
            ///
            /// - Since: edition 2
            clock: LedgerClock? = nil
        )
        /// A member was admitted.
        case memberAdmitted(member: MemberID, name: String, roles: [Role], at: Instant)
        /// A signing key was registered, and these auditors were named if any.
        case keyRegistered(
            member: MemberID,
            publicKey: String,
            at: Instant,
            auditors: [MemberID]? = nil,
            /// The officer whose key it is.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// A signing key was revoked.
        case keyRevoked(member: MemberID, publicKey: String, at: Instant)
        /// The member was locked, as its last signing key was revoked.
        case memberLocked(member: MemberID, at: Instant)
        /// A signing key was revoked and another registered in its place.
        case keyRotated(member: MemberID, old: String, new: String, at: Instant)
        /// A locked member was given a key again.
        case keyRestored(member: MemberID, publicKey: String, at: Instant)
        /// The member named its auditors.
        case auditorsNamed(member: MemberID, auditors: [MemberID])
        /// An API key was issued.
        case apiKeyIssued(
            member: MemberID,
            id: Identifier,
            digest: String,
            at: Instant,
            /// The officer whose key it is.
            ///
            /// - Since: edition 2
            officer: Identifier? = nil
        )
        /// An API key was revoked.
        case apiKeyRevoked(member: MemberID, id: Identifier, at: Instant)
        /// An entry came onto the sanctions list.
        case sanctionListed(entry: String)
        /// An entry left the sanctions list.
        case sanctionDelisted(entry: String)
        /// The key that signs the ledger's checkpoints was replaced.
        case logKeyRotated(old: String, new: String, at: Instant)
        /// A later edition came into force, from the next entry on.
        case editionAdopted(edition: Edition)
        /// The secret that identifiers of facts are derived with is kept.
        ///
        /// - Since: edition 2
        case secretKept(secret: String)
        /// A person acts for a member from now on.
        ///
        /// - Since: edition 2
        case officerRegistered(member: MemberID, officer: Authority.Officer)
        /// A person acts for a member no more, and its keys are revoked.
        ///
        /// - Since: edition 2
        case officerRetired(member: MemberID, officer: Identifier, at: Instant)
    }
}

extension Consortium {
    /// The legal state graph: one state, entered by the founding.
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
