public import Marine

/// What one command may do: which steps it takes, in this order and no others, and in which roles.
///
/// Contracts declare the forms of their instructions beside what carries them out. The workflow
/// lets no command pass that has none of its instruction's forms, and a witness holds the leaves of
/// a command to the same table. The instances hang together likewise: within one command, the steps
/// on one contract are all on one instance, and where both a contract and its parent are moved, the
/// one instance began under the other. Facts across certificates are several instances of one
/// contract, each moved once; so are instances that share an action, all of which began under one.
public struct CommandForm: Hashable, Sendable {
    /// What is asked: the action of the contract's instruction.
    public let instruction: String
    /// The steps, in order.
    public let steps: [FormStep]
    /// Roles of which the actor has one; any member may act where there is none here.
    public let roles: [Role]

    /// Declares a form.
    public init(_ instruction: String, _ steps: [FormStep], by roles: [Role] = []) {
        self.instruction = instruction
        self.steps = steps
        self.roles = roles
    }

    /// The forms of all contracts' instructions in an edition; none where it is not known.
    public static func all(in edition: Edition) -> [CommandForm] {
        let place = edition.number - Edition.first.number
        return tables.indices.contains(place) ? tables[place] : []
    }

    /// Those of every edition that is known, in order: made once, as witnesses ask for each leaf.
    private static let tables = Edition.known.map { edition in
        ContractName.allCases.flatMap { $0.kind.forms(in: edition) }
    }

    /// Whether a command of so many steps that begins with these may be of this form.
    public func begins(with taken: some Collection<StepKind>, of count: Int) -> Bool {
        Self.matches(steps[...], Array(taken)[...], of: count)
    }

    private static func matches(
        _ steps: ArraySlice<FormStep>,
        _ taken: ArraySlice<StepKind>,
        of count: Int
    ) -> Bool {
        guard let step = steps.first else { return count == 0 && taken.isEmpty }
        guard count >= step.times.lowerBound else { return false }
        let own = taken.prefix { $0 == step.kind }.count
        for times in step.times.lowerBound...min(step.times.upperBound, count) {
            let seen = min(times, taken.count)
            guard seen <= own else { return false }
            if matches(steps.dropFirst(), taken.dropFirst(seen), of: count - times) {
                return true
            }
        }
        return false
    }

    /// Whether the form lets a member with these roles act.
    public func admits(_ roles: [Role]) -> Bool {
        self.roles.isEmpty || roles.contains { self.roles.contains($0) }
    }
}

/// A step of a form: a kind of step, and how often it is taken in a row.
public struct FormStep: Hashable, Sendable {
    /// The kind.
    public let kind: StepKind
    /// How often, each time on another instance where it is more than once.
    public let times: ClosedRange<Int>

    /// Names a kind of step, taken once where nothing else is said.
    public init(_ kind: StepKind, _ times: ClosedRange<Int> = 1...1) {
        self.kind = kind
        self.times = times
    }
}

/// What a leaf shows of a step: the contract and its action.
public struct StepKind: Hashable, Sendable, CustomStringConvertible {
    /// The contract.
    public let contract: ContractName
    /// The action in its state graph.
    public let action: String

    /// Names a kind of step.
    public init(_ contract: ContractName, _ action: String) {
        self.contract = contract
        self.action = action
    }

    /// The contract and the action: `openCover declare`.
    public var description: String { "\(contract) \(action)" }
}

extension Instruction {
    /// The contract and the action asked for.
    ///
    /// A step of the same contract and action has this kind too, where an instruction has one.
    public var kind: StepKind { StepKind(contract, action) }
}

extension Contract {
    /// A kind of step of this contract.
    public static func step(_ action: Command.Action) -> StepKind {
        StepKind(name, action.rawValue)
    }

    /// Steps of this contract in a form, each on another fact.
    static func steps(_ action: Command.Action, _ times: ClosedRange<Int>) -> FormStep {
        FormStep(step(action), times)
    }

    /// A form of one of this contract's instructions, for any member or in certain roles.
    static func form(
        _ instruction: Instruction.Action,
        _ steps: [StepKind],
        by roles: [Role] = []
    ) -> CommandForm {
        form(instruction, steps.map { FormStep($0) }, by: roles)
    }

    /// A form with steps that are taken more or less often.
    static func form(
        _ instruction: Instruction.Action,
        _ steps: [FormStep],
        by roles: [Role] = []
    ) -> CommandForm {
        CommandForm(instruction.rawValue, steps, by: roles)
    }

    /// An earlier edition's forms, with those of some instructions in place of their own, or new.
    static func forms(_ earlier: [CommandForm], changing later: [CommandForm]) -> [CommandForm] {
        let changed = Set(later.map(\.instruction))
        return earlier.filter { !changed.contains($0.instruction) } + later
    }

    /// An edge of this contract's state graph; without `from`, one that begins an instance.
    static func edge(
        _ action: Command.Action,
        from: Stage? = nil,
        to: Stage
    ) -> StateGraph.Edge {
        StateGraph.Edge(action: action.rawValue, from: from?.rawValue, to: to.rawValue)
    }

    /// Whether one command may take an action on an instance beside another step of this contract;
    /// `once` says that the other is on another instance.
    public static func isMoved(_ action: String, once: Bool) -> Bool {
        once == (isFact || sharedActions.contains(action))
    }

    /// None: the contract's instances are named by who begins them.
    public static var isFact: Bool { false }

    /// None: a command moves one instance of the contract.
    public static var sharedActions: Set<String> { [] }

    /// Nothing: identifiers are not derived.
    public static var factPrefix: String { "" }

    /// Nothing: instances begin under no other.
    public static var parent: ContractName? { nil }

    /// Nothing: the instance began under no other.
    public static func parent(of state: State) -> InstanceID? { nil }
}

extension InstructionRun {
    /// Holds the steps taken to the forms that the instruction's contract declares.
    ///
    /// What contracts carry out has a form, which tests show of every instruction; a step that had
    /// none would be refused by every witness for good, so it must not reach the ledger.
    ///
    /// - Throws: `actorNotEntitled` where the form is not for the actor's roles, and
    ///   `actionNotFromThisState` where there is no such form.
    func requireForm(of instruction: Instruction) throws(Refusal) {
        let forms = instruction.contract.kind.forms(in: context.edition).filter {
            $0.instruction == instruction.action
                && $0.begins(with: steps.lazy.map(\.kind), of: steps.count)
        }
        guard !forms.isEmpty, isConnected else {
            throw Refusal(
                .actionNotFromThisState,
                [
                    "action": instruction.action,
                    "steps": steps.map { "\($0.kind)" }.joined(separator: ", "),
                ]
            )
        }
        guard forms.contains(where: { $0.admits(context.roles) }) else {
            let roles = Set(forms.flatMap(\.roles).map(\.rawValue)).sorted()
            throw Refusal(
                .actorNotEntitled,
                ["actor": context.actor.text, "roles": roles.joined(separator: ", ")]
            )
        }
    }

    /// Whether the instances that were moved hang together.
    private var isConnected: Bool {
        for (place, step) in steps.enumerated().dropFirst() {
            for other in steps[..<place] where !step.isConnected(with: other) { return false }
        }
        return true
    }
}

extension Step {
    /// What its leaf shows of it.
    public var kind: StepKind { StepKind(key.contract, edge.action) }

    /// Whether both steps may belong to one command.
    fileprivate func isConnected(with other: Step) -> Bool {
        if key.contract == other.key.contract {
            return key.contract.kind.isMoved(edge.action, once: key != other.key)
        }
        return isUnder(other) != false && other.isUnder(self) != false
    }

    /// Whether its instance began under another's; `nil` where its contract's begin under none of
    /// that contract.
    private func isUnder(_ other: Step) -> Bool? {
        let kind = key.contract.kind
        guard kind.parent == other.key.contract else { return nil }
        return parent(kind) == other.key.instance
    }

    private func parent<Kind: Contract>(_ kind: Kind.Type) -> InstanceID? {
        Kind.unwrap(state).flatMap(Kind.parent)
    }
}
