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
