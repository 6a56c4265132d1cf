public import CanonicalJSON

/// The permanent name of each rule that a validating witness checks.
///
/// A name is never given to another rule.
public enum Rule: String, JSONCoded, Hashable, Sendable, CaseIterable {
    // From the leaves alone.
    /// A leaf is a transition in canonical form, of a contract that is known.
    case leaf
    /// The edition has the contract and, where the Consortium's payloads are checked, is the one in
    /// force.
    case edition
    /// The first entry, and no other, founds the one consortium.
    case founding
    /// The edge is in the contract's public state graph.
    case edge
    /// The edge starts from the state that the instance is in.
    case state
    /// The revision is one more than the instance's latest.
    case revision
    /// `previous` is the index of the instance's latest leaf.
    case previous
    /// Instants never decrease.
    case instant
    /// A command's transitions are consecutive and in order, with one digest, actor and
    /// attestation.
    case parts
    /// A command's transitions are those of a form that the contracts declare, on instances that
    /// hang together.
    case workflow
    /// A command's digest occurs once.
    case commandReused
    /// A checkpoint does not end within a command.
    case commandCut
    /// A member's signature is valid.
    case signature

    // With the Consortium's payloads.
    /// A payload, which has the digest that its leaf names, reads.
    case payload
    /// The founding names this ledger's origin.
    case origin
    /// The contract decides what the Consortium's transition says, from its arguments.
    case decision
    /// The actor is a member.
    case member
    /// The actor has a role in which the command may be given.
    case role
    /// The key that signs was registered for the actor, and not revoked.
    case key
    /// The command is sufficiently authorized: a member with a key signs, and a locked one does not
    /// act.
    // The name under which witnesses have reported it and kept it since the first: it stays.
    case authorization = "word"

    // From the checkpoints.
    /// The log signs one tree.
    case fork
    /// The witness's own record holds all that it has cosigned.
    case recordLost
}

/// A rule that a log has broken, and for which it is no longer cosigned.
public struct RuleViolation: Error, Record, Hashable, Sendable, CustomStringConvertible {
    /// The entry that breaks the rule; nil where it is not about one entry.
    public let entry: UInt64?
    /// The rule.
    public let rule: Rule
    /// What is wrong, with the figures compared.
    public let reason: String

    /// The entry, the rule and what is wrong.
    public var description: String {
        let place = entry.map { "entry \($0) breaks" } ?? "the log breaks"
        return "\(place) the rule '\(rule.rawValue)': \(reason)"
    }
}
