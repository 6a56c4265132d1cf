import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import Services

/// Adds the routes of claims: notice, the list with its filters, and the actions.
func addClaimRoutes(to table: RouteTable) {
    addResourceRoutes(of: Claim.self, to: table)
    table.member(.get, Claim.path, list)
    table.command(.post, Claim.path, notify)
}

@Sendable
private func list(_ call: Call, _ caller: Caller) async throws -> Response {
    let query = try call.query("limit", "after", "state", "certificate", "shipment")
    let page = try call.page(query)
    let stage = try call.parsed("state", in: query) { text throws(ParseError) in
        guard let stage = Claim.Stage(rawValue: text) else {
            let known = Claim.Stage.allCases.map(\.rawValue).joined(separator: ", ")
            throw ParseError(code: "valueUnknown", reason: "it is one of \(known)")
        }
        return stage
    }
    let certificate = try call.parsed("certificate", in: query, Identifier.init(parsing:))
    let shipment = try call.parsed("shipment", in: query, Identifier.init(parsing:))
    let found = try await call.platform.listClaims(
        as: caller,
        stage: stage?.rawValue,
        certificate: certificate?.text,
        shipment: shipment?.text,
        after: try call.numericCursor(page),
        limit: page.limit
    )
    return .page(Claim.self, found.items, next: found.next)
}

@Sendable
private func notify(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let body = try await call.body()
    let notice = try body.read(Claim.Notice.self)
    try await requireSight(of: notice, call, caller)
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID("clm", for: caller.member, commandID: commandID)
    let change = try await call.blaming(body) {
        try await call.platform.change(
            Claim.self,
            id,
            .claim(.notifyClaim(id: id, notice: notice)),
            as: caller,
            commandID: commandID,
            expectedRevision: options.expectedRevision
        )
    }
    guard try await call.platform.mayRead(InstanceKey(.claim, id), caller) else {
        // A shipper may give notice of a loss under a certificate that it is no party to.
        return change.response(location: "\(Claim.path)/\(id)") { writer in
            writer.member("id", id)
            writer.member("state", Claim.stage(of: change.viewed.state))
        }
    }
    return .changed(Claim.self, change, created: true)
}

/// Lets a notice name a certificate that its member is party to, or whose shipment it takes part in.
private func requireSight(
    of notice: Claim.Notice,
    _ call: Call,
    _ caller: Caller
) async throws {
    guard try await !call.platform.maySee(notice, caller) else { return }
    throw Problem.fields([
        FieldError(
            place: .pointer("/certificate"),
            code: "instanceUnknown",
            detail: "There is no certificate '\(notice.certificate)' that this member may read."
        )
    ])
}
