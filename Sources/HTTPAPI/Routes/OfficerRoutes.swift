import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Services

extension Authority: Resource {
    static var noun: String { "table of authority" }
    static var path: String { "/v1/authorities" }
    static var subject: String { "member" }
    static var ownPaths: [Command.Action] { [.setAuthority] }
    static var memberActions: [MemberAction] { [] }
}

private let path = "/v1/members/{id}/officers"

/// Adds the routes of the persons that act for members, and of who of them may decide what.
func addOfficerRoutes(to table: RouteTable) {
    table.member(.get, path, "officerList", "Lists a member's officers.") { call, _ in
        OK(PageAnswer(try await find(call).1.officers ?? [], next: nil))
    }
    table.command(
        .post,
        path,
        "officerRegister",
        "Registers a person that acts for a member.",
        reading: .ofMember(.registerOfficer),
        register
    )
    table.command(
        .post,
        "\(path)/{officer}/actions/retire",
        "officerRetire",
        "Ends that a person acts for a member, and revokes its keys.",
        reading: .json,
        retire
    )
    addResourceRoutes(of: Authority.self, to: table)
    // The first table is set before there is one to read.
    table.command(
        .post,
        "\(Authority.path)/{id}/actions/setAuthority",
        "authoritySet",
        "Sets a member's table of authority, in place of the one before.",
        reading: .action(Authority.action(.setAuthority), on: Authority.self),
        setAuthority
    )
}

@Sendable
private func register(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Consortium.Command>
) async throws -> Created<ChangeAnswer<MemberOfficerAnswer>> {
    let options = try call.options()
    let (id, _) = try await find(call)
    let asked = try await body.read()
    guard let officer = asked.registeredOfficer else {
        throw UnexpectedCommand(action: asked.action.rawValue)
    }
    let change = try await call.platform.consort(asked, as: caller, options: options)
    return change.created(
        at: "/v1/members/\(id)/officers/\(officer)",
        try change.officer(officer, of: id)
    )
}

@Sendable
private func retire(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<NoMembers>
) async throws -> OK<ChangeAnswer<MemberOfficerAnswer>> {
    let options = try call.options()
    let (id, _) = try await find(call)
    let officer = try call.identifier("officer", of: "officer")
    _ = try await body.read()
    let change = try await call.platform.consort(
        .retireOfficer(member: id, officer: officer),
        as: caller,
        options: options
    )
    return change.changed(try change.officer(officer, of: id))
}

@Sendable
private func setAuthority(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Instruction>
) async throws -> OK<ChangeAnswer<InstanceAnswer<Authority>>> {
    let options = try call.options()
    let (id, _) = try await find(call)
    let asked = try await body.receive()
    let change = try await asked.blaming {
        try await call.platform.change(
            Authority.self,
            id,
            asked.value,
            as: caller,
            options
        )
    }
    return change.changed(Authority.self)
}

extension Change<Consortium.State> {
    /// An officer as its member has it after the change.
    fileprivate func officer(
        _ officer: Identifier,
        of id: MemberID
    ) throws -> MemberOfficerAnswer {
        let officers = viewed.state.members[id]?.officers ?? []
        guard let found = officers.first(where: { $0.id == officer }) else {
            throw Problem.notFound("officer", officer.text)
        }
        return MemberOfficerAnswer(officer: found, member: id)
    }
}
