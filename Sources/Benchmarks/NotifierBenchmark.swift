import Foundation
import HTTPClient
import Hummingbird
import Logging
import Marine
import NIOConcurrencyHelpers
import NIOCore
import Notifier

/// Webhooks delivered on loopback, beside a plain loop over libcurl, and what one member waits for
/// its deliveries while other members' receivers hang.
public struct NotifierBenchmark {
    /// The most endpoints of a member.
    private static let endpointsOfMember = 50

    private let deliveries: Int
    private let rounds: Int
    private let samples: Int
    private let say: @Sendable (String) -> Void

    /// Prepares a run.
    public init(quick: Bool, say: @escaping @Sendable (String) -> Void) {
        deliveries = quick ? 2_000 : 10_000
        rounds = quick ? 1 : 3
        samples = quick ? 100 : 1_000
        self.say = say
    }

    /// Measures.
    public func run() async throws -> [BenchmarkRow] {
        var noted = Medians()
        try await HookReceiver.run { receiver in
            for round in 0..<rounds {
                say("round \(round + 1)")
                noted.add("libcurl 4", try await plain(receiver, clients: 4))
                noted.add("libcurl 256", try await plain(receiver, clients: 256))
                noted.add("1", try await delivered(receiver, endpoints: 1))
                noted.add("1000", try await delivered(receiver, endpoints: 1_000))
                noted.add("p99", try await victim(receiver, dead: 0))
                noted.add("p99 50", try await victim(receiver, dead: 50))
                noted.add("p99 1000", try await victim(receiver, dead: 1_000))
            }
        }
        func rate(_ name: String, _ value: String, _ clients: String) -> BenchmarkRow {
            let peer = "libcurl in a loop, \(clients) at once"
            let other = noted["libcurl \(clients)"]
            return BenchmarkRow("notifier", name, noted[value], "1/s", beside: peer, other)
        }
        func wait(_ name: String, _ value: String) -> BenchmarkRow {
            let peer = "without neighbours"
            return BenchmarkRow("notifier", name, noted[value], "ms", beside: peer, noted["p99"])
        }
        return [
            rate("deliveries to 1 endpoint", "1", "4"),
            rate("deliveries to 1,000 endpoints of 20 members", "1000", "256"),
            wait("p99 beside 50 hanging endpoints of one member", "p99 50"),
            wait("p99 beside 1,000 hanging endpoints of 20 members", "p99 1000"),
        ]
    }

    /// Posts per second by a number of clients that do nothing else.
    private func plain(_ receiver: HookReceiver, clients: Int) async throws -> Double {
        let client = try CurlClient()
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 300)
        let (url, total) = ("\(receiver.url)/hook", deliveries)
        let begin = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<clients {
                group.addTask {
                    for _ in stride(from: number, to: total, by: clients) {
                        _ = try await client.send(
                            CurlRequest(method: "POST", url: url, body: body)
                        )
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - begin) / .seconds(1)
        await client.shutdown()
        return Double(deliveries) / seconds
    }

    /// Deliveries per second to endpoints that all want everything.
    private func delivered(_ receiver: HookReceiver, endpoints: Int) async throws -> Double {
        try await withNotifier { notifier, ledger in
            let members = try await register(endpoints, "\(receiver.url)/hook", notifier)
            receiver.reset()
            let begin = ContinuousClock.now
            for _ in 0..<max(1, deliveries / endpoints) { ledger.append(for: members) }
            let count = max(1, deliveries / endpoints) * endpoints
            try await receiver.wait(for: count)
            return Double(count) / ((ContinuousClock.now - begin) / .seconds(1))
        }
    }

    /// The 99th percentile of the time from an append to its arrival, in milliseconds, of a member
    /// with one endpoint beside endpoints that never answer.
    private func victim(_ receiver: HookReceiver, dead: Int) async throws -> Double {
        try await withNotifier { notifier, ledger in
            let members = try await register(dead, "\(receiver.url)/hang", notifier)
            _ = try await notifier.register(
                NewWebhookEndpoint(
                    member: "victim",
                    WebhookRegistration(url: Text("\(receiver.url)/hook"))
                )
            )
            for _ in 0..<20 where dead > 0 { ledger.append(for: members) }
            try await Task.sleep(for: .seconds(1))
            receiver.reset()
            var waits: [Double] = []
            for number in 1...samples {
                let begin = ContinuousClock.now
                ledger.append(for: ["victim"])
                try await receiver.wait(for: number)
                waits.append((ContinuousClock.now - begin) / .milliseconds(1))
            }
            return waits.sorted()[samples * 99 / 100]
        }
    }

    private func register(
        _ count: Int,
        _ url: String,
        _ notifier: Notifier
    ) async throws -> Set<String> {
        var members: Set<String> = []
        for number in 0..<count {
            let member = "member-\(number / Self.endpointsOfMember)"
            members.insert(member)
            _ = try await notifier.register(
                NewWebhookEndpoint(member: member, WebhookRegistration(url: Text(url)))
            )
        }
        return members
    }

    private func withNotifier(
        _ body: (Notifier, EntriesInMemory) async throws -> Double
    ) async throws -> Double {
        try await withTemporaryFolder { folder in
            let store = try DeliveryStore(path: "\(folder)/notifier.sqlite")
            let client = try CurlClient()
            let ledger = EntriesInMemory()
            var logger = Logger(label: "notifier")
            logger.logLevel = .critical
            let notifier = Notifier(
                store: store,
                source: ledger,
                client: client,
                configuration: .init(stopGraceMilliseconds: 0, allowsPlainHTTP: true),
                logger: logger
            )
            let run = Task { try await notifier.run() }
            let value = try await body(notifier, ledger)
            notifier.stop()
            try await run.value
            await client.shutdown()
            try store.close()
            return value
        }
    }
}
