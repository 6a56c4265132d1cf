import Contracts
import Marine
import TransparencyLog

/// A batch in the making: what its commands lead to, on top of what is decided before it.
final class BatchDraft {
    /// A command of the batch with the answer it will get.
    struct Answered {
        let item: Waiting
        let answer: Result<CommandReceipt, any Error>
    }

    /// Instances that a command needs and that are not in memory.
    struct StatesAway: Error {
        let places: [InstanceKey: InstancePlace]
    }

    /// The ledger's size before the batch.
    let firstIndex: UInt64
    private(set) var layer = Layer()
    private(set) var entries: [LogEntry] = []
    private(set) var answered: [Answered] = []
    private(set) var known: [CommandName: (fingerprint: Hash, receipts: [Receipt])] = [:]
    private var leafHashes: [Hash] = []
    private var commands: [RecordedCommand] = []
    private var folded: [FoldedEntry] = []
    private var edge: TileEdge
    private var earliest: Instant

    init(firstIndex: UInt64, edge: TileEdge, earliest: Instant) {
        self.firstIndex = firstIndex
        self.edge = edge
        self.earliest = earliest
    }

    /// Notes what a command of the batch will be answered once the batch is durable.
    func answer(_ item: Waiting, _ answer: Result<CommandReceipt, any Error>) {
        answered.append(Answered(item: item, answer: answer))
    }

    /// Decides one command and adds its transitions; a refusal adds nothing.
    ///
    /// - Throws: `StatesAway` where states must be fetched first, `Refusal` and what else keeps
    ///   the command from being carried out.
    func add(
        _ submission: Submission,
        now: Instant,
        below: Below
    ) throws -> [Receipt] {
        let (made, at) = try decide(submission, now, below)
        var receipts: [Receipt] = []
        receipts.reserveCapacity(made.count)
        for one in made { receipts.append(take(one, submission, at)) }
        commands.append(
            RecordedCommand(
                member: submission.command.member,
                id: submission.command.id,
                fingerprint: submission.fingerprint,
                first: receipts[0].index,
                count: receipts.count
            )
        )
        known[CommandName(member: submission.command.member, id: submission.command.id)] =
            (submission.fingerprint, receipts)
        earliest = at
        return receipts
    }

    /// In a function of its own: its reader shares the layer, which must have one owner again
    /// when it is written to, or each command would copy it.
    private func decide(
        _ submission: Submission,
        _ now: Instant,
        _ below: Below
    ) throws -> ([Made], Instant) {
        let reader = StateReader(layer: layer, below: below)
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
        return (try transitions(of: steps, submission, context, reader), context.at)
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

    private struct Made {
        let transition: Transition
        let step: Step
        let leaf: [UInt8]
        let payload: Salted
        let before: HeldInstance?
        let after: HeldInstance
        let index: UInt64
    }

    /// Everything that can fail is made before the draft is touched.
    private func transitions(
        of steps: [Step],
        _ submission: Submission,
        _ context: Context,
        _ reader: StateReader
    ) throws -> [Made] {
        var made: [Made] = []
        made.reserveCapacity(steps.count)
        for (part, step) in steps.enumerated() {
            let index = firstIndex + UInt64(entries.count + part)
            let before =
                made.last { $0.step.key == step.key }?.after ?? reader.instance(step.key)
            let bytes = try step.payload.canonicalBytes()
            guard bytes.count <= Salted.byteLimit else {
                throw Refusal(
                    .tooLarge,
                    ["bytes": "\(bytes.count)", "limit": "\(Salted.byteLimit)"]
                )
            }
            let payload = Salted(salt: Salted.randomSalt(), bytes: bytes)
            let transition = Transition(
                contract: step.key.contract,
                edition: step.edition,
                instance: step.key.instance,
                revision: (before?.revision ?? 0) + 1,
                previous: before?.lastIndex,
                edge: step.edge,
                actor: context.actor,
                at: context.at,
                command: submission.digest,
                part: part,
                parts: steps.count,
                payload: payload.digest,
                attestation: submission.attestation
            )
            made.append(
                Made(
                    transition: transition,
                    step: step,
                    leaf: try transition.leaf(),
                    payload: payload,
                    before: before,
                    after: HeldInstance(
                        state: step.state,
                        revision: transition.revision,
                        first: before?.first ?? index,
                        lastIndex: index
                    ),
                    index: index
                )
            )
        }
        return made
    }

    private func take(
        _ made: Made,
        _ submission: Submission,
        _ at: Instant
    ) -> Receipt {
        layer.note(made.step.key, made.after, at: at)
        let hash = RFC6962.leafHash(made.leaf)
        edge.append(hash)
        leafHashes.append(hash)
        entries.append(
            LogEntry(
                index: made.index,
                leaf: made.leaf,
                payload: made.payload,
                command: made.transition.part == 0 ? submission.salted : nil
            )
        )
        folded.append(
            FoldedEntry(
                index: made.index,
                first: made.after.first,
                transition: made.transition,
                payload: made.step.payload,
                before: made.before?.state,
                state: made.step.state
            )
        )
        return Receipt(
            index: made.index,
            leafHash: hash,
            key: made.step.key,
            revision: made.transition.revision
        )
    }

    /// Signs the tree with the batch in it; `signers` is given the consortium that the batch
    /// leaves, where it moves it.
    func close(
        origin: String,
        signers: (Consortium.State?) throws -> [NoteSigner]
    ) throws -> DecidedBatch {
        let checkpoint = try Checkpoint(origin: origin, size: edge.size, root: edge.root)
        let moved = layer.held[InstanceKey(.consortium, Workflow.consortium)]
        let note = try SignedCheckpoint.sign(
            checkpoint,
            by: signers(moved.flatMap { Consortium.unwrap($0.state) })
        )
        let tiles = edge.takeCompleted() + edge.partialTiles
        return DecidedBatch(
            batch: LogBatch(
                entries: entries,
                leafHashes: leafHashes,
                commands: commands,
                tiles: tiles,
                checkpoint: note
            ),
            edge: edge,
            layer: layer,
            known: known,
            folded: folded,
            answered: answered,
            sizeBefore: firstIndex,
            earliest: earliest
        )
    }
}

/// A batch that is decided, hashed and signed, but not yet known to be durable.
struct DecidedBatch {
    let batch: LogBatch
    let edge: TileEdge
    let layer: Layer
    let known: [CommandName: (fingerprint: Hash, receipts: [Receipt])]
    let folded: [FoldedEntry]
    var answered: [BatchDraft.Answered]
    let sizeBefore: UInt64
    /// The instant that the next transition has at the earliest.
    let earliest: Instant

    var size: UInt64 { sizeBefore + UInt64(batch.entries.count) }
}

/// What lies below a batch in the making: the batch being appended, and what is durable.
struct Below {
    let layer: Layer?
    let shelf: Shelf
}

/// Reads states from the newest layer down, and notes those that are not in memory.
private final class StateReader {
    private let layer: Layer
    private let below: Below
    private(set) var away: [InstanceKey: InstancePlace] = [:]

    init(layer: Layer, below: Below) {
        self.layer = layer
        self.below = below
    }

    func instance(_ key: InstanceKey) -> HeldInstance? {
        if let held = layer.held[key] ?? below.layer?.held[key] { return held }
        switch below.shelf.find(key) {
        case .held(let held): return held
        case .none: return nil
        case .away(let place):
            away[key] = place
            return nil
        }
    }
}
