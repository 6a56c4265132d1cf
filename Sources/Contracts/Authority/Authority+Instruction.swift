import CanonicalJSON
import Marine

extension Authority {
    /// What a member asks of its table.
    public enum Instruction: ContractInstruction {
        /// Sets the member's table of authority, in place of the one before.
        case setAuthority(
            /// The member, whose table it is.
            member: InstanceID,
            /// Which of its officers may decide what.
            table: Table
        )
    }

    /// The forms of its commands.
    public static let forms: [CommandForm] = [
        form(.setAuthority, [step(.setAuthority)], by: [OpenCover.opener])
    ]

    /// Carries out an instruction on a table.
    public static func carryOut(
        _ instruction: Instruction,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        switch instruction {
        case .setAuthority(let member, let table):
            try requireActor(run.context, among: [member])
            guard let own = run.state(Consortium.self, Workflow.consortium)?.members[member] else {
                throw Refusal(.memberUnknown, ["member": member.text])
            }
            try Consortium.requireKeeper(of: own, member, for: nil, run.context)
            for grant in table.officers {
                let officer = try Consortium.requireOfficer(grant.officer, of: own)
                guard officer.administers != true else {
                    throw Refusal(.authorityMalformed, ["officer": officer.id.text])
                }
            }
            try run.take(Authority.self, member, .setAuthority(member: member, table: table))
        }
    }
}

extension Authority.Instruction {
    /// The instance that it begins: its name is the member's own.
    public var begun: BegunInstance? { nil }
}
