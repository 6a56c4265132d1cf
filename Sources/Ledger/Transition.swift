public import Contracts
public import Marine
public import TransparencyLog

/// One ledger entry: which contract moved along which edge, by whom, when, and the digests that
/// pin what is private about it.
public struct Transition: Hashable, Sendable {
    /// Which contract.
    public var contract: ContractName
    /// Which edition of its code.
    public var edition: Edition
    /// Which instance.
    public var instance: InstanceID
    /// The ordinal of this transition for the instance, from 1.
    public var revision: Int
    /// The index of the instance's previous leaf; `nil` at revision 1.
    public var previous: UInt64?
    /// The edge taken.
    public var edge: StateGraph.Edge
    /// The member that acted.
    public var actor: MemberID
    /// The sequencer's instant; never decreasing along the ledger.
    public var at: Instant
    /// The salted digest of the command.
    public var command: Hash
    /// Which of the command's transitions this is, from 0.
    public var part: Int
    /// How many transitions the command has.
    public var parts: Int
    /// The salted digest of the payload.
    public var payload: Hash
    /// Who vouches for the command.
    public var attestation: Attestation

    /// States a transition.
    public init(
        contract: ContractName,
        edition: Edition,
        instance: InstanceID,
        revision: Int,
        previous: UInt64?,
        edge: StateGraph.Edge,
        actor: MemberID,
        at: Instant,
        command: Hash,
        part: Int,
        parts: Int,
        payload: Hash,
        attestation: Attestation
    ) {
        self.contract = contract
        self.edition = edition
        self.instance = instance
        self.revision = revision
        self.previous = previous
        self.edge = edge
        self.actor = actor
        self.at = at
        self.command = command
        self.part = part
        self.parts = parts
        self.payload = payload
        self.attestation = attestation
    }

    /// Which instance of which contract.
    public var key: InstanceKey { InstanceKey(contract, instance) }

    /// Which action of which contract.
    public var step: StepKind { StepKind(contract, edge.action) }
}

/// A leaf that is not a transition.
public struct LeafError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String

    /// Says what is wrong.
    public init(_ reason: String) { self.reason = reason }

    /// What is wrong.
    public var description: String { reason }
}
