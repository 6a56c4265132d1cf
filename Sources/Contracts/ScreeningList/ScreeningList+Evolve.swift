public import Marine

extension ScreeningList {
    /// Folds one event into a list.
    public static func evolve(
        _ state: consuming State?,
        _ event: Event,
        in edition: Edition
    ) -> State? {
        if case .announced(let source, let keeper, let publication) = event {
            var next =
                state ?? State(source: source, keeper: keeper, entries: ListedEntries([]))
            next.keeper = keeper
            next.draft = Draft(publication: publication, removed: [], put: [])
            return next
        }
        guard var next = state else { return nil }
        switch event {
        case .announced:
            return nil
        case .brought(let removed, let put):
            next.draft?.removed += removed
            next.draft?.put += put
        case .adopted(let at):
            guard let draft = next.draft else { return nil }
            next.entries = ListedEntries(draft.entries(after: next.entries))
            next.inForce = draft.publication
            next.adoptedAt = at
            next.draft = nil
        }
        return next
    }
}

extension ScreeningList.Draft {
    /// The list's entries with what it changes.
    func entries(after before: ListedEntries) -> [ListedEntry] {
        before.amended(removing: Set(removed.map(\.string)), putting: put)
    }
}
