import Contracts
import Marine
import TestSamples
import Testing

/// What the straight-through list is judged on.
struct Facts {
    var claim: Claim.State
    var certificate: Certificate.State
    var shipment: Shipment.State?
    var contested = ContestedEvidence()
    var interests: [Interest.State] = []
    var sanctionsHits: [String] = []
    var at = day(45)
    var edition = Edition.current

    /// A claim that passes the whole list.
    static func sound() throws -> Facts {
        let history = try ContractHistory.notified()
        let certificate = try history.certificate()
        return Facts(
            claim: try history.claim(),
            certificate: certificate,
            shipment: try history.shipment(),
            interests: try (certificate.interests ?? []).map {
                try history.state(Interest.self, $0)
            }
        )
    }

    func judge() throws -> Adjudication.Judgement {
        try Adjudication.judge(
            claim,
            certificate: certificate,
            shipment: shipment,
            contested: { _ in contested },
            interests: interests,
            sanctionsHits: sanctionsHits,
            Context(
                actor: .platform,
                roles: [.operator],
                attestor: .operatorAlone,
                at: at,
                edition: edition
            )
        )
    }
}

/// One thing wrong, or not known, with a claim that is otherwise sound.
struct Flaw: Sendable, CustomTestStringConvertible {
    let name: String
    /// The checks that do not pass, and what comes of them.
    let checks: [String]
    let outcome: Check.Outcome
    let figure: String
    let flaw: @Sendable (inout Facts) -> Void

    var testDescription: String { name }

    init(
        _ name: String,
        _ outcome: Check.Outcome,
        _ checks: [String],
        _ figure: String,
        flaw: @escaping @Sendable (inout Facts) -> Void
    ) {
        self.name = name
        self.checks = checks
        self.outcome = outcome
        self.figure = figure
        self.flaw = flaw
    }
}

@Suite("Straight-through approval")
struct AdjudicationTests {
    @Test func `a claim that passes the whole list is straight through`() throws {
        let judgement = try Facts.sound().judge()
        #expect(judgement.isStraightThrough)
        #expect(judgement.reasons == [])
        #expect(judgement.adjustment?.payable == usd("59000"))
        #expect(
            judgement.checks.map(\.name) == [
                "issuedBeforeLoss", "departureRecordedBeforeLoss", "attachedBeforeLoss",
                "premiumNotInDefault", "deviceBound", "deviceBoundBeforeLoss",
                "deviceOnOneShipment", "evidenceOwn", "readingsOriginal", "lossNotClaimedBefore",
                "loggerStartedWithGoods", "movementPossible", "valuesVary", "uploadsSigned",
                "clockMonotonic", "findingsOfCarriage", "gapsWithinTerms", "perilCovered", "triggerMet",
                "lossMeasured", "soleInsurance", "noSanctionsHit", "noSecondClaim",
                "limitNotExhausted", "leaderBindsFollowers", "amountWithinAuthority",
                "automationActs",
            ]
        )
        #expect(judgement.checks.allSatisfy { !$0.figure.isEmpty && !$0.limit.isEmpty })
        #expect(judgement.checks.allSatisfy { $0.clause?.string.isEmpty == false })
    }

    @Test func `the first edition's list is for ever what it was`() throws {
        var facts = try Facts.sound()
        facts.edition = .first
        facts.interests = []
        facts.certificate.issuedAt = day(44)
        let judgement = try facts.judge()
        #expect(judgement.isStraightThrough)
        #expect(
            judgement.checks.map(\.name) == [
                "attachedBeforeLoss", "premiumNotInDefault", "deviceBound", "uploadsSigned",
                "clockMonotonic", "gapsWithinTerms", "perilCovered", "triggerMet",
                "noSanctionsHit", "noSecondClaim", "limitNotExhausted", "amountWithinAuthority",
            ]
        )
        #expect(judgement.checks.allSatisfy { $0.clause == nil })
    }

    @Test func `the second edition's list is for ever what it was`() throws {
        var facts = try Facts.sound()
        facts.edition = .second
        facts.shipment?.findings.devices[0].signals = nil
        facts.certificate.terms.automation = .shadow
        let judgement = try facts.judge()
        #expect(judgement.isStraightThrough)
        #expect(
            judgement.checks.map(\.name) == [
                "issuedBeforeLoss", "departureRecordedBeforeLoss", "attachedBeforeLoss",
                "premiumNotInDefault", "deviceBound", "deviceBoundBeforeLoss",
                "deviceOnOneShipment", "evidenceOwn", "uploadsSigned", "clockMonotonic",
                "findingsOfCarriage", "gapsWithinTerms", "perilCovered", "triggerMet",
                "lossMeasured", "soleInsurance", "noSanctionsHit", "noSecondClaim",
                "limitNotExhausted", "leaderBindsFollowers", "amountWithinAuthority",
            ]
        )
        #expect(judgement.checks.allSatisfy { $0.clause != nil && $0.inputs == nil })
    }

    @Test(arguments: Flaw.failing + Flaw.unknown)
    func `one flaw alone refers the claim, with its figure`(flaw: Flaw) throws {
        var facts = try Facts.sound()
        flaw.flaw(&facts)
        let judgement = try facts.judge()
        let open = judgement.checks.filter { $0.outcome != .passed }
        #expect(!judgement.isStraightThrough)
        #expect(open.map(\.name) == flaw.checks)
        #expect(open.first?.outcome == flaw.outcome)
        #expect(open.first?.figure == flaw.figure)
        #expect(judgement.reasons.count == open.count)
        #expect(judgement.reasons.first?.string.contains(flaw.figure) == true)
    }

    @Test(arguments: Flaw.failing + Flaw.unknown)
    func `a referral shows every check of the list`(flaw: Flaw) throws {
        var facts = try Facts.sound()
        let names = try facts.judge().checks.map(\.name)
        flaw.flaw(&facts)
        #expect(try facts.judge().checks.map(\.name) == names)
    }

    @Test(arguments: [
        ("from the instant of departure", day(30), true),
        ("from the quay", day(30).advanced(byMilliseconds: -1), false),
        ("to the instant of delivery", day(49, hour: 18), true),
        ("into the warehouse", day(49, hour: 18).advanced(byMilliseconds: 1), false),
        ("in the warehouse", day(51), false),
    ])
    func `a breakdown pays only where it began and ended while the cover was attached`(
        where place: String,
        start: Instant,
        pays: Bool
    ) throws {
        var facts = try Facts.sound()
        // No silence at either end: where the breakdown lies is all that is asked.
        let findings = changed(DeviceFindings.above(hours(30), from: start)) { $0.last = day(51) }
        facts.shipment?.findings.devices = [findings]
        facts.certificate.terminatedAt = day(51)
        facts.claim.notice.lossFrom = day(31)
        #expect(try facts.judge().isStraightThrough == pays)
    }

    @Test func `a flaw of a device that shows no loss does not hold up another's`() throws {
        var facts = try Facts.sound()
        facts.shipment?.findings.devices.append(
            changed(.above(hours(1), device: "TT-2")) {
                $0.contradictions = 5
                $0.longestGapMilliseconds = hours(9)
            }
        )
        #expect(try facts.judge().isStraightThrough)
    }

    @Test(arguments: [
        ("paid in full after the date", "550", day(60), true),
        ("one cent short on the date", "549.99", day(40), true),
        ("one cent short after the date", "549.99", day(40).advanced(byMilliseconds: 1), false),
        ("nothing paid within the credit", "0", day(20), true),
    ])
    func `premium is in default when it is late and not in full`(
        name: String,
        paid: String,
        at: Instant,
        passes: Bool
    ) throws {
        var facts = try Facts.sound()
        facts.certificate.premiumPaid = usd(paid)
        facts.at = at
        let check = try facts.judge().checks.first { $0.name == "premiumNotInDefault" }
        #expect(check?.outcome == (passes ? .passed : .failed), "\(name)")
        #expect(check?.figure == "\(usd(paid)) of USD 550.00 paid")
    }

    @Test(arguments: [("59000", true), ("58999.99", false), ("0", false)])
    func `the automaton pays up to its authority and not one cent above`(
        authority: String,
        pays: Bool
    ) throws {
        var facts = try Facts.sound()
        facts.certificate.terms.automationAuthority = usd(authority)
        #expect(try facts.judge().isStraightThrough == pays)
    }

    @Test
    func `figures beyond counting are judged like any other`() throws {
        var facts = try Facts.sound()
        facts.certificate.terms.trigger = CertificateTerms.chilled.trigger
        facts.claim.notice.peril = .temperatureVariation
        let device = changed(DeviceFindings.chilled) {
            $0.contradictions = .max
            $0.millisecondsAbove = .max
            $0.millisecondsBelow = .max
        }
        facts.shipment?.findings.devices = [device, changed(device) { $0.device = "TT-2" }]
        #expect(try !facts.judge().isStraightThrough)

        // No loss, so that every device is judged: the contradictions are added up.
        for index in 0...1 {
            facts.shipment?.findings.devices[index].millisecondsAbove = 0
            facts.shipment?.findings.devices[index].millisecondsBelow = 0
        }
        #expect(try !facts.judge().isStraightThrough)
    }

    @Test func `a deductible that eats the loss refers, as nothing is payable`() throws {
        var facts = try Facts.sound()
        facts.certificate.terms.deductible = Deductible(kind: .excess, rate: percent("60"))
        let judgement = try facts.judge()
        #expect(judgement.adjustment?.payable == usd("0"))
        #expect(judgement.reasons == ["amountWithinAuthority: USD 0.00 (asked: USD 59000.00)"])
    }
}

extension Flaw {
    static let failing = [
        Flaw(
            "the loss began before the goods left",
            .failed,
            ["attachedBeforeLoss"],
            "attached 2026-02-10T00:00:00.001Z, loss 2026-02-10T00:00:00.000Z"
        ) { $0.certificate.attachedAt = day(40).advanced(byMilliseconds: 1) },
        Flaw(
            "the premium is in default",
            .failed,
            ["premiumNotInDefault"],
            "USD 549.99 of USD 550.00 paid"
        ) { $0.certificate.premiumPaid = usd("549.99") },
        Flaw(
            "the certificate was issued after the loss began",
            .failed,
            ["issuedBeforeLoss"],
            "issued 2026-02-10T00:00:00.001Z, loss 2026-02-10T00:00:00.000Z"
        ) { $0.certificate.issuedAt = day(40).advanced(byMilliseconds: 1) },
        Flaw(
            "the departure was recorded after the loss began",
            .failed,
            ["departureRecordedBeforeLoss"],
            "recorded 2026-02-10T00:00:00.001Z, loss 2026-02-10T00:00:00.000Z"
        ) { $0.shipment?.departureRecordedAt = day(40).advanced(byMilliseconds: 1) },
        Flaw(
            "the device was bound after the loss began",
            .failed,
            ["deviceBoundBeforeLoss"],
            "bound 2026-02-10T00:00:00.001Z, loss 2026-02-10T00:00:00.000Z"
        ) { $0.shipment?.devices[0].boundAt = day(40).advanced(byMilliseconds: 1) },
        Flaw(
            "another certificate insured the goods before",
            .failed,
            ["soleInsurance"],
            "1 for USD 100000.00"
        ) { facts in
            let own = facts.interests[0].insurances[0]
            facts.interests[0].insurances.insert(changed(own) { $0.certificate = .second }, at: 0)
        },
        Flaw(
            "another shipment has the logger",
            .failed,
            ["deviceOnOneShipment"],
            "evd-logger"
        ) { $0.contested.devices = [id("evd-logger")] },
        Flaw(
            "another shipment has the readings",
            .failed,
            ["evidenceOwn"],
            "evd-readings"
        ) { $0.contested.readings = [id("evd-readings")] },
        Flaw(
            "another shipment's claim has three of the passages",
            .failed,
            ["readingsOriginal"],
            "3 of 0: evd-one, evd-two, evd-three"
        ) { $0.contested.passages = ["one", "two", "three"].map { id("evd-\($0)") } },
        Flaw(
            "another shipment's claim was for the very loss",
            .failed,
            ["lossNotClaimedBefore"],
            "evd-loss"
        ) { $0.contested.losses = [id("evd-loss")] },
        Flaw(
            "the logger recorded 1 ms too long before the departure",
            .failed,
            ["loggerStartedWithGoods"],
            "first reading 2026-01-16T23:59:59.999Z, departure 2026-01-31T00:00:00.000Z"
        ) { $0.shipment?.segments[0].first = day(16).advanced(byMilliseconds: -1) },
        Flaw(
            "the logger recorded 1 ms more than a day before the stuffing",
            .failed,
            ["loggerStartedWithGoods"],
            "first reading 2026-01-28T23:59:59.999Z, stuffing 2026-01-30T00:00:00.000Z"
        ) {
            $0.shipment?.stuffedAt = day(29)
            $0.shipment?.segments[0].first = day(28).advanced(byMilliseconds: -1)
        },
        Flaw(
            "a tracker flew",
            .failed,
            ["movementPossible"],
            "TT-1, 201 km/h from 2026-02-01T00:00:00.000Z to 2026-02-02T00:00:00.000Z"
        ) {
            $0.shipment?.findings.devices[0].signals?.fastest = Movement(
                from: day(31),
                to: day(32),
                metres: 4_824_000,
                kilometresPerHour: 201
            )
        },
        Flaw(
            "a value stood still 1 ms longer than two days",
            .failed,
            ["valuesVary"],
            "TT-1, temperature for 48 h 0 min 0 s 1 ms from 2026-02-01T00:00:00.000Z"
        ) {
            $0.shipment?.findings.devices[0].signals?.standing = [
                StandingValue(
                    metric: .temperature,
                    from: day(31),
                    to: day(33).advanced(byMilliseconds: 1),
                    instants: 49
                )
            ]
        },
        Flaw("the terms are in shadow mode", .failed, ["automationActs"], "shadow") {
            $0.certificate.terms.automation = .shadow
        },
        Flaw(
            "the device is not bound",
            .failed,
            ["deviceBound", "deviceBoundBeforeLoss"],
            "TT-1"
        ) {
            $0.shipment?.devices = []
        },
        Flaw("an upload is unsigned", .failed, ["uploadsSigned"], "1 of 1 unsigned") {
            $0.shipment?.unsignedUploads = 1
        },
        Flaw(
            "the clock went back",
            .failed,
            ["clockMonotonic"],
            "3 instants with two values"
        ) { $0.shipment?.findings.devices[0].contradictions = 3 },
        Flaw(
            "a gap 1 ms beyond the terms",
            .failed,
            ["gapsWithinTerms"],
            "longest gap 6 h 0 min 0 s 1 ms"
        ) { $0.shipment?.findings.devices[0].longestGapMilliseconds = hours(6) + 1 },
        Flaw("the peril is not insured", .failed, ["perilCovered"], "machineryBreakdown") {
            $0.certificate.terms.clauses = [.iccC]
        },
        Flaw("another peril than the trigger's", .failed, ["triggerMet"], "theft") {
            $0.claim.notice.peril = .theft
        },
        Flaw(
            "10 minutes short of a loss",
            .failed,
            unmeasured,
            "TT-1, 23 h 50 min together, highest -9.222 C, lowest -20.000 C"
        ) { $0.shipment?.findings.devices = [.above(hours(23, minutes: 50))] },
        Flaw("the ship is listed", .failed, ["noSanctionsHit"], "MV Aurora, 9074729") {
            $0.sanctionsHits = ["MV Aurora", "9074729"]
        },
        Flaw("a second claim for the peril", .failed, ["noSecondClaim"], "second-1") { facts in
            let noted = facts.certificate.claims[0]
            facts.certificate.claims.append(changed(noted) { $0.claim = .second })
        },
        Flaw("too little is left", .failed, ["limitNotExhausted"], "USD 59000.00") {
            $0.certificate.approved = usd("41000.01")
        },
        Flaw("more than the authority", .failed, ["amountWithinAuthority"], "USD 59000.00") {
            $0.certificate.terms.automationAuthority = usd("58999.99")
        },
    ]

    private static let evidence = [
        "deviceBound", "deviceBoundBeforeLoss", "deviceOnOneShipment", "evidenceOwn",
        "readingsOriginal", "loggerStartedWithGoods", "movementPossible", "valuesVary",
        "uploadsSigned", "clockMonotonic", "gapsWithinTerms",
    ]

    /// What is open where no loss follows from the readings.
    private static let unmeasured = ["triggerMet", "limitNotExhausted", "amountWithinAuthority"]

    // Missing data refers; it never declines.
    static let unknown = [
        Flaw(
            "not known to have left",
            .unknown,
            ["attachedBeforeLoss"],
            "not attached; loss 2026-02-10T00:00:00.000Z"
        ) { $0.certificate.attachedAt = nil },
        Flaw(
            "no shipment",
            .unknown,
            ["departureRecordedBeforeLoss"] + evidence.dropLast() + ["findingsOfCarriage"]
                + evidence.suffix(1) + unmeasured,
            "no departure recorded; loss 2026-02-10T00:00:00.000Z"
        ) { $0.shipment = nil },
        Flaw(
            "goods without a container",
            .unknown,
            ["soleInsurance"],
            "the goods have no container, bill of lading or lot"
        ) { $0.interests = [] },
        Flaw(
            "a ledger that cannot say who else has what",
            .unknown,
            ["deviceOnOneShipment", "evidenceOwn", "readingsOriginal", "lossNotClaimedBefore"],
            "the ledger keeps no secret"
        ) { $0.contested.isKnown = false },
        Flaw(
            "findings of a carriage that has ended since",
            .unknown,
            ["findingsOfCarriage"],
            "2026-01-31T00:00:00.000Z to now"
        ) { $0.shipment?.arrivedAt = day(44) },
        Flaw("no readings", .unknown, evidence + unmeasured, "no telemetry") {
            $0.shipment?.findings.devices = []
        },
        Flaw(
            "readings without a temperature",
            .unknown,
            unmeasured,
            "no temperature reading"
        ) {
            $0.shipment?.findings.devices = [
                DeviceFindings(device: "TT-1", readings: 10, first: day(30), last: day(44),
                    signals: ReadingSignals())
            ]
        },
        Flaw(
            "findings in which nobody looked for signs",
            .unknown,
            ["readingsOriginal", "movementPossible", "valuesVary"],
            "passages were not looked for"
        ) { $0.shipment?.findings.devices[0].signals = nil },
        Flaw(
            "terms without a trigger",
            .unknown,
            unmeasured,
            "the terms have no telemetry trigger"
        ) { $0.certificate.terms.trigger = nil },
        Flaw(
            "terms without an agreed loss",
            .unknown,
            ["limitNotExhausted", "amountWithinAuthority"],
            "no agreed loss applies"
        ) { $0.certificate.terms.agreedLoss = nil },
    ]
}
