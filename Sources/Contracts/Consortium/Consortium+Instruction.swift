public import Marine

extension Consortium {
    /// An instruction to the consortium is a command of its contract.
    public typealias Instruction = Command

    /// Every command is one step, whose actor the contract judges by its own state.
    public static func forms(in edition: Edition) -> [CommandForm] {
        edition >= .second ? secondForms : firstForms
    }

    private static let firstForms = forms(of: graph(in: .first))
    private static let secondForms = forms(of: graph(in: .second))

    private static func forms(of graph: StateGraph) -> [CommandForm] {
        let actions = Set(graph.edges.map(\.action))
        return Command.Action.allCases.filter { actions.contains($0.rawValue) }
            .map { form($0, [step($0)]) }
    }

    /// Carries out an instruction: one step.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        try run.take(Consortium.self, Workflow.consortium, instruction)
    }
}

extension Consortium.Command: ContractInstruction {
    /// The one instance that there is.
    public var subject: InstanceID { Workflow.consortium }

    /// The API key that it issues, if any.
    public var begun: BegunInstance? {
        guard case .issueAPIKey(_, let id, _, _) = self else { return nil }
        return BegunInstance(Consortium.apiKeyPrefix, id)
    }
}
