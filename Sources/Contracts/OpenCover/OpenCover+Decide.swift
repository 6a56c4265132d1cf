import Marine

extension OpenCover {
    /// Decides a command on a cover.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        if case .open(let id, let terms) = command {
            guard state == nil else { throw Refusal(.instanceExists, ["openCover": id.text]) }
            guard context.roles.contains(opener), context.actor == terms.leader else {
                throw Refusal(
                    .actorNotEntitled,
                    ["actor": context.actor.text, "leader": terms.leader.text]
                )
            }
            try terms.validate(in: context.edition)
            return [.opened(id: id, terms: terms, at: context.at)]
        }
        guard let state else { throw Refusal(.instanceUnknown) }
        switch command {
        case .open:
            throw Refusal(.instanceExists)
        case .subscribe(let line):
            try requireStage(state, .subscribing, command)
            return try subscribe(line, state, context)
        case .declare(let certificate, let declaration, let accumulated):
            try requireSubscribed(state)
            try requireStage(state, .open, command)
            var declarers = [state.terms.assured, state.terms.leader]
            if let broker = state.terms.broker { declarers.append(broker) }
            try requireActor(context, among: declarers)
            let quote = try quote(
                state,
                declaration,
                accumulated: accumulated ?? [],
                in: context.edition,
                byLeader: context.actor == state.terms.leader,
                listing: false
            )
            if let refusal = quote.refusals.first { throw refusal }
            guard let onRisk = quote.onRisk, let rate = quote.rate, let premium = quote.premium
            else { throw Refusal(.goodsNotAccepted, ["goods": declaration.goods.string]) }
            let limit = limits(in: context.edition).accumulations
            try requireRoom(state.byConveyance.count, atMost: limit)
            try requireRoom(state.byLocation.count, atMost: limit)
            _ = try checked { () throws(MoneyError) in
                try state.declaredValue.adding(onRisk.insuredValue)
            }
            _ = try checked { () throws(MoneyError) in
                try state.earnedPremium.adding(premium)
            }
            return [
                .declared(
                    certificate: certificate,
                    onRisk: onRisk,
                    rate: rate,
                    premium: premium,
                    referral: quote.referral
                )
            ]
        case .release(let certificate, let onRisk, let returnedPremium):
            try requireBound(state, command)
            return [
                .released(
                    certificate: certificate,
                    onRisk: onRisk,
                    returnedPremium: returnedPremium
                )
            ]
        case .move(let certificate, let onRisk, let to):
            try requireBound(state, command)
            let held = state.byConveyance[to.conveyance] ?? .zero(to.insuredValue.currency)
            let aboard = try checked { () throws(MoneyError) in
                try held.adding(to.insuredValue)
            }
            guard
                onRisk.conveyance == to.conveyance
                    || aboard.minorUnits <= state.terms.limitPerConveyance.minorUnits
            else {
                throw Refusal(
                    .conveyanceLimitExceeded,
                    ["figure": "\(aboard)", "limit": "\(state.terms.limitPerConveyance)"]
                )
            }
            return [.moved(certificate: certificate, onRisk: onRisk, to: to)]
        case .close:
            // A slip that is not subscribed is taken back.
            if state.stage != .subscribing { try requireStage(state, .open, command) }
            try requireActor(context, among: [state.terms.leader])
            return [.closed]
        }
    }

    /// Nothing was ever declared under a slip that binds nobody yet.
    private static func requireBound(_ state: State, _ command: Command) throws(Refusal) {
        if state.stage == .subscribing { try requireStage(state, .open, command) }
    }

    private static func requireStage(
        _ state: State,
        _ stage: Stage,
        _ command: Command
    ) throws(Refusal) {
        guard state.stage == stage else {
            throw Refusal(
                .actionNotFromThisState,
                ["action": command.action.rawValue, "state": state.stage.rawValue]
            )
        }
    }
}
