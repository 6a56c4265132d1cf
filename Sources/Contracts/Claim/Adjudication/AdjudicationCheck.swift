import Marine

/// One check of the straight-through list, in a file of its own.
///
/// Missing data is `unknown`: the claim is then referred, never declined.
protocol AdjudicationCheck: SendableMetatype {
    /// The check's permanent name.
    static var name: String { get }
    /// The clause, the section of the Marine Insurance Act 1906 (MIA) or the term of the certificate
    /// that it rests on.
    static var clause: String { get }
    /// Compares what was found with what is asked.
    static func judge(_ facts: ClaimFacts) -> CheckResult
}

/// The result of a check.
struct CheckResult {
    let outcome: Check.Outcome
    /// What was found.
    let figure: String
    /// What was asked.
    let limit: String

    init(_ outcome: Check.Outcome, figure: String, limit: String) {
        self.outcome = outcome
        self.figure = figure
        self.limit = limit
    }

    init(_ passed: Bool, figure: String, limit: String) {
        self.init(passed ? .passed : .failed, figure: figure, limit: limit)
    }
}

extension AdjudicationCheck {
    /// The check as the ledger keeps it; from the second edition on it cites its clause.
    static func check(_ facts: ClaimFacts) -> Check {
        let result = judge(facts)
        var check = Check(name, result.outcome, figure: result.figure, limit: result.limit)
        if facts.edition >= .second { check.clause = Text(cutting: clause) }
        return check
    }

    /// Whether nothing of what the claim rests on is another shipment's too, as far as that is known.
    static func judge(
        _ facts: ClaimFacts,
        contested: [InstanceID],
        _ limit: String
    ) -> CheckResult {
        guard facts.evidence != nil else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        guard facts.contested.isKnown else {
            return CheckResult(.unknown, figure: "the ledger keeps no secret", limit: limit)
        }
        return CheckResult(
            contested.isEmpty,
            figure: contested.isEmpty ? "none" : listed(contested.map(\.text)),
            limit: limit
        )
    }

    /// The first names of a list that a figure has room for.
    static func listed(_ names: [String]) -> String {
        let shown = names.prefix(10).joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }
}

/// What a claim is judged on.
struct ClaimFacts {
    let claim: Claim.State
    let certificate: Certificate.State
    let shipment: Shipment.State?
    /// What of the evidence other shipments hold too.
    let contested: ContestedEvidence
    /// The interests that the certificate insures.
    let interests: [Interest.State]
    /// The names on the declaration, and the payee's, that are on the sanctions list.
    let sanctionsHits: [String]
    /// When it is judged.
    let at: Instant
    /// The edition of the rules in force.
    let edition: Edition
    /// The breach that is a loss by the certificate's trigger; `nil` where there was none.
    let breach: TemperatureBreach?
    /// The time of the loss: as notified and as the readings show, whichever is earlier, later.
    let loss: ClosedRange<Instant>
    /// The adjustment that the terms agree, where they do and the trigger is met.
    let adjustment: Adjustment?

    var terms: CertificateTerms { certificate.terms }
    var notice: Claim.Notice { claim.notice }

    /// - Throws: `arithmeticOutOfRange` where the agreed loss does.
    init(
        _ claim: Claim.State,
        certificate: Certificate.State,
        shipment: Shipment.State?,
        contested: Adjudication.Contest,
        interests: [Interest.State],
        sanctionsHits: [String],
        _ context: Context
    ) throws(Refusal) {
        self.claim = claim
        self.certificate = certificate
        self.shipment = shipment
        self.interests = interests
        self.sanctionsHits = sanctionsHits
        at = context.at
        edition = context.edition
        let breach = shipment.flatMap { shipment in
            certificate.terms.effectiveTrigger(in: context.edition)?.breach(
                in: shipment.findings,
                isComplete: shipment.isOver(at: context.at, in: context.edition),
                by: context.edition
            )
        }
        self.breach = breach
        let notice = claim.notice
        let from = min(notice.lossFrom, breach?.from ?? notice.lossFrom)
        loss = from...max(notice.lossTo, breach?.to ?? notice.lossTo)
        self.contested = try contested(loss)
        guard let rate = certificate.terms.agreedLoss, breach != nil else {
            adjustment = nil
            return
        }
        adjustment = try Adjustment(
            assessment: .agreedLoss(rate: rate),
            basis: AdjustmentBasis(
                insuredValue: certificate.insuredValue,
                deductible: certificate.terms.deductible
            ),
            in: context.edition
        )
    }

    /// When the loss began: as notified or as the readings show, whichever is earlier.
    var lossFrom: Instant { loss.lowerBound }

    /// When the cover ended, if it has: with delivery, or some days after arrival as the clauses say.
    var coverEnd: Instant? {
        let end = certificate.coverEnd(shipment, in: edition)
        return end.flatMap { certificate.terminatedAt != nil || $0 <= at ? $0 : nil }
    }

    /// The findings that the claim rests on: those of the device that breached, else all.
    ///
    /// `nil` where no readings were recorded.
    var evidence: (shipment: Shipment.State, devices: [DeviceFindings])? {
        guard let shipment, !shipment.findings.devices.isEmpty else { return nil }
        let device = breach?.device
        return (
            shipment, shipment.findings.devices.filter { device == nil || $0.device == device }
        )
    }
}
