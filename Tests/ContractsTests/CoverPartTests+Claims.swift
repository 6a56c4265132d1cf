import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

extension CoverPartTests {
    static func damp(_ hours: Range<Int>) -> (Int) -> Int32 {
        { hours.contains($0) ? 80_000 : 60_000 }
    }

    /// Hourly humidities of the whole carriage, from day 30 to day 44.
    static func readings(_ humidity: (Int) -> Int32) -> [Sample] {
        (0...(14 * 24)).map { hour in
            changed(Sample(time: day(30, hour: Int64(hour)))) {
                // A value that stood still for days would be a sign of its own.
                $0.humidityMilliPercent = humidity(hour) + Int32(hour % 2) * 100
            }
        }
    }

    /// A ledger on which the readings of a voyage are recorded, and that it is over.
    func recorded(
        _ voyage: PartVoyage,
        _ change: (inout CertificateTerms) -> Void = { _ in },
        parts: [CoverPart]? = nil
    ) throws -> CaseLedger {
        var terms = CoverTerms.coffee(parts ?? [voyage.part], by: voyage.clauses)
        change(&terms.goods[0].terms)
        var ledger = try CaseLedger(isSubscribed: false) { $0 = terms }
        try ledger.sail(voyage.voyage)
        ledger.at(day(44))
        try ledger.take(
            .shipment(.arrive(shipment: voyage.voyage.shipment, at: day(44))),
            by: .carrier
        )
        try ledger.take(
            .shipment(.deliver(shipment: voyage.voyage.shipment, at: day(44))),
            by: .carrier
        )
        if !voyage.readings.isEmpty { try record(voyage, &ledger) }
        return ledger
    }

    /// Records what the loggers of a voyage show of it as it is now.
    func record(_ voyage: PartVoyage, _ ledger: inout CaseLedger) throws {
        let shipment = try ledger.history.state(Shipment.self, voyage.voyage.shipment)
        try ledger.take(
            .shipment(
                .recordTelemetry(
                    shipment: voyage.voyage.shipment,
                    upload: .sample("part", "TT-1"),
                    findings: voyage.findings(shipment)
                )
            ),
            by: .shipper
        )
    }

    func notify(
        _ ledger: inout CaseLedger,
        _ voyage: PartVoyage,
        _ claim: InstanceID,
        part: Text<60>?,
        _ peril: Peril = .wetting,
        from: Instant,
        to: Instant
    ) throws -> Claim.State {
        try ledger.take(
            .claim(
                .notifyClaim(
                    id: claim,
                    notice: Claim.Notice(
                        certificate: voyage.voyage.certificate,
                        shipment: nil,
                        peril: peril,
                        lossFrom: from,
                        lossTo: to,
                        description: "Stained bags.",
                        estimate: nil,
                        part: part
                    )
                )
            ),
            by: .assured
        )
        try ledger.adjudicate(claim)
        return try ledger.claim(claim)
    }

    func voyage(_ part: CoverPart, _ humidity: (Int) -> Int32) -> PartVoyage {
        var voyage = PartVoyage(part)
        voyage.clauses = [.iccA]
        voyage.readings["TT-1"] = Self.readings(humidity)
        return voyage
    }

    @Test(
        arguments: [
            // 24 hours pay 5 %, 240 pay 50 %: less an excess of 1 % of 100,000.
            (23, nil), (24, "4000"), (132, "26500"), (239, "48791.67"), (240, "49000"),
            (241, "49000"),
        ] as [(Int, String?)]
    )
    func `humidity in coffee pays by a linear scale, straight through`(
        hours: Int,
        paid: String?
    ) throws {
        let voyage = voyage(.humidity, Self.damp(10..<(10 + hours)))
        var ledger = try recorded(voyage)
        let claim = try notify(
            &ledger,
            voyage,
            .claim,
            part: "humidity",
            from: day(30, hour: 10),
            to: day(31)
        )
        let open = try ledger.open(.claim)
        #expect(claim.payment?.amount == paid.map { usd($0) }, "\(open)")
        #expect(claim.stage == (paid == nil ? .referred : .settled))
        if paid == nil { #expect(open["triggerMet"] != nil) }
    }

    @Test func `while the loss may go on a graded scale waits, and an agreed share pays`() throws {
        let agreed = changed(CoverPart.humidity) { $0.scale = .share(rate: percent("10")) }
        for (part, stage) in [(CoverPart.humidity, Claim.Stage.referred), (agreed, .settled)] {
            let voyage = voyage(part, Self.damp(0..<100))
            let terms = CoverTerms.coffee([part])
            var ledger = try CaseLedger(isSubscribed: false) { $0 = terms }
            try ledger.sail(voyage.voyage)
            ledger.at(day(44))
            try record(voyage, &ledger)
            let claim = try notify(
                &ledger,
                voyage,
                .claim,
                part: "humidity",
                from: day(30),
                to: day(31)
            )
            #expect(claim.stage == stage)
            let open = try ledger.open(.claim)
            #expect(
                open
                    == (stage == .settled
                        ? [:] : ["lossMeasured": "totalMilliseconds 360000000 so far"])
            )
        }
    }

    @Test func `an assessed loss is met and referred, and a person measures it by the part`() throws
    {
        let part = changed(CoverPart.humidity) {
            $0.scale = .assessed
            $0.limit = usd("30000")
            $0.deductible = Deductible(kind: .excess, rate: percent("10"))
            $0.order = .limitFirst
        }
        let voyage = voyage(part, Self.damp(0..<100))
        var ledger = try recorded(voyage)
        let claim = try notify(
            &ledger,
            voyage,
            .claim,
            part: "humidity",
            from: day(30),
            to: day(31)
        )
        #expect(claim.stage == .referred)
        #expect(
            Set(try ledger.open(.claim).keys) == ["limitNotExhausted", "amountWithinAuthority"]
        )
        try ledger.take(
            .claim(.adjust(claim: .claim, assessment: .totalLoss)),
            by: .leader
        )
        let adjustment = try #require(try ledger.claim(.claim).adjustment)
        #expect(adjustment.loss == usd("100000") && adjustment.payable == usd("20000"))
        #expect(adjustment.basis.limit == usd("30000"))
    }

    @Test func `indemnity is of the insurable value where the agreed one is more`() throws {
        let part = changed(CoverPart.humidity) {
            $0.value = .indemnity
            $0.scale = .share(rate: percent("100"))
            $0.deductible = Deductible(kind: .none)
        }
        var voyage = voyage(part, Self.damp(0..<100))
        voyage.declaration.cost = usd("60000")
        voyage.declaration.freight = usd("2000")
        var ledger = try recorded(voyage) { $0.automationAuthority = usd("100000") }
        let claim = try notify(
            &ledger,
            voyage,
            .claim,
            part: "humidity",
            from: day(30),
            to: day(31)
        )
        // Cost, freight and the premium of 500.
        #expect(claim.payment?.amount == usd("62500"))
    }

    @Test func `a notice that names none of several parts is left to a person`() throws {
        let voyage = voyage(.humidity, Self.damp(0..<100))
        var ledger = try recorded(voyage)
        _ = try notify(&ledger, voyage, .claim, part: nil, from: day(30), to: day(31))
        #expect(
            try ledger.open(.claim)["triggerMet"] == "the notice names no part of the cover"
        )
        let unknown = Instruction.claim(
            .notifyClaim(
                id: .second,
                notice: changed(.breakdown) {
                    $0.certificate = voyage.voyage.certificate
                    $0.peril = .theft
                    $0.part = "humidity"
                }
            )
        )
        #expect(ledger.refusal(unknown, by: .assured)?.code == .partNotOfCertificate)
    }

    @Test func `a claim is for one loss under one part, and the next loss is another claim`() throws
    {
        let part = changed(CoverPart.humidity) {
            $0.trigger = .humidity(
                HumidityTrigger(
                    aboveMilliPercent: 75_000,
                    lasting: .consecutive(atLeastMilliseconds: duration(24))
                )
            )
            $0.scale = .share(rate: percent("10"))
            $0.deductible = Deductible(kind: .none)
        }
        let voyage = voyage(part) { hour in
            (10..<40).contains(hour) || (100..<130).contains(hour) ? 80_000 : 60_000
        }
        var ledger = try recorded(voyage)
        // The first is declined, which does not block the second (MIA s. 77).
        let first = try notify(
            &ledger,
            voyage,
            id("clm-first"),
            part: "humidity",
            from: day(30, hour: 10),
            to: day(31, hour: 16)
        )
        #expect(first.payment?.amount == usd("10000"))
        let again = try notify(
            &ledger,
            voyage,
            id("clm-again"),
            part: "humidity",
            from: day(30, hour: 5),
            to: day(30, hour: 12)
        )
        #expect(again.stage == .referred)
        #expect(try ledger.open(id("clm-again")) == ["noSecondClaim": "clm-first"])
        let second = try notify(
            &ledger,
            voyage,
            id("clm-second"),
            part: "humidity",
            from: day(34, hour: 4),
            to: day(35)
        )
        #expect(second.payment?.amount == usd("10000"))
        let between = try notify(
            &ledger,
            voyage,
            id("clm-between"),
            part: "humidity",
            from: day(32),
            to: day(33)
        )
        #expect(between.stage == .referred)
    }

    @Test func `several parts pay beside each other, and together never more than is insured`()
        throws
    {
        func part(_ name: Text<60>) -> CoverPart {
            changed(.humidity) {
                $0.name = name
                $0.scale = .share(rate: percent("60"))
                $0.deductible = Deductible(kind: .none)
            }
        }
        let voyage = voyage(part("one"), Self.damp(0..<100))
        var ledger = try recorded(
            voyage,
            { $0.automationAuthority = usd("100000") },
            parts: [part("one"), part("two")]
        )
        let shipment = try ledger.history.state(Shipment.self, voyage.voyage.shipment)
        #expect(shipment.measures?.map(\.part) == ["one", "two"])
        let one = try notify(
            &ledger,
            voyage,
            id("clm-one"),
            part: "one",
            from: day(30),
            to: day(31)
        )
        #expect(one.payment?.amount == usd("60000"))
        let two = try notify(
            &ledger,
            voyage,
            id("clm-two"),
            part: "two",
            from: day(30),
            to: day(31)
        )
        #expect(two.stage == .referred)
        #expect(try ledger.open(id("clm-two")) == ["limitNotExhausted": "USD 60000.00"])
        try ledger.take(
            .claim(.adjust(claim: id("clm-two"), assessment: .agreedLoss(rate: percent("60")))),
            by: .leader
        )
        #expect(
            ledger.refusal(
                .claim(.approve(claim: id("clm-two"), amount: usd("40000.01"))),
                by: .leader
            )?
            .code == .insuredValueExhausted
        )
        try ledger.take(.claim(.approve(claim: id("clm-two"), amount: usd("40000"))), by: .leader)
    }

    @Test func `delay is paid on the dates alone, by its own extension`() throws {
        var voyage = PartVoyage(.delay())
        voyage.clauses = [.delayExtension]
        voyage.declaration.arrival = day(42)
        var ledger = try recorded(voyage)
        let claim = try notify(
            &ledger,
            voyage,
            .claim,
            part: "delay",
            .delay,
            from: day(42),
            to: day(44)
        )
        #expect(claim.stage == .settled)
        #expect(try ledger.open(.claim) == [:])
        #expect(claim.payment?.amount == usd("9000"))
        let skipped = claim.checks.filter { $0.figure == "the part rests on no readings" }
        #expect(skipped.map(\.name).contains("gapsWithinTerms") && skipped.count == 15)
    }
}
