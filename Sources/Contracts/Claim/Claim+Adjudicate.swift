import Marine

extension Claim {
    /// Judges a claim by the straight-through list: pays it, or refers it with its reasons.
    static func adjudicate(
        _ id: InstanceID,
        _ reference: Text<35>,
        _ run: inout InstructionRun
    ) throws(Refusal) {
        let state = try run.require(Claim.self, id)
        var certificate = try run.require(Certificate.self, state.notice.certificate)
        // A loss that went on after it was notified is that claim's as far as it was judged.
        for index in certificate.claims.indices {
            let other = certificate.claims[index]
            guard other.claim != id,
                let shown = run.state(Claim.self, other.claim)?.lossShownTo
            else { continue }
            certificate.claims[index].lossTo = max(other.lossTo ?? shown, shown)
        }
        // A claim that a person has referred stays with people: the automaton does not settle it.
        let isTakenUp = state.stage == .referred && state.referredBy == state.parties.leader
        try requireActor(
            run.context,
            among: [state.parties.leader],
            orRole: isTakenUp ? nil : .operator
        )
        let shipment = state.notice.shipment.flatMap { run.state(Shipment.self, $0) }
        let hits = run.suspending(certificate)
        let judgement = try Adjudication.judge(
            state,
            certificate: certificate,
            shipment: shipment,
            contested: { [run] claimed throws(Refusal) in
                guard let shipment else { return ContestedEvidence() }
                return try run.contested(of: shipment, for: claimed)
            },
            interests: (certificate.interests ?? []).compactMap { run.state(Interest.self, $0) },
            sanctionsHits: hits,
            run.context
        )
        if state.stage == .notified { try run.take(Claim.self, id, .acknowledge) }
        guard judgement.isStraightThrough, let adjustment = judgement.adjustment else {
            guard let reasons = try? Reasons(judgement.reasons) else {
                throw Refusal(.notStraightThrough, ["reasons": "\(judgement.reasons.count)"])
            }
            try run.take(
                Claim.self,
                id,
                .refer(
                    checks: judgement.checks,
                    reasons: reasons,
                    lossTo: judgement.lossTo,
                    opinion: run.context.edition >= .third
                        ? judgement.opinion(at: run.context.at) : nil
                )
            )
            if let shipment { try run.hold(judgement.claimed, by: shipment) }
            // What is listed since holds payments until officers have looked at it.
            if !hits.isEmpty { try run.screen(certificate.id) }
            return
        }
        let amount = adjustment.payable
        try run.take(
            Claim.self,
            id,
            .adjust(
                assessment: adjustment.assessment,
                basis: adjustment.basis,
                checks: judgement.checks,
                lossTo: judgement.lossTo
            )
        )
        try run.take(Claim.self, id, .approve(amount: amount, straightThrough: true))
        try run.erode(certificate, by: id, amount)
        try run.take(
            Claim.self,
            id,
            .settle(
                reference: reference,
                sanctionsHits: [],
                contributions: try contributions(
                    run.require(Claim.self, id),
                    certificate,
                    run.context
                )
            )
        )
        try run.use(reference, for: id)
        if let shipment { try run.hold(judgement.claimed, by: shipment) }
    }
}
