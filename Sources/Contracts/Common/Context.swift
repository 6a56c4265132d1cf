public import CanonicalJSON
public import Marine

/// Who asks, in which roles, by whose attestation, and when the sequencer took the command.
public struct Context: Hashable, Sendable {
    /// The member that acts.
    public let actor: MemberID
    /// The actor's roles as the Consortium has them.
    public let roles: [Role]
    /// Who attests the command.
    public let attestor: Attestor
    /// The officer that the command names; once it is judged, the one whose key attests it.
    ///
    /// Where the operator alone attests, it is the one to whom the API key belongs. `nil` where the
    /// key is the member's own.
    public internal(set) var officer: Identifier?
    /// The sequencer's instant: never earlier than that of any transition before.
    public let at: Instant
    /// The edition of the rules in force.
    public let edition: Edition
    /// The latest edition that this program knows, and that may be adopted.
    public let latest: Edition

    /// Makes a context.
    public init(
        actor: MemberID,
        roles: some Sequence<Role>,
        attestor: Attestor,
        at: Instant,
        edition: Edition = .current,
        latest: Edition = .current,
        officer: Identifier? = nil
    ) {
        self.actor = actor
        self.roles = Array(roles)
        self.attestor = attestor
        self.at = at
        self.edition = edition
        self.latest = latest
        self.officer = officer
    }
}

/// Who attests a command.
///
/// The signature is verified before the contracts are asked; the contracts judge what its key may
/// do.
public enum Attestor: Hashable, Sendable {
    /// The operator alone: the command came in under the member's API key.
    case operatorAlone
    /// The member itself, by a signature of this Ed25519 public key, 32 bytes in base64.
    case member(key: String)
    /// The holder of the log's signing key, named by its verifier key.
    case log(key: String)
}

/// What a member is: one role at least, and at most each once.
public typealias Roles = Entries<1, 9, Role>

/// What a member is in the consortium; it may be several things.
public enum Role: String, JSONCoded, Hashable, Sendable, CaseIterable {
    /// Runs the platform and its sequencer.
    case `operator`
    /// Underwrites, adjusts and pays.
    case insurer
    /// Places covers and declares for the assured.
    case broker
    /// Holds the insurable interest.
    case assured
    /// Hands the goods to the carrier and uploads what loggers recorded.
    case shipper
    /// Carries the goods.
    case carrier
    /// Inspects damage.
    case surveyor
    /// Finances the goods.
    case bank
    /// Reads and reconciles everything, changes nothing.
    case auditor
}
