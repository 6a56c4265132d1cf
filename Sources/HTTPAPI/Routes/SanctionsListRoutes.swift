import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Services

extension ScreeningList: Resource {
    static var noun: String { "sanctions list" }
    static var path: String { "/v1/sanctions-lists" }
    static var subject: String { "list" }
    static var ownPaths: [Command.Action] { [.announce] }
    static var memberActions: [MemberAction] {
        [action(.bringEntries, called: .bring), action(.adoptList, called: .adopt)]
    }
}

/// Adds the routes of published sanctions lists: adopting them, and reading what is listed.
func addSanctionsListRoutes(to table: RouteTable) {
    addListRoute(of: ScreeningList.self, to: table)
    addResourceRoutes(of: ScreeningList.self, to: table)
    // The first publication is announced before there is a list to read.
    table.command(
        .post,
        "\(ScreeningList.path)/{id}/actions/announce",
        "sanctionsListAnnounce",
        "Announces a publication of a list, ofac or un, whose entries follow.",
        reading: .action(ScreeningList.action(.announceList), on: ScreeningList.self),
        announce
    )
    table.member(
        .get,
        "/v1/sanctions/publications",
        "sanctionsPublicationList",
        "Lists the published sanctions lists that are screened against."
    ) { call, _ in
        let lists = try await call.platform.screeningLists()
        let inForce = lists.compactMap(PublicationAnswer.init)
        return OK(PageAnswer(inForce, next: nil))
    }
    table.member(
        .get,
        "/v1/sanctions/publications/{id}/entries",
        "sanctionsEntryList",
        "Lists the entries of a published sanctions list.",
        query: pageParameters,
        problems: [.notFound]
    ) { call, _ in
        let page = try call.page()
        let id = try call.identifier(of: ScreeningList.noun)
        let lists = try await call.platform.screeningLists()
        guard let list = lists.first(where: { $0.source.id == id }) else {
            throw Problem.notFound(ScreeningList.noun, id.text)
        }
        let entries = list.entries.array
        let first =
            page.after.map { after in
                entries.firstIndex { after.utf8.lexicographicallyPrecedes($0.id.string.utf8) }
                    ?? entries.endIndex
            } ?? 0
        let shown = entries[first...].prefix(page.limit)
        let next = shown.endIndex < entries.endIndex ? shown.last?.id.string : nil
        return OK(PageAnswer(shown.map(ListedEntryAnswer.init), next: next))
    }
}

@Sendable
private func announce(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Instruction>
) async throws -> OK<ChangeAnswer<InstanceAnswer<ScreeningList>>> {
    let options = try call.options()
    let id = try call.identifier(of: ScreeningList.noun)
    let asked = try await body.receive()
    let change = try await asked.blaming {
        try await call.platform.change(
            ScreeningList.self,
            id,
            asked.value,
            as: caller,
            options
        )
    }
    return change.changed(ScreeningList.self)
}

/// A published sanctions list that is screened against.
struct PublicationAnswer: Answer {
    /// Whose list it is.
    let source: ListSource
    /// What was published.
    let publication: ScreeningList.Publication
    /// When it was adopted.
    let adoptedAt: Instant

    init?(_ list: ScreeningList.State) {
        guard let publication = list.inForce, let at = list.adoptedAt else { return nil }
        source = list.source
        self.publication = publication
        adoptedAt = at
    }
}

/// An entry of a published sanctions list.
struct ListedEntryAnswer: Answer {
    /// The entry.
    let entry: ListedEntry
    /// A digest of the entry, another where a later publication changes it.
    let version: DigestText

    enum Flattened { case entry }

    init(_ entry: ListedEntry) {
        self.entry = entry
        version = entry.version
    }
}
