import Marine

extension Claim {
    /// Decides a command on a claim.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        if case .notify(let id, let notice, let parties, let shipper) = command {
            guard state == nil else { throw Refusal(.instanceExists, ["claim": id.text]) }
            return try notify(id, notice, parties, shipper, context)
        }
        guard let state else { throw Refusal(.instanceUnknown) }
        guard graph(in: context.edition).allows(command.action, from: state.stage) else {
            throw Refusal(
                .actionNotFromThisState,
                ["action": command.action.rawValue, "state": state.stage.rawValue]
            )
        }
        if let events = try decideForOthers(state, command, context) { return events }
        // The operator's automaton acts under the authority that the terms grant it.
        try requireActor(
            context,
            among: [state.parties.leader],
            orRole: mayBeAutomatic(command) ? .operator : nil
        )
        switch command {
        case .notify, .withdraw, .consent, .passHolder, .noteWithdrawal:
            throw Refusal(.instanceExists)
        case .acknowledge:
            return [.acknowledged(at: context.at)]
        case .adjust(
            let assessment,
            let basis,
            let checks,
            let survey,
            let cause,
            let lossTo
        ):
            let adjustment = try Adjustment(
                assessment: assessment,
                basis: basis,
                in: context.edition
            )
            guard
                adjustment != state.adjustment || state.stage != .adjusted
                    || context.officer != state.adjustedBy || survey != state.survey
                    || cause != state.cause
            else { throw Refusal(.nothingNew) }
            return [
                .adjusted(
                    adjustment,
                    checks: checks,
                    at: context.at,
                    // The automaton's are nobody's.
                    officer: context.actor == state.parties.leader ? context.officer : nil,
                    survey: survey,
                    cause: cause == state.notice.peril ? nil : cause,
                    lossTo: lossTo
                )
            ]
        case .approve(let amount, let straightThrough):
            return try approve(amount, straightThrough, state, context)
        case .refer(let checks, let reasons, let lossTo, let opinion):
            guard
                state.stage != .referred || reasons.array != state.referralReasons
                    || lossTo.map({ $0 != state.lossShownTo }) ?? false
                    || opinion.map({ $0.adjustment != state.opinion?.adjustment }) ?? false
            else { throw Refusal(.nothingNew) }
            return [
                .referred(
                    checks: checks,
                    reasons: reasons,
                    by: context.actor,
                    at: context.at,
                    lossTo: lossTo,
                    opinion: opinion
                )
            ]
        case .decline(let clause, let reason):
            return [.declined(Declinature(clause: clause, reason: reason), at: context.at)]
        case .settle(let reference, let hits, let contributions):
            guard hits.isEmpty else {
                throw Refusal(.sanctionsHold, ["hits": hits.map(\.string).joined(separator: ", ")])
            }
            guard let approved = state.approved else { throw Refusal(.amountMalformed) }
            var amount = approved
            if let contributions {
                amount = try contributions.map(\.amount).total(in: approved.currency)
            }
            return [
                .settled(
                    Payment(
                        reference: reference,
                        amount: amount,
                        payee: state.parties.holder,
                        at: context.at,
                        contributions: contributions
                    ),
                    officer: context.actor == state.parties.leader ? context.officer : nil
                )
            ]
        case .noteApproval(let amount, let exGratia):
            guard let officer = context.officer else { throw Refusal(.officerMissing) }
            if exGratia == nil { try requirePayable(amount, state) }
            return [
                .approvalNoted(
                    Authority.Approval(
                        officer: officer,
                        amount: amount,
                        at: context.at,
                        exGratia: exGratia
                    )
                )
            ]
        case .grantExGratia(let amount, let reason):
            guard let officer = context.officer else { throw Refusal(.officerMissing) }
            let first = first(of: amount, isOwed: false, state, context)
            return [
                .exGratiaGranted(
                    amount: amount,
                    reason: reason,
                    officers: [first, officer].compactMap { $0 },
                    at: context.at
                )
            ]
        case .admitSurveyor(let surveyor):
            return [.surveyorAdmitted(surveyor: surveyor)]
        case .returnPayment(let reason):
            guard state.payment != nil else { throw Refusal(.nothingNew) }
            try requireRoom(
                state.earlier?.count ?? 0,
                atMost: limits(in: context.edition).earlierPayments
            )
            return [.paymentReturned(reason: reason, at: context.at)]
        case .reopen(let reason):
            try requireRoom(
                state.earlier?.count ?? 0,
                atMost: limits(in: context.edition).earlierPayments
            )
            return [.reopened(reason: reason, by: context.actor, at: context.at)]
        case .close:
            return [.closed(at: context.at)]
        }
    }

    private static func notify(
        _ id: InstanceID,
        _ notice: Notice,
        _ parties: Parties,
        _ shipper: MemberID?,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        // Who has given the certificate away has no more claim under it.
        var entitled = parties.followers + [parties.leader, parties.holder]
        if let broker = parties.broker { entitled.append(broker) }
        if let shipper { entitled.append(shipper) }
        try requireActor(context, among: entitled, orRole: .operator)
        guard notice.lossFrom <= notice.lossTo else {
            throw Refusal(
                .instantsOutOfOrder,
                ["lossFrom": "\(notice.lossFrom)", "lossTo": "\(notice.lossTo)"]
            )
        }
        try requirePast(notice.lossFrom, "lossFrom", context)
        try requirePast(notice.lossTo, "lossTo", context)
        if let estimate = notice.estimate, estimate.isNegative {
            throw Refusal(.amountMalformed, ["estimate": "\(estimate)"])
        }
        return [
            .notified(
                id: id,
                notice: notice,
                parties: parties,
                by: context.actor,
                at: context.at
            )
        ]
    }

    private static func approve(
        _ amount: Money,
        _ straightThrough: Bool,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        try requirePayable(amount, state)
        if straightThrough || context.actor != state.parties.leader {
            let open = state.checks.filter { $0.outcome != .passed }
            guard straightThrough, !state.checks.isEmpty, open.isEmpty else {
                throw Refusal(
                    .notStraightThrough,
                    ["failed": open.map(\.name.string).joined(separator: ", ")]
                )
            }
        }
        let first = first(of: amount, isOwed: true, state, context)
        let officers = [first, context.officer].compactMap { $0 }
        let isByHand = !straightThrough && !officers.isEmpty
        return [
            .approved(
                amount: amount,
                straightThrough: straightThrough,
                at: context.at,
                officers: isByHand ? officers : nil
            )
        ]
    }

    /// The other officer that has approved the very sum before; `nil` where none has,
    /// or another sum.
    private static func first(
        of amount: Money,
        isOwed: Bool,
        _ state: State,
        _ context: Context
    ) -> Identifier? {
        guard let first = state.firstApproval, (first.exGratia == nil) == isOwed,
            first.amount == amount, first.officer != context.officer
        else { return nil }
        // Who has measured a loss is none of those who approve it, though it was alone when it did.
        if isOwed, context.edition >= .third, first.officer == state.adjustedBy { return nil }
        if isOwed, state.measuredBy?.contains(first.officer) == true { return nil }
        return first.officer
    }

    /// Holds a sum to what is payable of the loss, less what was paid of it
    /// before and did not come back.
    private static func requirePayable(_ amount: Money, _ state: State) throws(Refusal) {
        let paid = state.paidBefore
        guard let adjustment = state.adjustment, amount.currency == adjustment.payable.currency,
            amount.isPositive, amount.minorUnits <= adjustment.payable.minorUnits - paid
        else {
            throw Refusal(
                .amountMalformed,
                [
                    "amount": "\(amount)",
                    "payable": state.adjustment.map { "\($0.payable)" } ?? "not adjusted",
                ].merging(
                    paid == 0
                        ? [:]
                        : ["paid": "\(Money(minorUnits: paid, currency: amount.currency))"]
                ) { $1 }
            )
        }
    }

    /// Decides what others than the leader ask; `nil` where it is the leader's to ask.
    private static func decideForOthers(
        _ state: State,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event]? {
        switch command {
        case .withdraw(let reason):
            var entitled = [state.parties.holder, state.parties.leader]
            // Who has given the certificate away does not take back what its holder claims.
            if state.parties.holders == nil { entitled.append(state.notifiedBy) }
            try requireActor(context, among: entitled)
            return [.withdrawn(reason: reason, by: context.actor, at: context.at)]
        case .consent:
            try requireActor(context, among: state.parties.followers)
            guard state.consents?.contains(context.actor) != true else {
                throw Refusal(.nothingNew)
            }
            return [.consented(by: context.actor, at: context.at)]
        case .passHolder(let holder):
            try requireActor(context, among: [state.parties.holder])
            return [.holderPassed(to: holder)]
        case .noteWithdrawal(let upload, let reason):
            // Whether the caller made the upload, its shipment has asked.
            return [
                .evidenceWithdrawn(
                    WithdrawnEvidence(
                        upload: upload,
                        by: context.actor,
                        reason: reason,
                        at: context.at
                    )
                )
            ]
        case .notify, .acknowledge, .adjust, .approve, .refer, .decline, .settle, .close,
            .noteApproval, .grantExGratia, .admitSurveyor, .returnPayment, .reopen:
            return nil
        }
    }

    private static func mayBeAutomatic(_ command: Command) -> Bool {
        switch command {
        case .acknowledge, .adjust, .approve, .refer, .settle: true
        case .notify, .decline, .close, .withdraw, .noteApproval, .grantExGratia, .consent,
            .passHolder, .admitSurveyor, .returnPayment, .reopen, .noteWithdrawal:
            false
        }
    }
}

extension Claim.State {
    /// What was paid of the loss before and did not come back, in minor units of the insured
    /// value's currency.
    var paidBefore: Int64 {
        (earlier ?? []).filter { $0.returned == nil }
            .reduce(0) { $0 &+ $1.payment.amount.minorUnits }
    }
}
