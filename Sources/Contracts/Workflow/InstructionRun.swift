import Marine

/// An instruction being carried out: the steps it has taken, before any of them is committed.
///
/// An instance that no step has changed is read through `read`, each time anew.
public struct InstructionRun {
    /// Who asks, when, and by which edition of the rules.
    public internal(set) var context: Context
    private let read: (InstanceKey) -> ContractState?
    /// In order; an instance that was moved is as its latest step left it.
    private(set) var steps: [Step] = []

    init(context: Context, read: @escaping (InstanceKey) -> ContractState?) {
        self.context = context
        self.read = read
    }

    /// An instance as the steps so far leave it; `nil` where it has not begun.
    public func state<Kind: Contract>(_ kind: Kind.Type, _ instance: InstanceID) -> Kind.State? {
        let key = InstanceKey(Kind.name, instance)
        return (steps.last { $0.key == key }?.state ?? read(key)).flatMap(Kind.unwrap)
    }

    /// The same, where it must have begun.
    ///
    /// - Throws: `instanceUnknown`.
    public func require<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID
    ) throws(Refusal) -> Kind.State {
        guard let state = state(kind, instance) else {
            throw Refusal(.instanceUnknown, [Kind.name.rawValue: instance.text])
        }
        return state
    }

    /// Decides one contract's command on the instance as it is now, folds it, and notes the step.
    ///
    /// - Throws: what the contract refuses, and `actionNotFromThisState` where the edition's state
    ///   graph has no such edge.
    @discardableResult
    public mutating func take<Kind: Contract>(
        _ kind: Kind.Type,
        _ instance: InstanceID,
        _ command: Kind.Command
    ) throws(Refusal) -> [Kind.Event] {
        let key = InstanceKey(Kind.name, instance)
        var state = state(kind, instance)
        let from = state.map(Kind.stage)?.rawValue
        let events = try Kind.decide(state, command, context)
        for event in events {
            state = Kind.evolve(consume state, event, in: context.edition)
        }
        guard let after = consume state else { throw Refusal(.instanceUnknown) }
        let edge = StateGraph.Edge(
            action: command.action.rawValue,
            from: from,
            to: Kind.stage(of: after).rawValue
        )
        guard Kind.graph(in: context.edition).edges.contains(edge) else {
            throw Refusal(
                .actionNotFromThisState,
                ["action": edge.action, "state": edge.from ?? "none"]
            )
        }
        steps.append(
            Step(
                key: key,
                edition: context.edition,
                edge: edge,
                payload: Kind.payload(command, events),
                state: Kind.wrap(consume after)
            )
        )
        return events
    }

    /// Refuses names that are no members'.
    public func requireMembers(_ members: Set<MemberID>) throws(Refusal) {
        let known = state(Consortium.self, Workflow.consortium)?.members ?? [:]
        for member in members.sorted() where known[member] == nil {
            throw Refusal(.memberUnknown, ["member": member.text])
        }
    }

    /// Who on a declaration is on the sanctions list by the first edition;
    /// the payee is screened with it.
    func sanctionsHits(_ declaration: Declaration, payee: MemberID) -> [Text<200>] {
        guard let consortium = state(Consortium.self, Workflow.consortium) else { return [] }
        return SanctionsList.hits(
            among: declaration.screened + [consortium.name(of: payee)],
            on: consortium.sanctions
        )
    }
}
