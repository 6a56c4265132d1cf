import Marine
import Notifier
import Synchronization
import TestSupport
import Testing

/// The notifier as a whole: a ledger in memory, a store on disk, libcurl, and receivers on
/// loopback sockets.
@Suite struct NotifierTests {
    @Test func `what happens on the ledger reaches its parties, signed`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
        fixture.ledger.append(text: "before the endpoint was registered")
        try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(receiver.registration)
            fixture.ledger.append(parties: [])
            fixture.ledger.append(parties: ["someone else"])
            fixture.ledger.append(parties: ["acme", "someone else"], text: "yes")
            await receiver.waitForRequests(1)
            let request = receiver.received[0]
            #expect(request.method == "POST" && request.path == "/hook")
            #expect(request.header("webhook-id") == "nt-3")
            #expect(request.header("content-type") == "application/json")
            #expect(
                String(decoding: request.body, as: UTF8.self)
                    == #"{"type":"claim.settled","timestamp":"2026-03-01T00:05:00.000Z","#
                    + #""data":{"member":"acme","text":"yes"}}"#
            )
            try request.verify(endpoint, at: fixture.time.now)
            let delivery = try await fixture.eventually {
                try await notifier.deliveries(of: endpoint.id, state: .delivered).items.first
            }
            #expect(delivery.attempts == 1 && delivery.lastStatus == 200)
            #expect(delivery.lastAddress == "127.0.0.1" && delivery.completedAt != nil)
        }
        #expect(receiver.received.count == 1)
        try await receiver.close()
    }

    @Test func `a failed delivery is attempted again after a restart, signed afresh`() async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let failures = Mutex(1)
        let receiver = try await HTTPReceiver { _ in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            return fails ? .init(status: 500) : .ok
        }
        let endpoint = try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(receiver.registration)
            fixture.ledger.append()
            await receiver.waitForRequests(1)
            return endpoint
        }
        let startedAt = fixture.time.now
        fixture.time.advance(by: 3_599_999)
        try await fixture.whileRunning { notifier in
            let pending = try await notifier.deliveries(of: endpoint.id).items
            #expect(pending.map(\.state) == [.pending] && pending.map(\.attempts) == [1])
            #expect(pending.map(\.lastStatus) == [500])
            #expect(
                pending.map(\.nextAttemptAt) == [
                    Instant(millisecondsSinceEpoch: startedAt + 3_600_000)
                ]
            )
        }
        #expect(receiver.received.count == 1)
        fixture.time.advance(by: 1)
        try await fixture.whileRunning { _ in await receiver.waitForRequests(2) }
        let (first, second) = (receiver.received[0], receiver.received[1])
        #expect(first.header("webhook-id") == second.header("webhook-id"))
        #expect(first.body == second.body)
        #expect(first.header("webhook-signature") != second.header("webhook-signature"))
        try first.verify(endpoint, at: startedAt)
        try second.verify(endpoint, at: fixture.time.now)
        try await receiver.close()
    }

    @Test func `killed between the receiver's reading and the record, it sends again`() async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let receiver = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        let endpoint = try await fixture.whileRunning(killed: true) { notifier in
            let endpoint = try await notifier.register(receiver.registration)
            fixture.ledger.append()
            await receiver.waitForRequests(1)
            return endpoint
        }
        await gate.open()
        try await fixture.whileRunning { notifier in
            await receiver.waitForRequests(2)
            let delivered = try await fixture.eventually {
                try await notifier.deliveries(of: endpoint.id, state: .delivered).items.first
            }
            // The attempt that was broken off is not counted: nobody knows of it.
            #expect(delivered.attempts == 1)
        }
        #expect(receiver.received.map { $0.header("webhook-id") } == ["nt-0", "nt-0"])
        try await receiver.close()
    }

    @Test func `the standard schedule runs to its end, is visible as dead, and can be redelivered`()
        async throws
    {
        let fixture = try NotifierFixture(jumps: true)
        defer { fixture.remove() }
        let isRepaired = Mutex(false)
        let arrivals = Mutex<[Int64]>([])
        let receiver = try await HTTPReceiver { _ in
            arrivals.withLock { $0.append(fixture.time.now) }
            return isRepaired.withLock(\.self) ? .ok : .init(status: 404)
        }
        try await fixture.whileRunning(
            adjusting: { $0.schedule = .standard },
            { notifier in
                let endpoint = try await notifier.register(receiver.registration)
                fixture.ledger.append()
                let dead = try await fixture.eventually {
                    try await notifier.deliveries(of: endpoint.id, state: .dead).items.first
                }
                #expect(dead.attempts == 10 && dead.lastStatus == 404)
                let times = arrivals.withLock(\.self)
                let seconds = zip(times.dropFirst(), times).map { ($0 - $1) / 1_000 }
                let expected: [Int64] = [
                    5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
                ]
                #expect(seconds.count == expected.count)
                // A tenth of jitter, and the clock jumps by at most a minute.
                for (actual, expected) in zip(seconds, expected) {
                    #expect(abs(actual - expected) <= expected / 10 + 60)
                }
                isRepaired.withLock { $0 = true }
                try await notifier.redeliver(dead.id, of: endpoint.id)
                let delivered = try await fixture.eventually {
                    try await notifier.deliveries(of: endpoint.id, state: .delivered).items.first
                }
                #expect(delivered.id == dead.id && delivered.attempts == 1)
            }
        )
        #expect(Set(receiver.received.map { $0.header("webhook-id") }) == ["nt-0"])
        try await receiver.close()
    }

    @Test func `a slow endpoint delays no other and takes no more than its slots`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let slow = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        let fast = try await HTTPReceiver()
        try await fixture.whileRunning { notifier in
            let slowEndpoint = try await notifier.register(slow.registration)
            _ = try await notifier.register(fast.registration)
            for _ in 0..<50 { fixture.ledger.append() }
            await slow.waitForRequests(4)
            await fast.waitForRequests(50)
            #expect(slow.received.count == 4)
            #expect(try await notifier.endpoint(slowEndpoint.id)?.pending == 50)
            await gate.open()
            await slow.waitForRequests(50)
        }
        try await slow.close()
        try await fast.close()
    }

    @Test func `first attempts about one subject arrive in ledger order`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
        try await fixture.whileRunning { notifier in
            _ = try await notifier.register(receiver.registration)
            for number in 0..<60 { fixture.ledger.append(subject: "claim-\(number % 3)") }
            await receiver.waitForRequests(60)
        }
        let indices = receiver.received.compactMap { $0.header("webhook-id")?.dropFirst(3) }
            .compactMap { Int($0) }
        #expect(indices.count == 60)
        for remainder in 0..<3 {
            let ofSubject = indices.filter { $0 % 3 == remainder }
            #expect(ofSubject == ofSubject.sorted())
        }
        try await receiver.close()
    }

    @Test func `with one slot, everything arrives in ledger order`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
        try await fixture.whileRunning(
            adjusting: {
                $0.concurrencyPerEndpoint = 1
                $0.batchSize = 7
            },
            { notifier in
                _ = try await notifier.register(receiver.registration)
                for _ in 0..<40 { fixture.ledger.append() }
                await receiver.waitForRequests(40)
            }
        )
        #expect(
            receiver.received.map { $0.header("webhook-id") } == (0..<40).map { "nt-\($0)" }
        )
        try await receiver.close()
    }

    @Test func `a full queue leaves the rest on the ledger and loses nothing`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let receiver = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        try await fixture.whileRunning(
            adjusting: {
                $0.maximumPendingPerEndpoint = 10
                $0.batchSize = 8
            },
            { notifier in
                for _ in 0..<100 { fixture.ledger.append() }
                let endpoint = try await notifier.register(
                    receiver.registration,
                    startingAt: 0
                )
                await receiver.waitForRequests(4)
                let held = try await fixture.eventually {
                    let now = try await notifier.endpoint(endpoint.id)
                    return now?.next == 16 ? now : nil
                }
                #expect(held.pending == 16)
                await gate.open()
                await receiver.waitForRequests(100)
            }
        )
        #expect(Set(receiver.received.compactMap { $0.header("webhook-id") }).count == 100)
        try await receiver.close()
    }

    @Test func `a notifier runs once`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
        try await fixture.whileRunning { notifier in
            _ = try await notifier.register(receiver.registration)
            fixture.ledger.append()
            await receiver.waitForRequests(1)
            await #expect(throws: NotifierError.alreadyRun) { try await notifier.run() }
        }
        try await receiver.close()
    }
}
