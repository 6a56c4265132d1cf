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
    table.member(
        .post,
        path,
        "webhookRegister",
        "Registers an endpoint that is told of what happens; its secret is shown once.",
        reading: .json,
        headers: [.idempotencyKey],
        problems: [.conflict, .insufficientStorage]
    ) { call, caller, body in
        try await register(call, caller, body, notifier)
    }
    table.member(
        .get,
        path,
        "webhookList",
        "Lists the member's endpoints.",
        query: pageParameters
    ) { call, caller in
        let page = try call.page()
        let found = try await notifier.endpoints(
            of: caller.member.text,
            limit: page.limit,
            after: page.after
        )
        return OK(PageAnswer(found.items.map(\.status), next: found.next))
    }
    let one = "\(path)/{endpoint}"
    table.member(.get, one, "webhookRead", "Reads an endpoint.") { call, caller in
        OK(try await own(call, caller, notifier).status)
    }
    table.member(
        .delete,
        one,
        "webhookDelete",
        "Deletes an endpoint.",
        problems: [.insufficientStorage]
    ) { call, caller in
        _ = try await notifier.delete(try await own(call, caller, notifier).id)
        return NoContent()
    }
    table.member(
        .get,
        "\(one)/deliveries",
        "webhookDeliveries",
        "Lists an endpoint's deliveries.",
        query: pageParameters + [stateParameter]
    ) { call, caller in
        try await deliveries(call, caller, notifier)
    }
    table.member(
        .post,
        "\(one)/deliveries",
        "webhookRedeliver",
        "Tries a delivery again.",
        reading: BodyReading<RedeliveryRequest>.json,
        headers: [.idempotencyKey],
        problems: [.insufficientStorage]
    ) { call, caller, body in
        let asked = try await body.read()
        return try await call.idempotently(
            caller,
            asked,
            of: notifier,
            keeping: { $0 }
        ) { request in
            let endpoint = try await own(call, caller, notifier)
            let number = Int64(clamping: asked.delivery)
            let again = try await notifier.redeliver(number, of: endpoint.id, named: request)
            guard let shown = try await shown([again], call, caller).first else {
                throw Problem.notFound("delivery", "\(number)")
            }
            return shown
        }
    }
    addWebhookActions(to: table, notifier: notifier)
}

private func addWebhookActions(to table: RouteTable, notifier: Notifier) {
    typealias Request = NamedRequest<WebhookEndpoint>?
    func add<Value: Record & Sendable, Shown: Answer & Sendable>(
        _ action: String,
        _ name: String,
        _ summary: String,
        reading: BodyReading<Value>,
        keeping: @escaping @Sendable (WebhookEndpoint) -> Shown,
        _ act: @escaping @Sendable (String, Value, Request) async throws -> Shown
    ) {
        table.member(
            .post,
            "\(path)/{endpoint}/actions/\(action)",
            name,
            summary,
            reading: reading,
            headers: [.idempotencyKey],
            problems: [.insufficientStorage]
        ) { call, caller, body in
            let asked = try await body.read()
            return try await call.idempotently(caller, asked, of: notifier, keeping: keeping) {
                request in
                let endpoint = try await own(call, caller, notifier)
                return try await act(endpoint.id, asked, request)
            }
        }
    }
    func change<Value: Record & Sendable>(
        _ action: String,
        _ name: String,
        _ summary: String,
        reading: BodyReading<Value>,
        _ act: @escaping @Sendable (String, Value, Request) async throws -> WebhookEndpoint
    ) {
        let shown = { @Sendable (endpoint: WebhookEndpoint) in endpoint.status }
        add(action, name, summary, reading: reading, keeping: shown) { id, asked, request in
            shown(try await act(id, asked, request))
        }
    }
    let nothing = BodyReading<NoMembers>.json
    change("enable", "webhookEnable", "Enables an endpoint.", reading: nothing) { id, _, request in
        try await notifier.enable(id, named: request)
    }
    change("disable", "webhookDisable", "Disables an endpoint.", reading: nothing) {
        id,
        _,
        request in
        try await notifier.disable(id, named: request)
    }
    change(
        "replay",
        "webhookReplay",
        "Tells an endpoint everything again from an entry on.",
        reading: BodyReading<ReplayRequest>.json
    ) { id, asked, request in
        try await notifier.replay(id, from: asked.from, named: request)
    }
    let shownBefore = { @Sendable in WebhookSecretAnswer($0, secretWasShown: true) }
    add(
        "rotateSecret",
        "webhookRotateSecret",
        "Draws a new secret, which is shown once; the one before signs too for a while.",
        reading: nothing,
        keeping: shownBefore
    ) { id, _, request in
        let rotated = try await notifier.rotateSecret(of: id, named: request)
        return WebhookSecretAnswer(rotated, secretWasShown: false)
    }
}

private let stateParameter = QueryParameter<WebhookDelivery.State>.choice(
    "state",
    "How far they have come."
)

/// The caller's endpoint in the path: another member's is none.
private func own(
    _ call: Call,
    _ caller: Caller,
    _ notifier: Notifier
) async throws -> WebhookEndpoint {
    let id = call.context.parameters.get("endpoint") ?? ""
    guard id.utf8.count <= 100, let endpoint = try await notifier.endpoint(id),
        endpoint.member == caller.member.text
    else {
        throw Problem.notFound("webhook endpoint", String(id.prefix(Identifier.lengths.upperBound)))
    }
    return endpoint
}

private func register(
    _ call: Call,
    _ caller: Caller,
    _ body: DeferredBody<WebhookRegistration>,
    _ notifier: Notifier
) async throws -> IdempotentCreation<WebhookSecretAnswer> {
    let asked = try await body.read()
    let new = NewWebhookEndpoint(member: caller.member.text, asked)
    let answer = try await call.idempotently(
        caller,
        asked,
        of: notifier,
        keeping: { WebhookSecretAnswer($0, secretWasShown: true) },
        { request in
            let made = try await notifier.register(new, named: request)
            return WebhookSecretAnswer(made, secretWasShown: false)
        }
    )
    return IdempotentCreation(under: path, answer)
}

private func deliveries(
    _ call: Call,
    _ caller: Caller,
    _ notifier: Notifier
) async throws -> OK<PageAnswer<WebhookDelivery>> {
    let page = try call.page()
    let state = try call.value(of: stateParameter)
    let after = try call.numericCursor(page).map { Int64($0) }
    let endpoint = try await own(call, caller, notifier)
    let found = try await notifier.deliveries(
        of: endpoint.id,
        state: state,
        limit: page.limit,
        after: after
    )
    let shown = try await shown(found.items, call, caller)
    return OK(PageAnswer(shown, next: found.next.map(String.init)))
}

/// The deliveries that are about what the member is party to: a row in the notifier's file says
/// nothing of who may read it.
private func shown(
    _ deliveries: [WebhookDelivery],
    _ call: Call,
    _ caller: Caller
) async throws -> [WebhookDelivery] {
    let subjects = try await call.platform.subjects(
        of: deliveries.map(\.index),
        for: caller.member
    )
    return deliveries.filter { delivery in
        subjects[delivery.index].map { "\($0)" } == delivery.subject
    }
}

/// From which entry an endpoint is told everything again.
struct ReplayRequest: Record {
    /// The index of the first entry.
    let from: UInt64
}

/// Which delivery is tried again.
struct RedeliveryRequest: Record {
    /// The delivery's number.
    let delivery: UInt64
}

/// A webhook endpoint with its secret, which is shown when it is made and never again.
struct WebhookSecretAnswer: Answer {
    /// The endpoint.
    let endpoint: WebhookEndpointStatus
    /// The key of its signatures, shown once; `null` where it was shown before.
    let secret: String?
    /// Whether the secret was shown by the first answer under this key, and is not shown again.
    let secretWasShown: Bool

    enum Flattened { case endpoint }

    init(_ endpoint: WebhookEndpoint, secretWasShown: Bool) {
        self.endpoint = endpoint.status
        secret = secretWasShown ? nil : endpoint.secret.text
        self.secretWasShown = secretWasShown
    }
}
