import Notifier
import Synchronization

/// A clock that stands still until it is moved, or that jumps ahead whenever the notifier waits.
final class SteppedClock: Sendable {
    /// The longest wait that is jumped over: the dispatcher's own, but not the pruning's.
    private static let longestJump: Int64 = 60_000

    private struct State {
        var now: Int64
        /// By how much the clock was set, which moves no uptime.
        var setBy: Int64 = 0
        var sleepers:
            [UInt64: (deadline: Int64, continuation: CheckedContinuation<Void, any Error>)] =
                [:]
        var lastSleeper: UInt64 = 0
    }

    private let state: Mutex<State>
    private let jumps: Bool

    init(now: Int64 = 1_772_323_500_000, jumps: Bool = false) {
        state = Mutex(State(now: now))
        self.jumps = jumps
    }

    var now: Int64 { state.withLock { $0.now + $0.setBy } }

    var clock: NotifierClock {
        NotifierClock(
            now: { self.now },
            uptime: { self.state.withLock { $0.now } },
            sleep: { try await self.sleep($0) }
        )
    }

    /// Sets the clock as an operator does: nobody has waited meanwhile.
    func set(by milliseconds: Int64) {
        state.withLock { $0.setBy += milliseconds }
    }

    func advance(by milliseconds: Int64) {
        let ready = state.withLock { state in
            state.now += milliseconds
            let now = state.now
            let ready = state.sleepers.filter { $0.value.deadline <= now }
            for id in ready.keys { state.sleepers[id] = nil }
            return ready
        }
        for sleeper in ready.values { sleeper.continuation.resume() }
    }

    private func sleep(_ milliseconds: Int64) async throws {
        try Task.checkCancellation()
        if jumps, milliseconds <= Self.longestJump {
            advance(by: milliseconds)
            return
        }
        let id = state.withLock { state in
            state.lastSleeper += 1
            return state.lastSleeper
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    if milliseconds <= 0 { return true }
                    state.sleepers[id] = (state.now + milliseconds, continuation)
                    return false
                }
                if isOver { continuation.resume() }
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: UInt64) {
        state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation
            .resume(throwing: CancellationError())
    }
}
