import Contracts
import Marine
import TestSamples
import Testing

/// What an insurer has on risk on one ship and at one place, over all its covers.
@Suite("Accumulation of an insurer")
struct AccumulationCaseTests {
    /// A ledger whose cover allows 1,000,000 on a ship and 2,000,000 at a place.
    private static func ledger(
        _ response: CoverTerms.BreachResponse? = nil
    ) throws -> CaseLedger {
        try CaseLedger { $0.onAccumulationBreach = response }
    }

    private static func declaration(
        _ value: String,
        aboard conveyance: Conveyance = .aurora,
        sailing: Instant = day(30),
        arrival: Instant? = nil
    ) -> Declaration {
        changed(Declaration.worth(value, aboard: conveyance, sailing: sailing)) {
            ($0.cost, $0.freight) = (usd(value), usd("0"))
            $0.arrival = arrival
        }
    }

    private static func declare(
        _ name: String,
        _ declaration: Declaration,
        under cover: InstanceID = .cover
    ) -> Instruction {
        .openCover(
            .declare(cover: cover, certificate: id("crt-\(name)"), declaration: declaration)
        )
    }

    private static func held(
        _ ledger: CaseLedger,
        _ subject: Text<20>,
        _ days: ClosedRange<Int64>
    ) throws -> Money {
        let consortium = try ledger.history.state(Consortium.self, Workflow.consortium)
        let id = try #require(consortium.accumulation(of: .leader, .usd, subject))
        let first = firstDay
        return try ledger.history.state(Accumulation.self, id)
            .peak(first + days.lowerBound...first + days.upperBound)
    }

    private static var firstDay: Int64 { day(0).millisecondsSinceEpoch / 86_400_000 }

    @Test(arguments: ["026w", " 026W", "1XA"])
    func `one sailing is one accumulation, whatever its voyage is called`(number: String) throws {
        var ledger = try Self.ledger()
        var first = Self.declaration("600000")
        first.conveyance.voyage = "026W"
        try ledger.take(Self.declare("one", first), by: .assured)
        var second = first
        second.conveyance.voyage = Text(cutting: number) ?? "?"
        let refusal = ledger.history.refusal(Self.declare("two", second), by: .assured)
        #expect(refusal?.code == .conveyanceLimitExceeded)
        #expect(refusal?.figures["figure"] == "USD 1200000.00")
        #expect(refusal?.figures["limit"] == "USD 1000000.00")
    }

    @Test func `the same ship on a later voyage is empty again`() throws {
        var ledger = try Self.ledger()
        try ledger.take(
            Self.declare("one", Self.declaration("900000", arrival: day(50))),
            by: .assured
        )
        // It arrives on day 50: on that day the ship is still full.
        for (sailing, isFree) in [(day(50), false), (day(51), true)] {
            let later = Self.declare("two", Self.declaration("900000", sailing: sailing))
            #expect((ledger.history.refusal(later, by: .assured) == nil) == isFree)
        }
    }

    @Test func `the places of a voyage are held on their own days`() throws {
        var ledger = try Self.ledger()
        let declaration = changed(Self.declaration("100000", arrival: day(50))) {
            $0.via = [place("DEBRV")]
            $0.calls = [
                PortCall(place: place("DEBRV"), arrival: day(35), departure: day(37))
            ]
        }
        try ledger.take(Self.declare("one", declaration), by: .assured)
        let expected: [(Text<20>, ClosedRange<Int64>, String)] = [
            ("IMO 9074729", 30...50, "100000"), ("IMO 9074729", 0...29, "0"),
            ("IMO 9074729", 51...400, "0"), ("ECGYE", 23...30, "100000"), ("ECGYE", 0...22, "0"),
            ("ECGYE", 31...400, "0"), ("DEBRV", 35...37, "100000"), ("DEBRV", 38...400, "0"),
            ("DEBRV", 0...34, "0"), ("NLRTM", 50...110, "100000"), ("NLRTM", 0...49, "0"),
            ("NLRTM", 111...400, "0"),
        ]
        for (subject, days, value) in expected {
            #expect(try Self.held(ledger, subject, days) == usd(value), "\(subject) \(days)")
            #expect(try Self.held(ledger, subject, days.lowerBound...days.lowerBound) == usd(value))
            #expect(try Self.held(ledger, subject, days.upperBound...days.upperBound) == usd(value))
        }
    }

    @Test func `all covers that an insurer leads count together`() throws {
        var ledger = try Self.ledger()
        let terms = try ledger.history.state(OpenCover.self, .cover).terms
        try ledger.take(.openCover(.openCover(id: id("cov-2"), terms: terms)), by: .leader)
        try ledger.history.subscribe(id("cov-2"))
        try ledger.take(Self.declare("one", Self.declaration("600000")), by: .assured)
        let other = Self.declare("two", Self.declaration("400000.01"), under: id("cov-2"))
        #expect(
            ledger.history.refusal(other, by: .assured)?.figures["figure"] == "USD 1000000.01"
        )
        try ledger.take(
            Self.declare("two", Self.declaration("400000"), under: id("cov-2")),
            by: .assured
        )
        // The cover itself holds nothing that grows with its certificates.
        let cover = try ledger.history.state(OpenCover.self, .cover)
        #expect(cover.byConveyance.isEmpty && cover.byLocation.isEmpty && cover.declarations == 1)
    }

    @Test func `a breach is referred where the cover says so, and insures once it is accepted`()
        throws
    {
        var ledger = try Self.ledger(.refer)
        try ledger.take(Self.declare("one", Self.declaration("600000")), by: .assured)
        try ledger.take(Self.declare("two", Self.declaration("600000")), by: .assured)
        let referred = try ledger.history.certificate(id("crt-two"))
        #expect(referred.stage == .referred)
        #expect(
            referred.referral == "conveyanceLimit: USD 1200000.00, of USD 1000000.00"
        )
        let pay = Instruction.certificate(
            .payPremium(certificate: referred.id, amount: usd("1"))
        )
        #expect(ledger.history.refusal(pay, by: .leader)?.code == .actionNotFromThisState)
        let accept = Instruction.certificate(.acceptCertificate(certificate: referred.id))
        #expect(ledger.history.refusal(accept, by: .assured)?.code == .actorNotEntitled)
        ledger.at(day(20))
        try ledger.take(accept, by: .leader)
        let accepted = try ledger.history.certificate(referred.id)
        #expect(accepted.stage == .issued && accepted.issuedAt == day(20))
        #expect(try Self.held(ledger, "IMO 9074729", 30...30) == usd("1200000"))
    }

    @Test func `a referred certificate that the leader refuses leaves nothing on risk`() throws {
        var ledger = try Self.ledger(.refer)
        try ledger.take(Self.declare("one", Self.declaration("600000")), by: .assured)
        try ledger.take(Self.declare("two", Self.declaration("600000")), by: .assured)
        try ledger.take(
            .certificate(.rejectCertificate(certificate: id("crt-two"), reason: "Full.")),
            by: .leader
        )
        #expect(try ledger.history.certificate(id("crt-two")).stage == .cancelled)
        #expect(try Self.held(ledger, "IMO 9074729", 0...400) == usd("600000"))
        #expect(try Self.held(ledger, "NLRTM", 0...400) == usd("600000"))
        let premium = try ledger.history.certificate(id("crt-one")).premium
        #expect(try ledger.history.state(OpenCover.self, .cover).earnedPremium == premium)
    }

    @Test(arguments: [
        ("400000", false, true), ("400000.01", false, false), ("400000.01", true, true),
        ("1400000", true, true), ("1400000.01", true, false),
    ])
    func `an excess beyond the assured's control is held covered to twice the limit`(
        value: String,
        isBeyondControl: Bool,
        isTaken: Bool
    ) throws {
        var ledger = try CaseLedger {
            $0.limitPerLocation = usd("9000000")
            $0.onAccumulationBreach = .refer
        }
        try ledger.take(Self.declare("one", Self.declaration("600000")), by: .assured)
        // What is past the limit aboard its own ship is accepted first.
        try ledger.take(
            Self.declare("two", Self.declaration(value, aboard: .borealis)),
            by: .assured
        )
        if try ledger.history.certificate(id("crt-two")).stage == .referred {
            try ledger.take(
                .certificate(.acceptCertificate(certificate: id("crt-two"))),
                by: .leader
            )
        }
        let transhipped = Instruction.certificate(
            .endorse(
                certificate: id("crt-two"),
                description: nil,
                consignee: nil,
                conveyance: .aurora,
                sailing: nil,
                reference: nil,
                beyondControl: isBeyondControl ? true : nil
            )
        )
        let refusal = ledger.history.refusal(transhipped, by: .broker)
        #expect((refusal == nil) == isTaken)
        guard isTaken else { return #expect(refusal?.code == .conveyanceLimitExceeded) }
        try ledger.take(transhipped, by: .broker)
        #expect(try Self.held(ledger, "IMO 9319466", 0...400) == usd("0"))
    }

    @Test func `cancellation and delivery take the goods off risk`() throws {
        var ledger = try Self.ledger()
        try ledger.take(Self.declare("one", Self.declaration("600000")), by: .assured)
        try ledger.take(
            .certificate(.cancel(certificate: id("crt-one"), reason: "Not shipped.")),
            by: .leader
        )
        #expect(try Self.held(ledger, "IMO 9074729", 0...400) == usd("0"))
        var voyage = CaseLedger.Voyage("two")
        voyage.declaration.arrival = day(60)
        voyage.delivered = day(46)
        voyage.findings?.last = day(46)
        try ledger.sail(voyage)
        #expect(try Self.held(ledger, "IMO 9074729", 60...60) == usd("100000"))
        try ledger.record(voyage)
        #expect(try Self.held(ledger, "IMO 9074729", 30...46) == usd("100000"))
        #expect(try Self.held(ledger, "IMO 9074729", 47...400) == usd("0"))
        #expect(try Self.held(ledger, "NLRTM", 47...400) == usd("0"))
    }

    @Test func `a departure moves the goods to the day on which they left`() throws {
        var ledger = try Self.ledger()
        var voyage = CaseLedger.Voyage()
        (voyage.departed, voyage.departureRecorded) = (day(33), day(33))
        voyage.declaration.arrival = day(60)
        try ledger.sail(voyage)
        #expect(try Self.held(ledger, "IMO 9074729", 0...32) == usd("0"))
        #expect(try Self.held(ledger, "ECGYE", 33...33) == usd("100000"))
        #expect(try Self.held(ledger, "ECGYE", 34...400) == usd("0"))
    }

    @Test func `what an insurer has on risk elsewhere counts too, and nobody else may say it`()
        throws
    {
        var ledger = try Self.ledger()
        try ledger.take(Self.declare("one", Self.declaration("100000")), by: .assured)
        let consortium = try ledger.history.state(Consortium.self, Workflow.consortium)
        let ship = try #require(consortium.accumulation(of: .leader, .usd, "IMO 9074729"))
        let note = Instruction.accumulation(
            .noteOther(accumulation: ship, from: day(30), to: day(40), amount: usd("800000"))
        )
        #expect(ledger.history.refusal(note, by: .follower)?.code == .actorNotEntitled)
        try ledger.take(note, by: .leader)
        let more = Self.declare("two", Self.declaration("100000.01"))
        #expect(ledger.history.refusal(more, by: .assured)?.code == .conveyanceLimitExceeded)
    }

    @Test func `a year's shipments leave a state that does not grow with them`() throws {
        var state: Accumulation.State?
        var seed = SeededGenerator(seed: 7)
        var naive: [Int64: Int64] = [:]
        for number in 0..<2_000 {
            let today = Int64(number) / 5
            let from = today + Int64.random(in: 0..<40, using: &seed)
            let span = Accumulation.Span(
                from: from,
                to: from + Int64.random(in: 0..<60, using: &seed),
                amount: usd("\(Int.random(in: 1..<1_000, using: &seed))")
            )
            for day in span.from...span.to { naive[day, default: 0] += span.amount.minorUnits }
            state = Accumulation.evolve(
                state,
                .held(
                    id: id("acc-1"),
                    leader: .leader,
                    subject: "NLRTM",
                    removed: nil,
                    added: span,
                    today: today
                ),
                in: .second
            )
        }
        let final = try #require(state)
        #expect(final.changes.count <= 500)
        for day in Int64(0)...520 {
            #expect(final.peak(day...day).minorUnits == naive[day] ?? 0, "day \(day)")
        }
        #expect(final.peak(100...300).minorUnits == (100...300).compactMap { naive[$0] }.max())
    }
}
