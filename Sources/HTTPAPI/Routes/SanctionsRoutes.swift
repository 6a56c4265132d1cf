import CanonicalJSON
import Contracts
import Hummingbird
import Marine
import Services

private let path = "/v1/sanctions"

/// Adds the routes of the list of those whom no payment may reach.
func addSanctionsRoutes(to table: RouteTable) {
    table.member(
        .get,
        path,
        "sanctionList",
        "Lists those whom no payment may reach.",
        query: pageParameters
    ) { call, _ in
        let page = try call.page()
        let entries = try await call.platform.consortium().sanctions.map(\.string).sorted()
        let rest = entries.filter { entry in page.after.map { entry > $0 } ?? true }
        let shown = rest.prefix(page.limit)
        return OK(PageAnswer(Array(shown), next: rest.count > shown.count ? shown.last : nil))
    }
    table.command(
        .post,
        path,
        "sanctionAdd",
        "Puts a name or an IMO number on the sanctions list.",
        reading: .command(.listSanction),
        change
    )
    table.command(
        .post,
        "\(path)/actions/delist",
        "sanctionDelist",
        "Takes an entry off the sanctions list.",
        reading: .command(.delistSanction),
        change
    )
}

@Sendable
private func change(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Consortium.Command>
) async throws -> OK<ChangeAnswer<SanctionAnswer>> {
    let options = try call.options()
    let asked = try await body.read()
    let change = try await call.platform.consort(asked, as: caller, options: options)
    guard let entry = asked.sanction else {
        throw UnexpectedCommand(action: asked.action.rawValue)
    }
    let folded = SanctionsList.fold(entry.string, in: change.viewed.edition)
    return change.changed(SanctionAnswer(entry: folded))
}
