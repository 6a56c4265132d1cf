import Marine

extension Certificate {
    /// Decides a command on a certificate.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        if case .issue(let id, _, _, _, _, _, _, _, _, _) = command {
            guard state == nil else { throw Refusal(.instanceExists, ["certificate": id.text]) }
            return [.issued(try issued(command, context.at))]
        }
        guard let state else { throw Refusal(.instanceUnknown) }
        guard graph(in: context.edition).allows(command.action, from: state.stage) else {
            throw Refusal(
                .actionNotFromThisState,
                ["action": command.action.rawValue, "state": state.stage.rawValue]
            )
        }
        switch command {
        case .issue:
            throw Refusal(.instanceExists)
        case .endorse(
            let description,
            let consignee,
            let conveyance,
            let sailing,
            let reference,
            let arrival,
            let effective
        ):
            // Once the goods have left, the leader alone changes the schedule that a delay is
            // judged by.
            let isUnderway = context.edition >= .third && state.attachedAt != nil
            try requireActor(
                context,
                among: isUnderway && arrival != nil
                    ? [state.leader].compactMap(\.self) : underwriters(state)
            )
            let from = try endorsedFrom(effective, state, context)
            var declaration = state.declaration
            if let arrival { declaration.arrival = arrival }
            if let description { declaration.description = description }
            if let consignee { declaration.consignee = consignee }
            if let conveyance { declaration.conveyance = conveyance }
            if let sailing { declaration.sailing = sailing }
            if let reference { declaration.reference = reference }
            guard declaration != state.declaration else { throw Refusal(.nothingNew) }
            // A schedule taken before this was asked does not stand in another change's way.
            guard
                context.edition < .third || sailing == nil && arrival == nil
                    || declaration.isVoyage
            else { throw Refusal(.voyageMalformed, ["voyage": declaration.voyage]) }
            var onRisk = state.onRisk
            onRisk.conveyance = declaration.conveyance.accumulationKey(in: context.edition)
            return [.endorsed(declaration: declaration, onRisk: onRisk, effective: from)]
        case .cancel(let reason):
            try requireActor(context, among: underwriters(state) + [state.holder])
            guard !state.claims.contains(where: \.open) else { throw Refusal(.claimOpen) }
            // MIA 1906 s. 84(3)(a): the risk has been run, and the premium is earned.
            guard context.edition < .second || state.approved.isZero else {
                throw Refusal(.claimPaid, ["approved": "\(state.approved)"])
            }
            return [.cancelled(reason: reason, returnedPremium: state.premium)]
        case .payPremium(let amount):
            return try payPremium(amount, state, context)
        case .assign(let shipment, let interests):
            guard state.shipment == nil else {
                throw Refusal(
                    .shipmentAlreadyAssigned,
                    ["shipment": state.shipment?.text ?? ""]
                )
            }
            return [.assigned(shipment: shipment, interests: interests)]
        case .expose(let exposures):
            return [.exposed(exposures: exposures)]
        case .accept:
            try requireActor(context, among: [state.leader].compactMap(\.self))
            return [
                .accepted(at: context.at, premiumDue: state.terms.premiumDue(from: context.at))
            ]
        case .reject(let reason):
            try requireActor(context, among: [state.leader].compactMap(\.self))
            return [.rejected(reason: reason)]
        case .attach(let at):
            try requirePast(at, "at", context)
            return [.attached(at: at)]
        case .terminate(let at):
            try requirePast(at, "at", context)
            return [.terminated(at: at)]
        case .noteClaim(let claim, let peril, let lossFrom, let lossTo, let part):
            try requireRoom(state.claims.count, atMost: limits(in: context.edition).claims)
            guard !state.claims.contains(where: { $0.claim == claim }) else {
                throw Refusal(.claimNotNoted, ["claim": claim.text])
            }
            return [
                .claimNoted(
                    claim: claim,
                    peril: peril,
                    lossFrom: lossFrom,
                    lossTo: lossTo,
                    part: part
                )
            ]
        case .erode(let claim, let amount):
            guard state.claims.contains(where: { $0.claim == claim }) else {
                throw Refusal(.claimNotNoted, ["claim": claim.text])
            }
            guard amount.minorUnits <= state.remaining.minorUnits else {
                throw Refusal(
                    .insuredValueExhausted,
                    ["amount": "\(amount)", "remaining": "\(state.remaining)"]
                )
            }
            return [.eroded(claim: claim, amount: amount)]
        case .releaseClaim(let claim):
            guard state.claims.contains(where: { $0.claim == claim && $0.open }) else {
                throw Refusal(.claimNotNoted, ["claim": claim.text])
            }
            return [.claimReleased(claim: claim)]
        case .dropClaim(let claim):
            guard state.claims.contains(where: { $0.claim == claim && $0.open }) else {
                throw Refusal(.claimNotNoted, ["claim": claim.text])
            }
            return [.claimDropped(claim: claim)]
        case .insure(let interests):
            return [.insuring(interests: interests)]
        case .retakeClaim(let claim):
            guard
                state.claims.contains(where: {
                    $0.claim == claim && !$0.open && $0.withdrawn != true
                })
            else { throw Refusal(.claimNotNoted, ["claim": claim.text]) }
            return [.claimRetaken(claim: claim)]
        case .admit(let surveyor):
            guard !parties(of: state).contains(surveyor) else { throw Refusal(.nothingNew) }
            try requireRoom(
                state.admitted?.count ?? 0,
                atMost: limits(in: context.edition).admitted
            )
            return [.admitted(surveyor: surveyor)]
        case .transfer(let holder):
            // MIA 1906 s. 50(1) and s. 51: before the loss or after it, by who has the interest.
            try requireActor(context, among: [state.holder])
            guard holder != state.holder else { throw Refusal(.nothingNew) }
            guard !state.insurers.contains(where: { $0.member == holder }) else {
                throw Refusal(.holderIsInsurer, ["holder": holder.text])
            }
            try requireRoom(state.holders?.count ?? 0, atMost: limits(in: context.edition).holders)
            return [.transferred(to: holder)]
        case .hold(let hits):
            return [.held(hits: hits, at: context.at)]
        case .decideHold(let number, let isReleased, let reason, let isFirst):
            try requireActor(context, among: [state.leader].compactMap(\.self))
            return [
                .holdDecided(
                    hold: number,
                    decision: try decision(number, isReleased, reason, state, context),
                    isFirst: isFirst
                )
            ]
        }
    }

    private static func decision(
        _ number: Int,
        _ isReleased: Bool,
        _ reason: Text<2000>,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> SanctionsHold.Ruling {
        let hold = try state.hold(number)
        guard hold.decision?.isReleased != isReleased else { throw Refusal(.nothingNew) }
        let first = hold.first.flatMap { $0.isReleased == isReleased ? $0.officers : nil } ?? []
        return SanctionsHold.Ruling(
            isReleased: isReleased,
            reason: reason,
            officers: first + [context.officer].compactMap(\.self),
            at: context.at
        )
    }

    private static func issued(_ command: Command, _ at: Instant) throws(Refusal) -> State {
        guard
            case .issue(
                let id,
                let cover,
                let terms,
                let declaration,
                let onRisk,
                let rate,
                let premium,
                let screeningHits,
                let exposures,
                let referral
            ) = command
        else { throw Refusal(.instanceUnknown) }
        guard let accepted = terms.goods.first(where: { $0.goods == declaration.goods }) else {
            throw Refusal(.goodsNotAccepted, ["goods": declaration.goods.string])
        }
        return State(
            id: id,
            cover: cover,
            stage: referral == nil ? .issued : .referred,
            declaration: declaration,
            terms: accepted.terms,
            insurers: terms.shares.array,
            assured: terms.assured,
            broker: terms.broker,
            insuredValue: onRisk.insuredValue,
            rate: rate,
            premium: premium,
            premiumPaid: .zero(terms.currency),
            premiumDue: accepted.terms.premiumDue(from: at),
            onRisk: onRisk,
            screeningHits: screeningHits,
            issuedAt: at,
            shipment: nil,
            attachedAt: nil,
            terminatedAt: nil,
            claims: [],
            approved: .zero(terms.currency),
            oneOfficerAccepted: terms.oneOfficerAccepted,
            leaderClause: terms.leaderClause,
            exposures: exposures,
            referral: referral,
            sanctionsThreshold: terms.sanctionsThreshold
        )
    }

    /// From when on an endorsement holds; nothing in the first edition,
    /// which kept no earlier particulars.
    ///
    /// What is endorsed after a loss does not touch it, so that no endorsement holds from before it
    /// came onto the ledger; each holds from no earlier than the one before it.
    private static func endorsedFrom(
        _ effective: Instant?,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> Instant? {
        guard context.edition >= .second else { return nil }
        if let effective, effective < state.issuedAt {
            throw Refusal(
                .instantsOutOfOrder,
                ["issuedAt": "\(state.issuedAt)", "effective": "\(effective)"]
            )
        }
        try requireRoom(
            state.superseded?.count ?? 0,
            atMost: limits(in: context.edition).endorsements
        )
        let from = max(effective ?? context.at, context.at)
        if let before = state.superseded?.last?.until, from < before {
            throw Refusal(
                .instantsOutOfOrder,
                ["endorsed": "\(before)", "effective": "\(from)"]
            )
        }
        return from
    }

    private static func payPremium(
        _ amount: Money,
        _ state: State,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        try requireActor(context, among: underwriters(state))
        guard amount.currency == state.premium.currency, amount.isPositive else {
            throw Refusal(
                .valueMalformed,
                ["amount": "\(amount)", "premium": "\(state.premium)"]
            )
        }
        let paid = try checked { () throws(MoneyError) in
            try state.premiumPaid.adding(amount)
        }
        guard paid.minorUnits <= state.premium.minorUnits else {
            throw Refusal(
                .premiumOverpaid,
                ["paid": "\(paid)", "premium": "\(state.premium)"]
            )
        }
        return [.premiumPaid(amount: amount)]
    }

    /// The leader and the broker: those who receive premium and amend the slip.
    private static func underwriters(_ state: State) -> [MemberID] {
        [state.leader, state.broker].compactMap { $0 }
    }
}
