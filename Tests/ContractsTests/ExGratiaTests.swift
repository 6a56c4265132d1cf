import Contracts
import Marine
import TestSamples
import Testing

@Suite("Ex gratia payments")
struct ExGratiaTests {
    private typealias Ledger = CaseLedger
    private static let claim = Ledger.Voyage().claim

    /// A theft that was notified before anybody said when the goods had left.
    private static func beforeAttachment() throws -> CaseLedger {
        var ledger = try Ledger.staffed()
        var voyage = Ledger.Voyage()
        voyage.departureRecorded = day(45)
        try ledger.declareAndRegister(voyage)
        ledger.at(day(13))
        try ledger.notify(voyage, nil, .theft, from: day(11), to: day(12))
        ledger.at(day(45))
        try ledger.take(
            .shipment(.depart(shipment: voyage.shipment, at: voyage.departed)),
            by: .carrier
        )
        try ledger.take(
            .claim(.acknowledge(claim: claim)),
            by: .leader,
            officer: Ledger.adjuster
        )
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.adjuster)
        return ledger
    }

    @Test func `theft dated before attachment, adjusted, approved, settled by hand`() throws {
        var ledger = try Self.beforeAttachment()
        let refusal = ledger.refusal(Ledger.approve("100"), by: .leader, officer: Ledger.approver)
        #expect(refusal?.code == .lossBeforeAttachment)
        // Unless ex gratia, by authority alone.
        for officer in [Ledger.adjuster, Ledger.settler, Ledger.keeper] {
            #expect(
                ledger.refusal(Ledger.exGratia("100"), by: .leader, officer: officer)?.code
                    == .authorityMissing
            )
        }
        for actor in [MemberID.follower, .assured, .platform] {
            #expect(ledger.refusal(Ledger.exGratia("100"), by: actor)?.code == .actorNotEntitled)
        }
        try ledger.take(Ledger.exGratia("100"), by: .leader, officer: Ledger.approver)
        let claim = try ledger.claim(Self.claim)
        #expect(claim.stage == .approved)
        #expect(claim.exGratia == "Goodwill.")
        #expect(claim.approvedBy == [Ledger.approver])
        // It is no indemnity, and takes nothing off the insured value.
        #expect(try ledger.certificate(.init()).approved == usd("0"))
        try ledger.take(Ledger.settle(), by: .leader, officer: Ledger.settler)
        let payment = try #require(try ledger.claim(Self.claim).payment)
        #expect(payment.amount == usd("70"))
        #expect(payment.borne == [.leader: usd("70")], "the other has not consented")
    }

    @Test func `an insurer bears its share of what is not owed where it has consented`() throws {
        var ledger = try Self.beforeAttachment()
        try ledger.take(Ledger.exGratia("100"), by: .leader, officer: Ledger.approver)
        let consent = Instruction.claim(.consent(claim: Self.claim))
        #expect(ledger.refusal(consent, by: .assured)?.code == .actorNotEntitled)
        try ledger.take(consent, by: .follower)
        try ledger.take(Ledger.settle(), by: .leader, officer: Ledger.settler)
        #expect(
            try ledger.claim(Self.claim).payment?.borne
                == [.leader: usd("70"), .follower: usd("30")]
        )
    }

    @Test func `a claim that was declined is paid ex gratia, and then closed`() throws {
        var ledger = try Ledger.staffed()
        try ledger.acknowledge()
        try ledger.take(
            .claim(.decline(claim: Self.claim, clause: "4.5", reason: "delay")),
            by: .leader,
            officer: Ledger.adjuster
        )
        try ledger.take(Ledger.exGratia("20000"), by: .leader, officer: Ledger.approver)
        try ledger.take(Ledger.settle(), by: .leader, officer: Ledger.settler)
        try ledger.take(
            .claim(.closeClaim(claim: Self.claim)),
            by: .leader,
            officer: Ledger.settler
        )
        #expect(try ledger.claim(Self.claim).stage == .closed)
    }

    @Test func `above the sum for one, two grant it, each within its limit`() throws {
        var ledger = try Ledger.adjusted()
        let grant = Ledger.exGratia("30000")
        try ledger.take(grant, by: .leader, officer: Ledger.approver)
        #expect(try ledger.claim(Self.claim).stage == .adjusted)
        #expect(try ledger.claim(Self.claim).firstApproval?.exGratia == "Goodwill.")
        #expect(
            ledger.refusal(grant, by: .leader, officer: Ledger.approver)?.code
                == .secondApprovalNeeded
        )
        // A first grant of what is not owed is no first approval of what is.
        var other = ledger
        try other.take(Ledger.approve("30000"), by: .leader, officer: Ledger.second)
        #expect(try other.claim(Self.claim).stage == .adjusted)
        try ledger.take(grant, by: .leader, officer: Ledger.second)
        #expect(try ledger.claim(Self.claim).approvedBy == [Ledger.approver, Ledger.second])
    }

    @Test func `who has granted it alone does not order its payment`() throws {
        var ledger = try Self.beforeAttachment()
        try ledger.take(Ledger.exGratia("100"), by: .leader, officer: Ledger.allrounder)
        #expect(
            ledger.refusal(Ledger.settle(), by: .leader, officer: Ledger.allrounder)?.code
                == .settlerActedAlone
        )
        try ledger.take(Ledger.settle(), by: .leader, officer: Ledger.settler)
    }

    @Test(arguments: ["0", "-1", "100000.01"])
    func `it is more than nothing and no more than the insured value`(amount: String) throws {
        let ledger = try Self.beforeAttachment()
        #expect(
            ledger.refusal(Ledger.exGratia(amount), by: .leader, officer: Ledger.second)?.code
                == .amountMalformed
        )
    }

    @Test func `a member without officers has nobody who may, whatever the cover accepts`() throws {
        var ledger = try Ledger()
        try ledger.sail(Ledger.Voyage())
        try ledger.record(Ledger.Voyage())
        try ledger.notify(Ledger.Voyage())
        try ledger.take(.claim(.acknowledge(claim: Self.claim)), by: .leader)
        #expect(ledger.refusal(Ledger.exGratia("1"), by: .leader)?.code == .authorityMissing)
    }
}
