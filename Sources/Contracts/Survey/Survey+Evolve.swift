public import Marine

extension Survey {
    /// Folds one event into the survey.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .appointed(let appointed):
            return state == nil ? appointed : nil
        case .reported(let report):
            guard var next = state else { return nil }
            next.report = report
            return next
        }
    }
}
