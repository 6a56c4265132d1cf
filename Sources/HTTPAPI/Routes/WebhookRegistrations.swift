import HTTPTypes
import Marine
import Notifier

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
