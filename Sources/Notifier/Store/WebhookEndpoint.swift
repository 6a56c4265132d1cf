public import CanonicalJSON
public import Marine

/// A URL at which one member is notified of what happens on the ledger, with its secrets.
@dynamicMemberLookup
public struct WebhookEndpoint: Hashable, Sendable {
    /// Why nothing is sent to an endpoint any more.
    public enum DisabledReason: String, JSONCoded, Sendable, Hashable, CaseIterable {
        /// The receiver answered 410 Gone.
        case gone
        /// Nothing was accepted for days.
        case failing
        /// The member or the operator asked for it.
        case requested
    }

    /// The member notified.
    public let member: String
    /// Signs the messages.
    public let secret: WebhookSecret
    /// Signs them too until the overlap of a rotation ends.
    public let previousSecret: WebhookSecret?
    /// What its member is shown of it.
    public internal(set) var status: WebhookEndpointStatus

    /// A member of what is shown.
    public subscript<Value>(
        dynamicMember member: KeyPath<WebhookEndpointStatus, Value>
    ) -> Value {
        status[keyPath: member]
    }

    /// Whether events of a type are wanted.
    func accepts(_ type: String) -> Bool {
        status.types.isEmpty || status.types.contains { $0.accepts(type) }
    }

    /// The endpoint with its waits as the clock has them now, which may have been set meanwhile.
    func shown(by waiting: WaitingTime) -> WebhookEndpoint {
        let jump = waiting.jump()
        guard jump != 0 else { return self }
        var shown = self
        shown.status.previousSecretExpiresAt = status.previousSecretExpiresAt?.moved(by: jump)
        shown.status.pausedUntil = status.pausedUntil?.moved(by: jump)
        shown.status.failingSince = status.failingSince?.moved(by: jump)
        return shown
    }

    /// The secrets that sign at an instant, the newest first.
    func secrets(at now: Int64) -> [WebhookSecret] {
        guard let previousSecret, let end = status.previousSecretExpiresAt,
            Instant(millisecondsSinceEpoch: now) < end
        else { return [secret] }
        return [secret, previousSecret]
    }
}

/// A webhook endpoint without its secret.
public struct WebhookEndpointStatus: Answer, Hashable, Sendable {
    /// The endpoint's name, `we_` and 32 hexadecimal digits.
    public let id: String
    /// Where notifications go.
    public let url: String
    /// What it is for.
    public let description: String
    /// The types of events that are wanted; all where there are none.
    public let types: [EventPattern]
    /// When it was registered.
    public let createdAt: Instant
    /// When it was disabled; absent while it is enabled.
    public let disabledAt: Instant?
    /// Why it was disabled.
    public let disabledReason: WebhookEndpoint.DisabledReason?
    /// Since when every delivery has failed; absent after a success.
    public internal(set) var failingSince: Instant?
    /// Until when nothing is sent, as the receiver asked: its `Retry-After`, of an hour at most.
    public internal(set) var pausedUntil: Instant?
    /// The index of the entry that is looked at next.
    public let next: UInt64
    /// How many deliveries wait.
    public let pending: Int
    /// Until when the secret before the present one signs too.
    public internal(set) var previousSecretExpiresAt: Instant?
}

extension Instant {
    /// The instant some milliseconds later.
    func moved(by milliseconds: Int64) -> Instant {
        let (moved, isBeyond) = millisecondsSinceEpoch.addingReportingOverflow(milliseconds)
        return isBeyond ? self : Instant(millisecondsSinceEpoch: moved)
    }
}

/// What a member gives to register an endpoint.
public struct NewWebhookEndpoint: Hashable, Sendable {
    /// The member to notify.
    public var member: String
    /// What it asks for.
    public var registration: WebhookRegistration
    /// The secret; nil has one made.
    public var secret: WebhookSecret?

    /// Creates a registration.
    public init(
        member: String,
        _ registration: WebhookRegistration,
        secret: WebhookSecret? = nil
    ) {
        self.member = member
        self.registration = registration
        self.secret = secret
    }
}
