import Contracts
import Marine
import TransparencyLog

/// Takes commands from the inbox to their answers: when which are decided and appended, and what
/// follows from how an append ended.
///
/// It is a pure state machine. The sequencer tells it what happened as an `Event`; each event
/// leads to effects, which the sequencer carries out at once, and to one request, whose fulfilment
/// is the next event. At most one append is in flight, beside all requests; how it ended comes
/// with the next work. While it is in flight the next batch is decided on top of it.
///
///     work -> (head, catch-up) -> look-up -> (states) -> signature -> (view) -> append
///
/// All of its fields are its own, and change in `handle` alone; damage and withdrawal may be noted
/// at any time, also between a request and its fulfilment, and are asked for before each append.
struct CommitLoop {
    /// A batch of which it is not known whether it became durable.
    private struct Unsettled {
        /// Without its answers once its commands were told that the outcome is unknown.
        var batch: SignedBatch
        let reason: String
        /// Whether it is on the ledger below another node's entries; known before catching up.
        var isDurable = false
    }

    /// How often a command is decided again because another node appended first.
    static let attempts = 5
    /// How many commands are decided before the loop looks whether the append has ended.
    ///
    /// Few enough that clients who wait for each other's batches fall into two halves, of which
    /// one is decided while the other is written.
    static let stride = 64
    /// The part of a batch in flight that is gathered before more is decided on top of it.
    static let gatheredPart = 4

    /// What is durable: moved on by the sequencer between events; the loop reads it.
    private let committed: CommittedState
    private let limits: Sequencer.Limits

    /// Where the ledger was found damaged.
    private(set) var damage: String?
    /// Why no more commands are taken although what is stored is whole.
    private var withdrawal: LedgerFault?

    /// Commands taken from the inbox, and how many of them are decided.
    private var arrived: [PendingCommand] = []
    private var decidedCount = 0
    /// Which of them were on the ledger already.
    private var earlier: [CommandName: EarlierCommand] = [:]
    /// The batch in the making.
    private var draft: BatchDraft?
    /// The batch being signed, to know its commands where that fails.
    private var signing: BatchDraft?
    /// A signed batch that waits for the view.
    private var held: SignedBatch?
    /// The batch that is being appended.
    private var inFlight: SignedBatch?
    /// The batch whose append ended with an unknown outcome; while there is one, none is in the
    /// making or in flight.
    private var unsettled: Unsettled?
    /// Commands that another node overtook, while its entries are being folded in.
    private var overtaken: [PendingCommand] = []
    /// Effects of the event that is being handled.
    private var effects: [Effect] = []

    init(committed: CommittedState, limits: Sequencer.Limits) {
        self.committed = committed
        self.limits = limits
    }

    /// Why no command is taken; `nil` while they are.
    var standingFault: LedgerFault? {
        damage.map { LedgerFault.damaged(place: $0) } ?? withdrawal
    }

    /// Notes that the ledger is damaged; the first place stands.
    mutating func foundDamaged(at place: String) {
        if damage == nil { damage = place }
    }

    /// Notes why no more commands are taken; the first reason stands.
    mutating func withdraw(_ fault: LedgerFault) {
        if withdrawal == nil { withdrawal = fault }
    }

    /// What an event leads to.
    mutating func handle(_ event: Event) -> (effects: [Effect], request: Request) {
        let request = follow(event)
        defer { effects = [] }
        return (effects, request)
    }

    private mutating func follow(_ event: Event) -> Request {
        switch event {
        case .started:
            return moreWork
        case .work(let work):
            arrived = work.commands
            return work.appendEnd.map { followAppend($0) } ?? lookUpArrived()
        case .lookedUp(.success(let earlier), let now):
            self.earlier = earlier
            if draft == nil {
                draft = BatchDraft(
                    after: inFlight?.end ?? committed.end,
                    payloadLimit: limits.payload,
                    latest: limits.edition
                )
            }
            return decideArrived(now)
        case .lookedUp(.failure(let fault), _):
            failArrived(fault)
            return closeDraft()
        case .statesFetched(let result, let now):
            if case .failure(let error) = result { answerNext(.failure(error)) }
            return decideArrived(now)
        case .signed(let result, let unapplied):
            return followSigning(result, unapplied)
        case .viewBroughtUp:
            return held.take().map { append($0) } ?? moreWork
        case .headRead(let result):
            return followHead(result)
        case .caughtUp(let result):
            return unsettled == nil ? retryOvertaken(result) : settle(result)
        }
    }

    private var moreWork: Request {
        .work(
            room: min(CommitLoop.stride, limits.batch - (draft?.count ?? 0)),
            atLeast: (inFlight?.answered.count ?? 0) / CommitLoop.gatheredPart,
            whileAppending: inFlight != nil
        )
    }
}

// What the loop and the sequencer tell each other.
extension CommitLoop {
    /// What happened.
    enum Event {
        /// The sequencer's task began.
        case started
        case work(Inbox.Work)
        case lookedUp(Result<[CommandName: EarlierCommand], LedgerFault>, now: Instant)
        case statesFetched(Result<Void, any Error>, now: Instant)
        /// With how many durable entries the view lacked then.
        case signed(Result<SignedBatch, SigningFailure>, unapplied: Int)
        case viewBroughtUp
        /// With the first of the entries above the size that the batch was to be appended to.
        case headRead(Result<(head: LogHead, first: LogEntry?), LedgerFault>)
        case caughtUp(Result<Void, any Error>)
    }

    /// What is carried out at once and in order, without waiting for anything.
    enum Effect {
        /// A batch is durable: its states become current, and its commands are answered.
        case publish(SignedBatch)
        case answer([SignedBatch.Answered])
        case fail([PendingCommand], any Error)
        /// Commands are to be decided again, before all that wait.
        case putBack([PendingCommand])
        case encode(EncodingJob)
        case append(SignedBatch)
    }

    /// What the loop waits for; the event that answers it has a like name.
    enum Request {
        /// More commands, as many as there is room for, or the end of the append in flight.
        case work(room: Int, atLeast: Int, whileAppending: Bool)
        /// Which of these commands are on the ledger already.
        case lookUp([CommandName])
        case fetchStates([InstanceKey: InstanceLocation])
        case sign(BatchDraft)
        case bringViewUp
        /// Whether this batch is on the ledger.
        case readHead(after: SignedBatch)
        /// The entries of other nodes folded in.
        case catchUp
    }
}

// Deciding.
extension CommitLoop {
    private mutating func lookUpArrived() -> Request {
        if arrived.isEmpty { return closeDraft() }
        if let fault = standingFault {
            failArrived(fault)
            return closeDraft()
        }
        // What the batch came to is part of what the commands are decided on.
        if let unsettled { return .readHead(after: unsettled.batch) }
        return .lookUp(arrived.map(\.name))
    }

    private mutating func decideArrived(_ now: Instant) -> Request {
        while decidedCount < arrived.count {
            do {
                try decide(arrived[decidedCount], now)
                decidedCount += 1
            } catch let error as BatchDraft.StatesEvicted {
                return .fetchStates(error.locations)
            } catch {
                answerNext(.failure(error))
            }
        }
        forgetArrived()
        return closeDraft()
    }

    private mutating func decide(_ command: PendingCommand, _ now: Instant) throws {
        if try draft?.repeats(command) == true { return }
        if let receipt = try inFlight?.repeated(command) {
            draft?.answer(command, .success(receipt))
        } else if let earlier = earlier[command.name] {
            let receipts = try earlier.receipts.get()
            try command.requireSame(earlier.fingerprint)
            draft?.answer(command, .success(CommandReceipt(receipts: receipts, isRepeat: true)))
        } else {
            try draft?.add(command, now: now, below: inFlight?.overlay, committed)
        }
    }

    private mutating func answerNext(_ answer: Result<CommandReceipt, any Error>) {
        draft?.answer(arrived[decidedCount], answer)
        decidedCount += 1
    }

    private mutating func failArrived(_ error: any Error) {
        fail(arrived, error)
        forgetArrived()
    }

    private mutating func forgetArrived() {
        arrived = []
        decidedCount = 0
        earlier = [:]
    }

    private mutating func putBack(_ commands: [PendingCommand]) {
        if !commands.isEmpty { effects.append(.putBack(commands)) }
    }

    private mutating func fail(_ commands: [PendingCommand], _ error: any Error) {
        if let fault = error as? LedgerFault { note(fault) }
        if !commands.isEmpty { effects.append(.fail(commands, error)) }
    }

    /// Some faults stand until somebody acts; after the others the next command may fare better.
    private mutating func note(_ fault: LedgerFault) {
        switch fault {
        case .damaged(let place): foundDamaged(at: place)
        case .keyNotHeld, .editionAhead: withdraw(fault)
        case .notCommitted, .outcomeUnknown, .storageFull, .storageReadOnly, .unavailable,
            .overloaded, .stopping, .disowned, .notSigned, .clockAhead:
            break
        }
    }
}

// Appending.
extension CommitLoop {
    /// Has the batch in the making signed, or goes on with it while another is in flight.
    private mutating func closeDraft() -> Request {
        if inFlight != nil {
            if let job = draft?.nextEncoding() { effects.append(.encode(job)) }
            return moreWork
        }
        guard let closing = draft.take() else { return moreWork }
        guard !closing.isEmpty else {
            effects.append(.answer(closing.answers([])))
            return moreWork
        }
        signing = closing
        return .sign(closing)
    }

    private mutating func followSigning(
        _ result: Result<SignedBatch, SigningFailure>,
        _ unapplied: Int
    ) -> Request {
        let unsigned = signing.take()
        switch result {
        case .success(let batch):
            guard unapplied > ViewFeed.backlog else { return append(batch) }
            held = batch
            return .bringViewUp
        case .failure(.notEncoded(let error)):
            // What was decided on top of it cannot stand either.
            let (command, others) = unsigned?.parted(at: error.position) ?? (nil, [])
            if let command {
                let answer = Result<CommandReceipt, any Error>.failure(error.reason)
                effects.append(.answer([SignedBatch.Answered(command: command, answer: answer)]))
            }
            putBack(others)
        case .failure(.fault(let fault)): fail(unsigned?.commands ?? [], fault)
        }
        return moreWork
    }

    /// Starts an append, unless damage or a withdrawal was found since its commands were decided.
    private mutating func append(_ batch: SignedBatch) -> Request {
        if let fault = standingFault {
            fail(batch.answered.map(\.command), fault)
        } else {
            inFlight = batch
            effects.append(.append(batch))
        }
        return moreWork
    }

    private mutating func followAppend(_ end: Result<Void, LogStoreError>) -> Request {
        guard let batch = inFlight.take() else { return lookUpArrived() }
        guard case .failure(let error) = end else {
            effects.append(.publish(batch))
            return lookUpArrived()
        }
        // What was decided on top of it is decided again.
        putBack((draft.take()?.commands ?? []) + arrived)
        forgetArrived()
        switch error {
        case .outcomeUnknown(let reason):
            unsettled = Unsettled(batch: batch, reason: reason)
            return .readHead(after: batch)
        case .sizeMismatch:
            return followOvertaking(batch)
        case .notWritten, .full, .readOnly, .damaged, .unreadable:
            fail(batch.answered.map(\.command), LedgerFault(reading: error))
            return moreWork
        }
    }
}

// What another node did, and what is not known.
extension CommitLoop {
    private mutating func followOvertaking(_ batch: SignedBatch) -> Request {
        var commands = batch.answered.map(\.command)
        for place in commands.indices { commands[place].timesOvertaken += 1 }
        overtaken = commands.filter { $0.timesOvertaken < CommitLoop.attempts }
        let givenUp = commands.filter { $0.timesOvertaken >= CommitLoop.attempts }
        fail(givenUp, LedgerFault.notCommitted(reason: "other nodes kept appending first"))
        return .catchUp
    }

    private mutating func retryOvertaken(_ result: Result<Void, any Error>) -> Request {
        let commands = overtaken
        overtaken = []
        switch result {
        case .success: putBack(commands)
        case .failure(let error): fail(commands, error)
        }
        return moreWork
    }

    private mutating func followHead(
        _ result: Result<(head: LogHead, first: LogEntry?), LedgerFault>
    ) -> Request {
        guard let awaited = unsettled else { return lookUpArrived() }
        let batch = awaited.batch
        switch result {
        case .failure(let fault):
            // Its commands are answered now; what they came to is found out with the next ones.
            fail(batch.answered.map(\.command), fault)
            unsettled?.batch.answered = []
            failArrived(fault)
            return moreWork
        case .success(let (head, _)) where head.checkpoint == batch.log.checkpoint:
            unsettled = nil
            effects.append(.publish(batch))
            return lookUpArrived()
        case .success(let (head, _)) where head.size <= batch.sizeBefore:
            unsettled = nil
            fail(batch.answered.map(\.command), LedgerFault.notCommitted(reason: awaited.reason))
            return lookUpArrived()
        case .success(let (_, first)):
            // Another node may have appended on top: no two leaves are alike, as salts differ.
            unsettled?.isDurable = first?.leaf == batch.log.entries.first?.leaf
            return .catchUp
        }
    }

    /// Follows the batch of unknown outcome once all that is stored is folded in.
    private mutating func settle(_ result: Result<Void, any Error>) -> Request {
        guard let settled = unsettled.take() else { return lookUpArrived() }
        let commands = settled.batch.answered.map(\.command)
        switch result {
        case .failure(var error):
            if case LedgerFault.notCommitted(let reason) = error {
                error = LedgerFault.outcomeUnknown(reason: reason)
            }
            fail(commands, error)
            failArrived(error)
            return moreWork
        case .success where settled.isDurable:
            effects.append(.answer(settled.batch.answered))
        case .success:
            fail(commands, LedgerFault.notCommitted(reason: settled.reason))
        }
        return lookUpArrived()
    }
}
