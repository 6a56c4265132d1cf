public import Marine

extension OpenCover {
    /// Folds one event into the cover.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        if case .opened(let id, let terms, let at) = event {
            guard state == nil else { return nil }
            let isSlip = edition >= .second && terms.shares.count > 1
            return State(
                id: id,
                terms: terms,
                stage: isSlip ? .subscribing : .open,
                openedAt: at,
                byConveyance: [:],
                byLocation: [:],
                declarations: 0,
                declaredValue: .zero(terms.currency),
                earnedPremium: .zero(terms.currency),
                // The leader writes its line by opening.
                written: isSlip ? [terms.shares.array[0]] : nil
            )
        }
        guard var next = state else { return nil }
        switch event {
        case .opened:
            return nil
        case .declared(_, let onRisk, _, let premium, _):
            // From the second edition on the leader's accumulations hold it.
            if edition < .second { put(onRisk, on: &next) }
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
        case .subscribed(let written, let signed):
            next.written = written
            guard let signed, let shares = try? Entries<1, 50, CoverTerms.Share>(signed) else {
                break
            }
            next.terms.shares = shares
            next.stage = .open
        }
        return next
    }

    private static func put(_ onRisk: OnRisk, on state: inout State) {
        // What the leader's accumulations hold names no conveyance here.
        guard !onRisk.conveyance.string.isEmpty else { return }
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
    private static func add<Key>(_ value: Money, to held: inout [Key: Money], _ key: Key) {
        let total = held[key].map { sum($0, value) } ?? value
        held[key] = total.isZero ? nil : total
    }

    /// Wraps on overflow, as a fold must not fail: `decide` has refused such sums before.
    private static func sum(_ left: Money, _ right: Money) -> Money {
        Money(minorUnits: left.minorUnits &+ right.minorUnits, currency: left.currency)
    }
}
