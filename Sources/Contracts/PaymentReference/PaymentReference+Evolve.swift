public import Marine

extension PaymentReference {
    /// Folds one event into the reference.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .used(let used):
            return state == nil ? used : nil
        case .returned(let reason):
            guard var next = state else { return nil }
            next.returned = reason
            return next
        }
    }
}
