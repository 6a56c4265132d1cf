import Logging

/// Reading the ledger and enqueuing deliveries.
extension Notifier {
    private static let pauseAfterErrorMilliseconds: Int64 = 1_000

    /// At each signal, reads what is not yet enqueued for every endpoint.
    func ingestAsLedgerGrows() async {
        ingestSignals.continuation.yield()
        for await _ in ingestSignals.stream {
            do {
                while try await ingest(), !Task.isCancelled {}
            } catch is CancellationError {
                return
            } catch {
                logger.error("The ledger could not be followed", metadata: ["error": "\(error)"])
                try? await clock.sleep(Self.pauseAfterErrorMilliseconds)
                ingestSignals.continuation.yield()
            }
        }
    }

    /// Signals whenever the ledger has grown.
    func watchGrowth() async {
        while !Task.isCancelled {
            do {
                let size = try await source.size()
                ingestSignals.continuation.yield()
                try await source.waitForGrowth(beyond: size)
            } catch is CancellationError {
                return
            } catch {
                logger.error("The ledger's size is unknown", metadata: ["error": "\(error)"])
                try? await clock.sleep(Self.pauseAfterErrorMilliseconds)
            }
        }
    }

    /// Reads one batch for the endpoints that are near the ledger's end, and enqueues it.
    ///
    /// - Returns: whether there may be more.
    private func ingest() async throws -> Bool {
        completionsSinceIngest = 0
        let (endpoints, hasFullQueues) = try await endpointsWithRoom()
        self.hasFullQueues = hasFullQueues
        // The size comes first: a short batch then proves that nothing below it is missing.
        let size = try await source.size()
        let near = endpoints.filter { isNear($0, size) }
        if near.count < endpoints.count {
            catchUpSignals.continuation.yield()
        }
        guard let first = near.first?.next, first < size else { return false }
        try await enqueue(from: first, size, for: near)
        return true
    }

    /// At each signal, reads for the endpoints that are far behind, which are kept apart: however
    /// many entries they have before them, what happens now does not wait for them.
    func catchUpAsAsked() async {
        for await _ in catchUpSignals.stream {
            do {
                while !Task.isCancelled {
                    let begin = ContinuousClock.now
                    guard try await catchUp() else { break }
                    // Half of the time is left to others, on this machine's disk as on its cores.
                    try await Task.sleep(for: min(ContinuousClock.now - begin, .milliseconds(50)))
                }
            } catch is CancellationError {
                return
            } catch {
                logger.error("The ledger could not be read", metadata: ["error": "\(error)"])
                try? await clock.sleep(Self.pauseAfterErrorMilliseconds)
                catchUpSignals.continuation.yield()
            }
        }
    }

    /// Reads one batch for the endpoint whose turn it is, and for those that are at the same place.
    ///
    /// - Returns: whether any endpoint is still far behind.
    private func catchUp() async throws -> Bool {
        let (endpoints, _) = try await endpointsWithRoom()
        let size = try await source.size()
        let far = endpoints.filter { !isNear($0, size) }
        guard let first = catchUpTurns.next(of: far) else {
            ingestSignals.continuation.yield()
            return false
        }
        let end = first.next + UInt64(configuration.batchSize)
        let group = far.filter { (first.next..<end).contains($0.next) }
        try await enqueue(from: first.next, size, for: group)
        return true
    }

    private func endpointsWithRoom() async throws -> ([WebhookEndpoint], hasFullQueues: Bool) {
        try await store.endpointsWithRoom(
            configuration.pending
        )
    }

    private func isNear(_ endpoint: WebhookEndpoint, _ size: UInt64) -> Bool {
        size <= endpoint.next || size - endpoint.next <= 4 * UInt64(configuration.batchSize)
    }

    private func enqueue(
        from first: UInt64,
        _ size: UInt64,
        for endpoints: [WebhookEndpoint]
    ) async throws {
        let batch = try await source.batch(
            from: first,
            limit: configuration.batchSize,
            below: size,
            for: Set(endpoints.map(\.member))
        )
        let touched = try await store.enqueue(
            batch.notifications,
            for: endpoints,
            upTo: batch.end,
            now: clock.now(),
            waitingNow: waiting.now()
        )
        if !touched.isEmpty {
            examine(touched)
        }
    }
}

/// Whose turn it is to catch up: every other turn is that of the endpoint closest to the ledger's
/// end, the rest go round.
struct CatchUpTurns: Sendable {
    private var isNearest = false
    private var last = ""

    mutating func next(of endpoints: [WebhookEndpoint]) -> WebhookEndpoint? {
        isNearest.toggle()
        if isNearest { return endpoints.max { $0.next < $1.next } }
        let next =
            endpoints.filter { $0.id > last }.min { $0.id < $1.id }
            ?? endpoints.min { $0.id < $1.id }
        last = next?.id ?? ""
        return next
    }
}
