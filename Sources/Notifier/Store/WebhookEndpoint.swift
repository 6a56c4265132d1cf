public import Marine

/// A URL at which one member is notified of what happens on the ledger.
public struct WebhookEndpoint: Hashable, Sendable {
    /// Why nothing is sent to an endpoint any more.
    public enum DisabledReason: String, Sendable, Hashable {
        /// The receiver answered 410 Gone.
        case gone
        /// Nothing was accepted for days.
        case failing
        /// The member or the operator asked for it.
        case requested
    }

    /// The event types that an endpoint receives.
    public struct TypeFilter: Hashable, Sendable {
        /// Exact types such as `claim.settled`, or prefixes such as `claim.*`; none means all.
        public let patterns: [String]

        /// All event types.
        public static let all = TypeFilter([])

        /// Creates a filter.
        public init(_ patterns: [String]) {
            self.patterns = patterns
        }

        /// Whether an event type passes.
        public func accepts(_ type: String) -> Bool {
            patterns.isEmpty
                || patterns.contains { pattern in
                    pattern == type
                        || pattern.hasSuffix(".*") && type.hasPrefix(pattern.dropLast())
                }
        }
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
    /// The event types that it receives.
    public let types: TypeFilter
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
    /// Where messages are posted to.
    public var url: String
    /// The member's own words for it; at most 500 bytes of UTF-8.
    public var description: String
    /// The event types that it receives; at most 100 patterns of 100 bytes.
    public var types: WebhookEndpoint.TypeFilter
    /// The secret; nil has one made.
    public var secret: WebhookSecret?

    /// Creates a registration.
    public init(
        member: String,
        url: String,
        description: String = "",
        types: WebhookEndpoint.TypeFilter = .all,
        secret: WebhookSecret? = nil
    ) {
        self.member = member
        self.url = url
        self.description = description
        self.types = types
        self.secret = secret
    }
}
