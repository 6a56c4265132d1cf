import Contracts
import Marine
import TestSamples
import Testing

/// What random commands found in the editions before, which keep it for ever.
@Suite("The third edition")
struct ThirdEditionTests {
    @Test(arguments: [Edition.second, .third])
    func `a loss at one time is one loss, whatever the voyages were planned for`(
        edition: Edition
    ) throws {
        var ledger = try CaseLedger(foundedBy: edition)
        let one = CaseLedger.Voyage("one")
        // Of the same container, planned for after the other has ended, and gone with it.
        var late = CaseLedger.Voyage("late")
        late.declaration.sailing = day(100)
        late.device = "TT-2"
        late.deviceKey = 2
        for voyage in [one, late] { try ledger.sail(voyage) }
        ledger.at(day(45))
        try ledger.notify(one)
        try ledger.approve(one.claim, "99000")
        ledger.at(day(50))
        for instruction in [
            Shipment.Instruction.arrive(shipment: one.shipment, at: day(50)),
            .deliver(shipment: one.shipment, at: day(50)),
        ] {
            try ledger.take(.shipment(instruction), by: .carrier)
        }
        try ledger.notify(late)
        try ledger.take(.claim(.acknowledge(claim: late.claim)), by: .leader)
        try ledger.take(
            .claim(.adjust(claim: late.claim, assessment: .totalLoss)),
            by: .leader
        )
        func refused(_ amount: String) -> Refusal.Code? {
            ledger.refusal(
                .claim(.approve(claim: late.claim, amount: usd(amount))),
                by: .leader
            )?.code
        }
        // Of 100,000 lost 99,000 are paid; the editions before looked at the plan alone.
        #expect(refused("1000.01") == (edition >= .third ? .indemnityExceeded : nil))
        #expect(refused("1000") == nil)
    }

    @Test(arguments: [Edition.second, .third])
    func `what a claim measured before it was taken up again is not the loss any more`(
        edition: Edition
    ) throws {
        var ledger = try CaseLedger(foundedBy: edition)
        let one = CaseLedger.Voyage("one")
        var other = CaseLedger.Voyage("other")
        other.device = "TT-2"
        other.deviceKey = 2
        for voyage in [one, other] { try ledger.sail(voyage) }
        ledger.at(day(45))
        for voyage in [one, other] { try ledger.notify(voyage) }
        try ledger.approve(one.claim, "30000")
        try ledger.take(
            .claim(.settle(claim: one.claim, paymentReference: "PAY-1")),
            by: .leader
        )
        let half = Assessment.salvageLoss(netProceeds: usd("50000"))
        try ledger.take(.claim(.acknowledge(claim: other.claim)), by: .leader)
        try ledger.take(.claim(.adjust(claim: other.claim, assessment: half)), by: .leader)
        try ledger.take(
            .claim(.approve(claim: other.claim, amount: usd("15000"))),
            by: .leader
        )
        try ledger.take(.claim(.closeClaim(claim: one.claim)), by: .leader)
        try ledger.take(.claim(.reopenClaim(claim: one.claim, reason: "A survey.")), by: .leader)
        // Not all was lost, but half: of 50,000 45,000 are paid.
        try ledger.take(.claim(.adjust(claim: one.claim, assessment: half)), by: .leader)
        func refused(_ amount: String) -> Refusal.Code? {
            ledger.refusal(.claim(.approve(claim: one.claim, amount: usd(amount))), by: .leader)?
                .code
        }
        #expect(refused("5000.01") == (edition >= .third ? .indemnityExceeded : nil))
        #expect(refused("5000") == nil)
    }

    /// A table by which each of these officers does everything, two of them above 20,000.
    private static func table(_ officers: [Identifier]) -> Instruction {
        let grants = officers.map { officer in
            Authority.Grant(
                officer: officer,
                adjusts: true,
                approvesUpTo: constant { try Entries([usd("90000")]) },
                settles: true
            )
        }
        return .authority(
            .setAuthority(
                member: .leader,
                table: Authority.Table(
                    officers: constant { try Entries(grants) },
                    secondApprovalAbove: constant { try Entries([usd("20000")]) }
                )
            )
        )
    }

    @Test(arguments: [Edition.second, .third])
    func `who has measured a loss is none of two that approve it, though it was alone then`(
        edition: Edition
    ) throws {
        var ledger = try CaseLedger(foundedBy: edition)
        let claim = CaseLedger.Voyage().claim
        try ledger.register(CaseLedger.allrounder)
        try ledger.take(Self.table([CaseLedger.allrounder]), by: .leader)
        try ledger.acknowledge(unnamed: ())
        try ledger.take(CaseLedger.adjust(), by: .leader, officer: CaseLedger.allrounder)
        let approve = CaseLedger.approve("50000")
        try ledger.take(approve, by: .leader, officer: CaseLedger.allrounder)
        #expect(try ledger.claim(claim).firstApproval?.officer == CaseLedger.allrounder)
        for officer in [CaseLedger.approver, CaseLedger.second] {
            try ledger.register(officer)
        }
        let officers = [CaseLedger.allrounder, CaseLedger.approver, CaseLedger.second]
        try ledger.take(Self.table(officers), by: .leader)
        try ledger.take(approve, by: .leader, officer: CaseLedger.approver)
        guard edition >= .third else {
            #expect(
                try ledger.claim(claim).approvedBy
                    == [CaseLedger.allrounder, CaseLedger.approver]
            )
            return
        }
        #expect(try ledger.claim(claim).firstApproval?.officer == CaseLedger.approver)
        try ledger.take(approve, by: .leader, officer: CaseLedger.second)
        #expect(
            try ledger.claim(claim).approvedBy == [CaseLedger.approver, CaseLedger.second]
        )
    }
}
