import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

/// Terms of parts are refused by the field that is wrong, and claims are made, judged and paid under each.
@Suite("Cover parts")
struct CoverPartTests {
    struct Malformed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let field: String
        let change: @Sendable (inout CertificateTerms) -> Void

        init(
            _ name: String,
            _ field: String,
            _ change: @escaping @Sendable (inout CertificateTerms) -> Void
        ) {
            testDescription = name
            self.field = field
            self.change = change
        }

        /// With another trigger, of another peril.
        static func trigger(
            _ field: String,
            _ peril: Peril,
            _ trigger: Trigger,
            by clause: ClauseSet = .iccA
        ) -> Malformed {
            Malformed("\(trigger.name): \(field)", field) { terms in
                terms.clauses = [.iccA, .frozenFoodA, .temperatureExtension]
                terms.parts = [.part("part", peril, trigger, by: clause)]
            }
        }
    }

    static let malformed: [Malformed] = [
        Malformed("a trigger beside parts", "trigger") {
            $0.trigger = .machineryBreakdown(atLeastConsecutiveMilliseconds: duration(24))
        },
        Malformed("an agreed loss beside parts", "agreedLoss") { $0.agreedLoss = percent("60") },
        Malformed("two parts of one name", "name") { $0.parts = [.humidity, .humidity] },
        Malformed("a clause that the certificate has not", "clause") {
            $0.parts?[0].clause = .iccB
        },
        Malformed("a clause that does not insure the peril", "clause") { terms in
            terms.clauses = [.iccA, .iccC]
            terms.parts?[0].clause = .iccC
        },
        Malformed("delay under all risks", "clause") {
            $0.parts = [changed(.delay()) { $0.clause = .iccA }]
        },
        Malformed("a peril that the trigger does not show", "peril") {
            $0.parts?[0].peril = .theft
        },
        Malformed("readings without telemetry terms", "trigger") { $0.telemetry = nil },
        Malformed("a window turned over", "window") {
            $0.parts?[0].window = .between(from: day(2), to: day(1))
        },
        Malformed("a window of dates", "window") { terms in
            terms.clauses = [.delayExtension]
            terms.parts = [changed(.delay()) { $0.window = .untilArrival }]
        },
        Malformed("a scale by what the trigger does not give", "by") { terms in
            terms.parts = [
                .part(
                    "shock",
                    .roughHandling,
                    .shock(ShockTrigger(aboveMilliG: 1, atLeastImpacts: 1)),
                    scale: .linear(
                        by: .totalMilliseconds,
                        from: 0,
                        to: 1,
                        least: .zero,
                        most: .one
                    )
                )
            ]
        },
        Malformed("a share above the whole", "rate") {
            $0.parts?[0].scale = .share(rate: percent("100.0000001"))
        },
        Malformed("no share at all", "rate") { $0.parts?[0].scale = .share(rate: .zero) },
        Malformed("a line between one figure", "to") {
            $0.parts?[0].scale = .linear(by: .count, from: 5, to: 5, least: .zero, most: .one)
        },
        Malformed("a line that falls", "most") {
            $0.parts?[0].scale = .linear(
                by: .count,
                from: 5,
                to: 6,
                least: percent("50"),
                most: percent("49")
            )
        },
        Malformed("a line above the whole", "most") {
            $0.parts?[0].scale = .linear(
                by: .count,
                from: 5,
                to: 6,
                least: percent("50"),
                most: percent("101")
            )
        },
        Malformed("steps out of order", "atLeast") {
            $0.parts?[0].scale = .steps(
                by: .count,
                steps: [
                    PayoutStep(atLeast: 5, rate: percent("1")),
                    PayoutStep(atLeast: 5, rate: percent("2")),
                ]
            )
        },
        Malformed("steps that fall", "rate") {
            $0.parts?[0].scale = .steps(
                by: .count,
                steps: [
                    PayoutStep(atLeast: 5, rate: percent("2")),
                    PayoutStep(atLeast: 6, rate: percent("1")),
                ]
            )
        },
        Malformed("a step above the whole", "rate") {
            $0.parts?[0].scale = .steps(
                by: .count,
                steps: [PayoutStep(atLeast: 5, rate: percent("100.1"))]
            )
        },
        Malformed("a deductible above the whole", "deductible") {
            $0.parts?[0].deductible = Deductible(kind: .excess, rate: percent("101"))
        },
        Malformed("a limit of nothing", "limit") { $0.parts?[0].limit = usd("0") },
        Malformed("a limit in another currency", "limit") {
            $0.parts?[0].limit = money("EUR 5.00")
        },
        Malformed("an order without a limit", "order") { $0.parts?[0].order = .limitFirst },
        Malformed("a waiting period of nothing", "waitingMilliseconds") {
            $0.parts?[0].waitingMilliseconds = 0
        },
        Malformed("a waiting period of impacts", "waitingMilliseconds") {
            $0.parts = [
                changed(
                    .part(
                        "shock",
                        .roughHandling,
                        .shock(ShockTrigger(aboveMilliG: 1, atLeastImpacts: 1))
                    )
                ) { $0.waitingMilliseconds = duration(1) }
            ]
        },
        Malformed("a silence that pays by itself", "scale") {
            $0.parts = [
                .part(
                    "silence",
                    .theft,
                    .silence(SilenceTrigger(atLeastMilliseconds: duration(1)))
                )
            ]
        },
        .trigger(
            "above",
            .temperatureVariation,
            .temperatureLimit(
                TemperatureLimitTrigger(
                    above: nil,
                    below: nil,
                    lasting: .total(atLeastMilliseconds: 0)
                )
            )
        ),
        .trigger(
            "above",
            .temperatureVariation,
            .temperatureLimit(
                TemperatureLimitTrigger(
                    above: celsius("2"),
                    below: celsius("8"),
                    lasting: .total(atLeastMilliseconds: 0)
                )
            )
        ),
        .trigger(
            "atOrBelow",
            .temperatureVariation,
            .freeze(
                FreezeTrigger(atOrBelow: .highest, lasting: .total(atLeastMilliseconds: 0))
            )
        ),
        .trigger(
            "upTo",
            .temperatureVariation,
            .excursionAllowance(
                ExcursionAllowanceTrigger(
                    above: celsius("8"),
                    upTo: celsius("7"),
                    atMostMilliseconds: 0
                )
            )
        ),
        .trigger(
            "downTo",
            .temperatureVariation,
            .excursionAllowance(
                ExcursionAllowanceTrigger(
                    above: celsius("8"),
                    downTo: celsius("0"),
                    atMostMilliseconds: 0
                )
            )
        ),
        .trigger(
            "meanKineticLimit",
            .temperatureVariation,
            .excursionAllowance(
                ExcursionAllowanceTrigger(
                    below: celsius("2"),
                    atMostMilliseconds: 0,
                    meanKineticLimit: celsius("8")
                )
            )
        ),
        .trigger(
            "atLeastConsecutiveMilliseconds",
            .machineryBreakdown,
            .machineryBreakdown(
                MachineryBreakdownTrigger(
                    above: celsius("-15"),
                    atLeastConsecutiveMilliseconds: 0
                )
            ),
            by: .frozenFoodA
        ),
        .trigger(
            "aboveMilliPercent",
            .wetting,
            .humidity(HumidityTrigger(lasting: .total(atLeastMilliseconds: 0)))
        ),
        .trigger(
            "areas",
            .theft,
            .geofence(GeofenceTrigger(areas: [], lasting: .total(atLeastMilliseconds: 0)))
        ),
        .trigger(
            "corridor",
            .theft,
            .routeDeviation(
                RouteDeviationTrigger(corridor: [], lasting: .total(atLeastMilliseconds: 0))
            )
        ),
        .trigger(
            "agreedPlaces",
            .theft,
            .door(
                DoorTrigger(
                    agreedPlaces: [
                        Area(name: "line", corners: [point(0, 0), point(1, 1), point(2, 2)])
                    ],
                    lasting: .total(atLeastMilliseconds: 0)
                )
            )
        ),
        .trigger(
            "atLeastMilliseconds",
            .theft,
            .silence(SilenceTrigger(atLeastMilliseconds: 0))
        ),
    ]

    private static func point(_ latitude: Int32, _ longitude: Int32) -> Position {
        Position(
            latitudeMicrodegrees: latitude * 1_000_000,
            longitudeMicrodegrees: longitude * 1_000_000
        )
    }

    @Test(arguments: malformed)
    func `terms that contradict themselves are refused by the field that is wrong`(
        wrong: Malformed
    ) throws {
        let history = try ContractHistory.founded()
        let terms = changed(CoverTerms.coffee) { wrong.change(&$0.goods[0].terms) }
        let refusal = history.refusal(
            .openCover(.openCover(id: .cover, terms: terms)),
            by: .leader
        )
        #expect(refusal?.code == .termsMalformed)
        #expect(refusal?.figures[wrong.field] != nil, "\(refusal.map { "\($0)" } ?? "accepted")")
    }

    @Test func `a mean under a clause of 24 hours is refused, as it knows no hours`() throws {
        // No trigger of that peril lacks them today; the rule stands all the same.
        let part = CoverPart.part(
            "mean",
            .machineryBreakdown,
            .meanKinetic(MeanKineticTrigger(above: celsius("8"))),
            by: .frozenFoodA
        )
        let history = try ContractHistory.founded()
        let refusal = history.refusal(
            .openCover(
                .openCover(id: .cover, terms: .coffee([part], by: [.frozenFoodA]))
            ),
            by: .leader
        )
        #expect(refusal?.figures["peril"] != nil)
    }

    // MARK: Claims

    private static func damp(_ hours: Range<Int>) -> (Int) -> Int32 {
        { hours.contains($0) ? 80_000 : 60_000 }
    }

    /// Hourly humidities of the whole carriage, from day 30 to day 44.
    private static func readings(_ humidity: (Int) -> Int32) -> [Sample] {
        (0...(14 * 24)).map { hour in
            changed(Sample(time: day(30, hour: Int64(hour)))) {
                $0.humidityMilliPercent = humidity(hour)
            }
        }
    }

    /// A ledger on which the readings of a voyage are recorded, and that it is over.
    private func recorded(
        _ voyage: PartVoyage,
        _ change: (inout CertificateTerms) -> Void = { _ in },
        parts: [CoverPart]? = nil
    ) throws -> SecondEdition {
        var terms = CoverTerms.coffee(parts ?? [voyage.part], by: voyage.clauses)
        change(&terms.goods[0].terms)
        var ledger = try SecondEdition(isSubscribed: false) { $0 = terms }
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
        let shipment = try ledger.history.state(Shipment.self, voyage.voyage.shipment)
        if !voyage.readings.isEmpty {
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
        return ledger
    }

    private func notify(
        _ ledger: inout SecondEdition,
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

    private func voyage(_ part: CoverPart, _ humidity: (Int) -> Int32) -> PartVoyage {
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
            var ledger = try SecondEdition(isSubscribed: false) { $0 = terms }
            try ledger.sail(voyage.voyage)
            ledger.at(day(44))
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
        #expect(skipped.map(\.name).contains("gapsWithinTerms") && skipped.count == 8)
    }

    // MARK: Endorsements and local time

    private func schedule(_ arrival: Instant, effective: Instant? = nil) -> Instruction {
        .certificate(
            .endorse(
                certificate: PartVoyage(.delay()).voyage.certificate,
                description: nil,
                consignee: nil,
                conveyance: nil,
                sailing: nil,
                reference: nil,
                arrival: arrival,
                effective: effective
            )
        )
    }

    @Test(
        arguments: [
            // Endorsed on day 41, before the arrival of day 42 came due, or on day 43 after it.
            (day(41), nil, false), (day(43), nil, true), (day(41), day(43), true),
            (day(41), day(42).advanced(byMilliseconds: 1), true), (day(41), day(42), false),
        ] as [(Instant, Instant?, Bool)]
    )
    func `what is endorsed after a loss began does not touch it`(
        endorsed: Instant,
        effective: Instant?,
        isLoss: Bool
    ) throws {
        var voyage = PartVoyage(.delay())
        voyage.clauses = [.delayExtension]
        voyage.declaration.arrival = day(42)
        let terms = CoverTerms.coffee([.delay()], by: [.delayExtension])
        var ledger = try SecondEdition(isSubscribed: false) { $0 = terms }
        try ledger.sail(voyage.voyage)
        ledger.at(endorsed)
        try ledger.take(schedule(day(44), effective: effective), by: .leader)
        ledger.at(day(44))
        for instruction: Shipment.Instruction in [
            .arrive(shipment: voyage.voyage.shipment, at: day(44)),
            .deliver(shipment: voyage.voyage.shipment, at: day(44)),
        ] { try ledger.take(.shipment(instruction), by: .carrier) }
        let shipment = try ledger.history.state(Shipment.self, voyage.voyage.shipment)
        let judged = try CoverPart.delay().judge(
            shipment,
            of: ledger.certificate(voyage.voyage),
            at: day(60),
            in: .second
        )
        #expect(judged.losses.isEmpty != isLoss)
    }

    @Test func `particulars are those in force when the loss began`() throws {
        let terms = CoverTerms.coffee([.delay()], by: [.delayExtension])
        var ledger = try SecondEdition(isSubscribed: false) { $0 = terms }
        let voyage = PartVoyage(.delay()).voyage
        try ledger.sail(voyage)
        ledger.at(day(35))
        try ledger.take(.endorse(description: "319 bags", of: voyage.certificate), by: .leader)
        ledger.at(day(36))
        // Backdated, it holds from when it came onto the ledger.
        try ledger.take(schedule(day(60), effective: day(31)), by: .leader)
        let certificate = try ledger.certificate(voyage)
        #expect(certificate.particulars(at: day(34)).description == voyage.declaration.description)
        #expect(certificate.particulars(at: day(35)).description == "319 bags")
        #expect(certificate.particulars(at: day(35)).arrival == voyage.declaration.arrival)
        #expect(certificate.particulars(at: day(36)).arrival == day(60))
        #expect(certificate.superseded?.map(\.until) == [day(35), day(36)])
        // Before the certificate was issued nothing could hold; and each holds after the one before it.
        #expect(
            ledger.refusal(schedule(day(61), effective: day(9)), by: .leader)?.code
                == .instantsOutOfOrder
        )
        try ledger.take(schedule(day(61), effective: day(40)), by: .leader)
        #expect(ledger.refusal(schedule(day(62)), by: .leader)?.code == .instantsOutOfOrder)
        try ledger.take(schedule(day(62), effective: day(40)), by: .leader)
    }

    @Test func `a certificate is endorsed fifty times at most`() throws {
        let terms = CoverTerms.coffee([.delay()], by: [.delayExtension])
        var ledger = try SecondEdition(isSubscribed: false) { $0 = terms }
        let voyage = PartVoyage(.delay()).voyage
        try ledger.sail(voyage)
        for number in 0..<50 {
            try ledger.take(schedule(day(60 + Int64(number))), by: .leader)
        }
        #expect(ledger.refusal(schedule(day(200)), by: .leader)?.code == .tooManyEntries)
    }

    @Test(
        arguments: [
            (nil, 0, true), (nil, -1, false), (540, -hours(9), true), (540, -hours(9) - 1, false),
            (-720, hours(12), true), (-720, hours(12) - 1, false), (840, -hours(14), true),
        ] as [(Int?, Int64, Bool)]
    )
    func `a period begins in local time where the cover says so`(
        offset: Int?,
        milliseconds: Int64,
        isIn: Bool
    ) throws {
        var terms = CoverTerms.coffee
        (terms.inception, terms.expiry) = (day(20), day(100))
        terms.utcOffsetMinutes = try offset.map { try .init($0) }
        #expect(terms.isInPeriod(day(20).advanced(byMilliseconds: milliseconds)) == isIn)
        #expect(terms.isInPeriod(day(100).advanced(byMilliseconds: milliseconds)) != isIn)
        var ledger = try SecondEdition(isSubscribed: false) { $0 = terms }
        ledger.at(day(10))
        let declare = Instruction.openCover(
            .declare(
                cover: .cover,
                certificate: .certificate,
                declaration: changed(.coffee) {
                    $0.sailing = day(20).advanced(byMilliseconds: milliseconds)
                }
            )
        )
        #expect((ledger.refusal(declare, by: .assured) == nil) == isIn)
    }
}
