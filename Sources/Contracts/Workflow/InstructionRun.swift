/// The states an instruction reads and the steps it has taken, before any of them is kept.
struct InstructionRun {
    private let read: (InstanceKey) -> ContractState?
    /// The instances that were asked for, as they are now: so few that they are searched in order.
    private var known: [(key: InstanceKey, state: ContractState?)] = []
    private let context: Context
    private(set) var steps: [Step] = []

    init(context: Context, read: @escaping (InstanceKey) -> ContractState?) {
        self.context = context
        self.read = read
    }

    mutating func state<Kind: Contract>(_ kind: Kind.Type, _ instance: InstanceID) -> Kind.State? {
        known[place(of: InstanceKey(Kind.name, instance))].state.flatMap(Kind.unwrap)
    }

    mutating func require<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID
    ) throws(Refusal) -> Kind.State {
        guard let state = state(kind, instance) else {
            throw Refusal(.instanceUnknown, [Kind.name.rawValue: instance.text])
        }
        return state
    }

    /// Where an instance stands among those known, read now if it was not before.
    private mutating func place(of key: InstanceKey) -> Int {
        if let place = known.firstIndex(where: { $0.key == key }) { return place }
        known.append((key, read(key)))
        return known.count - 1
    }

    /// Decides one contract's command on the run's state, folds it, and notes the step.
    @discardableResult
    mutating func take<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        _ command: Kind.Command
    ) throws(Refusal) -> [Kind.Event] {
        let key = InstanceKey(Kind.name, instance)
        let place = place(of: key)
        var state = known[place].state.flatMap(Kind.unwrap)
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
        known[place].state = wrapped
        // A founding and an adoption pin the edition that they put in force.
        let members = self.state(Consortium.self, Workflow.consortium)
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
