import Contracts
import Marine
import TestSamples
import Testing

extension CaseLedger {
    /// The table of a member with one officer, who does it all up to 10,000.
    static let oneHanded = Instruction.authority(
        .setAuthority(
            member: .leader,
            table: Authority.Table(
                officers: constant {
                    try Entries([
                        Authority.Grant(
                            officer: allrounder,
                            adjusts: true,
                            approvesUpTo: try Entries([usd("10000")]),
                            settles: true
                        )
                    ])
                }
            )
        )
    )

    /// One measures, the other approves.
    static let twoHanded = Instruction.authority(
        .setAuthority(
            member: .leader,
            table: Authority.Table(
                officers: constant {
                    try Entries([
                        Authority.Grant(officer: adjuster, adjusts: true),
                        Authority.Grant(
                            officer: approver,
                            approvesUpTo: try Entries([usd("10000")])
                        ),
                    ])
                }
            )
        )
    )

    /// An acknowledged claim of a leader that names no officer for it.
    mutating func acknowledge(unnamed: Void) throws {
        let voyage = Voyage()
        try sail(voyage)
        try record(voyage)
        try notify(voyage)
        try take(.claim(.acknowledge(claim: voyage.claim)), by: .leader)
    }

    mutating func take(
        _ instruction: Instruction,
        by actor: MemberID,
        on attestor: Attestor,
        officer: Identifier?,
        isAllowed: Bool = true
    ) throws {
        var history = history
        guard isAllowed else {
            #expect(
                history.refusal(instruction, by: actor, on: attestor, officer: officer)?.code
                    == .officerNotAdministrator
            )
            return
        }
        try history.take(instruction, by: actor, on: attestor, officer: officer)
        self.history = history
    }
}
