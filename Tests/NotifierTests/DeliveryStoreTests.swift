import Foundation
import GRDB
import Marine
import SQLiteFiles
import TestSupport
import Testing

@testable import Notifier

@Suite struct DeliveryStoreTests {
    private func new(_ member: String = "acme") -> NewWebhookEndpoint {
        NewWebhookEndpoint(member: member, url: "https://example.com/")
    }

    /// Room for whatever a test puts in a queue.
    private var plenty: PendingLimits { PendingLimits(perEndpoint: 1_000, perMember: 1_000) }

    @Test func `an endpoint reads back as it was registered`() async throws {
        try await NotifierFixture.withStore { store in
            let created = try await store.createEndpoint(
                NewWebhookEndpoint(
                    member: "acme",
                    url: "https://example.com/",
                    description: "a\nb",
                    types: ["claim.*", "certificate.issued"]
                ),
                startingAt: 7,
                now: 99
            )
            #expect(
                created.next == 7 && created.createdAt.millisecondsSinceEpoch == 99
                    && created.description == "a\nb"
            )
            #expect(created.types.map(\.text) == ["claim.*", "certificate.issued"])
            #expect(try await store.endpoint(created.id) == created)
            #expect(try await store.deleteEndpoint(created.id))
            #expect(try await store.endpoint(created.id) == nil)
            #expect(try await !store.deleteEndpoint(created.id))
        }
    }

    @Test func `endpoints are listed by member, page by page, up to their limit`() async throws {
        try await NotifierFixture.withStore { store in
            for _ in 0..<DeliveryStore.maximumEndpointsPerMember {
                _ = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            }
            let other = try await store.createEndpoint(new("other"), startingAt: 0, now: 0)
            await #expect(
                throws: NotifierError.tooManyEndpoints(
                    limit: DeliveryStore.maximumEndpointsPerMember
                )
            ) {
                try await store.createEndpoint(new(), startingAt: 0, now: 0)
            }
            var ids: [String] = []
            var after: String?
            repeat {
                let page = try await store.endpoints(of: "acme", limit: 20, after: after)
                ids += page.items.map(\.id)
                after = page.next
            } while after != nil
            #expect(Set(ids).count == 50 && ids == ids.sorted() && !ids.contains(other.id))
        }
    }

    @Test func `a cursor moves with what it enqueues, and not if it has moved since`() async throws
    {
        try await NotifierFixture.withStore { store in
            let endpoint = try await store.createEndpoint(new(), startingAt: 1, now: 0)
            let batch = (0..<3).map { LedgerNotification.sample($0) }
            #expect(
                try await store.enqueue(batch, for: [endpoint], upTo: 3, now: 5) == [endpoint.id]
            )
            #expect(try await store.endpoint(endpoint.id)?.next == 3)
            #expect(try await store.endpoint(endpoint.id)?.pending == 2)
            // The same stale reading again, as a second reader would bring it.
            #expect(try await store.enqueue(batch, for: [endpoint], upTo: 9, now: 6).isEmpty)
            let page = try await store.deliveries(
                of: endpoint.id,
                state: nil,
                limit: 10,
                after: nil
            )
            #expect(page.items.map(\.index) == [2, 1])
            #expect(
                page.items.allSatisfy {
                    $0.state == .pending && $0.nextAttemptAt?.millisecondsSinceEpoch == 5
                }
            )
        }
    }

    @Test(arguments: [
        ("CREATE TRIGGER thief AFTER INSERT ON delivery BEGIN SELECT 1; END", "trigger 'thief'"),
        ("DROP TRIGGER deliveryInserted", "trigger 'deliveryInserted' is missing"),
        ("DROP INDEX deliveryDue", "index 'deliveryDue' is missing"),
        ("CREATE TABLE guest (id INTEGER)", "table 'guest'"),
    ])
    func `a file with another schema is damaged, open or opened`(
        sql: String,
        said: String
    ) async throws {
        let folder = try TemporaryFolder()
        let path = folder.path("notifier.sqlite")
        let store = try DeliveryStore(path: path)
        let queue = try DatabaseQueue(path: path)
        try await queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        let open = await #expect(throws: NotifierError.self) {
            try await store.createEndpoint(new(), startingAt: 0, now: 0)
        }
        try store.close()
        let opened = #expect(throws: NotifierError.self) { try DeliveryStore(path: path) }
        for error in [open, opened] {
            guard case .storageDamaged(let place) = error else {
                Issue.record("it is \(String(describing: error))")
                continue
            }
            #expect(place.contains("notifier.sqlite: \(said)"), "\(place)")
        }
    }

    @Test func `a transaction that fails moves no cursor`() async throws {
        try await NotifierFixture.withStore { store in
            let endpoint = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            try await store.file.write { database in
                try database.execute(
                    sql: """
                        CREATE TEMP TRIGGER failure BEFORE INSERT ON main.delivery
                        WHEN NEW.ledgerIndex = 1 BEGIN SELECT raise(ABORT, 'injected'); END
                        """
                )
            }
            await #expect(throws: (any Error).self) {
                try await store.enqueue(
                    [LedgerNotification.sample(0), .sample(1)],
                    for: [endpoint],
                    upTo: 2,
                    now: 0
                )
            }
            let after = try #require(try await store.endpoint(endpoint.id))
            #expect(after.next == 0 && after.pending == 0)
        }
    }

    @Test func `types filter, and the cursor passes what is not wanted`() async throws {
        try await NotifierFixture.withStore { store in
            let asked = NewWebhookEndpoint(
                member: "acme",
                url: "https://example.com/",
                types: ["claim.*", "a.b"]
            )
            let endpoint = try await store.createEndpoint(asked, startingAt: 0, now: 0)
            let types = ["claim.settled", "claims.x", "claim", "a.b", "a.bc"]
            let batch = types.enumerated().map {
                LedgerNotification.sample(UInt64($0.offset), type: $0.element)
            }
            _ = try await store.enqueue(batch, for: [endpoint], upTo: 5, now: 0)
            let page = try await store.deliveries(
                of: endpoint.id,
                state: nil,
                limit: 10,
                after: nil
            )
            #expect(page.items.map(\.type) == ["a.b", "claim.settled"])
            #expect(try await store.endpoint(endpoint.id)?.next == 5)
        }
    }

    @Test func `a delivered body is dropped and a dead one kept`() async throws {
        try await NotifierFixture.withStore { store in
            let endpoint = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            _ = try await store.enqueue(
                [LedgerNotification.sample(0), .sample(1)],
                for: [endpoint],
                upTo: 2,
                now: 0
            )
            let ids = try await store.queue(of: endpoint.id, limit: 9)?.deliveries.map(\.id) ?? []
            try #require(ids.count == 2)
            for (id, next): (Int64, AttemptVerdict.Next) in [(ids[0], .delivered), (ids[1], .dead)]
            {
                #expect(try await store.attemptInput(for: id)?.body != nil)
                _ = try await store.record(
                    AttemptRecord(
                        delivery: id,
                        verdict: .init(next: next, pauseEndpointUntil: nil),
                        startedAt: 1,
                        endedAt: 2,
                        status: 200,
                        error: nil,
                        address: "192.0.2.1"
                    ),
                    disableAfterMilliseconds: 1_000
                )
                #expect(try await store.attemptInput(for: id) == nil)
                _ = try await store.redeliver(id, of: endpoint.id, now: 3, plenty)
            }
            #expect(try await store.attemptInput(for: ids[0])?.body == nil)
            #expect(try await store.attemptInput(for: ids[1])?.body != nil)
            #expect(try await store.endpoint(endpoint.id)?.pending == 2)
            await #expect(throws: NotifierError.deliveryNotFound(ids[0])) {
                try await store.redeliver(ids[0], of: "we_other", now: 3, plenty)
            }
        }
    }

    @Test func `an endpoint that has failed for long is disabled when it loses one`() async throws {
        try await NotifierFixture.withStore { store in
            let endpoint = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            let batch = (0..<3).map { LedgerNotification.sample($0) }
            _ = try await store.enqueue(batch, for: [endpoint], upTo: 3, now: 0)
            let ids = try await store.queue(of: endpoint.id, limit: 9)?.deliveries.map(\.id) ?? []
            try #require(ids.count == 3)
            var reasons: [WebhookEndpoint.DisabledReason?] = []
            for (id, at): (Int64, Int64) in zip(ids, [100, 1_099, 1_100]) {
                reasons.append(
                    try await store.record(
                        AttemptRecord(
                            delivery: id,
                            verdict: .init(next: .dead, pauseEndpointUntil: nil),
                            startedAt: at,
                            endedAt: at,
                            status: nil,
                            error: "e",
                            address: nil
                        ),
                        disableAfterMilliseconds: 1_000
                    )
                )
            }
            #expect(reasons == [nil, nil, .failing])
            let disabled = try #require(try await store.endpoint(endpoint.id))
            #expect(
                disabled.disabledAt?.millisecondsSinceEpoch == 1_100
                    && disabled.disabledReason == .failing
            )
            let enabled = try await store.enableEndpoint(endpoint.id)
            #expect(enabled.disabledAt == nil && enabled.failingSince == nil)
        }
    }

    @Test func `old and surplus records are pruned, pending ones never`() async throws {
        try await NotifierFixture.withStore { store in
            let endpoint = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            let batch = (0..<6).map { LedgerNotification.sample($0) }
            _ = try await store.enqueue(batch, for: [endpoint], upTo: 6, now: 0)
            let ids = try await store.queue(of: endpoint.id, limit: 9)?.deliveries.map(\.id) ?? []
            try #require(ids.count == 6)
            for (ordinal, id) in ids.prefix(5).enumerated() {
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
            #expect(try await store.prune(completedBefore: 2, keeping: 2, ofEachMember: 9) == 3)
            let page = try await store.deliveries(
                of: endpoint.id,
                state: nil,
                limit: 10,
                after: nil
            )
            #expect(page.items.map(\.index) == [5, 4, 3])
        }
    }

    @Test func `deliveries are listed newest first, page by page and by state`() async throws {
        try await NotifierFixture.withStore { store in
            let endpoint = try await store.createEndpoint(new(), startingAt: 0, now: 0)
            let batch = (0..<5).map { LedgerNotification.sample($0) }
            _ = try await store.enqueue(batch, for: [endpoint], upTo: 5, now: 0)
            let first = try await store.deliveries(
                of: endpoint.id,
                state: nil,
                limit: 3,
                after: nil
            )
            #expect(first.items.map(\.index) == [4, 3, 2])
            let next = try #require(first.next)
            let second = try await store.deliveries(
                of: endpoint.id,
                state: .pending,
                limit: 3,
                after: next
            )
            #expect(second.items.map(\.index) == [1, 0] && second.next == nil)
            let dead = try await store.deliveries(
                of: endpoint.id,
                state: .dead,
                limit: 3,
                after: nil
            )
            #expect(dead.items.isEmpty)
            await #expect(throws: NotifierError.endpointNotFound("we_none")) {
                try await store.deliveries(of: "we_none", state: nil, limit: 3, after: nil)
            }
        }
    }

    @Test func `the file with its secrets is readable by its owner alone`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let store = try DeliveryStore(path: fixture.path)
        _ = try await store.createEndpoint(new(), startingAt: 0, now: 0)
        for suffix in ["", "-wal"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
        try store.close()
    }

    @Test func `waits from a clock that stood ahead begin anew, and none is longer than it can be`()
        async throws
    {
        try await NotifierFixture.withStore { store in
            let day: Int64 = 86_400_000
            let endpoint = try await store.createEndpoint(new(), startingAt: 0, now: day)
            _ = try await store.rotateSecret(of: endpoint.id, to: .random(), overlapEndsAt: 9 * day)
            _ = try await store.enqueue(
                (0..<3).map { LedgerNotification.sample($0) },
                for: [endpoint],
                upTo: 3,
                now: day
            )
            try await store.file.write { database in
                try database.execute(
                    sql: """
                        UPDATE delivery SET nextAttemptAt = waitsSince + 5000
                            WHERE ledgerIndex = 0;
                        UPDATE delivery SET waitsSince = 7, nextAttemptAt = 900000000
                            WHERE ledgerIndex = 1;
                        UPDATE delivery SET waitsSince = 7, nextAttemptAt = 90
                            WHERE ledgerIndex = 2;
                        UPDATE endpoint SET failingSince = 86400000, pausedAt = 86400000,
                            pausedUntil = 86430000;
                        """
                )
            }
            #expect(try await store.clampWaits(now: 100, longestDelay: 60_000) == 5)
            let page = try await store.deliveries(
                of: endpoint.id,
                state: nil,
                limit: 9,
                after: nil
            )
            let due = page.items.map { $0.nextAttemptAt?.millisecondsSinceEpoch }
            #expect(due == [90, 60_100, 5_100])
            let clamped = try #require(await store.endpoint(endpoint.id))
            #expect(clamped.pausedUntil?.millisecondsSinceEpoch == 30_100)
            #expect(clamped.failingSince?.millisecondsSinceEpoch == 100)
            #expect(clamped.previousSecretExpiresAt?.millisecondsSinceEpoch == 100 + day)
            #expect(try await store.clampWaits(now: 100, longestDelay: 60_000) == 0)
        }
    }
}
