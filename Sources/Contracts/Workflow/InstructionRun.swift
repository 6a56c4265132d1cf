/// An instruction being carried out: the steps it has taken, before any of them is kept.
///
/// What the steps have not moved is as `read` has it, which is asked each time.
struct InstructionRun {
    private let read: (InstanceKey) -> ContractState?
    private let context: Context
    /// In order; an instance that was moved is as its latest step left it.
    private(set) var steps: [Step] = []

    init(context: Context, read: @escaping (InstanceKey) -> ContractState?) {
        self.context = context
        self.read = read
    }

    func state<Kind: Contract>(_ kind: Kind.Type, _ instance: InstanceID) -> Kind.State? {
        let key = InstanceKey(Kind.name, instance)
        return (steps.last { $0.key == key }?.state ?? read(key)).flatMap(Kind.unwrap)
    }

    func require<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID
    ) throws(Refusal) -> Kind.State {
        guard let state = state(kind, instance) else {
            throw Refusal(.instanceUnknown, [Kind.name.rawValue: instance.text])
        }
        return state
    }

    /// Decides one contract's command on the instance as it is now, folds it, and notes the step.
    @discardableResult
    mutating func take<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        _ command: Kind.Command
    ) throws(Refusal) -> [Kind.Event] {
        let key = InstanceKey(Kind.name, instance)
        var state = state(kind, instance)
        let from = state.map(Kind.stage)
        let events = try Kind.decide(state, command, context)
        for event in events { state = Kind.evolve(consume state, event) }
        guard let after = consume state else { throw Refusal(.instanceUnknown) }
        let edge = StateGraph.Edge(action: command.action, from: from, to: Kind.stage(of: after))
        guard Kind.graph.edges.contains(edge) else {
            throw Refusal(
                .actionNotFromThisState,
                ["action": edge.action, "state": edge.from ?? "none"]
            )
        }
        let wrapped = Kind.wrap(consume after)
        // A founding and an adoption pin the edition that they put in force.
        let members =
            Consortium.unwrap(wrapped) ?? self.state(Consortium.self, Workflow.consortium)
        steps.append(
            Step(
                key: key,
                edition: members?.edition(of: Kind.name) ?? 1,
                edge: edge,
                payload: Kind.payload(command, events),
                state: wrapped
            )
        )
        return events
    }
}
