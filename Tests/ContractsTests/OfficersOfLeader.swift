import Contracts
import Marine
import TestSamples

/// The leader's officers as the tests have them, each named for what its table lets it do.
extension CaseLedger {
    static let adjuster = id("adjuster")
    static let approver = id("approver")
    static let second = id("second")
    static let settler = id("settler")
    static let keeper = id("keeper")
    /// Measures, approves and settles.
    static let allrounder = id("allrounder")

    static let table = Authority.Table(
        officers: constant {
            try Entries([
                Authority.Grant(officer: adjuster, adjusts: true),
                Authority.Grant(
                    officer: approver,
                    approvesUpTo: try Entries([usd("50000")]),
                    releasesHolds: true,
                    paysExGratia: true
                ),
                Authority.Grant(
                    officer: second,
                    approvesUpTo: try Entries([usd("90000")]),
                    paysExGratia: true
                ),
                Authority.Grant(officer: settler, settles: true),
                Authority.Grant(
                    officer: allrounder,
                    adjusts: true,
                    approvesUpTo: try Entries([usd("90000")]),
                    settles: true,
                    paysExGratia: true
                ),
            ])
        },
        secondApprovalAbove: constant { try Entries([usd("20000")]) }
    )

    /// Registers a person that acts for the leader.
    mutating func register(
        _ officer: Identifier,
        administers: Bool? = nil,
        as acting: Identifier? = nil
    ) throws {
        try take(
            .consortium(
                .registerOfficer(
                    member: .leader,
                    officer: officer,
                    name: "Someone",
                    title: "Claims",
                    administers: administers
                )
            ),
            by: .leader,
            officer: acting
        )
    }

    static let setAuthority = Instruction.authority(.setAuthority(member: .leader, table: table))

    /// With all officers, and the table that lets them act.
    static func staffed(
        _ change: (inout CoverTerms) -> Void = { _ in }
    ) throws -> CaseLedger {
        var ledger = try CaseLedger {
            $0.oneOfficerAccepted = nil
            change(&$0)
        }
        for officer in [adjuster, approver, second, settler, allrounder] {
            try ledger.register(officer)
        }
        try ledger.register(keeper, administers: true)
        try ledger.take(setAuthority, by: .leader, officer: keeper)
        return ledger
    }

    /// A claim for goods at sea that the leader has acknowledged.
    mutating func acknowledge(_ voyage: Voyage = Voyage()) throws {
        try sail(voyage)
        try record(voyage)
        try notify(voyage)
        try take(.claim(.acknowledge(claim: voyage.claim)), by: .leader, officer: Self.adjuster)
    }

    /// Staffed, with a claim that the adjuster has measured as a total loss of 99,000.
    static func adjusted(
        _ change: (inout CoverTerms) -> Void = { _ in }
    ) throws -> CaseLedger {
        var ledger = try staffed(change)
        try ledger.acknowledge()
        try ledger.take(adjust(), by: .leader, officer: adjuster)
        return ledger
    }

    /// The same, with 15,000 approved.
    static func approved(
        _ change: (inout CoverTerms) -> Void = { _ in }
    ) throws -> CaseLedger {
        var ledger = try adjusted(change)
        try ledger.take(approve("15000"), by: .leader, officer: approver)
        return ledger
    }

    static func adjust(survey: InstanceID? = nil) -> Instruction {
        .claim(.adjust(claim: Voyage().claim, assessment: .totalLoss, survey: survey))
    }

    static func approve(_ amount: String) -> Instruction {
        .claim(.approve(claim: Voyage().claim, amount: usd(amount)))
    }

    static func settle(_ reference: Text<35> = "PAY-1") -> Instruction {
        .claim(.settle(claim: Voyage().claim, paymentReference: reference))
    }

    static func exGratia(_ amount: String) -> Instruction {
        .claim(.payExGratia(claim: Voyage().claim, amount: usd(amount), reason: "Goodwill."))
    }

    static func assign(to holder: MemberID) -> Instruction {
        .certificate(.assignCertificate(certificate: Voyage().certificate, holder: holder))
    }

    static func appoint(_ surveyor: MemberID, _ survey: String = "srv-1") -> Instruction {
        .survey(
            .appointSurveyor(
                id: id(survey),
                claim: Voyage().claim,
                surveyor: surveyor,
                scope: "Cause and extent of the damage."
            )
        )
    }

    static func report(_ survey: String = "srv-1", at: Instant = day(45)) -> Instruction {
        .survey(
            .fileReport(
                survey: id(survey),
                digest: apiKeyDigest(7),
                findings: "The reefer's compressor had failed.",
                surveyedAt: at
            )
        )
    }
}

extension Claim.Payment {
    /// What each insurer bears of it.
    var borne: [MemberID: Money] {
        Dictionary((contributions ?? []).map { ($0.insurer, $0.amount) }) { first, _ in first }
    }
}
