import Testing

@testable import Notifier

@Suite struct EndpointDispatchTests {
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
        var dispatch = EndpointDispatch()
        let choice = dispatch.start(
            from: queue([(1, "a", 0), (2, "b", 5), (3, "c", 10), (4, "d", 11)]),
            slots: 2,
            now: 10
        )
        #expect(choice.starting.map(\.id) == [1, 2])
        #expect(choice.wakeAt == nil)
        #expect(dispatch.inFlight == [1, 2])
    }

    @Test func `the first that is not due says when to look again`() {
        var dispatch = EndpointDispatch()
        let choice = dispatch.start(
            from: queue([(1, "a", 10), (2, "b", 11), (3, "c", 12)]),
            slots: 9,
            now: 10
        )
        #expect(choice.starting.map(\.id) == [1])
        #expect(choice.wakeAt == 11)
    }

    @Test func `one subject is never under way twice`() {
        var dispatch = EndpointDispatch()
        let queue = queue([(1, "a", 0), (2, "a", 0), (3, "b", 0)])
        let first = dispatch.start(from: queue, slots: 9, now: 0).starting
        #expect(first.map(\.id) == [1, 3])
        #expect(dispatch.start(from: queue, slots: 9, now: 0).starting.isEmpty)
        dispatch.finish(first[0])
        let rest = self.queue([(2, "a", 0), (3, "b", 0)])
        #expect(dispatch.start(from: rest, slots: 9, now: 0).starting.map(\.id) == [2])
    }

    @Test func `a paused endpoint starts nothing until then`() {
        var dispatch = EndpointDispatch()
        let paused = queue([(1, "a", 0)], pausedUntil: 50)
        let choice = dispatch.start(from: paused, slots: 9, now: 49)
        #expect(choice.starting.isEmpty && choice.wakeAt == 50)
        #expect(dispatch.start(from: paused, slots: 9, now: 50).starting.map(\.id) == [1])
    }
}
