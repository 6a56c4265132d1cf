import CanonicalJSON
public import Marine

/// Carries out an instruction: which contracts it moves, in which order, all or none.
///
/// As pure as the contracts themselves: it reads their states and returns steps.
public enum Workflow {
    /// Decides an instruction against the states before it, and whether its authorization suffices.
    ///
    /// `read` gives the state of an instance before the instruction, `nil` if not begun; it is
    /// asked as often as a state is needed. There is at least one step; the first contract that
    /// refuses refuses the whole instruction.
    public static func decide(
        _ instruction: Instruction,
        _ context: Context,
        read: @escaping (InstanceKey) -> ContractState?
    ) throws(Refusal) -> [Step] {
        var run = InstructionRun(context: context, read: read)
        if context.edition < context.latest { try requireKnown(instruction, in: context.edition) }
        if context.edition < .second, context.officer != nil {
            throw Refusal(.editionUnknown, ["inForce": "\(context.edition)", "unknown": "officer"])
        }
        if let members = run.state(Consortium.self, consortium) {
            try members.requireAuthorization(
                context.attestor,
                of: context.actor,
                for: instruction.kind,
                in: context.edition
            )
            run.context.officer = try members.officer(
                acting: context.actor,
                by: context.attestor,
                named: context.officer
            )
        }
        try instruction.carryOut(&run)
        try run.requireForm(of: instruction)
        return run.steps
    }

    /// The edition by which an instruction is decided: the one in force, or that of the genesis.
    public static func edition(
        of instruction: Instruction,
        after consortium: Consortium.State?
    ) -> Edition {
        if let consortium { return consortium.edition }
        guard case .consortium(.found(_, _, _, _, let edition, _)) = instruction else {
            return .first
        }
        return edition
    }

    /// The one instance of the Consortium contract.
    public static let consortium: InstanceID = {
        // The text is a constant of this module and a legal identifier; a test holds that.
        guard let id = try? Identifier(parsing: Consortium.instanceText) else {
            preconditionFailure("the consortium's own name is not an identifier")
        }
        return id
    }()

    /// Refuses what a later edition added, as a program that knows only the edition in force could
    /// not read it from the ledger.
    private static func requireKnown(
        _ instruction: Instruction,
        in edition: Edition
    ) throws(Refusal) {
        guard let bytes = try? instruction.canonicalBytes() else { return }
        do throws(JSONReadingError) {
            _ = try JSONReader.canonical(Instruction.self, from: bytes, edition: edition.number)
        } catch {
            throw Refusal(.editionUnknown, ["inForce": "\(edition)", "unknown": "\(error)"])
        }
    }
}
