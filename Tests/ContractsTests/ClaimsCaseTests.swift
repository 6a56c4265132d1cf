import Contracts
import Marine
import TestSamples
import Testing

/// Cases in which a claim was once judged as no adjuster would judge it.
@Suite("Claims that an adjuster would sign")
struct ClaimsCaseTests {
    typealias Voyage = CaseLedger.Voyage

    @Test func `a sound claim is settled, with what it stands on cited`() throws {
        var ledger = try CaseLedger()
        let claim = try ledger.run(Voyage())
        #expect(claim.stage == .settled)
        #expect(claim.payment?.amount == usd("59000"))
        #expect(claim.checks.allSatisfy { $0.clause?.string.isEmpty == false })
    }

    @Test func `one cargo declared three times is paid once, and the others are referred`() throws {
        var ledger = try CaseLedger()
        let voyages = ["one", "two", "three"].map { Voyage($0) }
        for voyage in voyages { try ledger.sail(voyage) }
        for voyage in voyages {
            try ledger.record(voyage)
            try ledger.notify(voyage)
            try ledger.adjudicate(voyage.claim)
        }
        let stages = try voyages.map { try ledger.claim($0.claim).stage }
        #expect(stages == [.settled, .referred, .referred])
        #expect(try ledger.open(voyages[1].claim)["soleInsurance"] == "1 for USD 100000.00")
        let third = try ledger.open(voyages[2].claim)
        #expect(third["soleInsurance"] != nil)
        // By hand too, all of them pay no more than the indemnity between them: 59,000 are gone.
        for claim in voyages.dropFirst().map(\.claim) {
            try ledger.take(.claim(.adjust(claim: claim, assessment: .totalLoss)), by: .leader)
        }
        let over = ledger.history.refusal(
            .claim(.approve(claim: voyages[1].claim, amount: usd("41000.01"))),
            by: .leader
        )
        #expect(over?.code == .indemnityExceeded)
        #expect(over?.figures["figure"] == "USD 100000.01")
        #expect(over?.figures["limit"] == "USD 100000.00")
        try ledger.take(
            .claim(.approve(claim: voyages[1].claim, amount: usd("41000"))),
            by: .leader
        )
        let more = ledger.history.refusal(
            .claim(.approve(claim: voyages[2].claim, amount: usd("0.01"))),
            by: .leader
        )
        #expect(more?.code == .indemnityExceeded)
    }

    @Test func `a container on its next voyage is insured for itself`() throws {
        var ledger = try CaseLedger()
        var first = Voyage("one")
        first.delivered = day(46)
        first.findings?.last = day(46)
        try ledger.sail(first)
        try ledger.record(first)
        try ledger.notify(first)
        try ledger.adjudicate(first.claim)
        #expect(try ledger.claim(first.claim).stage == .settled)
        var next = Voyage("two")
        next.declaration.sailing = day(60)
        (next.issued, next.bound, next.departed, next.departureRecorded, next.recorded) =
            (day(50), day(51), day(60), day(60), day(75))
        next.findings = changed(DeviceFindings.above(hours(30), from: day(70))) {
            ($0.first, $0.last) = (day(60), day(74))
        }
        try ledger.sail(next)
        try ledger.record(next)
        try ledger.notify(next, from: day(70), to: day(71))
        try ledger.adjudicate(next.claim)
        #expect(try ledger.claim(next.claim).stage == .settled)
    }

    @Test func `a leader may say that a certificate is of other goods, and is then held to it`()
        throws
    {
        var ledger = try CaseLedger()
        var voyages = ["one", "two"].map { Voyage($0) }
        (voyages[1].device, voyages[1].deviceKey) = ("TT-2", 2)
        voyages[1].loseLonger()
        for voyage in voyages { try ledger.sail(voyage) }
        let interest = try #require(ledger.certificate(voyages[1]).interests?.first)
        let apart = Instruction.interest(
            .setApart(
                interest: interest,
                certificate: voyages[1].certificate,
                reason: "Two consignments in one container."
            )
        )
        #expect(ledger.history.refusal(apart, by: .assured)?.code == .actorNotEntitled)
        try ledger.take(apart, by: .leader)
        #expect(ledger.history.refusal(apart, by: .leader)?.code == .nothingNew)
        for voyage in voyages {
            try ledger.record(voyage)
            try ledger.notify(voyage)
            try ledger.adjudicate(voyage.claim)
            #expect(try ledger.claim(voyage.claim).stage == .settled)
        }
    }

    @Test func `goods without a container are referred, as nobody can say who else insures them`()
        throws
    {
        var ledger = try CaseLedger()
        var voyage = Voyage()
        voyage.container = nil
        #expect(try ledger.run(voyage).stage == .referred)
        #expect(
            try ledger.open(voyage.claim) == [
                "soleInsurance": "the goods have no container, bill of lading or lot"
            ]
        )
    }

    @Test(arguments: [true, false])
    func `a certificate issued after its loss is referred, but where it insures lost or not lost`(
        isWaived: Bool
    ) throws {
        var ledger = try CaseLedger { terms in
            if isWaived { terms.goods[0].terms.lostOrNotLost = true }
        }
        var voyage = Voyage()
        (voyage.issued, voyage.bound, voyage.departureRecorded) = (day(42), day(42), day(42))
        #expect(try ledger.run(voyage).stage == .referred)
        let open = try ledger.open(voyage.claim)
        #expect((open["issuedBeforeLoss"] == nil) == isWaived)
        if !isWaived {
            #expect(open["issuedBeforeLoss"] == "issued \(day(42)), loss \(day(40))")
        }
        // What else was stated after the loss is not trusted either.
        #expect(open["departureRecordedBeforeLoss"] == "recorded \(day(42)), loss \(day(40))")
        #expect(open["deviceBoundBeforeLoss"] == "bound \(day(42)), loss \(day(40))")
    }

    @Test func `six readings and then silence until delivery are a gap of 331 hours`() throws {
        var ledger = try CaseLedger()
        var voyage = Voyage()
        voyage.recorded = day(43)
        voyage.delivered = day(44)
        voyage.findings = changed(DeviceFindings.above(hours(30), from: day(30))) {
            $0.first = day(30)
            $0.last = day(30, hour: 5)
        }
        try ledger.sail(voyage)
        try ledger.record(voyage)
        try ledger.notify(voyage, from: day(30), to: day(31))
        try ledger.adjudicate(voyage.claim)
        #expect(try ledger.claim(voyage.claim).stage == .referred)
        #expect(try ledger.open(voyage.claim)["gapsWithinTerms"] == "longest gap 331 h 0 min")
    }

    @Test(arguments: [
        (day(32), day(50), true), (day(39), day(40), true), (day(41), day(44), true),
        (day(32), day(39), false), (day(42), day(44), false),
    ])
    func `a loss that overlaps another is referred, from whichever side it does`(
        from: Instant,
        to: Instant,
        overlaps: Bool
    ) throws {
        var ledger = try CaseLedger()
        let voyage = Voyage()
        try ledger.sail(voyage)
        try ledger.record(voyage)
        ledger.at(to)
        try ledger.notify(voyage, id("clm-earlier"), .roughHandling, from: from, to: to)
        try ledger.approve(id("clm-earlier"), "400")
        try ledger.notify(voyage)
        try ledger.adjudicate(voyage.claim)
        let open = try ledger.open(voyage.claim)
        #expect(try ledger.claim(voyage.claim).stage == (overlaps ? .referred : .settled))
        #expect(open == (overlaps ? ["noSecondClaim": "clm-earlier"] : [:]))
    }

    @Test func `a declined claim does not block a later loss, nor does a mistaken notice`() throws {
        var ledger = try CaseLedger()
        let voyage = Voyage()
        try ledger.sail(voyage)
        try ledger.record(voyage)
        let (declined, mistaken) = (id("clm-declined"), id("clm-mistaken"))
        try ledger.notify(voyage, declined, from: day(32), to: day(33))
        try ledger.take(.claim(.acknowledge(claim: declined)), by: .leader)
        try ledger.take(
            .claim(.decline(claim: declined, clause: "MIA 1906 s. 55(2)(b)", reason: "delay")),
            by: .leader
        )
        try ledger.notify(voyage, mistaken)
        let withdrawal = Instruction.claim(
            .withdrawClaim(claim: mistaken, reason: "Another container was meant.")
        )
        #expect(ledger.history.refusal(withdrawal, by: .carrier)?.code == .actorNotEntitled)
        try ledger.take(withdrawal, by: .assured)
        #expect(try ledger.claim(mistaken).stage == .withdrawn)
        try ledger.notify(voyage)
        try ledger.adjudicate(voyage.claim)
        #expect(try ledger.claim(voyage.claim).stage == .settled)
    }

    @Test(arguments: [(3, false), (23, false), (24, true)])
    func `a trigger of one hour under Frozen Food (A) pays as the clause does, from 24 hours on`(
        length: Int64,
        pays: Bool
    ) throws {
        var ledger = try CaseLedger { terms in
            terms.goods[0].terms.trigger = .machineryBreakdown(
                atLeastConsecutiveMilliseconds: duration(1)
            )
        }
        var voyage = Voyage()
        voyage.findings = changed(DeviceFindings.above(hours(length))) { $0.first = day(30) }
        #expect(try ledger.run(voyage).stage == (pays ? .settled : .referred))
        let open = try ledger.open(voyage.claim)
        #expect((open["triggerMet"] == nil) == pays)
    }

    @Test func `one ship is one conveyance, however its voyage is numbered`() throws {
        var ledger = try CaseLedger()
        for (name, number) in [("one", "026W"), ("two", "026w"), ("three", " 026W")] {
            var voyage = Voyage(name)
            voyage.declaration.agreedValue = usd("400000")
            voyage.declaration.cost = usd("400000")
            voyage.declaration.conveyance.voyage = Text(cutting: number) ?? "?"
            let declare = Instruction.openCover(
                .declare(
                    cover: .cover,
                    certificate: voyage.certificate,
                    declaration: voyage.declaration
                )
            )
            guard name == "three" else {
                try ledger.take(declare, by: .assured)
                continue
            }
            let refusal = ledger.history.refusal(declare, by: .assured)
            #expect(refusal?.code == .conveyanceLimitExceeded)
            #expect(refusal?.figures["figure"] == "USD 1200000.00")
        }
    }

    @Test(arguments: [
        ("Jos\u{E9} Garc\u{ED}a S.A.", "JOSE GARCIA"), ("Garcia, Jos\u{E9}", "Jos\u{E9} Garcia"),
        ("Jos\u{E9} N\u{FA}\u{F1}ez S.A.", "Jos\u{E9} N\u{FA}\u{F1}ez S.A."),
        ("O'Brien Shipping", "O'BRIEN SHIPPING"), ("J.R. Ewing Oil", "J.R. Ewing Oil"),
        ("Shell-Fish NV", "Shell-Fish N.V."),
        ("Vishandel B.V.", "VISHANDEL BV"), ("Vishandel", "The Vishandel Company Ltd."),
        ("M\u{FC}ller & S\u{F6}hne GmbH", "Soehne Muller"),
    ])
    func `a listed name is found however it is spelled`(name: String, listed: String) throws {
        var ledger = try CaseLedger()
        try ledger.take(
            .consortium(.listSanction(entry: Text(cutting: listed) ?? "?")),
            by: .leader
        )
        var voyage = Voyage()
        voyage.declaration.consignee = Text(cutting: name) ?? "?"
        // An umlaut that is written as two letters is alike, not the same.
        let score = listed == "Soehne Muller" ? 948 : 1000
        #expect(try ledger.run(voyage).stage == .referred)
        let found = try ledger.open(voyage.claim)["noSanctionsHit"]
        #expect(found?.hasPrefix("\(name) (\(score): consortium ") == true, "\(found ?? "none")")
        let hold = try #require(try ledger.certificate(voyage).holds?.first)
        #expect(hold.stands && hold.hit.part == .consignee && hold.hit.score.value == score)
    }

    @Test func `a ship is found with and without its prefix`() throws {
        for (ship, listed) in [("Aurora", "MV Aurora"), ("M/V Aurora", "AURORA")] {
            var ledger = try CaseLedger()
            try ledger.take(
                .consortium(.listSanction(entry: Text(cutting: listed) ?? "?")),
                by: .leader
            )
            var voyage = Voyage()
            voyage.declaration.conveyance.ship = Text(cutting: ship) ?? "?"
            #expect(try ledger.run(voyage).stage == .referred, "\(ship)")
        }
    }
}
