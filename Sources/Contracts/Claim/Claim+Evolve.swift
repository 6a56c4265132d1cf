public import Marine

extension Claim {
    /// Folds one event into the claim.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        if case .notified(let id, let notice, let parties, let by, let at) = event {
            guard state == nil else { return nil }
            return State(
                id: id,
                notice: notice,
                stage: .notified,
                parties: parties,
                notifiedBy: by,
                notifiedAt: at,
                adjustment: nil,
                checks: [],
                referralReasons: [],
                referredBy: nil,
                approved: nil,
                declinature: nil,
                payment: nil,
                changedAt: at
            )
        }
        guard var next = state else { return nil }
        switch event {
        case .notified:
            return nil
        case .acknowledged(let at):
            next.stage = .acknowledged
            next.changedAt = at
        case .adjusted(
            let adjustment,
            let checks,
            let at,
            let officer,
            let survey,
            let cause,
            let lossTo
        ):
            next.stage = .adjusted
            next.adjustedBy = officer
            if edition >= .fifth, let officer, next.measuredBy?.contains(officer) != true {
                next.measuredBy = (next.measuredBy ?? []) + [officer]
            }
            if let lossTo { next.lossShownTo = lossTo }
            next.survey = survey
            next.cause = cause
            next.firstApproval = nil
            next.adjustment = adjustment
            // An adjustment by a person has no checks of its own; the latest adjudication's are
            // kept.
            if !checks.isEmpty { next.checks = checks }
            next.changedAt = at
        case .approved(let amount, _, let at, let officers):
            next.stage = .approved
            next.approvedBy = officers
            next.firstApproval = nil
            next.approved = amount
            next.changedAt = at
        case .referred(let checks, let reasons, let by, let at, let lossTo, let opinion):
            next.stage = .referred
            next.checks = checks
            next.referralReasons = reasons.array
            next.referredBy = by
            if let lossTo { next.lossShownTo = lossTo }
            if let opinion { next.opinion = opinion }
            next.changedAt = at
        case .declined(let declinature, let at):
            next.stage = .declined
            next.declinature = declinature
            next.changedAt = at
        case .settled(let payment, let officer):
            next.stage = .settled
            next.settledBy = officer
            next.payment = payment
            next.changedAt = payment.at
        case .closed(let at):
            next.stage = .closed
            next.changedAt = at
        case .approvalNoted(let approval):
            next.firstApproval = approval
            next.changedAt = approval.at
        case .exGratiaGranted(let amount, let reason, let officers, let at):
            next.stage = .approved
            next.approved = amount
            next.exGratia = reason
            next.approvedBy = officers
            next.firstApproval = nil
            next.changedAt = at
        case .consented(let member, let at):
            next.consents = (next.consents ?? []) + [member]
            next.changedAt = at
        case .holderPassed(let holder):
            next.parties.holders = (next.parties.holders ?? []) + [holder]
        case .surveyorAdmitted(let surveyor):
            let before = next.surveyors ?? []
            next.surveyors = before.contains(surveyor) ? before : before + [surveyor]
        case .paymentReturned(let reason, let at):
            next.stage = .approved
            keepPayment(of: &next, returned: reason, at)
            next.settledBy = nil
            next.changedAt = at
        case .reopened(let reason, let by, let at):
            next.stage = .referred
            next.referralReasons = [reason]
            next.referredBy = by
            keepPayment(of: &next, returned: nil, at)
            next.adjustment = nil
            next.adjustedBy = nil
            next.measuredBy = nil
            next.approved = nil
            next.approvedBy = nil
            next.settledBy = nil
            next.declinature = nil
            next.exGratia = nil
            next.consents = nil
            next.changedAt = at
        case .evidenceWithdrawn(let evidence):
            let known = next.evidenceWithdrawn ?? []
            if known.count < limits(in: edition).evidenceWithdrawn {
                next.evidenceWithdrawn = known + [evidence]
            }
            next.changedAt = evidence.at
            guard next.stage == .adjusted else { break }
            next.stage = .referred
            next.firstApproval = nil
            next.referredBy = evidence.by
            next.referralReasons = [
                Text(
                    cutting: "An upload with readings of the loss was taken back: "
                        + evidence.reason.string
                )
            ].compactMap(\.self)
        case .withdrawn(_, _, let at):
            next.stage = .withdrawn
            next.changedAt = at
        }
        return next
    }

    /// Puts the payment of a claim among those that were made before.
    private static func keepPayment(
        of state: inout State,
        returned: Text<200>?,
        _ at: Instant
    ) {
        guard let payment = state.payment else { return }
        state.payment = nil
        state.earlier =
            (state.earlier ?? []) + [
                PaymentReference.EarlierPayment(
                    payment: payment,
                    returned: returned,
                    isOwed: state.exGratia == nil,
                    at: at
                )
            ]
    }
}
