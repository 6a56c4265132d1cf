import Testing

@testable import Notifier

@Suite struct DispatchLaneTests {
    private func queue(
        _ items: [(Int64, String, Int64)],
        pausedUntil: Int64? = nil
    ) -> EndpointQueue {
        EndpointQueue(
            pausedUntil: pausedUntil,
            deliveries: items.map { QueuedDelivery(id: $0.0, subject: $0.1, nextAttemptAt: $0.2) }
        )
    }

    @Test func `what is due starts in order up to the slots`() {
        var lane = DispatchLane()
        let choice = lane.start(
            from: queue([(1, "a", 0), (2, "b", 5), (3, "c", 10), (4, "d", 11)]),
            slots: 2,
            now: 10
        )
        #expect(choice.starting.map(\.id) == [1, 2])
        #expect(choice.wakeAt == nil)
        #expect(lane.inFlight == [1, 2])
    }

    @Test func `the first that is not due says when to look again`() {
        var lane = DispatchLane()
        let choice = lane.start(
            from: queue([(1, "a", 10), (2, "b", 11), (3, "c", 12)]),
            slots: 9,
            now: 10
        )
        #expect(choice.starting.map(\.id) == [1])
        #expect(choice.wakeAt == 11)
    }

    @Test func `one subject is never under way twice`() {
        var lane = DispatchLane()
        let queue = queue([(1, "a", 0), (2, "a", 0), (3, "b", 0)])
        let first = lane.start(from: queue, slots: 9, now: 0).starting
        #expect(first.map(\.id) == [1, 3])
        #expect(lane.start(from: queue, slots: 9, now: 0).starting.isEmpty)
        lane.finish(first[0])
        let rest = self.queue([(2, "a", 0), (3, "b", 0)])
        #expect(lane.start(from: rest, slots: 9, now: 0).starting.map(\.id) == [2])
    }

    @Test func `a paused endpoint starts nothing until then`() {
        var lane = DispatchLane()
        let paused = queue([(1, "a", 0)], pausedUntil: 50)
        let choice = lane.start(from: paused, slots: 9, now: 49)
        #expect(choice.starting.isEmpty && choice.wakeAt == 50)
        #expect(lane.start(from: paused, slots: 9, now: 50).starting.map(\.id) == [1])
    }
}
