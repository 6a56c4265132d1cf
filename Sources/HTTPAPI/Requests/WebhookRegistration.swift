import CanonicalJSON
import HTTPTypes
import Marine
import Notifier

/// What `POST /v1/webhook-endpoints` asks for.
struct WebhookRegistration: Record, Hashable {
    /// Where notifications go.
    let url: Text<2000>
    /// What the endpoint is for, for people.
    var description: OptionalText<200> = ""
    /// The types of events that are wanted; all where there are none.
    var types: Entries<0, 50, Text<60>> = []
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

/// Endpoints registered under an idempotency key since the server started.
///
/// Endpoints are no part of the ledger, so neither is the memory of having registered one.
actor WebhookRegistrations {
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
