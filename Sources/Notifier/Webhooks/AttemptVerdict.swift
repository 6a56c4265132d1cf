/// What an attempt's outcome means for the delivery and its endpoint: a pure function, applied by
/// the store in one transaction.
struct AttemptVerdict: Hashable, Sendable {
    enum Next: Hashable, Sendable {
        /// The receiver has it.
        case delivered
        /// Another attempt at an instant, in milliseconds since 1970 UTC.
        case retry(at: Int64)
        /// The schedule is exhausted.
        case dead
        /// The receiver wants no more of anything: 410 Gone.
        case endpointGone
    }

    /// What came back from an attempt.
    enum Outcome: Hashable, Sendable {
        case response(status: Int, retryAfterSeconds: Int64?)
        case noResponse
    }

    let next: Next
    /// Until when the endpoint as a whole is left alone, in milliseconds since 1970 UTC.
    let pauseEndpointUntil: Int64?

    /// The longest that a receiver's `Retry-After` is honoured, in seconds.
    static let maximumRetryAfterSeconds: Int64 = 86_400

    /// Judges an attempt.
    ///
    /// - Parameters:
    ///   - outcome: what came back.
    ///   - attempts: the number of attempts made, this one included.
    ///   - schedule: the delays between attempts.
    ///   - jitter: a random number in -1000...1000.
    ///   - throttlePauseMilliseconds: how long an overloaded endpoint is left alone if it does not
    ///     say how long.
    ///   - now: the end of the attempt, in milliseconds since 1970 UTC.
    /// - Returns: what to do with the delivery and its endpoint.
    static func of(
        _ outcome: Outcome,
        attempts: Int,
        schedule: RetrySchedule,
        jitter: Int64,
        throttlePauseMilliseconds: Int64,
        now: Int64
    ) -> AttemptVerdict {
        var pauseUntil: Int64?
        if case .response(let status, let retryAfterSeconds) = outcome {
            switch status {
            case 200..<300: return AttemptVerdict(next: .delivered, pauseEndpointUntil: nil)
            case 410: return AttemptVerdict(next: .endpointGone, pauseEndpointUntil: nil)
            default: break
            }
            if let retryAfterSeconds {
                pauseUntil = now + min(retryAfterSeconds, maximumRetryAfterSeconds) * 1_000
            } else if [429, 502, 504].contains(status) {
                pauseUntil = now + throttlePauseMilliseconds
            }
        }
        guard let delay = schedule.delayMilliseconds(afterAttempts: attempts, jitter: jitter) else {
            return AttemptVerdict(next: .dead, pauseEndpointUntil: pauseUntil)
        }
        return AttemptVerdict(
            next: .retry(at: max(now + delay, pauseUntil ?? 0)),
            pauseEndpointUntil: pauseUntil
        )
    }
}
