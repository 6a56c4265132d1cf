public import Marine

extension Interest {
    /// Folds one event into the interest.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        if case .insured(let id, let insurance) = event {
            var next = state ?? State(id: id, insurances: [])
            let limit = limits(in: edition).insurances
            if next.insurances.count >= limit,
                let ended = next.insurances.firstIndex(where: { $0.to != nil })
            {
                next.insurances.remove(at: ended)
            }
            next.insurances.append(insurance)
            return next
        }
        guard var next = state else { return nil }
        func change(_ certificate: InstanceID, _ body: (inout Insurance) -> Void) {
            for place in next.insurances.indices
            where next.insurances[place].certificate == certificate {
                body(&next.insurances[place])
            }
        }
        switch event {
        case .insured: return nil
        case .ended(let certificate, let at): change(certificate) { $0.to = at }
        case .dropped(let certificate):
            next.insurances.removeAll { $0.certificate == certificate }
        case .eroded(let certificate, let loss):
            let limit = limits(in: edition).losses
            change(certificate) { insurance in
                insurance.approved = sum(insurance.approved, loss.approved)
                if let known = insurance.losses.firstIndex(where: { $0.claim == loss.claim }) {
                    var taken = loss
                    taken.approved = sum(insurance.losses[known].approved, loss.approved)
                    insurance.losses[known] = taken
                    return
                }
                if insurance.losses.count >= limit { insurance.losses.removeFirst() }
                insurance.losses.append(loss)
            }
        case .setApart(let certificate, let reason): change(certificate) { $0.apart = reason }
        }
        return next
    }
    /// Sums that were found to be in range as they were approved.
    private static func sum(_ one: Money, _ other: Money) -> Money {
        Money(minorUnits: one.minorUnits &+ other.minorUnits, currency: one.currency)
    }
}
