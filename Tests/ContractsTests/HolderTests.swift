import Contracts
import Marine
import TestSamples
import Testing

@Suite("Holders of a certificate, and surveyors")
struct HolderTests {
    private typealias Voyage = CaseLedger.Voyage
    private typealias Ledger = CaseLedger
    /// The buyer of the goods.
    private static let buyer = id("buyer")

    private static func shipped(
        _ change: (inout CoverTerms) -> Void = { _ in }
    ) throws -> CaseLedger {
        var ledger = try CaseLedger(change)
        try ledger.take(
            .consortium(.admitMember(member: buyer, name: "Visimport BV", roles: [.assured])),
            by: .platform
        )
        try ledger.sail(changed(Voyage()) { $0.declaration.incoterm = .cip })
        return ledger
    }

    private static func notice(_ claim: InstanceID) -> Instruction {
        .claim(
            .notifyClaim(
                id: claim,
                notice: Claim.Notice(
                    certificate: Voyage().certificate,
                    shipment: nil,
                    peril: .machineryBreakdown,
                    lossFrom: day(40),
                    lossTo: day(41),
                    description: "It came to harm.",
                    estimate: nil
                )
            )
        )
    }

    private func parties(_ key: InstanceKey, _ ledger: CaseLedger) -> Set<MemberID> {
        ledger.history.states[key]?.parties ?? []
    }

    @Test func `CIP sale, consignee a member holding the certificate`() throws {
        var ledger = try Self.shipped()
        let certificate = InstanceKey(.certificate, Voyage().certificate)
        #expect(!parties(certificate, ledger).contains(Self.buyer))
        #expect(ledger.refusal(Self.notice(id("clm-x")), by: Self.buyer)?.code == .actorNotEntitled)
        try ledger.take(Ledger.assign(to: Self.buyer), by: .assured)
        #expect(parties(certificate, ledger).contains(Self.buyer))
        try ledger.record(Voyage())
        try ledger.take(Self.notice(Voyage().claim), by: Self.buyer)
        try ledger.adjudicate(Voyage().claim)
        let claim = try ledger.claim(Voyage().claim)
        #expect(claim.stage == .settled)
        #expect(claim.payment?.payee == Self.buyer)
        #expect(parties(InstanceKey(.claim, Voyage().claim), ledger).contains(Self.buyer))
    }

    @Test func `a bank holds it after the loss, reads the claim that is open and is paid`() throws {
        var ledger = try Self.shipped()
        try ledger.record(Voyage())
        try ledger.notify(Voyage())
        let key = InstanceKey(.claim, Voyage().claim)
        #expect(!parties(key, ledger).contains(.bank))
        try ledger.take(Ledger.assign(to: .bank), by: .assured)
        #expect(parties(key, ledger).contains(.bank))
        try ledger.adjudicate(Voyage().claim)
        #expect(try ledger.claim(Voyage().claim).payment?.payee == .bank)
    }

    @Test(arguments: [day(20), day(35), day(60)])
    func `it is assigned before the goods leave, at sea and once they are delivered`(
        at: Instant
    ) throws {
        var ledger = try CaseLedger()
        var voyage = Voyage()
        voyage.delivered = day(50)
        try ledger.declareAndRegister(voyage)
        for (instant, act) in [
            (day(30), Shipment.Instruction.depart(shipment: voyage.shipment, at: day(30))),
            (day(50), .arrive(shipment: voyage.shipment, at: day(50))),
            (day(50), .deliver(shipment: voyage.shipment, at: day(50))),
        ] where instant <= at {
            ledger.at(instant)
            try ledger.take(.shipment(act), by: .carrier)
        }
        ledger.at(at)
        try ledger.take(Ledger.assign(to: .bank), by: .assured)
        #expect(try ledger.certificate(voyage).holder == .bank)
    }

    @Test func `the holder alone gives it on, and the assured that gave it away has no say`() throws
    {
        var ledger = try Self.shipped()
        for actor in [MemberID.broker, .leader, .bank, Self.buyer, .platform] {
            #expect(
                ledger.refusal(Ledger.assign(to: .bank), by: actor)?.code == .actorNotEntitled
            )
        }
        #expect(ledger.refusal(Ledger.assign(to: .assured), by: .assured)?.code == .nothingNew)
        #expect(ledger.refusal(Ledger.assign(to: .unknown), by: .assured)?.code == .memberUnknown)
        try ledger.take(Ledger.assign(to: .bank), by: .assured)
        #expect(
            ledger.refusal(Ledger.assign(to: Self.buyer), by: .assured)?.code == .actorNotEntitled
        )
        try ledger.record(Voyage())
        try ledger.take(Self.notice(Voyage().claim), by: .bank)
        let withdrawal = Instruction.claim(
            .withdrawClaim(claim: Voyage().claim, reason: "It was nothing.")
        )
        #expect(ledger.refusal(withdrawal, by: .assured)?.code == .actorNotEntitled)
        // The bank is paid off, and the buyer holds it.
        try ledger.take(Ledger.assign(to: Self.buyer), by: .bank)
        #expect(ledger.refusal(withdrawal, by: .bank)?.code == .actorNotEntitled)
        #expect(try ledger.certificate(Voyage()).holders == [.bank, Self.buyer])
        try ledger.take(withdrawal, by: Self.buyer)
    }

    @Test func `the assured that gave it away does not cancel it`() throws {
        var ledger = try CaseLedger()
        try ledger.declareAndRegister(Voyage())
        try ledger.take(Ledger.assign(to: .bank), by: .assured)
        let cancel = Instruction.certificate(
            .cancel(certificate: Voyage().certificate, reason: "sold")
        )
        #expect(ledger.refusal(cancel, by: .assured)?.code == .actorNotEntitled)
        #expect(ledger.refusal(cancel, by: .bank) == nil)
    }

    @Test func `all claims under it go along, and one that was withdrawn stays as it was`() throws {
        var ledger = try Self.shipped()
        try ledger.record(Voyage())
        for (claim, from) in [("clm-a", 31), ("clm-b", 33), ("clm-c", 35)] {
            try ledger.notify(Voyage(), id(claim), from: day(Int64(from)), to: day(Int64(from) + 1))
        }
        try ledger.take(
            .claim(.withdrawClaim(claim: id("clm-b"), reason: "A mistake.")),
            by: .assured
        )
        try ledger.take(Ledger.assign(to: .bank), by: .assured)
        let moved = ledger.history.commands.last?.map(\.key.instance.text)
        #expect(
            moved
                == [Voyage().certificate, Voyage().shipment, id("clm-a"), id("clm-c")].map(\.text)
        )
        #expect(try ledger.claim(id("clm-a")).parties.holder == .bank)
        #expect(try ledger.claim(id("clm-b")).parties.holder == .assured)
    }

    @Test func `who holds it is screened before it is paid`() throws {
        var ledger = try Self.shipped()
        try ledger.take(.consortium(.listSanction(entry: "Visimport")), by: .leader)
        try ledger.take(Ledger.assign(to: Self.buyer), by: .assured)
        try ledger.record(Voyage())
        try ledger.take(Self.notice(Voyage().claim), by: Self.buyer)
        try ledger.adjudicate(Voyage().claim)
        #expect(
            try ledger.open(Voyage().claim)["noSanctionsHit"]
                == "Visimport BV (1000: consortium visimport, visimport)"
        )
        try ledger.take(Ledger.adjust(), by: .leader)
        try ledger.take(Ledger.approve("100"), by: .leader)
        #expect(ledger.refusal(Ledger.settle(), by: .leader)?.code == .sanctionsHold)
    }

    private static let surveyor = MemberID.stranger

    @Test func `a surveyor reads the claim, files one report, and the adjustment cites it`() throws
    {
        var ledger = try Self.shipped()
        try ledger.record(Voyage())
        try ledger.notify(Voyage())
        let key = InstanceKey(.claim, Voyage().claim)
        #expect(!parties(key, ledger).contains(Self.surveyor))
        let appoint = Ledger.appoint(Self.surveyor)
        for actor in [MemberID.assured, .broker, .follower, .platform] {
            #expect(ledger.refusal(appoint, by: actor)?.code == .actorNotEntitled)
        }
        try ledger.take(appoint, by: .leader)
        #expect(parties(key, ledger).contains(Self.surveyor))
        try ledger.take(.claim(.acknowledge(claim: Voyage().claim)), by: .leader)
        let adjust = Ledger.adjust(survey: id("srv-1"))
        #expect(ledger.refusal(adjust, by: .leader)?.code == .reportMissing)
        #expect(ledger.refusal(Ledger.report(), by: .leader)?.code == .actorNotEntitled)
        #expect(
            ledger.refusal(Ledger.report(at: day(90)), by: Self.surveyor)?.code == .instantInFuture
        )
        try ledger.take(Ledger.report(), by: Self.surveyor)
        #expect(
            ledger.refusal(Ledger.report(), by: Self.surveyor)?.code == .actionNotFromThisState
        )
        try ledger.take(adjust, by: .leader)
        #expect(try ledger.claim(Voyage().claim).survey == id("srv-1"))
        #expect(
            parties(InstanceKey(.survey, id("srv-1")), ledger)
                == [.leader, .follower, .assured, .broker, Self.surveyor]
        )
    }

    @Test func `a report on another claim is none for this one`() throws {
        var ledger = try Self.shipped()
        try ledger.record(Voyage())
        try ledger.notify(Voyage())
        try ledger.take(Ledger.appoint(Self.surveyor), by: .leader)
        try ledger.take(Ledger.report(), by: Self.surveyor)
        try ledger.notify(Voyage(), id("clm-other"), from: day(31), to: day(32))
        try ledger.take(.claim(.acknowledge(claim: id("clm-other"))), by: .leader)
        let adjust = Instruction.claim(
            .adjust(claim: id("clm-other"), assessment: .totalLoss, survey: id("srv-1"))
        )
        #expect(ledger.refusal(adjust, by: .leader)?.code == .reportMissing)
    }

    @Test func `a second survey by the same surveyor is appointed like the first`() throws {
        var ledger = try Self.shipped()
        try ledger.record(Voyage())
        try ledger.notify(Voyage())
        for survey in ["srv-1", "srv-2"] {
            try ledger.take(Ledger.appoint(Self.surveyor, survey), by: .leader)
            try ledger.take(Ledger.report(survey), by: Self.surveyor)
        }
        #expect(try ledger.claim(Voyage().claim).surveyors == [Self.surveyor])
    }
}
