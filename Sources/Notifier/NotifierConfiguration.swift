/// The limits and timing of a ``Notifier``.
public struct NotifierConfiguration: Sendable {
    /// When a message is attempted again.
    public var schedule: RetrySchedule
    /// The longest an attempt may take, in milliseconds.
    public var timeoutMilliseconds: Int
    /// The most attempts at one endpoint at once: a slow receiver holds up no more than these.
    public var concurrencyPerEndpoint: Int
    /// The most attempts at once in all.
    public var maximumConcurrency: Int
    /// How many deliveries may wait at one endpoint; beyond it the ledger itself is the queue, and
    /// the endpoint's cursor stands still.
    public var maximumPendingPerEndpoint: Int
    /// How many deliveries may wait at all endpoints of one member: each has an equal share of
    /// them, where that is less than what an endpoint may have.
    public var maximumPendingPerMember: Int
    /// How many ledger entries are read at once.
    public var batchSize: Int
    /// How long an overloaded endpoint is left alone if it does not say, in milliseconds.
    public var throttlePauseMilliseconds: Int64
    /// An endpoint that has failed for so long when a delivery is given up is disabled, in
    /// milliseconds.
    public var disableAfterMilliseconds: Int64
    /// How long delivered and dead records are kept, in milliseconds.
    public var retentionMilliseconds: Int64
    /// How many delivered and dead records are kept in all.
    public var maximumCompletedRecords: Int
    /// How many of them are kept of one member: nobody's deliveries push out all others' records.
    public var maximumCompletedRecordsPerMember: Int
    /// How long attempts in flight may go on when the notifier is stopped, in milliseconds; they
    /// are then broken off and made again after the next start.
    public var stopGraceMilliseconds: Int64
    /// Allows plain `http` endpoints.
    public var allowsPlainHTTP: Bool

    /// Creates a configuration; the defaults follow Standard Webhooks 1.0.0.
    public init(
        schedule: RetrySchedule = .standard,
        timeoutMilliseconds: Int = 20_000,
        concurrencyPerEndpoint: Int = 4,
        maximumConcurrency: Int = 256,
        maximumPendingPerEndpoint: Int = 10_000,
        maximumPendingPerMember: Int = 100_000,
        batchSize: Int = 256,
        throttlePauseMilliseconds: Int64 = 30_000,
        disableAfterMilliseconds: Int64 = 5 * 86_400_000,
        retentionMilliseconds: Int64 = 30 * 86_400_000,
        maximumCompletedRecords: Int = 1_000_000,
        maximumCompletedRecordsPerMember: Int = 250_000,
        stopGraceMilliseconds: Int64 = 5_000,
        allowsPlainHTTP: Bool = false
    ) {
        self.schedule = schedule
        self.timeoutMilliseconds = max(1, timeoutMilliseconds)
        self.concurrencyPerEndpoint = max(1, concurrencyPerEndpoint)
        self.maximumConcurrency = max(1, maximumConcurrency)
        self.maximumPendingPerEndpoint = max(1, maximumPendingPerEndpoint)
        self.maximumPendingPerMember = max(1, maximumPendingPerMember)
        self.batchSize = max(1, batchSize)
        self.throttlePauseMilliseconds = max(0, throttlePauseMilliseconds)
        self.disableAfterMilliseconds = max(0, disableAfterMilliseconds)
        self.retentionMilliseconds = max(0, retentionMilliseconds)
        self.maximumCompletedRecords = max(0, maximumCompletedRecords)
        self.maximumCompletedRecordsPerMember = max(0, maximumCompletedRecordsPerMember)
        self.stopGraceMilliseconds = max(0, stopGraceMilliseconds)
        self.allowsPlainHTTP = allowsPlainHTTP
    }

    /// How many deliveries may wait at each of a member's endpoints.
    var pending: PendingLimits {
        PendingLimits(perEndpoint: maximumPendingPerEndpoint, perMember: maximumPendingPerMember)
    }
}

/// How many deliveries may wait.
struct PendingLimits: Sendable {
    let perEndpoint: Int
    let perMember: Int

    /// How many may wait at one of so many endpoints of a member.
    func limit(amongEndpoints count: Int) -> Int {
        min(perEndpoint, max(1, perMember / max(1, count)))
    }
}
