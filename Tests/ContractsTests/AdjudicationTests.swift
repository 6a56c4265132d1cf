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

    /// Has the logger report one value that is not believed.
    mutating func flag(
        _ reason: FlaggedReadings.Reason,
        _ metric: FlaggedReadings.Measured,
        at instant: Instant
    ) {
        shipment?.findings.devices[0].flagged = [.fault(reason, metric, at: instant)]
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
                "loggerStartedWithGoods", "movementPossible", "valuesVary", "readingsPlausible",
                "uploadsSigned", "uploadsStand", "clockMonotonic", "findingsOfCarriage",
                "gapsWithinTerms", "perilCovered", "triggerMet", "lossMeasured", "soleInsurance",
                "noSanctionsHit", "noSecondClaim", "limitNotExhausted", "leaderBindsFollowers",
                "amountWithinAuthority",
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

    @Test func `the third edition's list is for ever what it was`() throws {
        var facts = try Facts.sound()
        facts.edition = .third
        facts.shipment?.findings.devices[0].flagged = nil
        let judgement = try facts.judge()
        #expect(judgement.isStraightThrough)
        #expect(
            judgement.checks.map(\.name) == [
                "issuedBeforeLoss", "departureRecordedBeforeLoss", "attachedBeforeLoss",
                "premiumNotInDefault", "deviceBound", "deviceBoundBeforeLoss",
                "deviceOnOneShipment", "evidenceOwn", "readingsOriginal", "lossNotClaimedBefore",
                "loggerStartedWithGoods", "movementPossible", "valuesVary", "uploadsSigned",
                "clockMonotonic", "findingsOfCarriage", "gapsWithinTerms", "perilCovered",
                "triggerMet", "lossMeasured", "soleInsurance",
                "noSanctionsHit", "noSecondClaim", "limitNotExhausted", "leaderBindsFollowers",
                "amountWithinAuthority",
                "automationActs",
            ]
        )
    }

    @Test(arguments: Flaw.failing + Flaw.unknown)
    func `one flaw alone refers the claim, with its figure`(flaw: Flaw) throws {
        var facts = try Facts.sound()
        flaw.flaw(&facts)
        let judgement = try facts.judge()
        let open = judgement.checks.filter { $0.outcome != .passed }
        #expect(!judgement.isStraightThrough)
        #expect(open.map(\.name.string) == flaw.checks)
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
