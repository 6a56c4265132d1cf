import CanonicalJSON
import Contracts
import Hummingbird
import Marine
import Services

private let path = "/v1/sanctions"

/// Adds the routes of the list of those whom no payment may reach.
func addSanctionsRoutes(to table: RouteTable) {
    table.member(.get, path) { call, _ in
        let page = try call.page(try call.query("limit", "after"))
        let entries = try await call.platform.consortium().sanctions.sorted()
        let rest = entries.filter { entry in page.after.map { entry > $0 } ?? true }
        let shown = rest.prefix(page.limit)
        return .page(
            Array(shown),
            next: rest.count > shown.count ? shown.last : nil
        )
    }
    table.command(.post, path) { call, caller in
        try await change(call, caller) { .listSanction(entry: $0) }
    }
    table.command(.post, "\(path)/actions/delist") { call, caller in
        try await change(call, caller) { .delistSanction(entry: $0) }
    }
}

private func change(
    _ call: Call,
    _ caller: Caller,
    _ command: (String) -> Consortium.Command
) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let entry = try await call.body().read(SanctionsEntry.self).entry.string
    let change = try await call.platform.change(
        Consortium.self,
        Workflow.consortium,
        .consortium(command(entry)),
        as: caller,
        commandID: call.platform.commandID(options),
        expectedRevision: options.expectedRevision
    )
    return change.response { $0.member("entry", SanctionsList.fold(entry)) }
}
