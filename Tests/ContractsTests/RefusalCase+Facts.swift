import Contracts
import Marine
import TestSamples

/// What the second edition refuses beside the first.
extension RefusalCase {
    private typealias Voyage = CaseLedger.Voyage

    private static func declare(_ change: (inout Declaration) -> Void) -> Instruction {
        .openCover(
            .declare(
                cover: .cover,
                certificate: .certificate,
                declaration: changed(Voyage().declaration, change)
            )
        )
    }

    private static func sailed(_ voyage: Voyage = Voyage()) throws -> CaseLedger {
        var ledger = try CaseLedger()
        try ledger.sail(voyage)
        return ledger
    }

    /// A claim that the leader has measured.
    private static func adjusted(
        _ peril: Peril,
        _ assessment: Assessment,
        _ change: (inout Voyage) -> Void = { _ in }
    ) throws -> ContractHistory {
        var ledger = try CaseLedger()
        let voyage = changed(Voyage(), change)
        try ledger.sail(voyage)
        try ledger.record(voyage)
        try ledger.notify(voyage, nil, peril)
        try ledger.take(.claim(.acknowledge(claim: voyage.claim)), by: .leader)
        try ledger.take(
            .claim(.adjust(claim: voyage.claim, assessment: assessment)),
            by: .leader
        )
        return ledger.history
    }

    static let facts = [
        RefusalCase(
            .secretAlreadyKept,
            "a second secret",
            given: { try CaseLedger().history },
            by: .platform,
            .keepSecret
        ),
        RefusalCase(
            .secretMissing,
            "an accumulation on a ledger without a secret",
            given: { try CaseLedger(isSecret: false).history },
            by: .assured,
            declare { _ in }
        ),
        RefusalCase(
            .spanMalformed,
            "what is on risk elsewhere until before it begins",
            given: {
                var ledger = try CaseLedger()
                try ledger.take(declare { _ in }, by: .assured)
                return ledger.history
            },
            when: { history in
                let ship = history.states.values.compactMap(Accumulation.unwrap).first
                var further = history
                try further.take(
                    .accumulation(
                        .noteOther(
                            accumulation: ship?.id ?? id("none"),
                            from: day(2),
                            to: day(1),
                            amount: usd("1")
                        )
                    ),
                    by: .leader
                )
            }
        ),
        RefusalCase(
            .evidenceNotHeld,
            "evidence that is to be a shipment's which does not hold it",
            ["shipment": "shp-other"],
            given: { try sailed().history },
            when: { history in
                let consortium = try history.state(Consortium.self, Workflow.consortium)
                let logger = consortium.factID(Evidence.self, ["device", "tt1"])
                var further = history
                try further.take(
                    .evidence(
                        .assignEvidence(
                            evidence: logger ?? id("none"),
                            shipment: id("shp-other"),
                            reason: "It is the other's."
                        )
                    ),
                    by: .leader
                )
            }
        ),
        RefusalCase(
            .agreedValueUnproved,
            "an agreed value of a million for what cost ten",
            ["figure": "USD 1000000.00"],
            given: { try CaseLedger().history },
            by: .assured,
            declare { ($0.cost, $0.agreedValue) = (usd("10"), usd("1000000")) }
        ),
        RefusalCase(
            .premiumIsNothing,
            "a value whose premium rounds to nothing",
            ["figure": "USD 0.00"],
            given: { try CaseLedger().history },
            by: .assured,
            declare { ($0.cost, $0.agreedValue) = (usd("0.10"), usd("0.10")) }
        ),
        RefusalCase(
            .outsideCoverPeriod,
            "a departure four years before the cover's inception",
            given: {
                var ledger = try CaseLedger()
                var voyage = Voyage()
                voyage.departed = day(0)
                try ledger.sail(voyage)
                return ledger.history
            },
            when: { history in
                // The departure above is the first instant that the cover has; one before is none.
                let state = try history.state(Shipment.self, Voyage().shipment)
                guard state.departedAt == day(0) else { return }
                var again = try CaseLedger()
                var voyage = Voyage("early")
                voyage.departed = day(0).advanced(byMilliseconds: -1)
                try again.sail(voyage)
            }
        ),
        RefusalCase(
            .partNotOfCertificate,
            "a claim under a part that the cover has not",
            ["part": "humidity"],
            given: { try sailed().history },
            by: .assured,
            .claim(
                .notifyClaim(
                    id: .claim,
                    notice: changed(.breakdown) {
                        $0.certificate = Voyage().certificate
                        $0.part = "humidity"
                    }
                )
            )
        ),
        RefusalCase(
            .clauseNotOfCertificate,
            "a declinature by a clause that there is not",
            ["clause": "ZZZ no such clause"],
            given: {
                var ledger = try sailed()
                try ledger.record(Voyage())
                try ledger.notify(Voyage())
                try ledger.take(.claim(.acknowledge(claim: Voyage().claim)), by: .leader)
                return ledger.history
            },
            by: .leader,
            .claim(
                .decline(claim: Voyage().claim, clause: "ZZZ no such clause", reason: "none")
            )
        ),
        RefusalCase(
            .lossBeforeAttachment,
            "the approval of a theft before attachment",
            ["attached": "\(day(30))"],
            given: {
                var ledger = try CaseLedger()
                // Notified before anybody says when the goods left.
                var voyage = Voyage()
                voyage.departureRecorded = day(45)
                ledger.at(day(10))
                try ledger.sailing(voyage) { ledger throws in
                    try ledger.notify(voyage, nil, .roughHandling, from: day(11), to: day(12))
                }
                try ledger.take(.claim(.acknowledge(claim: voyage.claim)), by: .leader)
                try ledger.take(
                    .claim(.adjust(claim: voyage.claim, assessment: .totalLoss)),
                    by: .leader
                )
                return ledger.history
            },
            by: .leader,
            .claim(.approve(claim: Voyage().claim, amount: usd("100")))
        ),
        RefusalCase(
            .claimPaid,
            "a cancellation after a claim was approved",
            ["approved": "USD 100.00"],
            given: {
                // The first edition approved before the goods had left.
                var history = try ContractHistory.declared(
                    .sample,
                    .worth("100000"),
                    by: .first
                )
                for asked: Claim.Instruction in [
                    .notifyClaim(
                        id: .claim,
                        notice: changed(.breakdown) {
                            $0.lossFrom = day(5)
                            $0.lossTo = day(6)
                        }
                    ),
                    .acknowledge(claim: .claim),
                    .adjust(claim: .claim, assessment: .totalLoss),
                    .approve(claim: .claim, amount: usd("100")),
                    .settle(claim: .claim, paymentReference: "PAY-1"),
                    .closeClaim(claim: .claim),
                ] { try history.take(.claim(asked), by: .leader) }
                return try history.adoptingDraft()
            },
            by: .leader,
            .certificate(.cancel(certificate: .certificate, reason: "sold"))
        ),
        RefusalCase(
            .indemnityExceeded,
            "more than the indemnity between two certificates",
            ["figure": "USD 158000.00", "limit": "USD 100000.00"],
            given: {
                var ledger = try CaseLedger()
                for name in ["one", "two"] { try ledger.sail(Voyage(name)) }
                for name in ["one", "two"] { try ledger.record(Voyage(name)) }
                try ledger.notify(Voyage("one"))
                try ledger.adjudicate(Voyage("one").claim)
                try ledger.notify(Voyage("two"))
                try ledger.take(.claim(.acknowledge(claim: Voyage("two").claim)), by: .leader)
                try ledger.take(
                    .claim(.adjust(claim: Voyage("two").claim, assessment: .totalLoss)),
                    by: .leader
                )
                return ledger.history
            },
            by: .leader,
            .claim(.approve(claim: Voyage("two").claim, amount: usd("99000")))
        ),
        RefusalCase(
            .indemnityNotComparable,
            "a loss that was paid in another currency",
            ["figure": "EUR 1.00", "paid": "USD 59000.00"],
            given: {
                var ledger = try CaseLedger()
                for name in ["one", "two"] { try ledger.sail(Voyage(name)) }
                try ledger.record(Voyage("one"))
                try ledger.notify(Voyage("one"))
                try ledger.adjudicate(Voyage("one").claim)
                return ledger.history
            },
            when: { history in
                let certificate = try history.certificate(Voyage("two").certificate)
                var interest = try history.state(
                    Interest.self,
                    certificate.interests?.first ?? .unknown
                )
                let euro = try Currency(parsing: "EUR")
                interest.insurances[1].insuredValue = Money(minorUnits: 1_000, currency: euro)
                interest.insurances[1].approved = .zero(euro)
                _ = try Interest.decide(
                    interest,
                    .erode(
                        certificate: certificate.id,
                        loss: Interest.Loss(
                            claim: Voyage("two").claim,
                            from: day(40),
                            to: day(41),
                            measured: Money(minorUnits: 100, currency: euro),
                            approved: Money(minorUnits: 100, currency: euro)
                        )
                    ),
                    history.context(.leader)
                )
            }
        ),
        RefusalCase(
            .voyageMalformed,
            "a voyage that ends where it begins",
            given: { try CaseLedger().history },
            by: .assured,
            declare { $0.to = $0.from }
        ),
        RefusalCase(
            .voyageMalformed,
            "a voyage that arrives before it sails",
            given: { try CaseLedger().history },
            by: .assured,
            declare { $0.arrival = $0.sailing }
        ),
        RefusalCase(
            .voyageMalformed,
            "an endorsement by which a voyage arrives before it sails",
            given: {
                var voyage = Voyage()
                voyage.declaration.arrival = day(44)
                return try sailed(voyage).history
            },
            by: .leader,
            .endorse(sailing: day(45), of: Voyage().certificate)
        ),
        RefusalCase(
            .placeNotAccepted,
            "a place in a country that there is not",
            ["figure": "ZZABC"],
            given: { try CaseLedger { $0.countries = [] }.history },
            by: .assured,
            declare { $0.to = place("ZZABC") }
        ),
        RefusalCase(
            .holderUnfit,
            "a carrier that is to hold a certificate",
            ["holder": "carrier"],
            given: { try sailed().history },
            by: .assured,
            CaseLedger.assign(to: .carrier)
        ),
        RefusalCase(
            .lossBeforeIssue,
            "the approval of a loss that was before the certificate",
            ["issued": "\(day(42))"],
            given: {
                try adjusted(.roughHandling, .totalLoss) {
                    ($0.issued, $0.bound, $0.departureRecorded) = (day(42), day(42), day(42))
                }
            },
            by: .leader,
            CaseLedger.approve("1")
        ),
        RefusalCase(
            .perilNotInsured,
            "the approval of a delay under clauses that exclude it",
            ["peril": "delay"],
            given: { try adjusted(.delay, .totalLoss) },
            by: .leader,
            CaseLedger.approve("1")
        ),
        RefusalCase(
            .triggerNotMet,
            "an agreed loss of goods without readings",
            ["figure": "no readings"],
            given: { try adjusted(.machineryBreakdown, .totalLoss) { $0.findings = nil } },
            by: .leader,
            .claim(.adjust(claim: Voyage().claim, assessment: .agreedLoss(rate: percent("1"))))
        ),
        RefusalCase(
            .interestAlreadyInsured,
            "a certificate that insures the interest already",
            given: { try sailed().history },
            when: { history in
                let certificate = try history.certificate(Voyage().certificate)
                let interest = try history.state(
                    Interest.self,
                    certificate.interests?.first ?? .unknown
                )
                _ = try Interest.decide(
                    interest,
                    .insure(id: interest.id, insurance: interest.insurances[0]),
                    history.context(.assured)
                )
            }
        ),
    ]
}

extension CaseLedger {
    /// Sails, with something in between the binding and the departure.
    fileprivate mutating func sailing(
        _ voyage: Voyage,
        _ between: (inout CaseLedger) throws -> Void
    ) throws {
        try declareAndRegister(voyage)
        try between(&self)
        at(voyage.departureRecorded)
        try take(
            .shipment(.depart(shipment: voyage.shipment, at: voyage.departed)),
            by: .carrier
        )
    }
}
