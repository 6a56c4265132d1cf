public import HTTPClient
public import Logging
public import ServiceLifecycle

/// Tells members of what happens on the ledger, by signed webhooks, at least once.
///
/// It follows the ledger from a cursor for each endpoint. One loop, driven by the ledger's growth,
/// reads, enqueues and moves the cursors that are near the ledger's end; a second one does so for
/// those that are far behind, a batch at a time, so that no replay holds up what happens now; a
/// third, driven by new deliveries, completions and the clock, chooses what is due and attempts it.
/// They share only the store, so a crash at any point means that something is read or sent again.
public actor Notifier: Service {
    let store: DeliveryStore
    let source: any NotificationSource
    let client: CurlClient
    let configuration: NotifierConfiguration
    let clock: NotifierClock
    let waiting: WaitingTime
    let logger: Logger

    // The loops wait for a signal; signals sent meanwhile collapse into one.
    nonisolated let dispatchSignals = AsyncStream<Void>.makeStream(
        bufferingPolicy: .bufferingNewest(1)
    )
    nonisolated let ingestSignals = AsyncStream<Void>.makeStream(
        bufferingPolicy: .bufferingNewest(1)
    )

    nonisolated let catchUpSignals = AsyncStream<Void>.makeStream(
        bufferingPolicy: .bufferingNewest(1)
    )

    private var hasRun = false
    var dispatches: [String: EndpointDispatch] = [:]
    var wakes: [String: Int64] = [:]
    var unexamined: Set<String> = []
    var completions: [Start] = []
    /// Whose each endpoint is, as far as they have been looked at.
    var members: [String: String] = [:]
    var slots: SlotShares
    var turns = TurnOrder()
    var underWayCount = 0
    var catchUpTurns = CatchUpTurns()
    var timer: (deadline: Int64, task: Task<Void, Never>)?
    var hasFullQueues = false
    var completionsSinceIngest = 0
    var lastJump: Int64 = 0

    /// Creates a notifier; nothing is sent until ``run()``.
    ///
    /// - Parameters:
    ///   - store: endpoints, cursors and deliveries.
    ///   - source: the ledger's transitions, with the members party to each.
    ///   - client: sends the webhooks; give it an ``AddressGuard`` wherever members choose URLs.
    ///   - configuration: limits and schedule.
    ///   - clock: the machine's, except in tests.
    ///   - logger: told of attempts and of endpoints disabled; never of bodies or secrets.
    public init(
        store: DeliveryStore,
        source: any NotificationSource,
        client: CurlClient,
        configuration: NotifierConfiguration = NotifierConfiguration(),
        clock: NotifierClock = .system,
        logger: Logger = Logger(label: "notifier")
    ) {
        self.store = store
        self.source = source
        self.client = client
        self.configuration = configuration
        self.clock = clock
        waiting = WaitingTime(clock)
        slots = SlotShares(total: configuration.maximumConcurrency)
        self.logger = logger
    }

    /// Follows the ledger and delivers until stopped; runs once.
    ///
    /// On a graceful shutdown, or ``stop()``, nothing more is started, and the attempts in flight
    /// are finished and recorded if they end within the time that the configuration grants. Those
    /// that do not, and all on cancellation, are broken off and will be made again.
    ///
    /// - Throws: ``NotifierError/alreadyRun``, or the store's error where it cannot be read at all.
    public func run() async throws {
        guard !hasRun else { throw NotifierError.alreadyRun }
        hasRun = true
        try await store.lowerCursors(to: try await source.size())
        try await clampWaits()
        try await examineAll()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { followers in
                followers.addTask { await self.ingestAsLedgerGrows() }
                followers.addTask { await self.catchUpAsAsked() }
                followers.addTask { await self.watchGrowth() }
                followers.addTask { await self.pruneAtIntervals() }
                await self.dispatchUntilStopped()
                followers.cancelAll()
            }
        } onGracefulShutdown: {
            self.stop()
        }
    }

    /// In what the endpoints were found to differ from those that members registered; `nil` where
    /// they were not.
    public nonisolated var sealDamage: String? { store.sealDamage }

    /// Ends ``run()`` once the attempts in flight are finished or their time is over.
    public nonisolated func stop() {
        dispatchSignals.continuation.finish()
        ingestSignals.continuation.finish()
        catchUpSignals.continuation.finish()
    }

    private func examineAll() async throws {
        var after: String?
        repeat {
            let page = try await store.endpoints(of: nil, limit: 1_000, after: after)
            unexamined.formUnion(page.items.map(\.id))
            after = page.next
        } while after != nil
        dispatchSignals.continuation.yield()
    }

    private func clampWaits() async throws {
        let count = try await store.clampWaits(
            now: waiting.now(),
            longestDelay: configuration.schedule.longestDelayMilliseconds
        )
        if count > 0 {
            logger.warning(
                "The clock stood ahead when waits were written; they begin now",
                metadata: ["count": "\(count)"]
            )
        }
    }

    private func dispatchUntilStopped() async {
        let attempt = DeliveryAttempt(
            store: store,
            source: source,
            client: client,
            configuration: configuration,
            clock: clock,
            waiting: waiting,
            logger: logger
        )
        await withDiscardingTaskGroup { attempts in
            for await _ in dispatchSignals.stream {
                for start in await dispatch() {
                    underWayCount += 1
                    attempts.addTask {
                        await attempt.run(start.delivery.id)
                        await self.complete(start)
                    }
                }
            }
            timer?.task.cancel()
            await waitForAttempts()
            attempts.cancelAll()
        }
    }

    /// Waits until no attempt is in flight, for as long as a stop may take.
    private func waitForAttempts() async {
        let grace = Duration.milliseconds(configuration.stopGraceMilliseconds)
        let deadline = ContinuousClock.now + grace
        while underWayCount > 0, ContinuousClock.now < deadline, !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(5))
        }
    }

    private func pruneAtIntervals() async {
        while !Task.isCancelled {
            do {
                try await store.requireSealed()
                let count = try await store.prune(
                    completedBefore: clock.now() - configuration.retentionMilliseconds,
                    keeping: configuration.maximumCompletedRecords,
                    ofEachMember: configuration.maximumCompletedRecordsPerMember
                )
                if count > 0 {
                    logger.info("Old delivery records dropped", metadata: ["count": "\(count)"])
                }
            } catch {
                logger.error("Pruning failed", metadata: ["error": "\(error)"])
            }
            try? await clock.sleep(600_000)
        }
    }
}
