import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import Services

/// Adds what all contracts' instances have: reading one, its history and its actions.
func addResourceRoutes<Kind: Resource>(of kind: Kind.Type, to table: RouteTable) {
    table.member(.get, "\(Kind.path)/{id}", "\(Kind.name)Read", "Reads the \(Kind.noun).") {
        call,
        caller in
        let id = try call.identifier(of: Kind.noun)
        return InstanceAnswer<Kind>(try await call.read(Kind.self, id, as: caller)).answer
    }
    table.member(
        .get,
        "\(Kind.path)/{id}/history",
        "\(Kind.name)History",
        "Lists the transitions of the \(Kind.noun), oldest first.",
        query: pageParameters
    ) { call, caller in
        try await history(of: Kind.self, call, caller)
    }
    for action in Kind.memberActions {
        let capital = action.name.prefix(1).uppercased() + action.name.dropFirst()
        table.command(
            .post,
            "\(Kind.path)/{id}/actions/\(action.name)",
            "\(Kind.name)\(capital)",
            action.described?.meaning ?? "",
            reading: .action(action, on: Kind.self)
        ) { call, caller, body in
            try await act(on: Kind.self, call, caller, body)
        }
    }
}

/// Adds the list of the instances that a member is party to.
func addListRoute<Kind: Resource>(of kind: Kind.Type, to table: RouteTable) {
    table.member(
        .get,
        Kind.path,
        "\(Kind.name)List",
        "Lists each \(Kind.noun) that the member is party to.",
        query: pageParameters
    ) { call, caller in
        let page = try call.page()
        let found = try await call.platform.list(
            Kind.self,
            as: caller,
            after: try call.numericCursor(page),
            limit: page.limit
        )
        return OK(
            PageAnswer(
                found.items.map(InstanceAnswer<Kind>.init),
                next: found.next.map(String.init)
            )
        )
    }
}

private func act<Kind: Resource>(
    on kind: Kind.Type,
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Instruction>
) async throws -> OK<ChangeAnswer<InstanceAnswer<Kind>>> {
    let id = try call.identifier(of: Kind.noun)
    let options = try call.options()
    // Whoever is no party is told what a reader is told, before the body says anything.
    _ = try await call.read(Kind.self, id, as: caller)
    let asked = try await body.receive()
    let change = try await asked.blaming {
        try await call.platform.change(
            Kind.self,
            id,
            asked.value,
            as: caller,
            options
        )
    }
    return change.changed(Kind.self)
}

private func history<Kind: Resource>(
    of kind: Kind.Type,
    _ call: Call,
    _ caller: Caller
) async throws -> OK<PageAnswer<HistoryAnswer>> {
    let page = try call.page()
    let id = try call.identifier(of: Kind.noun)
    guard let after = Int(exactly: try call.numericCursor(page) ?? 0) else {
        throw Problem.cursorMalformed
    }
    do {
        let found = try await call.platform.history(
            InstanceKey(Kind.name, id),
            as: caller,
            after: after,
            limit: page.limit
        )
        return OK(
            PageAnswer(found.items.map(HistoryAnswer.init), next: found.next.map(String.init))
        )
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
