import Notifier
import Synchronization
import Testing

/// The notifier as a whole: a ledger in memory, a store on disk, libcurl, and receivers on
/// loopback sockets.
@Suite struct NotifierTests {
    private func registration(at receiver: WebhookReceiver) -> NewWebhookEndpoint {
        NewWebhookEndpoint(member: "acme", url: receiver.url)
    }

    private func verify(
        _ request: WebhookReceiver.Received,
        _ endpoint: WebhookEndpoint,
        at milliseconds: Int64
    ) throws {
        try StandardWebhooks.verify(
            body: request.body,
            headers: request.headers,
            secret: endpoint.secret,
            nowSeconds: milliseconds / 1_000
        )
    }

    @Test func `what happens on the ledger reaches its parties, signed`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await WebhookReceiver()
        fixture.ledger.append(text: "before the endpoint was registered")
        try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(registration(at: receiver))
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
            try verify(request, endpoint, at: fixture.time.now)
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
        let receiver = try await WebhookReceiver { _ in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            return fails ? .init(status: 500) : .ok
        }
        let endpoint = try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(registration(at: receiver))
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
            #expect(pending.map(\.nextAttemptAt) == [startedAt + 3_600_000])
        }
        #expect(receiver.received.count == 1)
        fixture.time.advance(by: 1)
        try await fixture.whileRunning { _ in await receiver.waitForRequests(2) }
        let (first, second) = (receiver.received[0], receiver.received[1])
        #expect(first.header("webhook-id") == second.header("webhook-id"))
        #expect(first.body == second.body)
        #expect(first.header("webhook-signature") != second.header("webhook-signature"))
        try verify(first, endpoint, at: startedAt)
        try verify(second, endpoint, at: fixture.time.now)
        try await receiver.close()
    }

    @Test func `killed between the receiver's reading and the record, it sends again`() async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let receiver = try await WebhookReceiver { _ in
            await gate.wait()
            return .ok
        }
        let endpoint = try await fixture.whileRunning(killed: true) { notifier in
            let endpoint = try await notifier.register(registration(at: receiver))
            fixture.ledger.append()
            await receiver.waitForRequests(1)
            return endpoint
        }
        gate.open()
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
        let receiver = try await WebhookReceiver { _ in
            arrivals.withLock { $0.append(fixture.time.now) }
            return isRepaired.withLock(\.self) ? .ok : .init(status: 404)
        }
        try await fixture.whileRunning(
            adjusting: { $0.schedule = .standard },
            { notifier in
                let endpoint = try await notifier.register(registration(at: receiver))
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

    @Test func `410 disables the endpoint, and enabling it goes on where it was left`() async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let isGone = Mutex(true)
        let receiver = try await WebhookReceiver { _ in
            isGone.withLock(\.self) ? .init(status: 410) : .ok
        }
        try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(registration(at: receiver))
            fixture.ledger.append()
            let disabled = try await fixture.eventually {
                let now = try await notifier.endpoint(endpoint.id)
                return now?.disabledAt == nil ? nil : now
            }
            #expect(disabled.disabledReason == .gone)
            fixture.ledger.append()
            // An endpoint registered later proves that the second transition has been read.
            let other = try await WebhookReceiver()
            _ = try await notifier.register(registration(at: other), startingAt: 1)
            await other.waitForRequests(1)
            #expect(receiver.received.count == 1)
            isGone.withLock { $0 = false }
            try await notifier.enable(endpoint.id)
            await receiver.waitForRequests(2)
            #expect(receiver.received[1].header("webhook-id") == "nt-1")
            try await other.close()
        }
        try await receiver.close()
    }

    @Test func `a redirect is a failure and is not followed`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let target = try await WebhookReceiver()
        let receiver = try await WebhookReceiver { _ in
            .init(status: 307, headers: [.init("Location", target.url)])
        }
        try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(registration(at: receiver))
            fixture.ledger.append()
            let failed = try await fixture.eventually {
                try await notifier.deliveries(of: endpoint.id).items.first { $0.attempts == 1 }
            }
            #expect(failed.state == .pending && failed.lastStatus == 307)
        }
        #expect(target.received.isEmpty)
        try await target.close()
        try await receiver.close()
    }

    @Test func `Retry-After holds back everything for that endpoint`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let isBusy = Mutex(true)
        let receiver = try await WebhookReceiver { _ in
            isBusy.withLock(\.self)
                ? .init(status: 429, headers: [.init("Retry-After", "120")]) : .ok
        }
        try await fixture.whileRunning(schedule: [0, 0]) { notifier in
            let endpoint = try await notifier.register(registration(at: receiver))
            fixture.ledger.append()
            let until = fixture.time.now + 120_000
            _ = try await fixture.eventually {
                try await notifier.endpoint(endpoint.id)?.pausedUntil == until ? true : nil
            }
            fixture.ledger.append()
            _ = try await fixture.eventually {
                try await notifier.endpoint(endpoint.id)?.pendingCount == 2 ? true : nil
            }
            #expect(receiver.received.count == 1)
            isBusy.withLock { $0 = false }
            fixture.time.advance(by: 60_000)
            fixture.time.advance(by: 60_000)
            await receiver.waitForRequests(3)
        }
        try await receiver.close()
    }

    @Test func `a slow endpoint delays no other and takes no more than its slots`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let slow = try await WebhookReceiver { _ in
            await gate.wait()
            return .ok
        }
        let fast = try await WebhookReceiver()
        try await fixture.whileRunning { notifier in
            let slowEndpoint = try await notifier.register(registration(at: slow))
            _ = try await notifier.register(registration(at: fast))
            for _ in 0..<50 { fixture.ledger.append() }
            await slow.waitForRequests(4)
            await fast.waitForRequests(50)
            #expect(slow.received.count == 4)
            #expect(try await notifier.endpoint(slowEndpoint.id)?.pendingCount == 50)
            gate.open()
            await slow.waitForRequests(50)
        }
        try await slow.close()
        try await fast.close()
    }

    @Test func `first attempts about one subject arrive in ledger order`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await WebhookReceiver()
        try await fixture.whileRunning { notifier in
            _ = try await notifier.register(registration(at: receiver))
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
        let receiver = try await WebhookReceiver()
        try await fixture.whileRunning(
            adjusting: {
                $0.concurrencyPerEndpoint = 1
                $0.batchSize = 7
            },
            { notifier in
                _ = try await notifier.register(registration(at: receiver))
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
        let receiver = try await WebhookReceiver { _ in
            await gate.wait()
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
                    registration(at: receiver), startingAt: 0)
                await receiver.waitForRequests(4)
                let held = try await fixture.eventually {
                    let now = try await notifier.endpoint(endpoint.id)
                    return now?.cursor == 16 ? now : nil
                }
                #expect(held.pendingCount == 16)
                gate.open()
                await receiver.waitForRequests(100)
            }
        )
        #expect(Set(receiver.received.compactMap { $0.header("webhook-id") }).count == 100)
        try await receiver.close()
    }

    @Test func `a name that leads to a refused address is never connected to`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await WebhookReceiver()
        try await fixture.whileRunning(guard: AddressGuard()) { notifier in
            let endpoint = try await notifier.register(
                NewWebhookEndpoint(
                    member: "acme",
                    url: "http://localhost:\(receiver.port)/"
                )
            )
            fixture.ledger.append()
            let failed = try await fixture.eventually {
                try await notifier.deliveries(of: endpoint.id).items.first { $0.attempts == 1 }
            }
            #expect(failed.lastError?.contains("refused: loopback") == true)
            await #expect(throws: NotifierError.self) {
                try await notifier.register(registration(at: receiver))
            }
        }
        #expect(receiver.received.isEmpty)
        try await receiver.close()
    }

    @Test func `an endpoint that does not answer times out`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let receiver = try await WebhookReceiver { _ in
            await gate.wait()
            return .ok
        }
        try await fixture.whileRunning(
            adjusting: { $0.timeoutMilliseconds = 30 },
            { notifier in
                let endpoint = try await notifier.register(registration(at: receiver))
                fixture.ledger.append()
                let failed = try await fixture.eventually {
                    try await notifier.deliveries(of: endpoint.id).items.first { $0.attempts == 1 }
                }
                #expect(failed.lastError == "timed out" && failed.lastStatus == nil)
            }
        )
        gate.open()
        try await receiver.close()
    }

    @Test func `a replay and a redelivery read the ledger again under the same ids`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await WebhookReceiver()
        try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(registration(at: receiver))
            for _ in 0..<5 { fixture.ledger.append() }
            let delivered = try await fixture.eventually {
                let page = try await notifier.deliveries(of: endpoint.id, state: .delivered)
                return page.items.count == 5 ? page.items : nil
            }
            try await notifier.redeliver(delivered[4].id, of: endpoint.id)
            await receiver.waitForRequests(6)
            #expect(receiver.received[5].header("webhook-id") == "nt-0")
            #expect(receiver.received[5].body == receiver.received[0].body)
            _ = try await fixture.eventually {
                try await notifier.endpoint(endpoint.id)?.pendingCount == 0 ? true : nil
            }
            try await notifier.replay(endpoint.id, from: 3)
            await receiver.waitForRequests(8)
        }
        #expect(
            Set(receiver.received[6...].compactMap { $0.header("webhook-id") }) == ["nt-3", "nt-4"]
        )
        try await receiver.close()
    }

    @Test func `a rotated secret signs together with the old one until the overlap ends`()
        async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await WebhookReceiver()
        try await fixture.whileRunning { notifier in
            let old = try await notifier.register(registration(at: receiver))
            let new = try await notifier.rotateSecret(of: old.id, overlapMilliseconds: 10_000)
            fixture.ledger.append()
            await receiver.waitForRequests(1)
            try verify(receiver.received[0], old, at: fixture.time.now)
            try verify(receiver.received[0], new, at: fixture.time.now)
            fixture.time.advance(by: 10_000)
            fixture.ledger.append()
            await receiver.waitForRequests(2)
            try verify(receiver.received[1], new, at: fixture.time.now)
            #expect(throws: StandardWebhooks.VerificationError.noMatchingSignature) {
                try verify(receiver.received[1], old, at: fixture.time.now)
            }
        }
        try await receiver.close()
    }

    @Test(arguments: [
        "http://example.com/", "ftp://example.com/", "https://", "https://user:pw@example.com/",
        "https://example.com/#x", "https://example.com/ x", "https://10.0.0.1/",
        "https://2130706433/", "https://0x7f.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
        "https://ex\u{E4}mple.com/", "https://example.com/" + String(repeating: "x", count: 2_048),
    ])
    func `a URL that cannot be used is refused at registration`(_ url: String) async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        try await fixture.whileRunning(
            guard: AddressGuard(),
            adjusting: { $0.allowsPlainHTTP = false },
            { notifier in
                let error = await #expect(throws: NotifierError.self) {
                    try await notifier.register(NewWebhookEndpoint(member: "acme", url: url))
                }
                #expect(error?.code == "invalidURL")
            }
        )
    }

    @Test(arguments: ["", ".*", "a b", "a\nb", String(repeating: "x", count: 101)])
    func `a malformed event type is refused at registration`(_ pattern: String) async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        try await fixture.whileRunning { notifier in
            let error = await #expect(throws: NotifierError.self) {
                try await notifier.register(
                    NewWebhookEndpoint(
                        member: "acme",
                        url: "https://example.com/",
                        types: .init([pattern])
                    )
                )
            }
            #expect(error?.code == "invalidEndpoint")
        }
    }

    @Test func `a notifier runs once`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await WebhookReceiver()
        try await fixture.whileRunning { notifier in
            _ = try await notifier.register(registration(at: receiver))
            fixture.ledger.append()
            await receiver.waitForRequests(1)
            await #expect(throws: NotifierError.alreadyRun) { try await notifier.run() }
        }
        try await receiver.close()
    }
}
