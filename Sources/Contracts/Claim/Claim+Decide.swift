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
        if case .withdraw(let reason) = command {
            try requireActor(
                context,
                among: [state.notifiedBy, state.parties.assured, state.parties.leader]
            )
            return [.withdrawn(reason: reason, by: context.actor, at: context.at)]
        }
        // The operator's automaton acts under the authority that the terms grant it.
        try requireActor(
            context,
            among: [state.parties.leader],
            orRole: mayBeAutomatic(command) ? .operator : nil
        )
        switch command {
        case .notify, .withdraw:
            throw Refusal(.instanceExists)
        case .acknowledge:
            return [.acknowledged(at: context.at)]
        case .adjust(let assessment, let basis, let checks):
            let adjustment = try Adjustment(
                assessment: assessment,
                basis: basis,
                in: context.edition
            )
            guard adjustment != state.adjustment || state.stage != .adjusted else {
                throw Refusal(.nothingNew)
            }
            return [.adjusted(adjustment, checks: checks, at: context.at)]
        case .approve(let amount, let straightThrough):
            return try approve(amount, straightThrough, state, context)
        case .refer(let checks, let reasons):
            guard state.stage != .referred || reasons.array != state.referralReasons else {
                throw Refusal(.nothingNew)
            }
            return [
                .referred(checks: checks, reasons: reasons, by: context.actor, at: context.at)
            ]
        case .decline(let clause, let reason):
            return [.declined(Declinature(clause: clause, reason: reason), at: context.at)]
        case .settle(let reference, let hits):
            guard hits.isEmpty else {
                throw Refusal(.sanctionsHold, ["hits": hits.joined(separator: ", ")])
            }
            guard let amount = state.approved else { throw Refusal(.amountMalformed) }
            return [
                .settled(
                    Payment(
                        reference: reference,
                        amount: amount,
                        payee: state.parties.assured,
                        at: context.at
                    )
                )
            ]
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
        var entitled = parties.followers + [parties.leader, parties.assured]
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
        guard let adjustment = state.adjustment, amount.currency == adjustment.payable.currency,
            amount.isPositive, amount.minorUnits <= adjustment.payable.minorUnits
        else {
            throw Refusal(
                .amountMalformed,
                [
                    "amount": "\(amount)",
                    "payable": state.adjustment.map { "\($0.payable)" } ?? "not adjusted",
                ]
            )
        }
        if straightThrough || context.actor != state.parties.leader {
            let open = state.checks.filter { $0.outcome != .passed }
            guard straightThrough, !state.checks.isEmpty, open.isEmpty else {
                throw Refusal(
                    .notStraightThrough,
                    ["failed": open.map(\.name).joined(separator: ", ")]
                )
            }
        }
        return [.approved(amount: amount, straightThrough: straightThrough, at: context.at)]
    }

    private static func mayBeAutomatic(_ command: Command) -> Bool {
        switch command {
        case .acknowledge, .adjust, .approve, .refer, .settle: true
        case .notify, .decline, .close, .withdraw: false
        }
    }
}
