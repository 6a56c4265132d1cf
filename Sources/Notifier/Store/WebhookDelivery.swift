public import CanonicalJSON
public import Marine

/// One notification to one endpoint, and how far its delivery has come.
public struct WebhookDelivery: Answer, Hashable, Sendable {
    /// The state of a delivery.
    public enum State: String, JSONCoded, Sendable, Hashable, CaseIterable {
        /// Waits for its next attempt.
        case pending
        /// The receiver answered with a 2xx status.
        case delivered
        /// Every attempt failed, or the receiver is gone; `redeliver` starts anew.
        case dead

        /// What the store has for it; never renumbered.
        var number: Int {
            switch self {
            case .pending: 0
            case .delivered: 1
            case .dead: 2
            }
        }

        /// The state that the store has a number for; `nil` where there is none.
        init?(number: Int) {
            guard let state = Self.allCases.first(where: { $0.number == number }) else {
                return nil
            }
            self = state
        }
    }

    /// The delivery's number.
    public let id: Int64
    /// The endpoint's id.
    public let endpoint: String
    /// The notification's name, `webhook-id` on every attempt.
    public let notification: String
    /// The ledger index of the transition.
    public let index: UInt64
    /// The event type.
    public let type: String
    /// The instance it happened to.
    public let subject: String
    /// Its state.
    public let state: State
    /// How many attempts were made.
    public let attempts: Int
    /// When it was enqueued.
    public let createdAt: Instant
    /// When it is due again; nil unless pending.
    public internal(set) var nextAttemptAt: Instant?
    /// When the last attempt began.
    public let lastAttemptAt: Instant?
    /// The status of the last response; nil where there was none.
    public let lastStatus: Int?
    /// Why the last attempt failed without a response.
    public let lastError: String?
    /// The address the last attempt reached.
    public let lastAddress: String?
    /// How long the last attempt took, in milliseconds.
    public let lastDurationMilliseconds: Int64?
    /// When it was delivered or given up.
    public let completedAt: Instant?

    /// The delivery with its wait as the clock has it now, which may have been set meanwhile.
    func shown(by waiting: WaitingTime) -> WebhookDelivery {
        let jump = waiting.jump()
        guard jump != 0 else { return self }
        var shown = self
        shown.nextAttemptAt = nextAttemptAt?.moved(by: jump)
        return shown
    }
}

/// A part of a list of deliveries, the newest first.
public struct WebhookDeliveryPage: Hashable, Sendable {
    /// The deliveries.
    public let items: [WebhookDelivery]
    /// What to give as `after` for the next part; nil at the end.
    public let next: Int64?
}

/// A part of a list of endpoints, in the order of their ids.
public struct WebhookEndpointPage: Hashable, Sendable {
    /// The endpoints.
    public let items: [WebhookEndpoint]
    /// What to give as `after` for the next part; nil at the end.
    public let next: String?
}
