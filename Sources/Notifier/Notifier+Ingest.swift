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

    /// Reads one batch from the cursor of the endpoint furthest behind, and enqueues it for all
    /// endpoints.
    ///
    /// - Returns: whether there may be more.
    private func ingest() async throws -> Bool {
        completionsSinceIngest = 0
        let (endpoints, hasFullQueues) = try await store.endpointsWithRoom(
            maximumPending: configuration.maximumPendingPerEndpoint
        )
        self.hasFullQueues = hasFullQueues
        guard let first = endpoints.first?.cursor else { return false }
        // The size comes first: a short batch then proves that nothing below it is missing.
        let size = try await source.size()
        guard first < size else { return false }
        let batch = try await source.notifications(from: first, limit: configuration.batchSize)
        let end: UInt64 =
            if let last = batch.last, batch.count >= configuration.batchSize {
                last.index + 1
            } else {
                max(size, batch.last.map { $0.index + 1 } ?? 0)
            }
        let touched = try await store.enqueue(
            batch,
            for: endpoints,
            upTo: end,
            now: clock.now(),
            waitingNow: waiting.now()
        )
        if !touched.isEmpty {
            examine(touched)
        }
        return true
    }
}
