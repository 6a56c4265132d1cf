public import CanonicalJSON
public import Marine

/// What `POST /v1/webhook-endpoints` asks for.
public struct WebhookRegistration: Record, Hashable, Sendable {
    /// Where notifications go.
    public var url: Text<2000>
    /// What the endpoint is for, for people.
    public var description: OptionalText<200> = ""
    /// The types of events that are wanted; all where there are none.
    public var types: Entries<0, 50, EventPattern> = []
}
