import HTTPClient
import Marine
import Notifier
import Synchronization
import TestSupport
import Testing

/// What the notifier makes of receivers that fail, refuse, redirect or stay silent.
@Suite struct NotifierFailureTests {
    @Test func `410 disables the endpoint, and enabling it goes on where it was left`() async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let isGone = Mutex(true)
        let receiver = try await HTTPReceiver { _ in
            isGone.withLock(\.self) ? .init(status: 410) : .ok
        }
        try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(receiver.registration)
            fixture.ledger.append()
            let disabled = try await fixture.eventually {
                let now = try await notifier.endpoint(endpoint.id)
                return now?.disabledAt == nil ? nil : now
            }
            #expect(disabled.disabledReason == .gone)
            fixture.ledger.append()
            // An endpoint registered later proves that the second transition has been read.
            let other = try await HTTPReceiver()
            _ = try await notifier.register(other.registration, startingAt: 1)
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
        let target = try await HTTPReceiver()
        let receiver = try await HTTPReceiver { _ in
            .init(status: 307, headers: [.init("Location", target.url)])
        }
        try await fixture.whileRunning { notifier in
            let endpoint = try await notifier.register(receiver.registration)
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
        let receiver = try await HTTPReceiver { _ in
            isBusy.withLock(\.self)
                ? .init(status: 429, headers: [.init("Retry-After", "120")]) : .ok
        }
        try await fixture.whileRunning(schedule: [0, 0]) { notifier in
            let endpoint = try await notifier.register(receiver.registration)
            fixture.ledger.append()
            let until = fixture.time.now + 120_000
            _ = try await fixture.eventually {
                try await notifier.endpoint(endpoint.id)?.pausedUntil?.millisecondsSinceEpoch
                    == until
                    ? true : nil
            }
            fixture.ledger.append()
            _ = try await fixture.eventually {
                try await notifier.endpoint(endpoint.id)?.pending == 2 ? true : nil
            }
            #expect(receiver.received.count == 1)
            isBusy.withLock { $0 = false }
            fixture.time.advance(by: 60_000)
            fixture.time.advance(by: 60_000)
            await receiver.waitForRequests(3)
        }
        try await receiver.close()
    }

    @Test func `a name that leads to a refused address is never connected to`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await HTTPReceiver()
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
                try await notifier.register(receiver.registration)
            }
        }
        #expect(receiver.received.isEmpty)
        try await receiver.close()
    }

    @Test func `an endpoint that does not answer times out`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let gate = Gate()
        let receiver = try await HTTPReceiver { _ in
            await gate.pass()
            return .ok
        }
        try await fixture.whileRunning(
            adjusting: { $0.timeoutMilliseconds = 30 },
            { notifier in
                let endpoint = try await notifier.register(receiver.registration)
                fixture.ledger.append()
                let failed = try await fixture.eventually {
                    try await notifier.deliveries(of: endpoint.id).items.first { $0.attempts == 1 }
                }
                #expect(failed.lastError == "timed out" && failed.lastStatus == nil)
            }
        )
        await gate.open()
        try await receiver.close()
    }
}
