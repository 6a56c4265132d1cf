import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import Notifier
import Services

private let path = "/v1/webhook-endpoints"

/// Adds the routes of webhook endpoints, which belong to the member that registers them.
func addWebhookRoutes(to table: RouteTable, notifier: Notifier) {
    let registrations = WebhookRegistrations(notifier: notifier)
    table.member(.post, path) { call, caller in
        try await register(call, caller, registrations)
    }
    table.member(.get, path) { call, caller in
        let page = try call.page(try call.query("limit", "after"))
        let found = try await notifier.endpoints(
            of: caller.member.text,
            limit: page.limit,
            after: page.after
        )
        return .page(found.items.map(WebhookEndpointAnswer.init), next: found.next)
    }
    table.member(.get, "\(path)/{id}") { call, caller in
        _ = try call.query()
        return .json(WebhookEndpointAnswer(try await own(call, caller, notifier)))
    }
    table.member(.delete, "\(path)/{id}") { call, caller in
        _ = try call.query()
        _ = try await notifier.delete(try await own(call, caller, notifier).id)
        return Response(status: .noContent)
    }
    table.member(.post, "\(path)/{id}/actions/{action}") { call, caller in
        try await act(call, caller, notifier)
    }
    table.member(.get, "\(path)/{id}/deliveries") { call, caller in
        try await deliveries(call, caller, notifier)
    }
    table.member(.post, "\(path)/{id}/deliveries") { call, caller in
        _ = try call.query()
        let endpoint = try await own(call, caller, notifier)
        let delivery = try await call.body().read(RedeliveryRequest.self).delivery
        let again = try await notifier.redeliver(Int64(clamping: delivery), of: endpoint.id)
        return .json(WebhookDeliveryAnswer(again))
    }
}

/// The caller's endpoint in the path: another member's is none.
private func own(
    _ call: Call,
    _ caller: Caller,
    _ notifier: Notifier
) async throws -> WebhookEndpoint {
    let id = call.context.parameters.get("id") ?? ""
    guard id.utf8.count <= 100, let endpoint = try await notifier.endpoint(id),
        endpoint.member == caller.member.text
    else { throw Problem.notFound("webhook endpoint", String(id.prefix(48))) }
    return endpoint
}

private func register(
    _ call: Call,
    _ caller: Caller,
    _ registrations: WebhookRegistrations
) async throws -> Response {
    _ = try call.query()
    let options = try call.options()
    let asked = try await call.body().read(WebhookRegistration.self)
    let (endpoint, isRepeat) = try await registrations.register(
        asked,
        of: caller.member.text,
        key: options.idempotencyKey
    )
    var headers: HTTPFields = [.location: "\(path)/\(endpoint.id)"]
    if isRepeat { headers[.idempotencyReplayed] = "true" }
    return .json(WebhookSecretAnswer(endpoint), status: .created, headers: headers)
}

private func act(_ call: Call, _ caller: Caller, _ notifier: Notifier) async throws -> Response {
    _ = try call.query()
    let endpoint = try await own(call, caller, notifier)
    let body = try await call.body()
    switch call.context.parameters.get("action") {
    case "enable":
        try body.requireEmpty()
        return .json(WebhookEndpointAnswer(try await notifier.enable(endpoint.id)))
    case "disable":
        try body.requireEmpty()
        return .json(WebhookEndpointAnswer(try await notifier.disable(endpoint.id)))
    case "rotateSecret":
        try body.requireEmpty()
        return .json(WebhookSecretAnswer(try await notifier.rotateSecret(of: endpoint.id)))
    case "replay":
        let from = try body.read(ReplayRequest.self).from
        return .json(WebhookEndpointAnswer(try await notifier.replay(endpoint.id, from: from)))
    default:
        let legal = "enable, disable, rotateSecret, replay"
        var problem = Problem(
            .notFound,
            "actionUnknown",
            "A webhook endpoint has the actions \(legal)."
        )
        problem.figures = ["actions": legal]
        throw problem
    }
}

private func deliveries(
    _ call: Call,
    _ caller: Caller,
    _ notifier: Notifier
) async throws -> Response {
    let query = try call.query("limit", "after", "state")
    let page = try call.page(query)
    let states = ["pending": WebhookDelivery.State.pending, "delivered": .delivered, "dead": .dead]
    let state = query["state"].flatMap { states[$0] }
    guard query["state"] == nil || state != nil else {
        throw Problem.parameter("state", "valueUnknown", "it is pending, delivered or dead")
    }
    let after = try call.numericCursor(page).map { Int64($0) }
    let endpoint = try await own(call, caller, notifier)
    let found = try await notifier.deliveries(
        of: endpoint.id,
        state: state,
        limit: page.limit,
        after: after
    )
    return .page(
        found.items.map(WebhookDeliveryAnswer.init),
        next: found.next.map(String.init)
    )
}

/// Endpoints registered under an idempotency key since the server started.
///
/// Endpoints are no part of the ledger, so neither is the memory of having registered one.
private actor WebhookRegistrations {
    private static let limit = 10_000

    private struct Name: Hashable {
        let member: String
        let key: String
    }

    private let notifier: Notifier
    private var known:
        [Name: (asked: WebhookRegistration, endpoint: Task<WebhookEndpoint, any Error>)] = [:]
    private var order: [Name] = []

    init(notifier: Notifier) { self.notifier = notifier }

    func register(
        _ asked: WebhookRegistration,
        of member: String,
        key: String?
    ) async throws -> (WebhookEndpoint, isRepeat: Bool) {
        let new = NewWebhookEndpoint(
            member: member,
            url: asked.url.string,
            description: asked.description.string,
            types: .init(asked.types.map(\.string))
        )
        guard let key else { return (try await notifier.register(new), false) }
        let name = Name(member: new.member, key: key)
        if let before = known[name] {
            guard before.asked == asked else {
                throw Problem(
                    .unprocessableContent,
                    "commandReused",
                    "The Idempotency-Key was used with another body."
                )
            }
            return (try await before.endpoint.value, true)
        }
        let task = Task { [notifier] in try await notifier.register(new) }
        known[name] = (asked, task)
        order.append(name)
        if order.count > WebhookRegistrations.limit { known[order.removeFirst()] = nil }
        do {
            return (try await task.value, false)
        } catch {
            known[name] = nil
            order.removeAll { $0 == name }
            throw error
        }
    }
}
