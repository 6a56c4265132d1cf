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
        /// The receiver wants nothing further: 410 Gone.
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
    static let maximumRetryAfterSeconds: Int64 = 3_600

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

/// When a message is attempted: the delay before each attempt, counted from the one before it.
public struct RetrySchedule: Hashable, Sendable {
    /// The delay before each attempt, in milliseconds; the first is counted from the enqueuing.
    public let delaysMilliseconds: [Int64]
    /// The most by which a delay is lengthened or shortened at random, in percent, 0...50.
    public let jitterPercent: Int64

    /// The schedule of Standard Webhooks 1.0.0: at once, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h,
    /// 20 h, 24 h, give or take 10 %.
    public static let standard = RetrySchedule(
        delaysMilliseconds: [
            0, 5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 50_400_000,
            72_000_000, 86_400_000,
        ],
        jitterPercent: 10
    )

    /// Creates a schedule of at least one attempt; negative delays become zero.
    public init(delaysMilliseconds: [Int64], jitterPercent: Int64 = 0) {
        let delays = delaysMilliseconds.prefix(100).map { max(0, $0) }
        self.delaysMilliseconds = delays.isEmpty ? [0] : delays
        self.jitterPercent = min(max(0, jitterPercent), 50)
    }

    /// The longest delay between attempts, in milliseconds, jitter and pauses included.
    var longestDelayMilliseconds: Int64 {
        let longest = delaysMilliseconds.max() ?? 0
        return max(
            longest + longest / 100 * jitterPercent,
            AttemptVerdict.maximumRetryAfterSeconds * 1_000
        )
    }

    /// The delay before the next attempt.
    ///
    /// - Parameters:
    ///   - attempts: how many attempts were made.
    ///   - jitter: a random number in -1000...1000, the whole range of the jitter.
    /// - Returns: milliseconds, or nil where there is no next attempt.
    func delayMilliseconds(afterAttempts attempts: Int, jitter: Int64) -> Int64? {
        guard delaysMilliseconds.indices.contains(attempts) else { return nil }
        let delay = delaysMilliseconds[attempts]
        return delay + delay / 1_000 * jitter * jitterPercent / 100
    }
}
