import Contracts
import Marine
import TransparencyLog

/// A batch in the making: what its commands lead to, on top of what is decided before it.
///
/// Deciding is serial, as each decision may depend on the one before. Bytes and hashes of what is
/// decided are made aside.
final class BatchDraft {
    /// Instances that a command needs and that are not in memory.
    struct StatesAway: Error {
        let places: [InstanceKey: InstanceLocation]
    }

    /// What a command of the batch will be answered once the batch is durable.
    private enum Outcome {
        case answer(Result<CommandReceipt, any Error>)
        /// With the receipts of the batch's command at that position.
        case receipts(Int, isRepeat: Bool)
    }

    /// The ledger's size before the batch.
    let firstIndex: UInt64
    private(set) var overlay = StateOverlay()
    private(set) var items: [Waiting] = []
    private var outcomes: [Outcome] = []
    /// The batch's commands by their names, as positions among those decided.
    private var positions: [CommandName: Int] = [:]
    private var fingerprints: [Hash] = []
    /// Commands whose bytes and hashes are being made, in order.
    private var making: [Task<MadeCommands, any Error>] = []
    /// Commands decided since.
    private var decided: [DecidedCommand] = []
    private var edge: TileEdge
    private var earliest: Instant
    /// The most bytes of a payload.
    private let payloadLimit: Int

    init(firstIndex: UInt64, edge: TileEdge, earliest: Instant, payloadLimit: Int) {
        self.firstIndex = firstIndex
        self.edge = edge
        self.earliest = earliest
        self.payloadLimit = payloadLimit
    }

    /// How many commands have an answer.
    var count: Int { items.count }

    /// Whether nothing happened in it.
    var isEmpty: Bool { fingerprints.isEmpty }

    /// Notes the answer to a command that leads to nothing in this batch.
    func answer(_ item: Waiting, _ answer: Result<CommandReceipt, any Error>) {
        items.append(item)
        outcomes.append(.answer(answer))
    }

    /// Answers a command whose name another of the batch has; false where none has.
    ///
    /// - Throws: `Refusal` where the other is not the same command.
    func repeats(_ item: Waiting) throws(Refusal) -> Bool {
        guard let position = positions[item.name] else { return false }
        try item.requireSame(fingerprints[position])
        items.append(item)
        outcomes.append(.receipts(position, isRepeat: true))
        return true
    }

    /// Decides a command and adds what it leads to.
    ///
    /// - Throws: `StatesAway` where states must be fetched first, `Refusal` and what else keeps
    ///   the command from being carried out; then nothing is added.
    func add(_ item: Waiting, now: Instant, below: Below) throws {
        let command = try decide(item.submission, now, below)
        for part in command.parts { overlay.note(part.step.key, part.after, at: command.at) }
        positions[item.name] = fingerprints.count
        items.append(item)
        outcomes.append(.receipts(fingerprints.count, isRepeat: false))
        fingerprints.append(item.submission.fingerprint)
        decided.append(command)
        earliest = command.at
    }

    /// In a function of its own: its reader shares the overlay, which must have one owner again
    /// when it is written to, or each command would copy it.
    private func decide(
        _ submission: Submission,
        _ now: Instant,
        _ below: Below
    ) throws -> DecidedCommand {
        let reader = StateReader(overlay: overlay, below: below)
        let steps: [Step]
        let context: Context
        do throws(Refusal) {
            context = try judge(submission, max(now, earliest), reader)
            steps = try Workflow.decide(submission.command.instruction, context) {
                reader.instance($0)?.state
            }
        } catch {
            // Decided without a state that it needs, it says nothing.
            guard reader.away.isEmpty else { throw StatesAway(places: reader.away) }
            throw error
        }
        guard reader.away.isEmpty else { throw StatesAway(places: reader.away) }
        return DecidedCommand(
            submission: submission,
            actor: context.actor,
            at: context.at,
            parts: parts(steps, from: firstIndex + overlay.count, reader)
        )
    }

    private func judge(
        _ submission: Submission,
        _ at: Instant,
        _ reader: StateReader
    ) throws(Refusal) -> Context {
        let command = submission.command
        let consortium = reader.instance(InstanceKey(.consortium, Workflow.consortium))
            .flatMap { Consortium.unwrap($0.state) }
        let context = try Entitlement.context(of: submission, in: consortium, at: at)
        if let expected = command.expectedRevision, let subject = command.instruction.subject {
            let actual = reader.instance(subject)?.revision ?? 0
            guard actual == expected else {
                throw Refusal(
                    .revisionMismatch,
                    ["expected": "\(expected)", "actual": "\(actual)"]
                )
            }
        }
        return context
    }

    private func parts(
        _ steps: [Step],
        from first: UInt64,
        _ reader: StateReader
    ) -> [DecidedCommand.Part] {
        var parts: [DecidedCommand.Part] = []
        parts.reserveCapacity(steps.count)
        for (number, step) in steps.enumerated() {
            let index = first + UInt64(number)
            let before =
                parts.last { $0.step.key == step.key }?.after ?? reader.instance(step.key)
            let after = HeldInstance(
                state: step.state,
                revision: (before?.revision ?? 0) + 1,
                first: before?.first ?? index,
                lastIndex: index
            )
            parts.append(DecidedCommand.Part(step: step, before: before, after: after))
        }
        return parts
    }

    /// Has bytes and hashes of what is decided made meanwhile, on another thread.
    func makeAside() {
        guard !decided.isEmpty else { return }
        let commands = decided
        decided = []
        let position = fingerprints.count - commands.count
        let limit = payloadLimit
        making.append(Task.detached { try MadeCommands(commands, from: position, limit) })
    }

    /// Makes what is not made yet, and signs the tree with the batch in it.
    ///
    /// `signers` is given the consortium that the batch leaves, where it moves it.
    ///
    /// - Throws: `UnmadeCommand` where a command cannot be written down, and what keeps the tree
    ///   from being signed.
    nonisolated(nonsending) func close(
        origin: String,
        signers: (Consortium.State?) throws -> [NoteSigner]
    ) async throws -> DecidedBatch {
        let position = fingerprints.count - decided.count
        let last = try MadeCommands(decided, from: position, payloadLimit)
        var made = MadeCommands(reserving: Int(overlay.count))
        for task in making { made.append(try await task.value) }
        made.append(last)
        for hash in made.leafHashes { edge.append(hash) }
        let checkpoint = try Checkpoint(origin: origin, size: edge.size, root: edge.root)
        let moved = overlay.held[InstanceKey(.consortium, Workflow.consortium)]
        let note = try SignedCheckpoint.sign(
            checkpoint,
            by: signers(moved.flatMap { Consortium.unwrap($0.state) })
        )
        let tiles = edge.takeCompleted() + edge.partialTiles
        return DecidedBatch(
            batch: LogBatch(
                entries: made.entries,
                leafHashes: made.leafHashes,
                commands: made.recorded,
                names: made.names,
                tiles: tiles,
                checkpoint: note
            ),
            edge: edge,
            overlay: overlay,
            positions: positions,
            receipts: made.receipts,
            folded: made.folded,
            answered: answers(made.receipts),
            sizeBefore: firstIndex,
            earliest: earliest
        )
    }

    /// The items with their answers, given the receipts of those decided.
    func answers(_ receipts: [[Receipt]]) -> [DecidedBatch.Answered] {
        zip(items, outcomes).map { item, outcome in
            switch outcome {
            case .answer(let answer):
                return DecidedBatch.Answered(item: item, answer: answer)
            case .receipts(let position, let isRepeat):
                let receipt = CommandReceipt(receipts: receipts[position], isRepeat: isRepeat)
                return DecidedBatch.Answered(item: item, answer: .success(receipt))
            }
        }
    }

    /// The item of the command decided at a position; the others, all to be decided again.
    func parted(at position: Int) -> (item: Waiting?, others: [Waiting]) {
        var found: Waiting?
        var others: [Waiting] = []
        for (item, outcome) in zip(items, outcomes) {
            if case .receipts(position, isRepeat: false) = outcome {
                found = item
            } else {
                others.append(item)
            }
        }
        return (found, others)
    }
}

/// A batch that is decided, hashed and signed, but not yet known to be durable.
struct DecidedBatch {
    /// A command of the batch with the answer it will get.
    struct Answered {
        let item: Waiting
        let answer: Result<CommandReceipt, any Error>
    }

    let batch: LogBatch
    let edge: TileEdge
    let overlay: StateOverlay
    /// The positions of the commands that it decided among their receipts.
    let positions: [CommandName: Int]
    let receipts: [[Receipt]]
    let folded: [FoldedEntry]
    var answered: [Answered]
    let sizeBefore: UInt64
    /// The instant that the next transition has at the earliest.
    let earliest: Instant

    var size: UInt64 { sizeBefore + UInt64(batch.entries.count) }

    /// What a command is answered whose name one of the batch has; `nil` where none has.
    ///
    /// - Throws: `Refusal` where the other is not the same command.
    func repeated(_ item: Waiting) throws(Refusal) -> CommandReceipt? {
        guard let position = positions[item.name] else { return nil }
        try item.requireSame(batch.commands[position].fingerprint)
        return CommandReceipt(receipts: receipts[position], isRepeat: true)
    }
}

/// What lies below a batch in the making: the batch being appended, and what is durable.
struct Below {
    let overlay: StateOverlay?
    let committed: CommittedState
}

/// Reads states from the newest overlay down, and notes those that are not in memory.
private final class StateReader {
    private let overlay: StateOverlay
    private let below: Below
    /// The instances that were asked for: so few that they are searched in order.
    private var known: [(key: InstanceKey, held: HeldInstance?)] = []
    private(set) var away: [InstanceKey: InstanceLocation] = [:]

    init(overlay: StateOverlay, below: Below) {
        self.overlay = overlay
        self.below = below
    }

    func instance(_ key: InstanceKey) -> HeldInstance? {
        if let found = known.first(where: { $0.key == key }) { return found.held }
        let held = find(key)
        known.append((key, held))
        return held
    }

    private func find(_ key: InstanceKey) -> HeldInstance? {
        if let held = overlay.held[key] ?? below.overlay?.held[key] { return held }
        switch below.committed.find(key) {
        case .held(let held): return held
        case .none: return nil
        case .away(let place):
            away[key] = place
            return nil
        }
    }
}
