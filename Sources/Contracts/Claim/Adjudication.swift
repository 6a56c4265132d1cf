public import Marine

/// Straight-through approval: the list that a claim must pass whole to be paid without a human.
///
/// Missing data refers; it never declines. Otherwise the claim is referred with every check and
/// its figure.
public enum Adjudication {
    /// What the list came to.
    public struct Judgement: Hashable, Sendable {
        /// Every check in the list's order.
        public var checks: [Check]
        /// The adjustment that the terms agree, where they do and the trigger is met.
        public var adjustment: Adjustment?

        /// Whether the claim may be paid without a human.
        public var isStraightThrough: Bool {
            adjustment != nil && checks.allSatisfy { $0.outcome == .passed }
        }

        /// The checks that did not pass, in words.
        public var reasons: [Text<2000>] {
            checks.filter { $0.outcome != .passed }.compactMap {
                Text(cutting: "\($0.name): \($0.figure) (asked: \($0.limit))")
            }
        }
    }

    /// Judges a claim on its certificate, its shipment and the sanctions list.
    public static func judge(
        _ claim: Claim.State,
        certificate: Certificate.State,
        shipment: Shipment.State?,
        sanctionsHits: [String],
        at: Instant
    ) throws(Refusal) -> Judgement {
        let terms = certificate.terms
        let notice = claim.notice
        let breach = shipment.flatMap { shipment in
            terms.trigger?.breach(
                in: shipment.findings,
                isComplete: shipment.deliveredAt != nil
            )
        }
        var checks = [
            attachment(notice, certificate, breach),
            Check(
                "premiumNotInDefault",
                !certificate.premiumInDefault(at: at),
                figure: "\(certificate.premiumPaid) of \(certificate.premium) paid",
                limit: "in full by \(certificate.premiumDue)"
            ),
        ]
        checks += evidence(shipment, breach, terms)
        checks.append(perilCovered(notice.peril, terms))
        checks.append(trigger(notice, terms, shipment, breach))
        checks.append(
            Check(
                "noSanctionsHit",
                sanctionsHits.isEmpty,
                figure: sanctionsHits.isEmpty ? "none" : sanctionsHits.joined(separator: ", "),
                limit: "none"
            )
        )
        let others = certificate.claims.filter {
            $0.claim != claim.id
                && ($0.peril == notice.peril
                    || (notice.lossFrom...notice.lossTo).contains($0.lossFrom))
        }
        checks.append(
            Check(
                "noSecondClaim",
                others.isEmpty,
                figure: others.isEmpty
                    ? "none" : listed(others.map(\.claim.text)),
                limit: "no other claim for the peril or within the loss"
            )
        )

        guard let rate = terms.agreedLoss, breach != nil else {
            checks.append(
                Check(
                    "limitNotExhausted",
                    .unknown,
                    figure: "no agreed loss applies",
                    limit: "\(certificate.remaining)"
                )
            )
            checks.append(
                Check(
                    "amountWithinAuthority",
                    .unknown,
                    figure: "no agreed loss applies",
                    limit: "\(terms.automationAuthority)"
                )
            )
            return Judgement(checks: checks, adjustment: nil)
        }
        let adjustment = try Adjustment(
            assessment: .agreedLoss(rate: rate),
            basis: AdjustmentBasis(
                insuredValue: certificate.insuredValue,
                deductible: terms.deductible
            )
        )
        let amount = adjustment.payable
        checks.append(
            Check(
                "limitNotExhausted",
                amount.minorUnits <= certificate.remaining.minorUnits,
                figure: "\(amount)",
                limit: "\(certificate.remaining)"
            )
        )
        checks.append(
            Check(
                "amountWithinAuthority",
                amount.isPositive
                    && amount.minorUnits <= terms.automationAuthority.minorUnits,
                figure: "\(amount)",
                limit: "\(terms.automationAuthority)"
            )
        )
        return Judgement(checks: checks, adjustment: adjustment)
    }

    /// The loss as notified and the breach as recorded must both lie within the cover: readings
    /// from the quay before departure or the warehouse after delivery are evidence of nothing.
    private static func attachment(
        _ notice: Claim.Notice,
        _ certificate: Certificate.State,
        _ breach: TemperatureBreach?
    ) -> Check {
        let first = min(notice.lossFrom, breach?.from ?? notice.lossFrom)
        let last = max(notice.lossFrom, breach?.from ?? notice.lossFrom)
        let limit = "attached before the loss, not ended before it"
        guard let attachedAt = certificate.attachedAt else {
            return Check(
                "attachedBeforeLoss",
                .unknown,
                figure: "not attached; loss \(first)",
                limit: limit
            )
        }
        // Only hours inside the cover count: what runs on past delivery is for a human to divide.
        let ended =
            certificate.terminatedAt.map { terminatedAt in
                terminatedAt <= last || breach.map { terminatedAt < $0.to } ?? false
            } ?? false
        var figure = "attached \(attachedAt), loss \(first)"
        if last != first { figure += " to \(last)" }
        if let terminatedAt = certificate.terminatedAt { figure += ", ended \(terminatedAt)" }
        return Check(
            "attachedBeforeLoss",
            attachedAt <= first && !ended,
            figure: figure,
            limit: limit
        )
    }

    /// The first names of a list that a figure has room for.
    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(10).joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }

    private static func evidence(
        _ shipment: Shipment.State?,
        _ breach: TemperatureBreach?,
        _ terms: CertificateTerms
    ) -> [Check] {
        let device = breach?.device
        let limits = (
            bound: "bound to the shipment", signed: "every upload signed by a bound key",
            clock: "no instant with two values",
            gaps: "no gap longer than \(DurationText.text(terms.toleratedGapMilliseconds.value))"
        )
        guard let shipment, !shipment.findings.devices.isEmpty else {
            return [
                Check("deviceBound", .unknown, figure: "no telemetry", limit: limits.bound),
                Check("uploadsSigned", .unknown, figure: "no telemetry", limit: limits.signed),
                Check("clockMonotonic", .unknown, figure: "no telemetry", limit: limits.clock),
                Check("gapsWithinTerms", .unknown, figure: "no telemetry", limit: limits.gaps),
            ]
        }
        let bound = Set(shipment.devices.map(\.id))
        let judged = shipment.findings.devices.filter { device == nil || $0.device == device }
        let contradictions = judged.reduce(0) { sum, device in
            let (added, overflow) = sum.addingReportingOverflow(device.contradictions)
            return overflow ? .max : added
        }
        let longestGap = judged.map(\.longestGapMilliseconds).max() ?? 0
        return [
            Check(
                "deviceBound",
                judged.allSatisfy { bound.contains($0.device) },
                figure: listed(judged.map(\.device)),
                limit: limits.bound
            ),
            Check(
                "uploadsSigned",
                !terms.signedUploads || shipment.unsignedUploads == 0,
                figure: "\(shipment.unsignedUploads) of \(shipment.uploads) unsigned",
                limit: terms.signedUploads ? limits.signed : "not asked by the terms"
            ),
            Check(
                "clockMonotonic",
                contradictions == 0,
                figure: "\(contradictions) instants with two values",
                limit: limits.clock
            ),
            Check(
                "gapsWithinTerms",
                longestGap <= terms.toleratedGapMilliseconds.value,
                figure: "longest gap \(DurationText.text(longestGap))",
                limit: limits.gaps
            ),
        ]
    }

    private static func perilCovered(_ peril: Peril, _ terms: CertificateTerms) -> Check {
        let clause = terms.clauses.first { $0.covers(peril) }
        return Check(
            "perilCovered",
            clause != nil,
            figure: clause.map { "\(peril.rawValue) by \($0.rawValue)" } ?? peril.rawValue,
            limit: terms.clauses.map(\.rawValue).joined(separator: "; ")
        )
    }

    private static func trigger(
        _ notice: Claim.Notice,
        _ terms: CertificateTerms,
        _ shipment: Shipment.State?,
        _ breach: TemperatureBreach?
    ) -> Check {
        guard let trigger = terms.trigger else {
            return Check(
                "triggerMet",
                .unknown,
                figure: "the terms have no telemetry trigger",
                limit: "a trigger of the terms"
            )
        }
        guard trigger.peril == notice.peril else {
            return Check(
                "triggerMet",
                false,
                figure: notice.peril.rawValue,
                limit: trigger.peril.rawValue
            )
        }
        guard let figure = shipment.flatMap({ trigger.nearestFigure(in: $0.findings) }) else {
            return Check(
                "triggerMet",
                .unknown,
                figure: "no temperature reading",
                limit: trigger.limitText
            )
        }
        return Check(
            "triggerMet",
            breach != nil,
            figure: breach?.figure ?? figure,
            limit: trigger.limitText
        )
    }
}
