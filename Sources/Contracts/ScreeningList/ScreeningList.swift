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
        case announce(source: ListSource, publication: Publication)
        /// Brings a part of what it changes.
        case bring(removed: Entries<0, 2000, Text<40>>, put: Entries<0, 1000, ListedEntry>)
        /// Puts it in force, whole.
        case adopt
    }

    /// What has happened to a list.
    public enum Event: ContractEvent, Record {
        /// A publication was announced.
        case announced(source: ListSource, keeper: MemberID, publication: Publication)
        /// A part of what it changes was brought.
        case brought(removed: [Text<40>], put: [ListedEntry])
        /// It is in force.
        case adopted(at: Instant)
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
