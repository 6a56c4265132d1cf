public import TransparencyLog

/// What a publisher works by.
public struct PublisherConfiguration: Sendable {
    /// Who must have cosigned, and where to ask.
    public var policy: TlogPolicy
    /// The least time between two publications, in milliseconds: what is committed meanwhile
    /// shares the next one.
    public var intervalMilliseconds = 200
    /// The longest that a witness may take to answer, in milliseconds.
    public var timeoutMilliseconds = 5000
    /// The first wait after a witness failed, in milliseconds; it doubles with each failure.
    public var firstBackoffMilliseconds = 500
    /// The longest wait after a witness failed, in milliseconds.
    public var longestBackoffMilliseconds = 60_000
    /// How long witnesses are asked for one checkpoint before a newer one takes its place although
    /// the quorum is not met, in milliseconds.
    public var roundMilliseconds = 6000
    /// Where the authority for timestamps answers; `nil` where none is asked.
    public var timestampURL: String?

    /// Works by a policy, with the standard times.
    public init(policy: TlogPolicy) {
        self.policy = policy
    }

    /// How long to wait after so many failures in a row, in milliseconds: between half of the
    /// doubled time and all of it, so that many logs do not come back to a witness at once.
    func backoffMilliseconds(after failures: Int) -> Int {
        let doubled = firstBackoffMilliseconds << min(max(failures - 1, 0), 20)
        let longest = min(doubled, longestBackoffMilliseconds)
        return Int.random(in: (longest / 2)...max(longest, 1))
    }
}
