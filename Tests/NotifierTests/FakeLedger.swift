import Notifier
import Synchronization

/// A ledger in memory, as the notifier sees one.
final class FakeLedger: NotificationSource {
    private struct State {
        var entries: [LedgerNotification?] = []
        var waiters: [UInt64: (size: UInt64, continuation: CheckedContinuation<Void, any Error>)] =
            [:]
        var lastWaiter: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Appends a transition that its parties are told of; `parties: []` makes a gap.
    @discardableResult
    func append(
        type: String = "claim.settled",
        subject: String? = nil,
        parties: Set<String> = ["acme"],
        text: String = "x"
    ) -> UInt64 {
        let (index, ready) = state.withLock { state in
            let index = UInt64(state.entries.count)
            state.entries.append(
                parties.isEmpty
                    ? nil
                    : LedgerNotification(
                        index: index,
                        id: "nt-\(index)",
                        type: type,
                        subject: subject ?? "claim-\(index)",
                        at: 1_772_323_500_000,
                        parties: parties
                    ) { Array("{\"member\":\"\($0)\",\"text\":\"\(text)\"}".utf8) }
            )
            let ready = state.waiters.filter { $0.value.size <= index }
            for id in ready.keys { state.waiters[id] = nil }
            return (index, ready)
        }
        for waiter in ready.values { waiter.continuation.resume() }
        return index
    }

    func notifications(from index: UInt64, limit: Int) async throws -> [LedgerNotification] {
        state.withLock { state in
            Array(state.entries.dropFirst(Int(index)).lazy.compactMap(\.self).prefix(limit))
        }
    }

    func size() async throws -> UInt64 {
        state.withLock { UInt64($0.entries.count) }
    }

    func waitForGrowth(beyond size: UInt64) async throws {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isLarger = state.withLock { state in
                    if UInt64(state.entries.count) > size { return true }
                    state.waiters[id] = (size, continuation)
                    return false
                }
                if isLarger { continuation.resume() }
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: UInt64) {
        state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation
            .resume(throwing: CancellationError())
    }
}
