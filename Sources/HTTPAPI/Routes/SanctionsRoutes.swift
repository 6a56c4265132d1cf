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
        let entries = try await call.platform.consortium().sanctions.sorted()
        let rest = entries.filter { entry in page.after.map { entry > $0 } ?? true }
        let shown = rest.prefix(page.limit)
        return OK(PageAnswer(Array(shown), next: rest.count > shown.count ? shown.last : nil))
    }
    table.command(
        .post,
        path,
        "sanctionAdd",
        "Puts a name or an IMO number on the sanctions list.",
        reading: .json
    ) { call, caller, body in
        try await change(call, caller, body) { .listSanction(entry: $0) }
    }
    table.command(
        .post,
        "\(path)/actions/delist",
        "sanctionDelist",
        "Takes an entry off the sanctions list.",
        reading: .json
    ) { call, caller, body in
        try await change(call, caller, body) { .delistSanction(entry: $0) }
    }
}

private func change(
    _ call: Call,
    _ caller: Caller,
    _ body: Unread<SanctionsEntry>,
    _ command: (String) -> Consortium.Command
) async throws -> OK<ChangeAnswer<SanctionAnswer>> {
    let options = try call.options()
    let entry = try await body.read().entry.string
    let change = try await call.platform.change(
        Consortium.self,
        Workflow.consortium,
        .consortium(command(entry)),
        as: caller,
        commandID: call.platform.commandID(options),
        expectedRevision: options.expectedRevision
    )
    return change.changed(SanctionAnswer(entry: SanctionsList.fold(entry)))
}
