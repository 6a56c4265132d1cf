import Contracts
import DequeModule
import Marine
import Synchronization
import TransparencyLog

/// A command on its way from submission to its answer.
struct PendingCommand {
    /// What was submitted; immutable.
    let submission: Submission
    /// Who waits for the answer, and is resumed once; `nil` where nobody does, as in tests of the
    /// commit loop.
    let continuation: CheckedContinuation<Result<CommandReceipt, any Error>, Never>?
    /// How often it was decided in vain because another node appended first; counted by the
    /// commit loop.
    var timesOvertaken = 0

    var name: CommandName { submission.name }

    func answer(_ result: Result<CommandReceipt, any Error>) {
        continuation?.resume(returning: result)
    }

    /// A repeat gets the first receipt; another command under the same name is refused.
    func requireSame(_ fingerprint: Hash) throws(Refusal) {
        guard fingerprint == submission.fingerprint else {
            throw Refusal(.commandReused, ["id": submission.command.id.string])
        }
    }
}

/// A command that was on the ledger already when it was looked up.
struct EarlierCommand {
    let fingerprint: Hash
    /// Where its transitions are; what kept them from being read.
    let receipts: Result<[Receipt], any Error>
}

/// Where commands wait to be decided, and where the sequencer waits for them.
///
/// Submitting a command costs a lock and no change of thread. The sequencer's task runs while
/// there is work and ends when there is none.
final class Inbox: Sendable {
    /// What has come since the last look.
    struct Work {
        var commands: [PendingCommand] = []
        /// How the append in flight ended; `nil` while it has not.
        var appendEnd: Result<Void, LogStoreError>?
    }

    /// Read and written by any thread, under the lock.
    fileprivate struct State {
        /// In the order in which they are to be decided.
        var commands: Deque<PendingCommand> = []
        /// How the append in flight ended, until the sequencer takes notice.
        var appendEnd: Result<Void, LogStoreError>?
        /// Whether a task of the sequencer's is running, or about to.
        var isRunning = false
        var isStopping = false
        /// The sequencer's task, while it waits for work.
        var sequencer: CheckedContinuation<Void, Never>?
        /// With how many commands it is woken.
        var wakingCount = 1
        /// Those who wait for all commands to be answered.
        var stopping: [CheckedContinuation<Void, Never>] = []
    }

    /// The most commands that wait; immutable.
    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) { self.limit = limit }

    /// Takes a command in.
    ///
    /// - Returns: whether the sequencer's task must be started.
    /// - Throws: `LedgerFault` where no more are taken; the command is then not answered.
    func push(_ command: PendingCommand) throws(LedgerFault) -> Bool {
        var sequencer: CheckedContinuation<Void, Never>?
        let result: Result<Bool, LedgerFault> = state.withLock { state in
            if state.isStopping { return .failure(.stopping) }
            if state.commands.count >= limit {
                return .failure(.overloaded(waiting: state.commands.count))
            }
            state.commands.append(command)
            if state.commands.count >= state.wakingCount { sequencer = state.takeSequencer() }
            defer { state.isRunning = true }
            return .success(!state.isRunning)
        }
        sequencer?.resume()
        return try result.get()
    }

    /// Puts commands before all others, to be decided again.
    func putBack(_ commands: [PendingCommand]) {
        state.withLock { $0.commands.insert(contentsOf: commands, at: 0) }
    }

    /// Tells the sequencer how the append in flight ended.
    func appendEnded(_ result: Result<Void, LogStoreError>) {
        let sequencer = state.withLock { state in
            state.appendEnd = result
            return state.takeSequencer()
        }
        sequencer?.resume()
    }

    /// The next work: up to `room` commands, the end of the append in flight, or both.
    ///
    /// While an append is in flight it waits for its end, or until `atLeast` commands are there:
    /// to look up, decide and encode them one by one would cost more than the time won.
    ///
    /// - Returns: `nil` where nothing is left to do; the sequencer's task must then end.
    nonisolated(nonsending) func next(
        room: Int,
        atLeast: Int,
        whileAppending isAppending: Bool
    ) async -> Work? {
        let count = max(1, min(atLeast, room))
        while true {
            let look = state.withLock { $0.look(room: room, atLeast: count, isAppending) }
            switch look {
            case .work(let work): return work
            case .idle(let stopping):
                for continuation in stopping { continuation.resume() }
                return nil
            case .wait: break
            }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if state.appendEnd != nil { return true }
                    if room > 0, state.commands.count >= count { return true }
                    state.sequencer = continuation
                    state.wakingCount = room > 0 ? count : .max
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }

    /// Takes no more commands, and returns when those taken are answered.
    func stop() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isStopping = true
                if !state.isRunning { return true }
                state.stopping.append(continuation)
                return false
            }
            if isIdle { continuation.resume() }
        }
    }
}

extension Inbox.State {
    fileprivate enum Look {
        case work(Inbox.Work)
        case wait
        /// Nothing is left, and these who wait for that are to be resumed.
        case idle([CheckedContinuation<Void, Never>])
    }

    fileprivate mutating func look(room: Int, atLeast: Int, _ isAppending: Bool) -> Look {
        if isAppending, appendEnd == nil, commands.count < atLeast { return .wait }
        let count = min(room, commands.count)
        if count == 0, appendEnd == nil {
            if isAppending { return .wait }
            isRunning = false
            defer { stopping = [] }
            return .idle(stopping)
        }
        var work = Inbox.Work(appendEnd: appendEnd)
        appendEnd = nil
        if count > 0 {
            work.commands = Array(commands.prefix(count))
            commands.removeFirst(count)
        }
        return .work(work)
    }

    fileprivate mutating func takeSequencer() -> CheckedContinuation<Void, Never>? {
        defer { sequencer = nil }
        return sequencer
    }
}
