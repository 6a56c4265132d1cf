import CanonicalJSON
import Notifier

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
