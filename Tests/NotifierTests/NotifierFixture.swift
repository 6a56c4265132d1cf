import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

/// A notifier on a store of its own in a temporary directory, following a ledger in memory.
struct NotifierFixture: Sendable {
    private let directory: TemporaryFolder
    let ledger = FakeLedger()
    let time: SteppedClock

    init(jumps: Bool = false) throws {
        time = SteppedClock(jumps: jumps)
        directory = try TemporaryFolder()
    }

    var path: String { directory.path("notifier.sqlite") }

    func remove() {
        try? FileManager.default.removeItem(at: directory.url)
    }

    /// Runs a notifier while the body runs, then stops it gracefully, or kills it.
    func whileRunning<Result: Sendable>(
        schedule: [Int64] = [0, 3_600_000],
        guard addressGuard: AddressGuard = .loopback,
        killed: Bool = false,
        adjusting adjust: (inout NotifierConfiguration) -> Void = { _ in },
        _ body: (Notifier) async throws -> Result
    ) async throws -> Result {
        let store = try DeliveryStore(path: path)
        let client = try CurlClient(configuration: .init(addressGuard: addressGuard))
        var configuration = NotifierConfiguration(
            schedule: RetrySchedule(delaysMilliseconds: schedule),
            allowsPlainHTTP: true
        )
        adjust(&configuration)
        let notifier = Notifier(
            store: store,
            source: ledger,
            client: client,
            configuration: configuration,
            clock: time.clock,
            logger: silent
        )
        let run = Task { try await notifier.run() }
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(try await body(notifier))
        } catch {
            outcome = .failure(error)
        }
        if killed {
            run.cancel()
        } else {
            notifier.stop()
        }
        try await run.value
        await client.shutdown()
        try store.close()
        return try outcome.get()
    }

    /// Asks again and again, yielding in between, until the answer is given; at most two minutes.
    ///
    /// For what a receiver cannot see: that an outcome has been recorded.
    func eventually<Value>(_ ask: () async throws -> Value?) async throws -> Value {
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            if let value = try await ask() { return value }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw NeverHappened()
    }

    struct NeverHappened: Error {}
}

extension NotifierFixture {
    /// Opens a store without a notifier, and closes it after the body.
    static func withStore(_ body: (DeliveryStore) async throws -> Void) async throws {
        let fixture = try NotifierFixture()
        defer { fixture.remove() }
        let store = try DeliveryStore(path: fixture.path)
        try await body(store)
        try store.close()
    }
}

extension LedgerNotification {
    /// What happened with an entry, of which these parties are told.
    static func sample(
        _ index: UInt64,
        type: String = "t",
        parties: [String] = ["acme"]
    ) -> LedgerNotification {
        LedgerNotification(
            index: index,
            id: "nt-\(index)",
            type: type,
            subject: "s\(index)",
            at: 0,
            parties: Set(parties)
        ) { _ in Array("{}".utf8) }
    }
}

extension HTTPReceiver {
    /// An endpoint of a member at this receiver.
    var registration: NewWebhookEndpoint { NewWebhookEndpoint(member: "acme", url: url) }
}

extension HTTPReceiver.Received {
    /// Verifies the message as its receiver does, at an instant.
    func verify(_ endpoint: WebhookEndpoint, at milliseconds: Int64) throws {
        try StandardWebhooks.verify(
            body: body,
            headers: headers,
            secret: endpoint.secret,
            nowSeconds: milliseconds / 1_000
        )
    }
}
