import Marine

extension ScreeningList {
    /// Decides a command on a list.
    public static func decide(
        _ state: State?,
        _ command: Command,
        _ context: Context
    ) throws(Refusal) -> [Event] {
        guard context.roles.contains(.operator) else {
            throw Refusal(.actorNotEntitled, ["actor": context.actor.text])
        }
        let limits = limits(in: context.edition)
        switch command {
        case .announce(let source, let publication):
            guard publication.content != state?.inForce?.content else {
                throw Refusal(.nothingNew)
            }
            return [
                .announced(source: source, keeper: context.actor, publication: publication)
            ]
        case .bring(let removed, let put):
            let draft = try requireDraft(state)
            guard !removed.isEmpty || !put.isEmpty else { throw Refusal(.nothingNew) }
            let known = Set(draft.put.map(\.id) + draft.removed)
            let brought = put.map(\.id) + removed.array
            guard Set(brought).count == brought.count, known.isDisjoint(with: brought) else {
                throw Refusal(.entriesRepeat)
            }
            guard known.count + brought.count <= limits.changes else {
                throw Refusal(.tooManyEntries, ["limit": "\(limits.changes)"])
            }
            return [.brought(removed: removed.array, put: put.array)]
        case .adopt:
            let draft = try requireDraft(state)
            let entries = draft.entries(after: state?.entries ?? ListedEntries([]))
            let content = ListedEntries.content(of: entries)
            let announced = draft.publication
            guard entries.count == announced.entryCount.value, content == announced.content else {
                throw Refusal(
                    .listIncomplete,
                    [
                        "entries": "\(entries.count)", "announced": "\(announced.entryCount)",
                        "content": content.text,
                    ]
                )
            }
            let names = entries.reduce(0) { $0 + $1.names.count }
            guard names <= limits.names else {
                throw Refusal(.tooManyEntries, ["names": "\(names)", "limit": "\(limits.names)"])
            }
            return [.adopted(at: context.at)]
        }
    }

    private static func requireDraft(_ state: State?) throws(Refusal) -> Draft {
        guard let draft = state?.draft else { throw Refusal(.listNotAnnounced) }
        return draft
    }
}
