import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import Services

extension Claim: Resource {
    static var noun: String { "claim" }
    static var path: String { "/v1/claims" }
    static var subject: String { "claim" }

    /// What the leading insurer may ask of a claim, and who else may withdraw it or consent.
    static var memberActions: [MemberAction] {
        let reference = [
            MemberAction.Default(name: "paymentReference") { paymentReference(of: $0) }
        ]
        return [
            action(.acknowledge),
            action(.adjudicate, from: judged, defaults: reference),
            action(.adjust), action(.approve), action(.refer),
            action(.decline), action(.settle, defaults: reference),
            action(.closeClaim, called: .close), action(.withdrawClaim, called: .withdraw),
            action(.payExGratia, called: .grantExGratia), action(.consent),
            action(.reopenClaim, called: .reopen),
        ]
    }

    /// The states from which a claim can be judged by the straight-through list.
    private static let judged: [Stage] = [.notified, .acknowledged, .referred]
}

/// Adds the routes of claims: notice, the list with its filters, and the actions.
func addClaimRoutes(to table: RouteTable) {
    addResourceRoutes(of: Claim.self, to: table)
    table.member(
        .get,
        Claim.path,
        "claimList",
        "Lists the claims that the member is party to.",
        query: pageParameters + [stageParameter, certificateParameter, shipmentParameter],
        list
    )
    table.command(
        .post,
        Claim.path,
        "claimNotify",
        "Gives notice of a loss.",
        reading: .json,
        notify
    )
}

private let stageParameter = QueryParameter<Claim.Stage>.choice("state", "Where they stand.")
private let certificateParameter = QueryParameter.identifier(
    "certificate",
    "The certificate that they are claimed under."
)
private let shipmentParameter = QueryParameter.identifier("shipment", "The shipment of the goods.")

@Sendable
private func list(
    _ call: Call,
    _ caller: Caller
) async throws -> OK<PageAnswer<InstanceAnswer<Claim>>> {
    let page = try call.page()
    let found = try await call.platform.listClaims(
        as: caller,
        stage: try call.value(of: stageParameter)?.rawValue,
        certificate: try call.value(of: certificateParameter)?.text,
        shipment: try call.value(of: shipmentParameter)?.text,
        after: try call.numericCursor(page),
        limit: page.limit
    )
    return OK(
        PageAnswer(found.items.map(InstanceAnswer<Claim>.init), next: found.next.map(String.init))
    )
}

@Sendable
private func notify(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<Claim.Notice>
) async throws -> Either<
    Created<ChangeAnswer<InstanceAnswer<Claim>>>, Created<ChangeAnswer<NotifiedClaimAnswer>>
> {
    let options = try call.options()
    let asked = try await body.receive()
    try await requireSight(of: asked.value, call, caller)
    let commandID = call.platform.commandID(options)
    let id = call.platform.instanceID(Claim.prefix, for: caller.member, commandID: commandID)
    let change = try await asked.blaming {
        try await call.platform.change(
            Claim.self,
            id,
            .claim(.notifyClaim(id: id, notice: asked.value)),
            as: caller,
            commandID: commandID,
            expectedRevision: options.expectedRevision
        )
    }
    guard try await call.platform.mayRead(InstanceKey(.claim, id), caller) else {
        // A shipper may give notice of a loss under a certificate that it is no party to.
        let state = change.viewed.state.stage
        return .second(
            change.created(at: "\(Claim.path)/\(id)", NotifiedClaimAnswer(id: id, state: state))
        )
    }
    return .first(change.created(Claim.self))
}

/// Lets a notice name a certificate that its member is party to,
/// or whose shipment it takes part in.
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
