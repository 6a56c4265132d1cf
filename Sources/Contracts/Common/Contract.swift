public import CanonicalJSON
public import Marine

/// A smart contract: a pure function from a state and a command to events or a refusal.
///
/// Its folder holds, in this order of reading: the state with commands and events; `+Evolve`, the
/// fold; `+Decide`, the decisions; `+Instruction`, what members ask, the steps that it takes, and
/// the forms that these may have. A line in `ContractName` registers it.
///
/// Every member that replays the ledger reaches the same states, byte for byte, so a contract
/// reads no clock, draws no random number and touches no floating point.
public protocol Contract {
    /// What an instance of the contract is, after the events so far.
    associatedtype State: Record, Hashable, Sendable
    /// What a member may ask of an instance.
    associatedtype Command: ContractCommand
    /// What has happened to an instance.
    associatedtype Event: ContractEvent
    /// What a member asks of the ledger through the contract.
    associatedtype Instruction: ContractInstruction
    /// Where an instance stands, by the names of the public state graph.
    associatedtype Stage: RawRepresentable<String> & CaseIterable & Sendable

    /// The contract's name in the leaf.
    static var name: ContractName { get }

    /// The legal state graph of an edition: which action leads from where to where.
    static func graph(in edition: Edition) -> StateGraph

    /// The forms that commands have in an edition, one or more for each instruction.
    static func forms(in edition: Edition) -> [CommandForm]

    /// The contract under whose instances this one's begin; `nil` where they begin under none.
    static var parent: ContractName? { get }

    /// The instance that one began under, as it is for ever.
    static func parent(of state: State) -> InstanceID?

    /// Whether its instances are facts across certificates, each of which goes by an identifier
    /// that is derived from what it is about; one command may move several of them.
    static var isFact: Bool { get }

    /// The letters that its instances' identifiers begin with, where they are derived.
    static var factPrefix: String { get }

    /// The actions that one command may take on several instances, all of which began under one.
    static var sharedActions: Set<String> { get }

    /// Where an instance stands.
    static func stage(of state: State) -> Stage

    /// The members that may read an instance and its payloads.
    ///
    /// Whoever is let in stays: a later holder of a certificate, a surveyor,
    /// a member of the consortium.
    static func parties(of state: State) -> Set<MemberID>

    /// Takes the steps that an instruction needs, of this contract and of others.
    static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal)

    /// Decides a command by the context's edition against the state before it;
    /// `nil` is an instance not yet begun.
    static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event]

    /// Folds one event of an edition into the state; what the event says is taken as decided.
    static func evolve(_ state: consuming State?, _ event: Event, in edition: Edition) -> State?

    /// Wraps a state in the enumeration of all contracts' states.
    static func wrap(_ state: consuming State) -> ContractState

    /// Unwraps the contract's state; `nil` where it is another contract's.
    static func unwrap(_ state: ContractState) -> State?

    /// Wraps a step's command and events in the enumeration of all contracts' payloads.
    static func payload(_ command: Command, _ events: [Event]) -> StepPayload
}

/// A contract whose state graph and forms are still those of the edition that added it.
///
/// One that changes them says which edition has which, as `Contract` asks.
public protocol UnchangedContract: Contract {
    /// The legal state graph.
    static var graph: StateGraph { get }
    /// The forms of its commands.
    static var forms: [CommandForm] { get }
}

extension UnchangedContract {
    /// The state graph; empty in an edition that does not have the contract.
    public static func graph(in edition: Edition) -> StateGraph {
        edition >= name.since ? graph : .empty
    }

    /// The forms; none in an edition that does not have the contract.
    public static func forms(in edition: Edition) -> [CommandForm] {
        edition >= name.since ? forms : []
    }
}

/// What a member asks of the ledger through a contract.
///
/// The first value of each case names the instance that it is about, the one whose revision a
/// caller may expect. No two contracts' instructions share a name.
public protocol ContractInstruction: ContractCommand {
    /// The instance that it is about.
    var subject: InstanceID { get }
    /// The instance that it begins, if any.
    var begun: BegunInstance? { get }
}

/// The instance that an instruction begins, under an identifier derived from the command's name.
public struct BegunInstance: Hashable, Sendable {
    /// The identifier's prefix, before what is derived: `clm`.
    public let prefix: String
    /// Its identifier as the instruction has it.
    public let id: InstanceID
    /// The instance that it is begun under, which the asker must be allowed to read.
    public let under: InstanceKey?

    init(_ prefix: String, _ id: InstanceID, under: InstanceKey? = nil) {
        self.prefix = prefix
        self.id = id
        self.under = under
    }
}

/// The name of an action: of a command's, which the ledger's leaf carries, or of an instruction's.
///
/// `Scripts/make-records` makes one of the cases of each.
public protocol ActionName: RawRepresentable<String>, CaseIterable, Hashable, Sendable {}

/// A command knows the action that the ledger's leaf will name.
public protocol ContractCommand: Record, Hashable, Sendable {
    /// The names of all that may be asked.
    associatedtype Action: ActionName
    /// The edge's name in the state graph.
    var action: Action { get }
}

/// What has happened to an instance, in the past tense.
public protocol ContractEvent: Record, Hashable, Sendable {
    /// The case's name, such as `settled`.
    var name: String { get }
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

    /// No edge at all.
    static let empty = StateGraph([])

    /// Whether the graph has this edge.
    public func allows(action: String, from: String?, to: String) -> Bool {
        edges.contains(Edge(action: action, from: from, to: to))
    }

    /// Whether an action can be taken from a state.
    public func allows(_ action: some ActionName, from: some RawRepresentable<String>) -> Bool {
        edges.contains { $0.from == from.rawValue && $0.action == action.rawValue }
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
