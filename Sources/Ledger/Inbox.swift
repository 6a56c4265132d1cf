import DequeModule
import Synchronization

/// A command that waits for its answer.
struct Waiting {
    let submission: Submission
    let continuation: CheckedContinuation<Result<CommandReceipt, any Error>, Never>
    /// How often it was decided in vain because another node appended first.
    var overtaken = 0

    func answer(_ result: Result<CommandReceipt, any Error>) {
        continuation.resume(returning: result)
    }
}

/// Where commands wait, and where the sequencer waits for them.
///
/// Handing a command in costs a lock and no change of thread; the sequencer's loop runs while
/// there is work and ends when there is none.
final class Inbox: Sendable {
    /// What the loop has to do next.
    struct Work {
        var items: [Waiting] = []
        /// How the append in flight ended.
        var landed: Result<Void, LogStoreError>?
        /// Nothing is left and nothing is in flight.
        var isOver = false
    }

    fileprivate struct State {
        var items: Deque<Waiting> = []
        var landed: Result<Void, LogStoreError>?
        var isRunning = false
        var isStopping = false
        var loop: CheckedContinuation<Void, Never>?
        /// How many commands the loop waits for.
        var awaited = 1
        var idle: [CheckedContinuation<Void, Never>] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Takes a command in.
    ///
    /// - Returns: whether the loop must be started.
    /// - Throws: `LedgerFault` where no more are taken; then it has been given no answer.
    func push(_ item: Waiting) throws(LedgerFault) -> Bool {
        var loop: CheckedContinuation<Void, Never>?
        let result: Result<Bool, LedgerFault> = state.withLock { state in
            if state.isStopping { return .failure(.stopping) }
            if state.items.count >= limit {
                return .failure(.overloaded(waiting: state.items.count))
            }
            state.items.append(item)
            if state.items.count >= state.awaited { loop = state.takeLoop() }
            return .success(state.begin())
        }
        loop?.resume()
        return try result.get()
    }

    /// Puts commands back before all others, to be decided again.
    func pushBack(_ items: [Waiting]) {
        state.withLock { $0.items.insert(contentsOf: items, at: 0) }
    }

    /// Tells the loop how the append in flight ended.
    func land(_ result: Result<Void, LogStoreError>) {
        let loop = state.withLock { state in
            state.landed = result
            return state.takeLoop()
        }
        loop?.resume()
    }

    /// The next work: up to `room` commands, or the end of the append in flight.
    ///
    /// While something is in flight it waits for that end, or until `handful` commands are there:
    /// to look up, to decide and to write down one by one would cost more than the time won.
    nonisolated(nonsending) func next(room: Int, handful: Int, isFlying: Bool) async -> Work {
        let awaited = max(1, min(handful, room))
        while true {
            let work: Work? = state.withLock { state in
                var work = Work()
                work.landed = state.landed
                if isFlying, work.landed == nil, state.items.count < awaited { return nil }
                state.landed = nil
                let count = min(room, state.items.count)
                if count > 0 {
                    work.items = Array(state.items.prefix(count))
                    state.items.removeFirst(count)
                }
                if work.landed != nil || count > 0 { return work }
                if !isFlying {
                    work.isOver = true
                    return work
                }
                return nil
            }
            if let work { return work }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.landed != nil { return true }
                    if room > 0, state.items.count >= awaited { return true }
                    state.loop = continuation
                    state.awaited = room > 0 ? awaited : .max
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    /// Ends the loop, unless there is something to do again.
    func rest() -> Bool {
        let idle: [CheckedContinuation<Void, Never>]? = state.withLock { state in
            guard state.items.isEmpty else { return nil }
            state.isRunning = false
            defer { state.idle = [] }
            return state.idle
        }
        guard let idle else { return false }
        for continuation in idle { continuation.resume() }
        return true
    }

    /// Takes no more commands, and returns when those taken are answered.
    func stop() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isStopping = true
                if !state.isRunning { return true }
                state.idle.append(continuation)
                return false
            }
            if isIdle { continuation.resume() }
        }
    }
}

extension Inbox.State {
    fileprivate mutating func begin() -> Bool {
        defer { isRunning = true }
        return !isRunning
    }

    fileprivate mutating func takeLoop() -> CheckedContinuation<Void, Never>? {
        defer { loop = nil }
        return loop
    }
}
