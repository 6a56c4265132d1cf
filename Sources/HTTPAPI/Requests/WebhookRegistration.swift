import CanonicalJSON
import Marine

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
