import Contracts
import Marine
import TransparencyLog

/// What the commit loop and the sequencer tell each other.
extension CommitLoop {
    /// What happened.
    enum Event {
        /// The sequencer's task began.
        case started
        case work(Inbox.Work)
        case lookedUp(Result<[CommandName: EarlierCommand], LedgerFault>, now: Instant)
        case statesFetched(Result<Void, any Error>, now: Instant)
        /// With how many durable entries the view lacked then.
        case signed(Result<SignedBatch, any Error>, unapplied: Int)
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

    /// What an event leads to.
    struct Step {
        let effects: [Effect]
        let request: Request
    }

    /// A command that was on the ledger when it was looked up.
    struct EarlierCommand {
        let fingerprint: Hash
        let receipts: Result<[Receipt], any Error>
    }
}
