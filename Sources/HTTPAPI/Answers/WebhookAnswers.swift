import CanonicalJSON
import Marine
import Notifier

/// A webhook endpoint without its secret.
struct WebhookEndpointAnswer: Answer {
    /// The endpoint's name.
    let id: String
    /// Where notifications go.
    let url: String
    /// What it is for.
    let description: String
    /// The types of events that are wanted.
    let types: [EventPattern]
    /// When it was registered.
    let createdAt: Instant
    /// When it was disabled.
    let disabledAt: Instant?
    /// Why it was disabled.
    let disabledReason: WebhookEndpoint.DisabledReason?
    /// Since when every delivery has failed.
    let failingSince: Instant?
    /// Until when nothing is sent, as the receiver asked: its `Retry-After`, of an hour at most.
    let pausedUntil: Instant?
    /// The index of the entry that is looked at next.
    let next: UInt64
    /// How many deliveries wait.
    let pending: Int
    /// Until when the secret before the present one signs too.
    let previousSecretExpiresAt: Instant?

    init(_ endpoint: WebhookEndpoint) {
        id = endpoint.id
        url = endpoint.url
        description = endpoint.description
        types = endpoint.types
        createdAt = endpoint.createdAt
        disabledAt = endpoint.disabledAt
        disabledReason = endpoint.disabledReason
        failingSince = endpoint.failingSince
        pausedUntil = endpoint.pausedUntil
        next = endpoint.cursor
        pending = endpoint.pendingCount
        previousSecretExpiresAt = endpoint.previousSecretExpiresAt
    }
}

/// A webhook endpoint with its secret, which is shown when it is made and never again.
struct WebhookSecretAnswer: Answer {
    /// The endpoint.
    let endpoint: WebhookEndpointAnswer
    /// The key of its signatures, shown once; `null` where it was shown before.
    let secret: String?
    /// Whether the secret was shown by the first answer under this key, and is not shown again.
    let secretWasShown: Bool

    enum Flattened { case endpoint }

    init(_ endpoint: WebhookEndpoint, secretWasShown: Bool) {
        self.endpoint = WebhookEndpointAnswer(endpoint)
        secret = secretWasShown ? nil : endpoint.secret.text
        self.secretWasShown = secretWasShown
    }
}

/// One delivery and how far it has come.
struct WebhookDeliveryAnswer: Answer {
    /// The delivery's number.
    let id: Int64
    /// The notification's name, the same at every attempt.
    let notification: String
    /// The entry that it is about.
    let index: UInt64
    /// The type of the event.
    let type: String
    /// The instance that it is about.
    let subject: String
    /// How far it has come.
    let state: WebhookDelivery.State
    /// How often it was tried.
    let attempts: Int
    /// When it was due first.
    let createdAt: Instant
    /// When it is tried next.
    let nextAttemptAt: Instant?
    /// When it was tried last.
    let lastAttemptAt: Instant?
    /// What the receiver answered.
    let lastStatus: Int?
    /// Why there was no answer.
    let lastError: String?
    /// The address that was called.
    let lastAddress: String?
    /// How long it took.
    let lastDurationMilliseconds: Int64?
    /// When it was delivered or given up.
    let completedAt: Instant?

    init(_ delivery: WebhookDelivery) {
        id = delivery.id
        notification = delivery.notification
        index = delivery.index
        type = delivery.type
        subject = delivery.subject
        state = delivery.state
        attempts = delivery.attempts
        createdAt = delivery.createdAt
        nextAttemptAt = delivery.nextAttemptAt
        lastAttemptAt = delivery.lastAttemptAt
        lastStatus = delivery.lastStatus
        lastError = delivery.lastError
        lastAddress = delivery.lastAddress
        lastDurationMilliseconds = delivery.lastDurationMilliseconds
        completedAt = delivery.completedAt
    }
}
