import Marine

// What a person may approve as owed: whatever else is paid is paid ex gratia, by who may do so.

extension Claim {
    /// Refuses a loss that the certificate does not insure, whoever has measured it.
    ///
    /// Marine Insurance Act 1906 s. 6 and s. 55(1); Institute Cargo Clauses 1/1/09 cl. 8 and 11.
    static func requireInsured(
        _ state: State,
        _ certificate: Certificate.State,
        _ run: InstructionRun
    ) throws(Refusal) {
        let (from, edition) = (state.notice.lossFrom, run.context.edition)
        guard let attachedAt = certificate.attachedAt, attachedAt <= from else {
            throw Refusal(
                .lossBeforeAttachment,
                [
                    "lossFrom": "\(from)",
                    "attached": certificate.attachedAt.map { "\($0)" } ?? "not attached",
                ]
            )
        }
        guard certificate.terms.lostOrNotLost == true || certificate.issuedAt <= from else {
            throw Refusal(
                .lossBeforeIssue,
                ["lossFrom": "\(from)", "issued": "\(certificate.issuedAt)"]
            )
        }
        let carriage = certificate.shipment.flatMap { run.state(Shipment.self, $0) }
        if let ended = certificate.coverEnd(carriage, in: edition), ended <= from {
            throw Refusal(.lossAfterCoverEnded, ["lossFrom": "\(from)", "ended": "\(ended)"])
        }
        let peril = state.cause ?? state.notice.peril
        guard certificate.terms.clauses.contains(where: { $0.covers(peril, in: edition) }) else {
            throw Refusal(
                .perilNotInsured,
                [
                    "peril": peril.rawValue,
                    "clauses": certificate.terms.clauses.map(\.rawValue).joined(separator: "; "),
                ]
            )
        }
    }

    /// Refuses an agreed loss that the certificate's terms do not agree.
    ///
    /// It is agreed for a trigger, which the readings of the shipment meet, or a surveyor's report
    /// says what they do not.
    static func requireAgreed(
        _ assessment: Assessment,
        _ claim: State,
        _ certificate: Certificate.State,
        isSurveyed: Bool,
        _ run: InstructionRun
    ) throws(Refusal) {
        guard case .agreedLoss(let rate) = assessment else { return }
        guard certificate.terms.parts == nil else {
            return try requireAgreed(rate, claim, certificate, isSurveyed: isSurveyed, run)
        }
        guard let agreed = certificate.terms.agreedLoss, rate <= agreed else {
            throw Refusal(
                .assessmentMalformed,
                [
                    "agreedLoss": "\(rate)",
                    "terms": certificate.terms.agreedLoss.map { "\($0)" } ?? "agree none",
                ]
            )
        }
        guard !isSurveyed else { return }
        let edition = run.context.edition
        let shipment = certificate.shipment.flatMap { run.state(Shipment.self, $0) }
        if edition >= .third {
            // As the automaton judges it.
            let part = certificate.terms.insuredParts(in: edition).first
            let judgement = part?.judge(claim, of: certificate, shipment, run.context)
            guard judgement?.losses.isEmpty != false else { return }
            throw Refusal(
                .triggerNotMet,
                [
                    "figure": judgement?.figure ?? "no readings",
                    "limit": part?.asked(in: edition) ?? "no trigger",
                ]
            )
        }
        let trigger = certificate.terms.effectiveTrigger(in: edition)
        let breach = shipment.flatMap { shipment in
            trigger?.breach(
                in: shipment.findings,
                isComplete: shipment.isOver(at: run.context.at, in: edition),
                by: edition
            )
        }
        guard breach != nil else {
            throw Refusal(
                .triggerNotMet,
                [
                    "figure": shipment.flatMap { trigger?.nearestFigure(in: $0.findings) }
                        ?? "no readings",
                    "limit": trigger?.limitText ?? "no trigger",
                ]
            )
        }
    }

    /// The same of a part of the cover: no more than its scale pays for the loss that is shown, or
    /// at the most where a surveyor's report says what is not.
    private static func requireAgreed(
        _ rate: Rate,
        _ claim: State,
        _ certificate: Certificate.State,
        isSurveyed: Bool,
        _ run: InstructionRun
    ) throws(Refusal) {
        let (notice, edition) = (claim.notice, run.context.edition)
        guard let part = notice.part.flatMap({ certificate.terms.part(named: $0) }),
            let most = part.scale.most
        else {
            throw Refusal(
                .assessmentMalformed,
                ["agreedLoss": "\(rate)", "terms": "agree none"]
            )
        }
        let shipment = certificate.shipment.flatMap { run.state(Shipment.self, $0) }
        let judgement = part.judge(claim, of: certificate, shipment, run.context)
        let loss = judgement?.loss(of: notice)
        guard isSurveyed || loss != nil else {
            throw Refusal(
                .triggerNotMet,
                [
                    "figure": judgement?.figure ?? "nothing to judge",
                    "limit": part.asked(in: edition),
                ]
            )
        }
        let agreed = isSurveyed ? most : loss.flatMap { part.scale.share(of: $0.figures) } ?? .zero
        guard rate <= agreed else {
            throw Refusal(
                .assessmentMalformed,
                ["agreedLoss": "\(rate)", "terms": "\(agreed)"]
            )
        }
    }
}
