public import Marine

extension Evidence {
    /// Folds one event into the evidence.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        switch event {
        case .held(let id, let kind, let holder):
            var next = state ?? State(id: id, kind: kind, holders: [])
            if next.holders.count >= limits(in: edition).holders {
                // Whose a passage or a loss is, the first holder says.
                next.holders.remove(at: kind == .passage || kind == .loss ? 1 : 0)
            }
            next.holders.append(holder)
            return next
        case .assigned(let assignment):
            guard var next = state else { return nil }
            next.assigned = assignment
            return next
        }
    }
}
