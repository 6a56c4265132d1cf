import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Services

private let path = "/v1/members"

/// Adds the routes of members and their API keys.
func addMemberRoutes(to table: RouteTable) {
    table.member(.get, path, list)
    table.command(.post, path, admit)
    table.member(.get, "\(path)/{id}") { call, _ in
        _ = try call.query()
        let (id, member) = try await find(call)
        return .json(MemberAnswer(id, member))
    }
    table.member(.get, "\(path)/{id}/api-keys", listAPIKeys)
    table.command(.post, "\(path)/{id}/api-keys", issueAPIKey)
    table.command(.delete, "\(path)/{id}/api-keys/{key}", revokeAPIKey)
}

@Sendable
private func list(_ call: Call, _ caller: Caller) async throws -> Response {
    let page = try call.page(try call.query("limit", "after"))
    let members = try await call.platform.consortium().members
    let after = try page.after.map { text in
        guard let id = try? Identifier(parsing: text) else {
            throw Problem.parameter(
                "after",
                "cursorMalformed",
                "it is the 'next' of the page before"
            )
        }
        return id
    }
    let rest = members.keys.filter { id in after.map { id > $0 } ?? true }.sorted()
    let ids = rest.prefix(page.limit)
    return .page(
        ids.compactMap { id in members[id].map { MemberAnswer(id, $0) } },
        next: rest.count > ids.count ? ids.last?.text : nil
    )
}

@Sendable
private func admit(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let asked = try await call.body().read(Admission.self)
    let (id, change) = try await call.platform.admit(
        id: asked.id,
        name: asked.name.string,
        roles: asked.roles.array,
        as: caller,
        options: options
    )
    return change.response(location: "\(path)/\(id)") { change.write(id, to: &$0) }
}

extension Change<Consortium.State> {
    /// Writes a member as it is after the change.
    func write(_ id: MemberID, to writer: inout JSONWriter) {
        viewed.state.members[id].map { MemberAnswer(id, $0) }?.writeMembers(to: &writer)
    }
}

/// The member in the path; all members know each other.
func find(_ call: Call) async throws -> (MemberID, Consortium.Member) {
    let id = try call.identifier(of: "member")
    guard let member = try await call.platform.consortium().members[id] else {
        throw Problem.notFound("member", id.text)
    }
    return (id, member)
}

@Sendable
private func listAPIKeys(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let (id, member) = try await find(call)
    guard id == caller.member || !caller.roles.isDisjoint(with: [.operator, .auditor]) else {
        throw ServiceError.forbidden(reason: "the API keys of another member are not listed")
    }
    return .page(member.apiKeys.map(APIKeyAnswer.init), next: nil)
}

@Sendable
private func issueAPIKey(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, _) = try await find(call)
    let digest = try await call.body().read(APIKeyRequest.self).digest?.text
    let issued = try await call.platform.issueAPIKey(
        for: id,
        digest: digest,
        as: caller,
        options: options
    )
    return issued.change.response(location: "\(path)/\(id)/api-keys/\(issued.id)") { writer in
        writer.member("id", issued.id)
        writer.member("member", id)
        writer.optional("secret", issued.secret)
    }
}

@Sendable
private func revokeAPIKey(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, _) = try await find(call)
    let key = try call.identifier("key", of: "API key")
    let change = try await call.platform.revokeAPIKey(key, of: id, as: caller, options: options)
    return change.response { writer in
        writer.member("id", key)
        writer.member("member", id)
    }
}
