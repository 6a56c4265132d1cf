import HTTPClient
import Marine
import Notifier
import Synchronization
import TestSupport
import Testing

/// What waits does so for as long as it was meant to, however the machine's clock is set.
@Suite struct NotifierClockTests {
    private static let day: Int64 = 86_400_000

    /// A receiver that is busy for its first request.
    private func busyOnce(_ retryAfter: String) async throws -> HTTPReceiver {
        let isBusy = Mutex(true)
        return try await HTTPReceiver { _ in
            let busy = isBusy.withLock { isBusy in
                defer { isBusy = false }
                return isBusy
            }
            return busy
                ? .init(status: 429, headers: [.init("Retry-After", retryAfter)]) : .ok
        }
    }

    private func paused(
        _ notifier: Notifier,
        _ id: String,
        _ fixture: NotifierFixture
    ) async throws -> Int64 {
        try await fixture.eventually {
            try await notifier.endpoint(id)?.pausedUntil?.millisecondsSinceEpoch
        }
    }

    @Test(arguments: [day, -day])
    func `a clock that is set moves no deadline, and is shown as it stands`(
        _ jump: Int64
    ) async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await busyOnce("120")
        try await fixture.whileRunning(schedule: [0, 0]) { notifier in
            let endpoint = try await notifier.register(
                NewWebhookEndpoint(member: "acme", url: receiver.url)
            )
            fixture.ledger.append()
            let until = try await paused(notifier, endpoint.id, fixture)
            #expect(until == fixture.time.now + 120_000)
            fixture.time.set(by: jump)
            let shown = try await notifier.endpoint(endpoint.id)?.pausedUntil
            #expect(shown?.millisecondsSinceEpoch == until + jump)
            fixture.time.advance(by: 119_999)
            fixture.ledger.append()
            _ = try await fixture.eventually {
                try await notifier.endpoint(endpoint.id)?.pending == 2 ? true : nil
            }
            #expect(receiver.received.count == 1)
            fixture.time.advance(by: 1)
            fixture.ledger.append()
            await receiver.waitForRequests(4)
            // The receiver judges a signature's age by the time that it is.
            let stamp = receiver.received[3].header("webhook-timestamp").flatMap { Int64($0) }
            #expect(stamp == fixture.time.now / 1_000)
        }
        try await receiver.close()
    }

    @Test func `a pause that was written while the clock was a day ahead is no day long`()
        async throws
    {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await busyOnce("120")
        fixture.time.set(by: Self.day)
        let id = try await fixture.whileRunning(schedule: [0, 0]) { notifier in
            let endpoint = try await notifier.register(
                NewWebhookEndpoint(member: "acme", url: receiver.url)
            )
            fixture.ledger.append()
            _ = try await paused(notifier, endpoint.id, fixture)
            return endpoint.id
        }
        fixture.time.set(by: -Self.day)
        try await fixture.whileRunning(schedule: [0, 0]) { notifier in
            let until = try await fixture.eventually {
                let until = try await notifier.endpoint(id)?.pausedUntil
                return until.flatMap {
                    $0.millisecondsSinceEpoch > fixture.time.now + 3_600_000
                        ? nil : $0.millisecondsSinceEpoch
                }
            }
            #expect(until == fixture.time.now + 120_000)
            fixture.ledger.append()
            _ = try await fixture.eventually {
                try await notifier.endpoint(id)?.pending == 2 ? true : nil
            }
            fixture.time.advance(by: 60_000)
            #expect(receiver.received.count == 1)
            fixture.time.advance(by: 60_000)
            await receiver.waitForRequests(3)
        }
        try await receiver.close()
    }

    @Test func `a Retry-After is honoured for an hour at most`() async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let receiver = try await busyOnce("999999")
        try await fixture.whileRunning(schedule: [0, 0]) { notifier in
            let endpoint = try await notifier.register(
                NewWebhookEndpoint(member: "acme", url: receiver.url)
            )
            fixture.ledger.append()
            let until = try await paused(notifier, endpoint.id, fixture)
            #expect(until == fixture.time.now + 3_600_000)
        }
        try await receiver.close()
    }
}
