import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Services
import TransparencyLog

private let path = "/v1/members/{id}"

/// Adds the routes of members' signing keys and of who may restore them.
func addKeyRoutes(to table: RouteTable) {
    table.member(.get, "\(path)/keys", "keyList", "Lists a member's signing keys.") { call, _ in
        OK(PageAnswer(try await find(call).1.signingKeys, next: nil))
    }
    table.command(
        .post,
        "\(path)/keys",
        "keyRegister",
        "Registers a member's signing key.",
        reading: .ofMember(.registerKey),
        addKey
    )
    let key = "\(path)/keys/{fingerprint}"
    table.member(.get, key, "keyRead", "Reads a member's signing key.") { call, _ in
        OK(try await findKey(call).1)
    }
    table.command(
        .post,
        "\(key)/actions/rotate",
        "keyRotate",
        "Puts a new signing key in place of one that the member holds.",
        reading: .ofMember(.rotateKey, supplied: ["old"], as: ["new": "publicKey"]),
        rotate
    )
    table.command(
        .post,
        "\(key)/actions/revoke",
        "keyRevoke",
        "Revokes a signing key.",
        reading: .json,
        revoke
    )
    table.command(
        .post,
        "\(path)/actions/restoreKey",
        "memberRestoreKey",
        "Gives a locked member a signing key, by an auditor that it named.",
        reading: .ofMember(.restoreKey),
        addKey
    )
    table.command(
        .post,
        "\(path)/actions/nameAuditors",
        "memberNameAuditors",
        "Names the auditors that may revoke and restore a member's keys.",
        reading: .ofMember(.nameAuditors),
        nameAuditors
    )
}

private typealias KeyCreated = Created<ChangeAnswer<MemberKeyAnswer>>

/// Registers a key, or restores a locked member by one.
@Sendable
private func addKey(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Consortium.Command>
) async throws -> KeyCreated {
    let options = try call.options()
    let (id, _) = try await find(call)
    let asked = try await body.read()
    return try await put(asked, of: id, call, caller, options)
}

/// Puts the key in force that a command gives a member.
private func put(
    _ asked: Consortium.Command,
    of id: MemberID,
    _ call: Call,
    _ caller: Caller,
    _ options: ChangeOptions
) async throws -> KeyCreated {
    switch asked.newKey {
    case .member(_, let key, _, _, _):
        let change = try await call.platform.consort(asked, as: caller, options: options)
        return try change.created(key, of: id)
    case .log, nil: throw UnexpectedCommand(action: asked.action.rawValue)
    }
}

@Sendable
private func revoke(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<NoMembers>
) async throws -> OK<ChangeAnswer<MemberKeyAnswer>> {
    let options = try call.options()
    let (id, key) = try await findKey(call)
    _ = try await body.read()
    let change = try await call.platform.consort(
        .revokeKey(member: id, publicKey: key.publicKey),
        as: caller,
        options: options
    )
    return change.changed(try change.key(key.publicKey, of: id))
}

@Sendable
private func rotate(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Consortium.Command>
) async throws -> KeyCreated {
    let options = try call.options()
    let (id, key) = try await findKey(call)
    let asked = try await body.read(supplying: [("old", key.publicKey)])
    return try await put(asked, of: id, call, caller, options)
}

@Sendable
private func nameAuditors(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Consortium.Command>
) async throws -> OK<ChangeAnswer<MemberAnswer>> {
    let options = try call.options()
    let (id, _) = try await find(call)
    let change = try await call.platform.consort(
        try await body.read(),
        as: caller,
        options: options
    )
    return change.changed(try change.member(id))
}

/// The member's key with the fingerprint in the path.
private func findKey(_ call: Call) async throws -> (MemberID, Consortium.SigningKey) {
    let (id, member) = try await find(call)
    let fingerprint = call.context.parameters.get("fingerprint") ?? ""
    guard let key = member.signingKeys.first(where: { $0.fingerprint == fingerprint }) else {
        throw Problem.notFound("signing key", String(fingerprint.prefix(64)))
    }
    return (id, key)
}

extension Change<Consortium.State> {
    /// A key that is new to a member.
    fileprivate func created(_ publicKey: PublicKeyText, of id: MemberID) throws -> KeyCreated {
        let key = try key(publicKey, of: id)
        return created(at: "/v1/members/\(id)/keys/\(key.key.fingerprint)", key)
    }

    /// A key as its member has it after the change.
    fileprivate func key(_ publicKey: PublicKeyText, of id: MemberID) throws -> MemberKeyAnswer {
        let keys = viewed.state.members[id]?.signingKeys ?? []
        guard let key = keys.first(where: { $0.publicKey == publicKey }) else {
            throw Problem.notFound("signing key", publicKey.text)
        }
        return MemberKeyAnswer(key: key, member: id)
    }
}
