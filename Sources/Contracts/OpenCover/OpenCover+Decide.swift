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
            guard context.roles.contains(.insurer), context.actor == terms.leader else {
                throw Refusal(
                    .actorNotEntitled,
                    ["actor": context.actor.text, "leader": terms.leader.text]
                )
            }
            try terms.validate()
            return [.opened(id: id, terms: terms, at: context.at)]
        }
        guard let state else { throw Refusal(.instanceUnknown) }
        switch command {
        case .open:
            throw Refusal(.instanceExists)
        case .declare(let certificate, let declaration):
            try requireStage(state, .open, command)
            var declarers = [state.terms.assured, state.terms.leader]
            if let broker = state.terms.broker { declarers.append(broker) }
            try requireActor(context, among: declarers)
            let quote = try quote(state, declaration, listing: false)
            if let refusal = quote.refusals.first { throw refusal }
            guard let onRisk = quote.onRisk, let rate = quote.rate, let premium = quote.premium
            else { throw Refusal(.goodsNotAccepted, ["goods": declaration.goods.string]) }
            guard state.byConveyance.count < accumulationLimit,
                state.byLocation.count < accumulationLimit
            else { throw Refusal(.tooManyEntries, ["limit": "\(accumulationLimit)"]) }
            _ = try checked { () throws(MoneyError) in
                try state.declaredValue.adding(onRisk.insuredValue)
            }
            _ = try checked { () throws(MoneyError) in
                try state.earnedPremium.adding(premium)
            }
            return [
                .declared(certificate: certificate, onRisk: onRisk, rate: rate, premium: premium)
            ]
        case .release(let certificate, let onRisk, let returnedPremium):
            return [
                .released(
                    certificate: certificate,
                    onRisk: onRisk,
                    returnedPremium: returnedPremium
                )
            ]
        case .move(let certificate, let onRisk, let to):
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
            try requireStage(state, .open, command)
            try requireActor(context, among: [state.terms.leader])
            return [.closed]
        }
    }

    private static func requireStage(
        _ state: State,
        _ stage: Stage,
        _ command: Command
    ) throws(Refusal) {
        guard state.stage == stage else {
            throw Refusal(
                .actionNotFromThisState,
                ["action": command.action, "state": state.stage.rawValue]
            )
        }
    }

    /// Folds one event into the cover.
    public static func evolve(_ state: consuming State?, _ event: Event) -> State? {
        if case .opened(let id, let terms, let at) = event {
            guard state == nil else { return nil }
            return State(
                id: id,
                terms: terms,
                stage: .open,
                openedAt: at,
                byConveyance: [:],
                byLocation: [:],
                declarations: 0,
                declaredValue: .zero(terms.currency),
                earnedPremium: .zero(terms.currency)
            )
        }
        guard var next = state else { return nil }
        switch event {
        case .opened:
            return nil
        case .declared(_, let onRisk, _, let premium):
            put(onRisk, on: &next)
            next.declarations += 1
            next.declaredValue = sum(next.declaredValue, onRisk.insuredValue)
            next.earnedPremium = sum(next.earnedPremium, premium)
        case .released(_, let onRisk, let returnedPremium):
            take(onRisk, off: &next)
            next.earnedPremium = sum(
                next.earnedPremium,
                Money(
                    minorUnits: 0 &- returnedPremium.minorUnits,
                    currency: returnedPremium.currency
                )
            )
        case .moved(_, let onRisk, let to):
            take(onRisk, off: &next)
            put(to, on: &next)
        case .closed:
            next.stage = .closed
        }
        return next
    }

    private static func put(_ onRisk: OnRisk, on state: inout State) {
        add(onRisk.insuredValue, to: &state.byConveyance, onRisk.conveyance)
        for location in onRisk.locations {
            add(onRisk.insuredValue, to: &state.byLocation, location)
        }
    }

    private static func take(_ onRisk: OnRisk, off state: inout State) {
        var negative = onRisk
        negative.insuredValue = Money(
            minorUnits: 0 &- onRisk.insuredValue.minorUnits,
            currency: onRisk.insuredValue.currency
        )
        put(negative, on: &state)
    }

    /// Adds to one accumulation and drops it at zero, so that what is kept is what is on risk.
    private static func add(_ value: Money, to held: inout [String: Money], _ key: String) {
        let total = held[key].map { sum($0, value) } ?? value
        held[key] = total.isZero ? nil : total
    }

    /// Wraps on overflow, as a fold must not fail: `decide` has refused such sums before.
    private static func sum(_ left: Money, _ right: Money) -> Money {
        Money(minorUnits: left.minorUnits &+ right.minorUnits, currency: left.currency)
    }
}
