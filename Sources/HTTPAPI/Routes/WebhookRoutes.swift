import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
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
        return .page(found.items.map { .object($0.presented) }, next: found.next)
    }
    table.member(.get, "\(path)/{id}") { call, caller in
        _ = try call.query()
        return .json(.object(try await own(call, caller, notifier).presented))
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
        let delivery = try FieldReader.read(try await call.body()) {
            $0.required("delivery", .integer(0...Int64.max))
        }
        return .json(try await notifier.redeliver(delivery, of: endpoint.id).presented)
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
    let body = try await call.body()
    let new = try FieldReader.read(body) { fields in
        let url = fields.required("url", .text(1...2000))
        let description = fields.member("description", .text(0...200), default: "")
        let types = fields.member("types", .list(of: .text(1...60), 0...50), default: [])
        guard let url, let description, let types else { return nil as NewWebhookEndpoint? }
        return NewWebhookEndpoint(
            member: caller.member.text,
            url: url,
            description: description,
            types: .init(types)
        )
    }
    let (endpoint, isRepeat) = try await registrations.register(
        new,
        body: body,
        key: options.idempotencyKey
    )
    var members = endpoint.presented
    members["secret"] = .string(endpoint.secret.text)
    var headers: HTTPFields = [.location: "\(path)/\(endpoint.id)"]
    if isRepeat { headers[.idempotencyReplayed] = "true" }
    return .json(.object(members), status: .created, headers: headers)
}

private func act(_ call: Call, _ caller: Caller, _ notifier: Notifier) async throws -> Response {
    _ = try call.query()
    let endpoint = try await own(call, caller, notifier)
    let body = try await call.body()
    switch call.context.parameters.get("action") {
    case "enable":
        _ = try FieldReader.read(body) { _ in true }
        return .json(.object(try await notifier.enable(endpoint.id).presented))
    case "disable":
        _ = try FieldReader.read(body) { _ in true }
        return .json(.object(try await notifier.disable(endpoint.id).presented))
    case "rotateSecret":
        _ = try FieldReader.read(body) { _ in true }
        let rotated = try await notifier.rotateSecret(of: endpoint.id)
        var members = rotated.presented
        members["secret"] = .string(rotated.secret.text)
        return .json(.object(members))
    case "replay":
        let from = try FieldReader.read(body) { $0.required("from", .integer(0...Int64.max)) }
        return .json(
            .object(try await notifier.replay(endpoint.id, from: UInt64(from)).presented)
        )
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
    return .page(found.items.map(\.presented), next: found.next.map(String.init))
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
    private var known: [Name: (body: JSONValue, endpoint: Task<WebhookEndpoint, any Error>)] = [:]
    private var order: [Name] = []

    init(notifier: Notifier) { self.notifier = notifier }

    func register(
        _ new: NewWebhookEndpoint,
        body: JSONValue,
        key: String?
    ) async throws -> (WebhookEndpoint, isRepeat: Bool) {
        guard let key else { return (try await notifier.register(new), false) }
        let name = Name(member: new.member, key: key)
        if let before = known[name] {
            guard before.body == body else {
                throw Problem(
                    .unprocessableContent,
                    "commandReused",
                    "The Idempotency-Key was used with another body."
                )
            }
            return (try await before.endpoint.value, true)
        }
        let task = Task { [notifier] in try await notifier.register(new) }
        known[name] = (body, task)
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
