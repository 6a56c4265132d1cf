import Testing

@testable import Notifier

/// What one member may have in the notifier's file.
@Suite struct DeliveryLimitTests {
    private func new(_ member: String = "acme") -> NewWebhookEndpoint {
        NewWebhookEndpoint(member: member, url: "https://example.com/")
    }

    /// Records the first deliveries of an endpoint as made, one in each millisecond.
    private func complete(_ count: Int, of endpoint: WebhookEndpoint, _ store: DeliveryStore)
        async throws
    {
        let ids = try await store.queue(of: endpoint.id, limit: count)?.deliveries.map(\.id) ?? []
        try #require(ids.count == count)
        for (ordinal, id) in ids.enumerated() {
            _ = try await store.record(
                AttemptRecord(
                    delivery: id,
                    verdict: .init(next: .delivered, pauseEndpointUntil: nil),
                    startedAt: 0,
                    endedAt: Int64(ordinal),
                    status: 200,
                    error: nil,
                    address: nil
                ),
                disableAfterMilliseconds: 1_000
            )
        }
    }

    @Test func `one member's records do not push out another's`() async throws {
        try await NotifierFixture.withStore { store in
            let busy = [
                try await store.createEndpoint(new(), startingAt: 0, now: 0),
                try await store.createEndpoint(new(), startingAt: 0, now: 0),
            ]
            let quiet = try await store.createEndpoint(
                new("quiet"),
                startingAt: 0,
                now: 0
            )
            let batch = (0..<6).map { LedgerNotification.sample($0, parties: ["acme", "quiet"]) }
            for endpoint in busy + [quiet] {
                _ = try await store.enqueue(batch, for: [endpoint], upTo: 6, now: 0)
            }
            for endpoint in busy { try await complete(5, of: endpoint, store) }
            try await complete(2, of: quiet, store)
            #expect(try await store.prune(completedBefore: 0, keeping: 99, ofEachMember: 4) == 6)
            func kept(_ endpoint: WebhookEndpoint) async throws -> [UInt64] {
                try await store.deliveries(of: endpoint.id, state: .delivered, limit: 9, after: nil)
                    .items.map(\.index)
            }
            // The newest four of the member's two endpoints, and the other's two.
            for endpoint in busy { #expect(try await kept(endpoint) == [4, 3]) }
            #expect(try await kept(quiet) == [1, 0])
        }
    }

    @Test func `a member's endpoints share what may wait, and none waits for another`() async throws
    {
        try await NotifierFixture.withStore { store in
            let limits = PendingLimits(perEndpoint: 10, perMember: 12)
            let first = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            let batch = (0..<8).map { LedgerNotification.sample($0, parties: ["acme", "quiet"]) }
            _ = try await store.enqueue(batch, for: [first], upTo: 8, now: 0)
            func open() async throws -> [String] {
                try await store.endpointsWithRoom(limits).endpoints.map(\.id).sorted()
            }
            // Alone it may have ten; beside another six, and the other begins with as many.
            #expect(try await open() == [first.id])
            let second = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            #expect(try await open() == [second.id])
            #expect(try await store.endpointsWithRoom(limits).hasFullQueues)
            let other = try await store.createEndpoint(
                new("other"),
                startingAt: 0,
                now: 0
            )
            #expect(try await open() == [second.id, other.id].sorted())
            _ = try await store.deleteEndpoint(second.id)
            #expect(try await open() == [first.id, other.id].sorted())
        }
    }

    @Test func `a delivery is not put back in a queue that is full`() async throws {
        try await NotifierFixture.withStore { store in
            let limits = PendingLimits(perEndpoint: 3, perMember: 9)
            let endpoint = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            let batch = (0..<4).map { LedgerNotification.sample($0, parties: ["acme", "quiet"]) }
            _ = try await store.enqueue(batch, for: [endpoint], upTo: 4, now: 0)
            let ids = try await store.queue(of: endpoint.id, limit: 9)?.deliveries.map(\.id) ?? []
            try await complete(1, of: endpoint, store)
            await #expect(throws: NotifierError.queueFull(limit: 3)) {
                _ = try await store.redeliver(ids[0], of: endpoint.id, now: 3, limits)
            }
            // One that waits already takes no more room.
            _ = try await store.redeliver(ids[1], of: endpoint.id, now: 3, limits)
            #expect(try await store.endpoint(endpoint.id)?.pending == 3)
            try await complete(1, of: endpoint, store)
            _ = try await store.redeliver(ids[0], of: endpoint.id, now: 3, limits)
            #expect(try await store.endpoint(endpoint.id)?.pending == 3)
        }
    }
}
