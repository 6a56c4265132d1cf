import Hummingbird
import NIOConcurrencyHelpers
import NIOCore
import Notifier

/// A server on loopback that counts what is posted to `/hook`, and lets `/hang` wait for ever.
struct HookReceiver: Sendable {
    let url: String
    private let count: NIOLockedValueBox<Int>

    /// Serves while `body` runs.
    static func run(_ body: (HookReceiver) async throws -> Void) async throws {
        let count = NIOLockedValueBox(0)
        let router = Router()
        router.post("/hook") { request, _ in
            _ = try await request.body.collect(upTo: 1 << 20)
            count.withLockedValue { $0 += 1 }
            return Response(status: .noContent)
        }
        router.post("/hang") { _, _ in
            try await Task.sleep(for: .seconds(600))
            return Response(status: .noContent)
        }
        try await PeerServer.run(router) { url in
            try await body(HookReceiver(url: url, count: count))
        }
    }

    /// Counts from 0 again.
    func reset() { count.withLockedValue { $0 = 0 } }

    /// Waits until so many have arrived.
    func wait(for number: Int) async throws {
        while count.withLockedValue({ $0 }) < number {
            try await Task.sleep(for: .microseconds(200))
        }
    }
}

/// Entries of which members are told, in memory.
final class EntriesInMemory: NotificationSource {
    private let entries = NIOLockedValueBox<[LedgerNotification]>([])

    func append(for members: Set<String>) {
        entries.withLockedValue { entries in
            let index = entries.count
            entries.append(
                LedgerNotification(
                    index: UInt64(index),
                    id: "evt_\(index)",
                    type: "claim.settled",
                    subject: "claim-\(index)",
                    at: 0,
                    parties: members,
                    body: { _ in Array(#"{"index":0}"#.utf8) }
                )
            )
        }
    }

    func notifications(from index: UInt64, limit: Int) async throws -> [LedgerNotification] {
        entries.withLockedValue { Array($0.dropFirst(Int(clamping: index)).prefix(limit)) }
    }

    func size() async throws -> UInt64 { entries.withLockedValue { UInt64($0.count) } }

    func waitForGrowth(beyond size: UInt64) async throws {
        while try await self.size() <= size { try await Task.sleep(for: .microseconds(200)) }
    }
}
