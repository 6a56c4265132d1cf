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
        return .json(.object(member.presented(id)))
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
        ids.compactMap { id in members[id].map { .object($0.presented(id)) } },
        next: rest.count > ids.count ? ids.last?.text : nil
    )
}

@Sendable
private func admit(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let asked = try FieldReader.read(try await call.body()) { fields in
        let id = fields.optional("id", .identifier)
        let name = fields.required("name", .text(1...200))
        let roles = fields.required("roles", .list(of: .choice(Role.self), 1...9))
        guard let id, let name, let roles else { return nil as Admission? }
        return Admission(id: id, name: name, roles: roles)
    }
    let (id, change) = try await call.platform.admit(
        id: asked.id,
        name: asked.name,
        roles: asked.roles,
        as: caller,
        options: options
    )
    return change.response(
        change.viewed.state.members[id]?.presented(id) ?? [:],
        location: "\(path)/\(id)"
    )
}

private struct Admission {
    let id: MemberID?
    let name: String
    let roles: [Role]
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
    return .page(member.apiKeys.map(\.presented), next: nil)
}

@Sendable
private func issueAPIKey(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, _) = try await find(call)
    let digest = try FieldReader.read(try await call.body()) { fields in
        fields.optional("digest", .digest)
    }
    let issued = try await call.platform.issueAPIKey(
        for: id,
        digest: digest,
        as: caller,
        options: options
    )
    return issued.change.response(
        [
            "id": .id(issued.id), "member": .id(id),
            "secret": .maybe(issued.secret, JSONValue.string),
        ],
        location: "\(path)/\(id)/api-keys/\(issued.id)"
    )
}

@Sendable
private func revokeAPIKey(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, _) = try await find(call)
    let key = try call.identifier("key", of: "API key")
    let change = try await call.platform.revokeAPIKey(key, of: id, as: caller, options: options)
    return change.response(["id": .id(key), "member": .id(id)])
}

extension Consortium.Member {
    /// A member as all members see it.
    func presented(_ id: MemberID) -> [String: JSONValue] {
        [
            "id": .id(id), "name": .string(name),
            "roles": .list(roles) { .string($0.rawValue) },
            "admittedAt": .instant(admittedAt),
            "keys": .list(signingKeys, \.presented),
            "auditors": .list(auditors ?? [], JSONValue.id),
            "lockedAt": .maybe(lockedAt, JSONValue.instant),
        ]
    }
}

extension Consortium.APIKey {
    fileprivate var presented: JSONValue {
        .object([
            "id": .id(id), "issuedAt": .instant(issuedAt),
            "revokedAt": .maybe(revokedAt, JSONValue.instant),
        ])
    }
}
