import Logging

/// Choosing and sending deliveries.
extension Notifier {
    /// How many deliveries beyond those in flight are read to find one that is free to start.
    private static let lookAhead = 64
    /// The longest wait for a deadline, as the machine's clock may be set meanwhile.
    private static let maximumWaitMilliseconds: Int64 = 60_000

    struct Start: Sendable {
        let endpoint: String
        let member: String
        let delivery: QueuedDelivery
    }

    /// Chooses what to start now.
    ///
    /// Only the dispatch loop calls it, one call at a time.
    ///
    /// Slots are freed here and not when an attempt ends: a queue read before an outcome was
    /// recorded would show the delivery as still due, so until then it must count as in flight.
    func dispatch() async -> [Start] {
        for completion in completions {
            dispatches[completion.endpoint]?.finish(completion.delivery)
            unexamined.insert(completion.endpoint)
            slots.give(backFrom: completion.member)
        }
        completions = []
        let now = waiting.now()
        noticeJump()
        for (endpoint, wakeAt) in wakes where wakeAt <= now {
            unexamined.insert(endpoint)
            wakes[endpoint] = nil
        }
        var starts: [Start] = []
        let candidates = inTurn(unexamined)
        unexamined = []
        for endpoint in candidates {
            // A member without a slot is passed over before anything is read for it.
            guard slots.free(for: members[endpoint] ?? "") > 0 else {
                unexamined.insert(endpoint)
                continue
            }
            do {
                starts += try await examine(endpoint, now: now)
            } catch {
                logger.error("A queue could not be read", metadata: ["error": "\(error)"])
                wakes[endpoint] = now + 1_000
            }
        }
        setTimer(now: now)
        return starts
    }

    /// One endpoint of each member after another, those with the fewest attempts in flight first.
    private func inTurn(_ endpoints: Set<String>) -> [String] {
        let ordered = endpoints.map { (id: $0, load: dispatches[$0]?.inFlight.count ?? 0) }
            .sorted { ($0.load, $0.id) < ($1.load, $1.id) }
        return turns.arrange(ordered.map { ($0.id, members[$0.id] ?? $0.id) })
    }

    private func examine(_ endpoint: String, now: Int64) async throws -> [Start] {
        let underWay = dispatches[endpoint]?.inFlight.count ?? 0
        // The completion of a delivery in flight has the endpoint examined again.
        wakes[endpoint] = nil
        guard underWay < configuration.concurrencyPerEndpoint else { return [] }
        guard let queue = try await store.queue(of: endpoint, limit: underWay + Self.lookAhead)
        else {
            if underWay == 0 {
                dispatches[endpoint] = nil
                members[endpoint] = nil
            }
            return []
        }
        if hasFullQueues, queue.deliveries.isEmpty {
            ingestSignals.continuation.yield()
        }
        members[endpoint] = queue.member
        let allowed = queue.isFailing ? 1 : configuration.concurrencyPerEndpoint
        let free = slots.free(for: queue.member)
        let choice = dispatches[endpoint, default: EndpointDispatch()].start(
            from: queue,
            slots: min(max(0, allowed - underWay), free),
            now: now
        )
        wakes[endpoint] = choice.wakeAt
        slots.take(choice.starting.count, for: queue.member)
        if choice.wakeAt == nil, choice.starting.count == free {
            // More may be due, for which the member has no slot now.
            unexamined.insert(endpoint)
        }
        return choice.starting.map {
            Start(endpoint: endpoint, member: queue.member, delivery: $0)
        }
    }

    /// Notes that an attempt has ended, whatever its outcome.
    func complete(_ start: Start) {
        completions.append(start)
        underWayCount -= 1
        completionsSinceIngest += 1
        if hasFullQueues, completionsSinceIngest >= Self.lookAhead {
            ingestSignals.continuation.yield()
        }
        dispatchSignals.continuation.yield()
    }

    /// Has endpoints examined again, because something about them has changed.
    func examine(_ endpoints: some Sequence<String>) {
        unexamined.formUnion(endpoints)
        dispatchSignals.continuation.yield()
    }

    /// Tells the operator of a clock that was set; what waits goes on waiting as long as it was to.
    private func noticeJump() {
        let jump = waiting.jump()
        guard abs(jump - lastJump) > 1_000 else { return }
        lastJump = jump
        logger.warning(
            "The machine's clock was set; deadlines stay as they were",
            metadata: ["millisecondsSinceStart": "\(jump)"]
        )
    }

    private func setTimer(now: Int64) {
        guard let deadline = wakes.values.min() else {
            timer?.task.cancel()
            timer = nil
            return
        }
        if let timer, timer.deadline == deadline { return }
        timer?.task.cancel()
        let wait = min(max(1, deadline - now), Self.maximumWaitMilliseconds)
        let clock = clock
        let task = Task {
            do {
                try await clock.sleep(wait)
                timerFired(deadline: deadline)
            } catch {
                // Cancelled: another timer has taken its place.
            }
        }
        timer = (deadline, task)
    }

    private func timerFired(deadline: Int64) {
        if timer?.deadline == deadline {
            timer = nil
        }
        dispatchSignals.continuation.yield()
    }
}
