/// The deliveries in flight to one endpoint, and the choice of those to start next: no clock, no
/// I/O.
struct EndpointDispatch: Sendable {
    private(set) var inFlight: Set<Int64> = []
    private var subjects: Set<String> = []

    struct Choice: Sendable {
        let starting: [QueuedDelivery]
        /// When the next delivery falls due, in milliseconds since 1970 UTC; nil where that depends
        /// on the completion of one in flight, or nothing is pending.
        let wakeAt: Int64?
    }

    /// Takes from the head of the queue what is due and free to start, in the queue's order.
    ///
    /// Two deliveries about one subject are never in flight at once, so first attempts about a
    /// subject arrive in ledger order.
    mutating func start(from queue: EndpointQueue, slots: Int, now: Int64) -> Choice {
        if let pausedUntil = queue.pausedUntil, pausedUntil > now {
            return Choice(starting: [], wakeAt: pausedUntil)
        }
        var starting: [QueuedDelivery] = []
        for delivery in queue.deliveries where !inFlight.contains(delivery.id) {
            guard delivery.nextAttemptAt <= now else {
                return Choice(starting: starting, wakeAt: delivery.nextAttemptAt)
            }
            guard starting.count < slots else { break }
            guard subjects.insert(delivery.subject).inserted else { continue }
            inFlight.insert(delivery.id)
            starting.append(delivery)
        }
        return Choice(starting: starting, wakeAt: nil)
    }

    /// Frees the slot of a delivery whose attempt has been recorded.
    mutating func finish(_ delivery: QueuedDelivery) {
        inFlight.remove(delivery.id)
        subjects.remove(delivery.subject)
    }
}
