public import CanonicalJSON
public import Marine

/// A published sanctions list, as the operator has adopted it.
///
/// There is one instance for each source, by the source's name. What is listed comes in parts, each
/// within the limit of a command, which change nothing until the whole is adopted; then all of it
/// is in force at once, or none of it where it is not what was announced. A later publication
/// carries only what it changes. So every screening follows from the ledger alone,
/// whoever recomputes it.
public enum ScreeningList {
    /// A list after the transitions so far.
    public struct State: Record, Hashable, Sendable {
        /// Whose list it is.
        public var source: ListSource
        /// Who adopts it: the operator.
        public var keeper: MemberID
        /// What is in force; absent until a publication is adopted.
        public var inForce: Publication?
        /// When it was adopted.
        public var adoptedAt: Instant?
        /// What is listed.
        public var entries: ListedEntries
        /// The publication that is being brought; absent where none is.
        public var draft: Draft?

        enum LedgerOnly { case entries, draft }
    }

    /// A list as it was published.
    public struct Publication: Record, Hashable, Sendable {
        /// The day of publication, as the list has it, `2026-11-27`.
        public var published: Text<10>
        /// The files that it came in.
        public var files: Entries<1, 3, File>
        /// How many entries it has.
        public var entryCount: Whole<1, 60_000>
        /// SHA-256 of its entries' canonical bytes, one after the other in the
        /// order of their identifiers.
        public var content: DigestText
    }

    /// A file of a publication.
    public struct File: Record, Hashable, Sendable {
        /// Its name.
        public var name: Text<100>
        /// SHA-256 of its bytes.
        public var digest: DigestText
    }

    /// A publication while it is brought.
    public struct Draft: Record, Hashable, Sendable {
        /// What is announced.
        public var publication: Publication
        /// The entries that it has no more.
        public var removed: [Text<40>]
        /// The entries that are new or changed.
        public var put: [ListedEntry]
    }

    /// Where a list stands.
    public enum Stage: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Its first publication is being brought.
        ///
        /// - Since: edition 2
        case announced
        /// It is screened against.
        ///
        /// - Since: edition 2
        case inForce
    }

    /// What may be asked of a list.
    public enum Command: ContractCommand, Record {
        /// Announces a publication, in the place of one that was not adopted.
        case announce(
            /// Whose list it is, which says the instance.
            source: ListSource,
            /// The day, the files and the digest that what is brought must come to.
            publication: Publication
        )
        /// Brings a part of what it changes.
        case bring(
            /// The identifiers of entries that the publication has no more.
            removed: Entries<0, 2000, Text<40>>,
            /// The entries that are new or changed.
            put: Entries<0, 1000, ListedEntry>
        )
        /// Puts it in force, whole.
        case adopt
    }

    /// What has happened to a list.
    public enum Event: ContractEvent, Record {
        /// A publication was announced.
        case announced(
            /// Whose list it is.
            source: ListSource,
            /// Who brings and adopts it: the operator.
            keeper: MemberID,
            /// What the list must come to before it is adopted.
            publication: Publication
        )
        /// A part of what it changes was brought.
        case brought(
            /// The identifiers of entries that the publication has no more.
            removed: [Text<40>],
            /// The entries that are new or changed.
            put: [ListedEntry]
        )
        /// It is in force.
        case adopted(
            /// When it came into force.
            at: Instant
        )
    }

    /// The limits of a list.
    public struct Limits: Sendable {
        /// Entries that a draft brings or removes.
        public var changes = 60_000
        /// Names of all entries.
        public var names = 200_000
    }

    /// The limits of an edition.
    public static func limits(in edition: Edition) -> Limits { Limits() }

    /// The sources of published lists.
    public static var sources: [ListSource] { [.ofac, .un] }
}

extension ScreeningList {
    /// The legal state graph.
    public static func graph(in edition: Edition) -> StateGraph {
        edition >= .second ? secondGraph : StateGraph([])
    }

    private static let secondGraph = StateGraph(
        [
            edge(.announce, to: .announced),
            edge(.adopt, from: .announced, to: .inForce),
            edge(.adopt, from: .inForce, to: .inForce),
        ]
            + [Stage.announced, .inForce].flatMap {
                [edge(.announce, from: $0, to: $0), edge(.bring, from: $0, to: $0)]
            }
    )

    /// Where a list stands.
    public static func stage(of state: State) -> Stage {
        state.inForce == nil ? .announced : .inForce
    }

    /// Who adopts it; every member reads what is in force by its own route.
    public static func parties(of state: State) -> Set<MemberID> { [state.keeper] }
}

extension ListSource {
    /// The instance of a published list.
    public var id: InstanceID {
        // The names are constants of this module and legal identifiers; a test holds that.
        guard let id = try? InstanceID(parsing: rawValue) else {
            preconditionFailure("a source's name is not an identifier")
        }
        return id
    }
}

extension ScreeningList {
    /// Why what is asked of a sanctions list is refused, beside what any contract refuses: 14xxx.
    public enum RefusalCode: Int, RefusalCodes {
        /// No published list goes by the name.
        ///
        /// - Remedy: Name `ofac` or `un`.
        /// - Since: edition 2
        case listUnknown = 14_001
        /// No publication of the list is being brought.
        ///
        /// - Remedy: Announce the publication before its parts are brought.
        /// - Since: edition 2
        case listNotAnnounced = 14_002
        /// What was brought is not the list that was announced: another number of entries,
        /// or others.
        ///
        /// - Remedy: Bring all parts of the list that was announced, each once.
        /// - Since: edition 2
        case listIncomplete = 14_003
    }
}

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
