import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import Services

/// Adds what all contracts' instances have: reading one, its history and its actions.
func addResourceRoutes<Kind: Resource>(of kind: Kind.Type, to table: RouteTable) {
    table.member(.get, "\(Kind.path)/{id}") { call, caller in
        _ = try call.query()
        let id = try call.identifier(of: Kind.noun)
        return .instance(Kind.self, try await call.read(Kind.self, id, as: caller))
    }
    table.member(.get, "\(Kind.path)/{id}/history") { call, caller in
        try await history(of: Kind.self, call, caller)
    }
    table.command(.post, "\(Kind.path)/{id}/actions/{action}") { call, caller in
        try await act(on: Kind.self, call, caller)
    }
}

/// Adds the list of the instances that a member is party to.
func addListRoute<Kind: Resource>(of kind: Kind.Type, to table: RouteTable) {
    table.member(.get, Kind.path) { call, caller in
        let page = try call.page(try call.query("limit", "after"))
        let found = try await call.platform.list(
            Kind.self,
            as: caller,
            after: try call.numericCursor(page),
            limit: page.limit
        )
        return .page(Kind.self, found.items, next: found.next)
    }
}

private func act<Kind: Resource>(
    on kind: Kind.Type,
    _ call: Call,
    _ caller: Caller
) async throws -> Response {
    _ = try call.query()
    let id = try call.identifier(of: Kind.noun)
    let name = call.context.parameters.get("action") ?? ""
    guard let action = Kind.memberActions.first(where: { $0.name == name }) else {
        let legal = Kind.memberActions.map(\.name).joined(separator: ", ")
        var problem = Problem(
            .notFound,
            "actionUnknown",
            "A \(Kind.noun) has the actions \(legal)."
        )
        problem.figures = ["actions": legal]
        throw problem
    }
    let options = try call.options()
    // Whoever is no party is told what a reader is told, before the body says anything.
    _ = try await call.read(Kind.self, id, as: caller)
    let body = try await call.body()
    let instruction = try body.read(
        action.instruction,
        of: Kind.subject,
        id,
        supplying: action.defaults(id)
    )
    let change = try await call.blaming(body) {
        try await call.platform.change(
            Kind.self,
            id,
            instruction,
            as: caller,
            commandID: call.platform.commandID(options),
            expectedRevision: options.expectedRevision
        )
    }
    return .changed(Kind.self, change)
}

private func history<Kind: Resource>(
    of kind: Kind.Type,
    _ call: Call,
    _ caller: Caller
) async throws -> Response {
    let page = try call.page(try call.query("limit", "after"))
    let id = try call.identifier(of: Kind.noun)
    guard let after = Int(exactly: try call.numericCursor(page) ?? 0) else {
        throw Problem.parameter("after", "cursorMalformed", "it is the 'next' of the page before")
    }
    do {
        let found = try await call.platform.history(
            InstanceKey(Kind.name, id),
            as: caller,
            after: after,
            limit: page.limit
        )
        return .page(found.items.map(HistoryAnswer.init), next: found.next.map(String.init))
    } catch ServiceError.notFound {
        throw Problem.notFound(Kind.noun, id.text)
    }
}

extension Call {
    /// An instance that the caller is party to, or the problem that there is none.
    func read<Kind: Resource>(
        _ kind: Kind.Type,
        _ id: InstanceID,
        as caller: Caller
    ) async throws -> Viewed<Kind.State> {
        do {
            return try await platform.read(Kind.self, id, as: caller)
        } catch ServiceError.notFound {
            throw Problem.notFound(Kind.noun, id.text)
        }
    }
}
