import Contracts
import Marine
import TestSamples
import Testing

/// What people may pay as owed, and what they may pay ex gratia alone.
@Suite("Claims decided by hand")
struct ByHandTests {
    private typealias Ledger = CaseLedger
    private typealias Voyage = CaseLedger.Voyage
    private static let claim = Voyage().claim

    private static func notified(
        _ peril: Peril = .roughHandling,
        from: Instant = day(40),
        to: Instant = day(41),
        terms change: (inout CoverTerms) -> Void = { _ in },
        voyage changeVoyage: (inout Voyage) -> Void = { _ in }
    ) throws -> CaseLedger {
        var ledger = try Ledger.staffed(change)
        let voyage = changed(Voyage(), changeVoyage)
        try ledger.sail(voyage)
        try ledger.record(voyage)
        try ledger.notify(voyage, nil, peril, from: from, to: to)
        try ledger.take(.claim(.acknowledge(claim: claim)), by: .leader, officer: Ledger.adjuster)
        return ledger
    }

    private static func adjust(_ assessment: Assessment, cause: Peril? = nil) -> Instruction {
        .claim(.adjust(claim: claim, assessment: assessment, cause: cause))
    }

    @Test func `an excluded peril is not owed, unless the adjuster finds another`() throws {
        var ledger = try Self.notified(.delay)
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.adjuster)
        let approval = Ledger.approve("100")
        let refusal = ledger.refusal(approval, by: .leader, officer: Ledger.approver)
        #expect(refusal?.code == .perilNotInsured)
        #expect(refusal?.figures["peril"] == "delay")
        try ledger.take(
            Self.adjust(.totalLoss, cause: .strandingOrSinking),
            by: .leader,
            officer: Ledger.adjuster
        )
        #expect(try ledger.claim(Self.claim).cause == .strandingOrSinking)
        try ledger.take(approval, by: .leader, officer: Ledger.approver)
    }

    @Test(arguments: [true, false])
    func `a certificate bought after the loss owes nothing, but where it insures lost or not lost`(
        isWaived: Bool
    ) throws {
        var ledger = try Self.notified(
            terms: { $0.goods[0].terms.lostOrNotLost = isWaived },
            voyage: { ($0.issued, $0.bound, $0.departureRecorded) = (day(42), day(42), day(42)) }
        )
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.adjuster)
        let refusal = ledger.refusal(Ledger.approve("100"), by: .leader, officer: Ledger.approver)
        #expect(refusal?.code == (isWaived ? nil : .lossBeforeIssue))
        let granted = ledger.refusal(Ledger.exGratia("100"), by: .leader, officer: Ledger.approver)
        #expect(granted == nil)
    }

    @Test func `an agreed loss is agreed for its trigger alone, and not above the terms`() throws {
        var ledger = try Self.notified(.machineryBreakdown)
        let agreed = try #require(try ledger.certificate(Voyage()).terms.agreedLoss)
        let more = try Rate(partsPerBillion: agreed.partsPerBillion + 1)
        #expect(
            ledger.refusal(
                Self.adjust(.agreedLoss(rate: more)),
                by: .leader,
                officer: Ledger.adjuster
            )?.code == .assessmentMalformed
        )
        try ledger.take(
            Self.adjust(.agreedLoss(rate: agreed)),
            by: .leader,
            officer: Ledger.adjuster
        )
        var sound = try Self.notified(.machineryBreakdown, voyage: { $0.findings = nil })
        let refusal = sound.refusal(
            Self.adjust(.agreedLoss(rate: agreed)),
            by: .leader,
            officer: Ledger.adjuster
        )
        #expect(refusal?.code == .triggerNotMet)
        // A loss that is assessed needs no trigger.
        try sound.take(Self.adjust(.totalLoss), by: .leader, officer: Ledger.adjuster)
    }

    @Test func `a loss that was over before attachment is noted, and paid ex gratia alone`() throws
    {
        var ledger = try Self.notified(.theft, from: day(11), to: day(12))
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.adjuster)
        #expect(
            ledger.refusal(Ledger.approve("100"), by: .leader, officer: Ledger.approver)?.code
                == .lossBeforeAttachment
        )
        try ledger.take(Ledger.exGratia("100"), by: .leader, officer: Ledger.approver)
    }

    @Test(arguments: [false, true])
    func `money that came back is paid again under another reference`(isClosed: Bool) throws {
        var ledger = try Ledger.approved()
        try ledger.take(Ledger.settle("PAY-1"), by: .leader, officer: Ledger.settler)
        if isClosed {
            try ledger.take(
                .claim(.closeClaim(claim: Self.claim)),
                by: .leader,
                officer: Ledger.settler
            )
        }
        let payment = try #require(
            ledger.history.states.values.compactMap(PaymentReference.unwrap).first
        )
        let back = Instruction.paymentReference(
            .noteReturned(payment: payment.id, reason: "No such account.")
        )
        for actor in [MemberID.assured, .follower, .platform] {
            #expect(ledger.refusal(back, by: actor)?.code == .actorNotEntitled)
        }
        #expect(
            ledger.refusal(back, by: .leader, officer: Ledger.adjuster)?.code == .authorityMissing
        )
        try ledger.take(back, by: .leader, officer: Ledger.settler)
        #expect(ledger.refusal(back, by: .leader, officer: Ledger.settler) != nil)
        let returned = try ledger.claim(Self.claim)
        #expect(returned.stage == .approved && returned.payment == nil)
        #expect(returned.earlier?.map(\.returned) == ["No such account."])
        #expect(try ledger.certificate(Voyage()).claims.map(\.open) == [true])
        #expect(
            ledger.refusal(Ledger.settle("PAY-1"), by: .leader, officer: Ledger.settler)?.code
                == .paymentReferenceUsed
        )
        try ledger.take(Ledger.settle("PAY-2"), by: .leader, officer: Ledger.settler)
        #expect(try ledger.claim(Self.claim).payment?.reference == "PAY-2")
        // Nothing more is taken off the insured value than was approved once.
        #expect(try ledger.certificate(Voyage()).approved == usd("15000"))
    }

    @Test func `a closed claim is taken up again, and pays no more than the rest`() throws {
        var ledger = try Ledger.approved()
        try ledger.take(Ledger.settle("PAY-1"), by: .leader, officer: Ledger.settler)
        let reopen = Instruction.claim(
            .reopenClaim(claim: Self.claim, reason: "A survey was found.")
        )
        #expect(
            ledger.refusal(reopen, by: .leader, officer: Ledger.adjuster)?.code
                == .actionNotFromThisState
        )
        try ledger.take(
            .claim(.closeClaim(claim: Self.claim)),
            by: .leader,
            officer: Ledger.settler
        )
        #expect(try ledger.certificate(Voyage()).claims.map(\.open) == [false])
        #expect(ledger.refusal(reopen, by: .assured)?.code == .actorNotEntitled)
        try ledger.take(reopen, by: .leader, officer: Ledger.adjuster)
        #expect(try ledger.claim(Self.claim).stage == .referred)
        #expect(try ledger.certificate(Voyage()).claims.map(\.open) == [true])
        try ledger.take(Ledger.adjust(), by: .leader, officer: Ledger.adjuster)
        try ledger.take(
            Self.adjust(
                .partialLoss(grossSoundValue: usd("100"), grossDamagedValue: usd("80"))
            ),
            by: .leader,
            officer: Ledger.adjuster
        )
        let payable = try #require(try ledger.claim(Self.claim).adjustment?.payable)
        let rest = Money(minorUnits: payable.minorUnits - 1_500_000, currency: payable.currency)
        #expect(rest.isPositive)
        let above = Money(minorUnits: rest.minorUnits + 1, currency: rest.currency)
        let refusal = ledger.refusal(
            .claim(.approve(claim: Self.claim, amount: above)),
            by: .leader,
            officer: Ledger.approver
        )
        #expect(refusal?.code == .amountMalformed)
        #expect(refusal?.figures["paid"] == "USD 15000.00")
        try ledger.take(Ledger.approve("1000"), by: .leader, officer: Ledger.approver)
        #expect(try ledger.certificate(Voyage()).approved == usd("16000"))
    }

    @Test func `a loss that is paid in parts is one to an officer's limits`() throws {
        var ledger = try Ledger.approved()
        for (instruction, officer) in [
            (Ledger.settle("PAY-1"), Ledger.settler),
            (.claim(.closeClaim(claim: Self.claim)), Ledger.settler),
            (
                .claim(.reopenClaim(claim: Self.claim, reason: "A survey was found.")),
                Ledger.adjuster
            ),
            (Ledger.adjust(), Ledger.adjuster),
        ] as [(Instruction, Identifier)] {
            try ledger.take(instruction, by: .leader, officer: officer)
        }
        // 15,000 are paid; the approver's limit is 50,000, and alone it approves 20,000.
        let over = ledger.refusal(
            Ledger.approve("35000.01"),
            by: .leader,
            officer: Ledger.approver
        )
        #expect(over?.code == .authorityExceeded)
        #expect(over?.figures["figure"] == "USD 50000.01")
        try ledger.take(Ledger.approve("5000.01"), by: .leader, officer: Ledger.approver)
        #expect(try ledger.claim(Self.claim).stage == .adjusted)
        #expect(try ledger.claim(Self.claim).firstApproval?.officer == Ledger.approver)
        try ledger.take(Ledger.approve("5000.01"), by: .leader, officer: Ledger.second)
        #expect(try ledger.claim(Self.claim).approvedBy == [Ledger.approver, Ledger.second])
    }

    @Test func `a claim that was declined is taken up again`() throws {
        var ledger = try Self.notified()
        try ledger.take(
            .claim(.decline(claim: Self.claim, clause: "4.5", reason: "delay")),
            by: .leader,
            officer: Ledger.adjuster
        )
        try ledger.take(
            .claim(.reopenClaim(claim: Self.claim, reason: "The log was misread.")),
            by: .leader,
            officer: Ledger.adjuster
        )
        #expect(try ledger.claim(Self.claim).declinature == nil)
    }

    @Test func `to decline, to take up again and to appoint is the adjuster's`() throws {
        let ledger = try Self.notified()
        for instruction in [
            Instruction.claim(.decline(claim: Self.claim, clause: "4.5", reason: "delay")),
            Ledger.appoint(.stranger),
        ] {
            for officer in [Ledger.settler, Ledger.keeper] {
                #expect(
                    ledger.refusal(instruction, by: .leader, officer: officer)?.code
                        == .authorityMissing
                )
            }
            #expect(ledger.refusal(instruction, by: .leader, officer: Ledger.adjuster) == nil)
        }
    }

    @Test
    func `the seller that gave the certificate away notifies nothing, and the buyer reads all`()
        throws
    {
        var ledger = try CaseLedger()
        try ledger.sail(Voyage())
        try ledger.take(Ledger.assign(to: .bank), by: .assured)
        let shipment = InstanceKey(.shipment, Voyage().shipment)
        #expect(ledger.history.states[shipment]?.parties.contains(.bank) == true)
        try ledger.record(Voyage())
        #expect(throws: Refusal.self) { try ledger.notify(Voyage()) }
        // Who only reads it does nothing on it.
        #expect(
            ledger.refusal(
                .shipment(.arrive(shipment: Voyage().shipment, at: day(44))),
                by: .bank
            )?.code == .actorNotEntitled
        )
    }

    @Test func `the surveyor reads the certificate and the readings of the claim`() throws {
        var ledger = try Self.notified()
        try ledger.take(Ledger.appoint(.stranger), by: .leader, officer: Ledger.adjuster)
        for key in [
            InstanceKey(.certificate, Voyage().certificate),
            InstanceKey(.shipment, Voyage().shipment), InstanceKey(.claim, Self.claim),
        ] {
            #expect(ledger.history.states[key]?.parties.contains(.stranger) == true, "\(key)")
        }
        // Once more, for another look.
        try ledger.take(Ledger.appoint(.stranger, "srv-2"), by: .leader, officer: Ledger.adjuster)
    }

    @Test(arguments: [MemberID.carrier, .broker, .platform])
    func `who neither owns goods nor finances or ships any does not hold a certificate`(
        member: MemberID
    ) throws {
        var ledger = try CaseLedger()
        try ledger.sail(Voyage())
        #expect(ledger.refusal(Ledger.assign(to: member), by: .assured)?.code == .holderUnfit)
        try ledger.take(Ledger.assign(to: .bank), by: .assured)
    }
}
