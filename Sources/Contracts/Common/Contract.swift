public import CanonicalJSON
public import Marine

/// A smart contract: a pure function from a state and a command to events or a refusal.
///
/// Every member that replays the ledger reaches the same states, byte for byte, so a contract
/// reads no clock, draws no random number and touches no floating point.
public protocol Contract {
    /// What an instance of the contract is, after the events so far.
    associatedtype State: Record, Hashable, Sendable
    /// What a member may ask of an instance.
    associatedtype Command: ContractCommand
    /// What has happened to an instance.
    associatedtype Event: Record, Hashable, Sendable

    /// The contract's name in the leaf.
    static var name: ContractName { get }

    /// The legal state graph: which action leads from where to where.
    static var graph: StateGraph { get }

    /// The name, in the public state graph, of the state that an instance is in.
    static func stage(of state: State) -> String

    /// The members that may read an instance and its payloads.
    ///
    /// They are settled when the instance begins; only the consortium's change.
    static func parties(of state: State) -> Set<MemberID>

    /// Decides a command against the state before it; `nil` is an instance not yet begun.
    static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event]

    /// Folds one event into the state; what the event says is taken as decided.
    static func evolve(_ state: consuming State?, _ event: Event) -> State?

    /// Puts a state among all contracts' states.
    static func wrap(_ state: consuming State) -> ContractState

    /// Takes the contract's state out again; `nil` where it is another contract's.
    static func unwrap(_ state: ContractState) -> State?

    /// Puts a decided step's command and events among all contracts' payloads.
    static func payload(_ command: Command, _ events: [Event]) -> StepPayload
}

/// A command knows the action that the ledger's leaf will name.
public protocol ContractCommand: Record, Hashable, Sendable {
    /// The edge's name in the state graph.
    var action: String { get }
}

/// The contracts of this edition, by the name that leaves carry.
public enum ContractName: String, JSONCoded, Hashable, Sendable, CaseIterable {
    /// Members, roles and keys.
    case consortium
    /// The standing facility under which shipments are declared.
    case openCover
    /// The insurance of one shipment.
    case certificate
    /// The carriage of the goods and what its loggers recorded.
    case shipment
    /// One claim for one loss.
    case claim
}

/// The latest edition of the contracts' code: a new ledger is founded with it.
///
/// Which edition is in force on a ledger is said by its Consortium; old ones stay executable.
public let currentEdition = 2

/// Who asks, in which roles, on whose word, and when the sequencer took the command.
public struct Context: Hashable, Sendable {
    /// The member that acts.
    public let actor: MemberID
    /// The actor's roles as the Consortium has them.
    public let roles: [Role]
    /// On whose word the command rests.
    public let attestor: Attestor
    /// The sequencer's instant: never earlier than that of any transition before.
    public let at: Instant

    /// Makes a context.
    public init(actor: MemberID, roles: some Sequence<Role>, attestor: Attestor, at: Instant) {
        self.actor = actor
        self.roles = Array(roles)
        self.attestor = attestor
        self.at = at
    }
}

/// On whose word a command rests.
///
/// Whether the signature is right is judged where the command's bytes are at hand; what its key
/// may do is judged by the contracts.
public enum Attestor: Hashable, Sendable {
    /// The operator's alone: the command came in under the member's API key.
    case operatorAlone
    /// The member's own, by a signature of this Ed25519 public key, 32 bytes in base64.
    case member(key: String)
    /// That of the holder of the log's signing key, named by its verifier key.
    case log(key: String)
}

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

/// The legal edges of a contract as data, read by verification, documentation and tests alike.
public struct StateGraph: Hashable, Sendable {
    /// One action from one state to another.
    public struct Edge: Hashable, Sendable {
        /// The action's name.
        public let action: String
        /// The state before; `nil` where the action begins an instance.
        public let from: String?
        /// The state after.
        public let to: String

        /// Makes an edge.
        public init(action: String, from: String?, to: String) {
            self.action = action
            self.from = from
            self.to = to
        }
    }

    /// Every legal edge, in reading order.
    public let edges: [Edge]

    /// Makes a graph from its edges.
    public init(_ edges: [Edge]) { self.edges = edges }

    /// Whether the graph has this edge.
    public func allows(action: String, from: String?, to: String) -> Bool {
        edges.contains(Edge(action: action, from: from, to: to))
    }

    /// Whether an action can be taken from a state.
    public func allows(action: String, from: String?) -> Bool {
        edges.contains { $0.from == from && $0.action == action }
    }

    /// The actions that can be taken from a state, in reading order, each once.
    public func actions(from: String?) -> [String] {
        var seen: [String] = []
        for edge in edges where edge.from == from && !seen.contains(edge.action) {
            seen.append(edge.action)
        }
        return seen
    }
}

extension ContractName {
    /// The contract's legal state graph.
    public var graph: StateGraph {
        switch self {
        case .consortium: Consortium.graph
        case .openCover: OpenCover.graph
        case .certificate: Certificate.graph
        case .shipment: Shipment.graph
        case .claim: Claim.graph
        }
    }
}
