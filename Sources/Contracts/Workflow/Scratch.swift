/// The states an instruction reads and the steps it has taken, before any of them is kept.
struct Scratch {
    private let read: (InstanceKey) -> ContractState?
    private var changed: [InstanceKey: ContractState] = [:]
    private let context: Context
    private(set) var steps: [Step] = []

    init(context: Context, read: @escaping (InstanceKey) -> ContractState?) {
        self.context = context
        self.read = read
    }

    func state<Kind: Contract>(_ kind: Kind.Type, _ instance: InstanceID) -> Kind.State? {
        let key = InstanceKey(Kind.name, instance)
        return (changed[key] ?? read(key)).flatMap(Kind.unwrap)
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

    /// Decides one contract's command on the scratch's state, folds it, and notes the step.
    @discardableResult
    mutating func take<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        _ command: Kind.Command
    ) throws(Refusal) -> [Kind.Event] {
        let before = state(kind, instance)
        let events = try Kind.decide(before, command, context)
        var after = before
        for event in events { after = Kind.evolve(after, event) }
        guard let after else { throw Refusal(.instanceUnknown) }
        let edge = StateGraph.Edge(
            action: command.action,
            from: before.map(Kind.stage),
            to: Kind.stage(of: after)
        )
        guard Kind.graph.edges.contains(edge) else {
            throw Refusal(
                .actionNotFromThisState,
                ["action": edge.action, "state": edge.from ?? "none"]
            )
        }
        let key = InstanceKey(Kind.name, instance)
        let state = Kind.wrap(after)
        changed[key] = state
        // A founding and an adoption pin the edition that they put in force.
        let members = self.state(Consortium.self, Workflow.consortium)
        steps.append(
            Step(
                key: key,
                edition: members?.edition(of: Kind.name) ?? 1,
                edge: edge,
                payload: Kind.payload(command, events),
                state: state
            )
        )
        return events
    }
}
