import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Services
import TransparencyLog

private let path = "/v1/members/{id}"

/// Adds the routes of members' signing keys and of who may restore them.
func addKeyRoutes(to table: RouteTable) {
    table.member(.get, "\(path)/keys") { call, _ in
        _ = try call.query()
        return .page(try await find(call).1.signingKeys.map(\.presented), next: nil)
    }
    table.command(.post, "\(path)/keys", register)
    table.member(.get, "\(path)/keys/{key}") { call, _ in
        _ = try call.query()
        return .json(try await findKey(call).1.presented)
    }
    table.command(.post, "\(path)/keys/{key}/actions/{action}", actOnKey)
    table.command(.post, "\(path)/actions/{action}", actOnMember)
}

private struct NewKey {
    let publicKey: String
    let proof: String
    let auditors: [MemberID]?

    /// The auditors are a member of the body where a key is registered alone.
    static func reading(auditors: Bool) -> (FieldReader) -> NewKey? {
        { fields in
            let publicKey = fields.required("publicKey", .publicKey)
            let proof = fields.required("proof", .signature)
            let named: [MemberID]?? =
                auditors
                ? fields.optional("auditors", .list(of: .identifier, 0...Consortium.Limit.auditors))
                : .some(nil)
            guard let publicKey, let proof, let named else { return nil }
            return NewKey(publicKey: publicKey, proof: proof, auditors: named)
        }
    }
}

@Sendable
private func register(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, _) = try await find(call)
    let key = try FieldReader.read(try await call.body(), NewKey.reading(auditors: true))
    let change = try await call.platform.consort(
        .registerKey(
            member: id,
            publicKey: key.publicKey,
            auditors: key.auditors,
            proof: key.proof
        ),
        as: caller,
        options: options
    )
    return change.response(of: key.publicKey, id, isNew: true)
}

@Sendable
private func actOnKey(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, key) = try await findKey(call)
    let body = try await call.body()
    switch call.context.parameters.get("action") {
    case "revoke":
        _ = try FieldReader.read(body) { _ in true }
        let change = try await call.platform.consort(
            .revokeKey(member: id, publicKey: key.publicKey),
            as: caller,
            options: options
        )
        return change.response(of: key.publicKey, id)
    case "rotate":
        let new = try FieldReader.read(body, NewKey.reading(auditors: false))
        let change = try await call.platform.consort(
            .rotateKey(member: id, old: key.publicKey, new: new.publicKey, proof: new.proof),
            as: caller,
            options: options
        )
        return change.response(of: new.publicKey, id, isNew: true)
    default:
        throw unknownAction("signing key", ["rotate", "revoke"])
    }
}

@Sendable
private func actOnMember(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, _) = try await find(call)
    let body = try await call.body()
    switch call.context.parameters.get("action") {
    case "restoreKey":
        let new = try FieldReader.read(body, NewKey.reading(auditors: false))
        let change = try await call.platform.consort(
            .restoreKey(member: id, publicKey: new.publicKey, proof: new.proof),
            as: caller,
            options: options
        )
        return change.response(of: new.publicKey, id, isNew: true)
    case "nameAuditors":
        let auditors = try FieldReader.read(body) { fields in
            fields.required("auditors", .list(of: .identifier, 0...Consortium.Limit.auditors))
        }
        let change = try await call.platform.consort(
            .nameAuditors(member: id, auditors: auditors),
            as: caller,
            options: options
        )
        return change.response(change.viewed.state.members[id]?.presented(id) ?? [:])
    default:
        throw unknownAction("member", ["restoreKey", "nameAuditors"])
    }
}

private func unknownAction(_ noun: String, _ legal: [String]) -> Problem {
    let listed = legal.joined(separator: ", ")
    var problem = Problem(.notFound, "actionUnknown", "A \(noun) has the actions \(listed).")
    problem.figures = ["actions": listed]
    return problem
}

/// The member's key with the fingerprint in the path.
private func findKey(_ call: Call) async throws -> (MemberID, Consortium.SigningKey) {
    let (id, member) = try await find(call)
    let fingerprint = call.context.parameters.get("key") ?? ""
    guard let key = member.signingKeys.first(where: { $0.fingerprint == fingerprint }) else {
        throw Problem.notFound("signing key", String(fingerprint.prefix(64)))
    }
    return (id, key)
}

extension Change<Consortium.State> {
    /// The key that was changed, as the member has it afterwards.
    fileprivate func response(of publicKey: String, _ id: MemberID, isNew: Bool = false) -> Response
    {
        let key = viewed.state.members[id]?.signingKeys.first { $0.publicKey == publicKey }
        var members = key?.presented.objectValue ?? ["publicKey": .string(publicKey)]
        members["member"] = .id(id)
        return response(
            members,
            location: isNew ? key.map { "/v1/members/\(id)/keys/\($0.fingerprint)" } : nil
        )
    }
}

extension Consortium.SigningKey {
    /// SHA-256 of the key's 32 bytes in hexadecimal: its name in a path.
    var fingerprint: String { Hash.sha256(of: Base64.decode(publicKey) ?? []).hex }

    var presented: JSONValue {
        .object([
            "publicKey": .string(publicKey), "fingerprint": .string(fingerprint),
            "registeredAt": .instant(registeredAt),
            "revokedAt": .maybe(revokedAt, JSONValue.instant),
        ])
    }
}
