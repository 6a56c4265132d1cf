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
    table.member(.get, "\(path)/keys") { call, _ in
        _ = try call.query()
        return .page(try await find(call).1.signingKeys.map(SigningKeyAnswer.init), next: nil)
    }
    table.command(.post, "\(path)/keys", register)
    table.member(.get, "\(path)/keys/{key}") { call, _ in
        _ = try call.query()
        return .json(SigningKeyAnswer(try await findKey(call).1))
    }
    table.command(.post, "\(path)/keys/{key}/actions/{action}", actOnKey)
    table.command(.post, "\(path)/actions/{action}", actOnMember)
}

@Sendable
private func register(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, _) = try await find(call)
    let key = try await call.body().read(KeyRegistration.self)
    let change = try await call.platform.consort(
        .registerKey(
            member: id,
            publicKey: key.publicKey.text,
            auditors: key.auditors?.array,
            proof: key.proof.text
        ),
        as: caller,
        options: options
    )
    return change.response(of: key.publicKey.text, id, isNew: true)
}

@Sendable
private func actOnKey(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let (id, key) = try await findKey(call)
    let body = try await call.body()
    switch call.context.parameters.get("action") {
    case "revoke":
        try body.requireEmpty()
        let change = try await call.platform.consort(
            .revokeKey(member: id, publicKey: key.publicKey),
            as: caller,
            options: options
        )
        return change.response(of: key.publicKey, id)
    case "rotate":
        let new = try body.read(KeyReplacement.self)
        let change = try await call.platform.consort(
            .rotateKey(
                member: id,
                old: key.publicKey,
                new: new.publicKey.text,
                proof: new.proof.text
            ),
            as: caller,
            options: options
        )
        return change.response(of: new.publicKey.text, id, isNew: true)
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
        let new = try body.read(KeyReplacement.self)
        let change = try await call.platform.consort(
            .restoreKey(member: id, publicKey: new.publicKey.text, proof: new.proof.text),
            as: caller,
            options: options
        )
        return change.response(of: new.publicKey.text, id, isNew: true)
    case "nameAuditors":
        let auditors = try body.read(AuditorsNaming.self).auditors.array
        let change = try await call.platform.consort(
            .nameAuditors(member: id, auditors: auditors),
            as: caller,
            options: options
        )
        return change.response { change.write(id, to: &$0) }
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
        let location = isNew ? key.map { "/v1/members/\(id)/keys/\($0.fingerprint)" } : nil
        return response(location: location) { writer in
            if let key {
                SigningKeyAnswer(key).writeMembers(to: &writer)
            } else {
                writer.member("publicKey", publicKey)
            }
            writer.member("member", id)
        }
    }
}
