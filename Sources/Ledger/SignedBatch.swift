import Contracts
import Marine
import TransparencyLog

/// A batch that is decided, encoded, hashed and signed, but not yet known to be durable.
///
/// Immutable but for `answered`: the commit loop's, which holds the batch, and the append reads it.
struct SignedBatch {
    /// A command of the batch with the answer it will get.
    struct Answered {
        let command: PendingCommand
        let answer: Result<CommandReceipt, any Error>
    }

    /// What is appended to the store.
    let log: LogBatch
    /// The ledger as it is after it.
    let end: LedgerEnd
    /// The states after it.
    let overlay: StateOverlay
    /// The entries for the view.
    let folded: [FoldedEntry]
    /// The positions in `receipts` of the commands decided in it, by their names.
    let positions: [CommandName: Int]
    let receipts: [[Receipt]]
    /// Its commands with their answers; emptied once these are given.
    var answered: [Answered]

    /// The ledger's size before it.
    var sizeBefore: UInt64 { end.size - UInt64(log.entries.count) }

    /// Encodes the rest of the batch, and signs the checkpoint of the tree that includes it.
    ///
    /// `signers` is given the consortium's state after the batch, `nil` where the batch leaves it
    /// as it was.
    ///
    /// - Throws: `EncodingFailure` where a command cannot be encoded, and what `signers` or signing
    ///   throws.
    nonisolated(nonsending) init(
        signing draft: BatchDraft,
        origin: String,
        by signers: (Consortium.State?) throws -> [NoteSigner]
    ) async throws {
        let encoded = try await draft.encoded()
        var edge = draft.start.edge
        for hash in encoded.leafHashes { edge.append(hash) }
        let checkpoint = try Checkpoint(origin: origin, size: edge.size, root: edge.root)
        let moved = draft.overlay.held[InstanceKey(.consortium, Workflow.consortium)]
        let note = try SignedCheckpoint.sign(
            checkpoint,
            by: signers(moved.flatMap { Consortium.unwrap($0.state) })
        )
        log = LogBatch(
            entries: encoded.entries,
            leafHashes: encoded.leafHashes,
            commands: encoded.recorded,
            names: encoded.names,
            tiles: edge.takeCompleted() + edge.partialTiles,
            checkpoint: note
        )
        end = LedgerEnd(edge: edge, at: draft.earliest)
        overlay = draft.overlay
        folded = encoded.folded
        positions = draft.positions
        receipts = encoded.receipts
        answered = draft.answers(encoded.receipts)
    }

    /// The receipt for a command whose name is in the batch; `nil` where it is not.
    ///
    /// - Throws: `Refusal` where the name is that of another command.
    func repeated(_ command: PendingCommand) throws(Refusal) -> CommandReceipt? {
        guard let position = positions[command.name] else { return nil }
        try command.requireSame(log.commands[position].fingerprint)
        return CommandReceipt(receipts: receipts[position], isRepeat: true)
    }
}

/// A command that cannot be encoded, by its position among those decided.
struct EncodingFailure: Error {
    let position: Int
    let reason: any Error
}

/// Why a batch was not signed: nothing of it is written.
enum SigningFailure: Error {
    /// One command cannot be encoded; the others can be decided again without it.
    case notEncoded(EncodingFailure)
    /// All of its commands fail with this.
    case fault(LedgerFault)

    /// What encoding or signing threw.
    init(_ error: any Error) {
        switch error {
        case let failure as EncodingFailure: self = .notEncoded(failure)
        case let fault as LedgerFault: self = .fault(fault)
        case let error as LogKeyError: self = .fault(.keyNotHeld(reason: "\(error)"))
        default: self = .fault(.notSigned(reason: "\(error)"))
        }
    }
}

/// Decided commands that are encoded on another thread.
///
/// The batch in the making gives it out and awaits its result, and the sequencer starts it: all in
/// the sequencer's one task.
final class EncodingJob {
    private let commands: [DecidedCommand]
    private let position: Int
    private let payloadLimit: Int
    /// Set once, when the job is started.
    private var task: Task<EncodedCommands, any Error>?

    /// `position` is that of the first among all that are decided.
    init(_ commands: [DecidedCommand], from position: Int, payloadLimit: Int) {
        self.commands = commands
        self.position = position
        self.payloadLimit = payloadLimit
    }

    func start() {
        let (commands, position, payloadLimit) = (commands, position, payloadLimit)
        task = Task.detached {
            try EncodedCommands(commands, from: position, payloadLimit: payloadLimit)
        }
    }

    /// The encoded commands; where the job was not started, the caller encodes them.
    nonisolated(nonsending) func result() async throws -> EncodedCommands {
        if let task { return try await task.value }
        return try EncodedCommands(commands, from: position, payloadLimit: payloadLimit)
    }
}

/// The bytes and hashes of decided commands, in order.
///
/// They depend on the decided commands alone, so any thread can make them.
struct EncodedCommands: Sendable {
    private(set) var entries: [LogEntry] = []
    private(set) var leafHashes: [Hash] = []
    private(set) var folded: [FoldedEntry] = []
    private(set) var recorded: [RecordedCommand] = []
    /// The digests of the commands' names.
    private(set) var names: [UInt64] = []
    /// For each command one receipt for each of its transitions.
    private(set) var receipts: [[Receipt]] = []

    init(reserving transitions: Int) {
        entries.reserveCapacity(transitions)
        leafHashes.reserveCapacity(transitions)
        folded.reserveCapacity(transitions)
    }

    /// Encodes commands; `position` is that of the first among all that are decided,
    /// `payloadLimit` the most bytes of a payload.
    init(
        _ commands: [DecidedCommand],
        from position: Int,
        payloadLimit: Int
    ) throws(EncodingFailure) {
        self.init(reserving: commands.reduce(0) { $0 + $1.parts.count })
        for (number, command) in commands.enumerated() {
            do { try encode(command, payloadLimit) } catch {
                throw EncodingFailure(position: position + number, reason: error)
            }
        }
    }

    mutating func append(_ others: EncodedCommands) {
        entries += others.entries
        leafHashes += others.leafHashes
        folded += others.folded
        recorded += others.recorded
        names += others.names
        receipts += others.receipts
    }

    private mutating func encode(_ command: DecidedCommand, _ limit: Int) throws {
        let submission = command.submission
        var given: [Receipt] = []
        given.reserveCapacity(command.parts.count)
        for (number, part) in command.parts.enumerated() {
            given.append(try encode(part, number, command, limit))
        }
        recorded.append(
            RecordedCommand(
                member: submission.command.member,
                id: submission.command.id.string,
                fingerprint: submission.fingerprint,
                first: given[0].index,
                count: given.count
            )
        )
        names.append(submission.name.digest)
        receipts.append(given)
    }

    private mutating func encode(
        _ part: DecidedCommand.Part,
        _ number: Int,
        _ command: DecidedCommand,
        _ limit: Int
    ) throws -> Receipt {
        let (step, after) = (part.step, part.after)
        let bytes = try step.payload.canonicalBytes()
        guard bytes.count <= limit else {
            throw Refusal(.tooLarge, ["bytes": "\(bytes.count)", "limit": "\(limit)"])
        }
        let payload = Salted(salt: Salted.randomSalt(), bytes: bytes)
        let transition = Transition(
            contract: step.key.contract,
            edition: step.edition,
            instance: step.key.instance,
            revision: after.revision,
            previous: part.before?.lastIndex,
            action: try Text(step.edge.action),
            from: try step.edge.from.map { try Text($0) },
            to: try Text(step.edge.to),
            actor: command.actor,
            at: command.at,
            command: command.submission.digest,
            part: CommandPart(number, of: command.parts.count),
            payload: payload.digest,
            attestation: command.submission.attestation
        )
        let leaf = try transition.leaf()
        let hash = RFC6962.leafHash(leaf)
        leafHashes.append(hash)
        entries.append(
            LogEntry(
                index: after.lastIndex,
                leaf: leaf,
                payload: payload,
                command: number == 0 ? command.submission.salted : nil
            )
        )
        folded.append(
            FoldedEntry(
                index: after.lastIndex,
                first: after.first,
                transition: transition,
                payload: step.payload,
                before: part.before?.state,
                state: step.state
            )
        )
        return Receipt(
            index: after.lastIndex,
            leafHash: hash,
            key: step.key,
            revision: after.revision
        )
    }
}
