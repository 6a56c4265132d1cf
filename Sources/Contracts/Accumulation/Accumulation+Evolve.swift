public import Marine

extension Accumulation {
    /// Folds one event into the accumulation.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .held(let id, let leader, let subject, let removed, let added, let today):
            guard let currency = (added ?? removed)?.amount.currency else { return nil }
            var next =
                state
                ?? State(
                    id: id,
                    leader: leader,
                    subject: subject,
                    opening: .zero(currency),
                    changes: []
                )
            if let removed { next.remove(removed) }
            if let added { next.put(added) }
            next.forget(before: today - limits(in: edition).days)
            return next
        }
    }
}
