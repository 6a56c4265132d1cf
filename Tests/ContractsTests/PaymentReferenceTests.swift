import Contracts
import Marine
import TestSamples
import Testing

@Suite("References of payments")
struct PaymentReferenceTests {
    private typealias Voyage = CaseLedger.Voyage

    /// Two claims that are approved, on goods in two containers.
    private func twoApproved(
        _ change: (inout CoverTerms) -> Void = { _ in }
    ) throws -> CaseLedger {
        var ledger = try CaseLedger(change)
        for voyage in [first, second] { try ledger.sail(voyage) }
        for voyage in [first, second] {
            try ledger.record(voyage)
            try ledger.notify(voyage)
            try ledger.approve(voyage.claim, "100")
        }
        return ledger
    }

    private let first = Voyage("one")
    private let second = changed(Voyage("two")) {
        $0.container = CaseLedger.another
        ($0.device, $0.deviceKey) = ("TT-2", 2)
        $0.loseLonger()
    }

    private func settle(_ voyage: Voyage, _ reference: Text<35>) -> Instruction {
        .claim(.settle(claim: voyage.claim, paymentReference: reference))
    }

    @Test(arguments: ["PAY-1", "pay-1", " PAY-1", "PAY -1 ", "\u{A0}Pay-1"])
    func `one payment reference for two claims`(again: String) throws {
        var ledger = try twoApproved()
        try ledger.take(settle(first, "PAY-1"), by: .leader)
        let refusal = ledger.refusal(settle(second, Text(cutting: again) ?? "?"), by: .leader)
        #expect(refusal?.code == .paymentReferenceUsed)
        #expect(refusal?.figures["claim"] == first.claim.text)
        try ledger.take(settle(second, "PAY-2"), by: .leader)
        #expect(try ledger.claim(second.claim).payment?.reference == "PAY-2")
    }

    @Test(arguments: ["PAY-11", "PAY1", "PAY_1", "PAY-1."])
    func `another reference is another, however alike`(other: String) throws {
        var ledger = try twoApproved()
        try ledger.take(settle(first, "PAY-1"), by: .leader)
        #expect(ledger.refusal(settle(second, Text(cutting: other) ?? "?"), by: .leader) == nil)
    }

    @Test func `the automaton uses a reference once too`() throws {
        var ledger = try CaseLedger()
        for voyage in [first, second] { try ledger.sail(voyage) }
        for voyage in [first, second] {
            try ledger.record(voyage)
            try ledger.notify(voyage)
        }
        func adjudicate(_ voyage: Voyage, _ reference: Text<35>) -> Instruction {
            .claim(.adjudicate(claim: voyage.claim, paymentReference: reference))
        }
        try ledger.take(adjudicate(first, "PAY-1"), by: .platform)
        #expect(
            ledger.refusal(adjudicate(second, "pay-1"), by: .platform)?.code
                == .paymentReferenceUsed
        )
        try ledger.take(adjudicate(second, "PAY-2"), by: .platform)
    }

    @Test func `each payer's references are its own`() throws {
        var ledger = try twoApproved()
        try ledger.take(settle(first, "PAY-1"), by: .leader)
        // Another insurer leads another cover, and uses the same text.
        let terms = changed(CoverTerms.sample) {
            $0.leader = .follower
            $0.shares = [CoverTerms.Share(member: .follower, rate: .one)]
            $0.oneOfficerAccepted = true
        }
        let (cover, certificate, claim) = (id("cov-2"), id("crt-2"), id("clm-2"))
        try ledger.take(.openCover(.openCover(id: cover, terms: terms)), by: .follower)
        try ledger.take(
            .openCover(
                .declare(
                    cover: cover,
                    certificate: certificate,
                    declaration: Voyage().declaration
                )
            ),
            by: .assured
        )
        try ledger.take(
            .shipment(
                .registerShipment(
                    id: id("shp-2"),
                    certificate: certificate,
                    party: Shipment.Party(shipper: .shipper, carrier: .carrier),
                    container: nil
                )
            ),
            by: .assured
        )
        try ledger.take(.shipment(.depart(shipment: id("shp-2"), at: day(30))), by: .carrier)
        try ledger.take(
            .claim(
                .notifyClaim(
                    id: claim,
                    notice: Claim.Notice(
                        certificate: certificate,
                        shipment: nil,
                        peril: .roughHandling,
                        lossFrom: ledger.history.now,
                        lossTo: ledger.history.now,
                        description: "It came to harm.",
                        estimate: nil
                    )
                )
            ),
            by: .assured
        )
        for asked: Claim.Instruction in [
            .acknowledge(claim: claim), .adjust(claim: claim, assessment: .totalLoss),
            .approve(claim: claim, amount: usd("1")),
            .settle(claim: claim, paymentReference: "PAY-1"),
        ] { try ledger.take(.claim(asked), by: .follower) }
        #expect(try ledger.claim(claim).stage == .settled)
    }

    @Test func `what came back from the bank is noted by the payer, and its reference stays used`()
        throws
    {
        var ledger = try twoApproved()
        try ledger.take(settle(first, "PAY-1"), by: .leader)
        let payment = try #require(
            ledger.history.steps.last { $0.key.contract == .paymentReference }?.key.instance
        )
        #expect(payment.text.hasPrefix("pay-"))
        let state = try ledger.history.state(PaymentReference.self, payment)
        #expect(state.claim == first.claim)
        #expect(state.amount == usd("100"))
        let returned = Instruction.paymentReference(
            .noteReturned(payment: payment, reason: "account closed")
        )
        #expect(ledger.refusal(returned, by: .follower)?.code == .actorNotEntitled)
        try ledger.take(returned, by: .leader)
        #expect(ledger.refusal(returned, by: .leader)?.code == .actionNotFromThisState)
        #expect(
            ledger.refusal(settle(second, "PAY-1"), by: .leader)?.code == .paymentReferenceUsed
        )
    }

    @Test func `a payment says what each insurer bears, and the roundings sum to it`() throws {
        var ledger = try CaseLedger()
        try ledger.sail(first)
        try ledger.record(first)
        try ledger.notify(first)
        try ledger.approve(first.claim, "100.01")
        try ledger.take(settle(first, "PAY-1"), by: .leader)
        let payment = try #require(try ledger.claim(first.claim).payment)
        #expect(payment.amount == usd("100.01"))
        #expect(payment.borne == [.leader: usd("70.01"), .follower: usd("30.00")])
    }
}
