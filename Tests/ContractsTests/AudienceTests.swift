import Contracts
import Testing

/// Who may read what a step holds, and who may ask for it.
@Suite struct AudienceTests {
    @Test func `what is kept from members is about API keys and the secret`() {
        let kept = Consortium.Command.Action.allCases.filter { !$0.audience.holdsEveryMember }
        #expect(kept == [.issueAPIKey, .revokeAPIKey, .keepSecret])
        #expect(Consortium.Command.Action.keepSecret.audience == .auditors)
    }

    @Test func `everybody reads what replaces the log's key, and nothing else`() {
        let open = Consortium.Command.Action.allCases.filter { $0.audience == .everybody }
        #expect(open == [.rotateLogKey])
    }

    @Test func `an action that is not known is for as few as there may be`() {
        #expect(Consortium.audience(of: StepKind(.consortium, "none")) == .auditors)
        #expect(Consortium.audience(of: Claim.step(.approve)) == nil)
    }

    @Test func `a witness does not ask for what its member may not read`() {
        #expect(Consortium.audience(of: Consortium.step(.registerKey))?.holdsEveryMember == true)
        #expect(Consortium.audience(of: Consortium.step(.issueAPIKey))?.holdsEveryMember == false)
    }

    @Test func `what the platform computes is what holds findings`() {
        let asked = ContractName.allCases.flatMap { steps(of: $0.kind) }
        #expect(
            Set(asked.filter(\.isComputed)) == [
                Shipment.step(.recordTelemetry), Shipment.step(.evaluate),
            ]
        )
    }

    private func steps<Kind: Contract>(of kind: Kind.Type) -> [StepKind] {
        Kind.Command.Action.allCases.map(Kind.step)
            + Kind.Instruction.Action.allCases.map { StepKind(Kind.name, $0.rawValue) }
    }
}
