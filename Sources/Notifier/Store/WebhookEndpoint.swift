public import CanonicalJSON
public import Marine

/// A URL at which one member is notified of what happens on the ledger.
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

    /// The endpoint's id, `we_` and 32 hexadecimal digits.
    public let id: String
    /// The member notified.
    public let member: String
    /// Where messages are posted to.
    public let url: String
    /// Signs the messages.
    public let secret: WebhookSecret
    /// Signs them too until the overlap of a rotation ends.
    public let previousSecret: WebhookSecret?
    /// The end of that overlap.
    public internal(set) var previousSecretExpiresAt: Instant?
    /// The member's own words for it.
    public let description: String
    /// The types of events that are wanted; all where there are none.
    public let types: [EventPattern]
    /// When it was registered.
    public let createdAt: Instant
    /// Since when nothing is sent; nil while it is enabled.
    public let disabledAt: Instant?
    /// Why nothing is sent.
    public let disabledReason: DisabledReason?
    /// The ledger index up to which, exclusive, deliveries have been enqueued.
    public let cursor: UInt64
    /// Until when its receiver asked to be left alone.
    public internal(set) var pausedUntil: Instant?
    /// Since when every attempt has failed; nil after a success.
    public internal(set) var failingSince: Instant?
    /// The number of deliveries waiting for an attempt.
    public let pendingCount: Int

    /// Whether events of a type are wanted.
    func accepts(_ type: String) -> Bool {
        types.isEmpty || types.contains { $0.accepts(type) }
    }

    /// The endpoint with its waits as the clock has them now, which may have been set meanwhile.
    func shown(by waiting: WaitingTime) -> WebhookEndpoint {
        let jump = waiting.jump()
        guard jump != 0 else { return self }
        var shown = self
        shown.previousSecretExpiresAt = previousSecretExpiresAt?.moved(by: jump)
        shown.pausedUntil = pausedUntil?.moved(by: jump)
        shown.failingSince = failingSince?.moved(by: jump)
        return shown
    }

    /// The secrets that sign at an instant, the newest first.
    func secrets(at now: Int64) -> [WebhookSecret] {
        guard let previousSecret, let previousSecretExpiresAt,
            Instant(millisecondsSinceEpoch: now) < previousSecretExpiresAt
        else { return [secret] }
        return [secret, previousSecret]
    }
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
