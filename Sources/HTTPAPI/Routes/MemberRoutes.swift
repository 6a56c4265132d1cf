import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Services

private let path = "/v1/members"

/// Adds the routes of members and their API keys.
func addMemberRoutes(to table: RouteTable) {
    table.member(.get, path, "memberList", "Lists the members.", query: pageParameters, list)
    table.command(
        .post,
        path,
        "memberAdmit",
        "Admits a member.",
        reading: .command(.admitMember, leavingOut: ["member"], as: ["member": "id"]),
        admit
    )
    table.member(.get, "\(path)/{id}", "memberRead", "Reads a member.") { call, _ in
        let (id, member) = try await find(call)
        return OK(MemberAnswer(id: id, member: member))
    }
    let keys = "\(path)/{id}/api-keys"
    table.member(
        .get,
        keys,
        "apiKeyList",
        "Lists a member's API keys.",
        problems: [.forbidden],
        listAPIKeys
    )
    table.command(
        .post,
        keys,
        "apiKeyIssue",
        "Issues an API key to a member.",
        reading: .ofMember(.issueAPIKey, supplied: ["id"], leavingOut: ["digest"]),
        issueAPIKey
    )
    table.command(
        .delete,
        "\(keys)/{apiKey}",
        "apiKeyRevoke",
        "Revokes an API key.",
        revokeAPIKey
    )
}

@Sendable
private func list(_ call: Call, _ caller: Caller) async throws -> OK<PageAnswer<MemberAnswer>> {
    let page = try call.page()
    let members = try await call.platform.consortium().members
    let after = try page.after.map { text in
        guard let id = try? Identifier(parsing: text) else { throw Problem.cursorMalformed }
        return id
    }
    let rest = members.keys.filter { id in after.map { id > $0 } ?? true }.sorted()
    let ids = rest.prefix(page.limit)
    return OK(
        PageAnswer(
            ids.compactMap { id in members[id].map { MemberAnswer(id: id, member: $0) } },
            next: rest.count > ids.count ? ids.last?.text : nil
        )
    )
}

@Sendable
private func admit(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Consortium.Command>
) async throws -> Created<ChangeAnswer<MemberAnswer>> {
    var options = try call.options()
    let commandID = call.platform.commandID(options)
    options.idempotencyKey = commandID
    let asked = try await body.read(
        supplying: [
            (
                "member",
                call.platform.instanceID(
                    Consortium.memberPrefix,
                    for: caller.member,
                    commandID: commandID
                )
            )
        ]
    )
    guard let id = asked.member else { throw UnexpectedCommand(action: asked.action.rawValue) }
    let change = try await call.platform.consort(asked, as: caller, options: options)
    return change.created(at: "\(path)/\(id)", try change.member(id))
}

extension Change<Consortium.State> {
    /// A member as it is after the change.
    func member(_ id: MemberID) throws -> MemberAnswer {
        guard let member = viewed.state.members[id] else {
            throw Problem.notFound("member", id.text)
        }
        return MemberAnswer(id: id, member: member)
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
private func listAPIKeys(
    _ call: Call,
    _ caller: Caller
) async throws -> OK<PageAnswer<Consortium.APIKey>> {
    let (id, member) = try await find(call)
    guard id == caller.member || !caller.roles.isDisjoint(with: [.operator, .auditor]) else {
        throw ServiceError.forbidden(reason: "the API keys of another member are not listed")
    }
    return OK(PageAnswer(member.apiKeys, next: nil))
}

@Sendable
private func issueAPIKey(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Consortium.Command>
) async throws -> Created<ChangeAnswer<IssuedAPIKeyAnswer>> {
    let options = try call.options()
    let (id, _) = try await find(call)
    let asked = try await body.receive(supplying: IssuedAPIKey.unstated)
    let (digest, officer) = try asked.issuing()
    let issued = try await call.platform.issueAPIKey(
        for: id,
        digest: digest,
        officer: officer,
        as: caller,
        options: options
    )
    return issued.change.created(
        at: "\(path)/\(id)/api-keys/\(issued.id)",
        IssuedAPIKeyAnswer(
            id: issued.id,
            member: id,
            secret: issued.secret,
            secretWasShown: digest == nil && issued.secret == nil
        )
    )
}

extension IssuedAPIKey {
    /// What the platform decides of a key: its identifier, and its digest where none is stated.
    ///
    /// The values stand in for those that it makes once it knows whether the request is a repeat.
    fileprivate static var unstated: [SuppliedValue] {
        [
            ("id", Workflow.consortium),
            ("digest", DigestText(bytes: [UInt8](repeating: 0, count: 32))),
        ]
    }
}

extension DeferredBody<Consortium.Command>.Received {
    /// The digest that the body states, if any, and the officer whose key it is.
    fileprivate func issuing() throws(UnexpectedCommand) -> (DigestText?, Identifier?) {
        switch value {
        case .issueAPIKey(_, _, let digest, let officer):
            return (body.states("digest") ? digest : nil, officer)
        case .found, .admitMember, .registerKey, .revokeKey, .rotateKey, .restoreKey,
            .nameAuditors, .revokeAPIKey, .listSanction, .delistSanction, .rotateLogKey,
            .adoptEdition, .keepSecret, .registerOfficer, .retireOfficer:
            throw UnexpectedCommand(action: value.action.rawValue)
        }
    }
}

@Sendable
private func revokeAPIKey(
    _ call: Call,
    _ caller: Caller
) async throws -> OK<ChangeAnswer<RevokedAPIKeyAnswer>> {
    let options = try call.options()
    let (id, _) = try await find(call)
    let key = try call.identifier("apiKey", of: "API key")
    let change = try await call.platform.revokeAPIKey(key, of: id, as: caller, options: options)
    return change.changed(RevokedAPIKeyAnswer(id: key, member: id))
}
