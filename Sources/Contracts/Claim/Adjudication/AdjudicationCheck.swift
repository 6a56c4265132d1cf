import Marine

/// One check of the straight-through list, in a file of its own.
///
/// Missing data is `unknown`: the claim is then referred, never declined.
protocol AdjudicationCheck: SendableMetatype {
    /// The check's permanent name.
    static var name: Text<60> { get }
    /// The clause, the section of the Marine Insurance Act 1906 (MIA) or the term of the
    /// certificate that it rests on.
    static var clause: String { get }
    /// What it looks at.
    static var inputs: [Check.InputKind] { get }
    /// Compares what was found with what is asked.
    static func judge(_ facts: ClaimFacts) -> CheckResult
    /// Whether the check examines readings; it passes where the part of the cover that is claimed
    /// under pays by no readings.
    static var isOfReadings: Bool { get }
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
    static var isOfReadings: Bool { false }

    /// The check as the ledger keeps it; from the second edition on it cites its clause, from the
    /// third on what it looked at.
    static func check(_ facts: ClaimFacts) -> Check {
        let result =
            isOfReadings && !facts.restsOnReadings
            ? CheckResult(true, figure: "the part rests on no readings", limit: "none asked")
            : judge(facts)
        var check = Check(name, result.outcome, figure: result.figure, limit: result.limit)
        if facts.edition >= .second { check.clause = Text(cutting: clause) }
        if facts.edition >= .third {
            let seen = inputs.compactMap { kind in
                facts.digests[kind].map { Check.Input(kind: kind, digest: $0) }
            }
            check.inputs = try? Entries(seen)
        }
        return check
    }

    /// Whether nothing of what the claim rests on is another shipment's too,
    /// as far as that is known.
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

    /// Judges what later editions look for in devices' readings; unknown where there are no
    /// devices, or nobody looked for it in one's.
    static func judge<Found>(
        _ sought: (DeviceFindings) -> Found?,
        of devices: [DeviceFindings]?,
        _ limit: String,
        unseen: String,
        by judge: ([(device: String, found: Found)]) -> CheckResult
    ) -> CheckResult {
        guard let devices else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        let seen = devices.compactMap { device in sought(device).map { (device.device, $0) } }
        guard seen.count == devices.count else {
            return CheckResult(.unknown, figure: unseen, limit: limit)
        }
        return judge(seen)
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
    /// What suspends payment: sanctions holds that stand, and hits that nobody has released.
    let sanctionsHits: [String]
    /// When it is judged.
    let at: Instant
    /// The edition of the rules in force.
    let edition: Edition
    /// The part of the cover that is claimed under; `nil` where the claim names none of several.
    let part: CoverPart?
    /// What the part's trigger shows; `nil` in the first edition, or where there is no part.
    let judgement: TriggerJudgement?
    /// The loss under the part that the claim is for; `nil` where there was none.
    let breach: PerilLoss?
    /// The time of the loss: as notified and as the readings show, whichever is earlier, later.
    let loss: ClosedRange<Instant>
    /// What of the readings the claim rests on.
    let claimed: ClaimedLoss
    /// What checks look at, each by its digest; none before the third edition.
    let digests: [Check.InputKind: DigestText]
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
        let notice = claim.notice
        let terms = certificate.terms
        let part =
            terms.parts == nil
            ? terms.insuredParts(in: context.edition).first
            : notice.part.flatMap { terms.part(named: $0) }
        self.part = part
        let breach: PerilLoss?
        if context.edition >= .second {
            judgement = part?.judge(claim, of: certificate, shipment, context)
            // Without stated parts there is one event, however its time was notified.
            breach =
                judgement?.loss(of: notice)
                ?? (terms.parts == nil ? judgement?.losses.first : nil)
        } else {
            judgement = nil
            breach = shipment.flatMap { shipment in
                terms.effectiveTrigger(in: context.edition)?.breach(
                    in: shipment.findings,
                    isComplete: shipment.isOver(at: context.at, in: context.edition),
                    by: context.edition
                ).map(PerilLoss.init)
            }
        }
        self.breach = breach
        let from = min(notice.lossFrom, breach?.from ?? notice.lossFrom)
        loss = from...max(notice.lossTo, breach?.to ?? notice.lossTo)
        let isShown = part.map { !$0.trigger.rule.measured.isEmpty } ?? true
        claimed = ClaimedLoss(loss, isShown ? breach : nil, shipment)
        let held = try contested(claimed)
        self.contested = held
        digests =
            context.edition >= .third
            ? CheckInputs(
                claim: claim,
                certificate: certificate,
                shipment: shipment,
                contested: held,
                interests: interests,
                sanctionsHits: sanctionsHits
            ).digests : [:]
        guard let breach, let part, let rate = part.scale.share(of: breach.figures) else {
            adjustment = nil
            return
        }
        adjustment = try Adjustment(
            assessment: .agreedLoss(rate: rate),
            basis: try part.basis(of: certificate),
            in: context.edition
        )
    }

    /// Whether what is claimed is shown by readings.
    var restsOnReadings: Bool { part.map { !$0.trigger.rule.measured.isEmpty } ?? true }

    /// When the loss began: as notified or as the readings show, whichever is earlier.
    var lossFrom: Instant { loss.lowerBound }

    /// When the cover ended, if it has: with delivery,
    /// or some days after arrival as the clauses say.
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
