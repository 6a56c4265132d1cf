import CanonicalJSON
import Contracts
import Marine
import TransparencyLog

/// A batch in the making.
struct BatchDraft {
    let firstIndex: UInt64
    private(set) var entries: [LogEntry] = []
    private var leafHashes: [Hash] = []
    private var commands: [RecordedCommand] = []
    private var folded: [FoldedEntry] = []
    private var edge: TileEdge

    init(firstIndex: UInt64, edge: TileEdge) {
        self.firstIndex = firstIndex
        self.edge = edge
    }

    /// Decides one command and adds its transitions; a refusal adds nothing.
    mutating func add(
        _ submission: Submission,
        to book: inout Book,
        now: Instant
    ) throws -> [Receipt] {
        let command = submission.command
        let context = try BatchDraft.context(submission, book, now)
        if let expected = command.expectedRevision, let subject = command.instruction.subject {
            let actual = book.instance(subject)?.revision ?? 0
            guard actual == expected else {
                throw Refusal(
                    .revisionMismatch,
                    ["expected": "\(expected)", "actual": "\(actual)"]
                )
            }
        }
        let steps = try BatchDraft.steps(command.instruction, context, book)
        let made = try transitions(of: steps, submission, context, book)
        var receipts: [Receipt] = []
        for (step, made) in zip(steps, made) {
            let transition = made.transition
            let before = book.instance(step.key)
            book.note(step, revision: transition.revision, at: context.at)
            let hash = RFC6962.leafHash(made.leaf)
            edge.append(hash)
            leafHashes.append(hash)
            entries.append(
                LogEntry(
                    index: made.index,
                    leaf: made.leaf,
                    payload: made.payload,
                    command: transition.part == 0 ? submission.salted : nil
                )
            )
            folded.append(
                FoldedEntry(
                    index: made.index,
                    transition: transition,
                    payload: step.payload,
                    before: before?.state,
                    state: step.state
                )
            )
            receipts.append(
                Receipt(
                    index: made.index,
                    leafHash: hash,
                    key: step.key,
                    revision: transition.revision
                )
            )
        }
        commands.append(
            RecordedCommand(
                member: command.member,
                id: command.id,
                fingerprint: submission.fingerprint,
                first: receipts[0].index,
                count: receipts.count
            )
        )
        return receipts
    }

    /// In a function of its own, so that no second owner of the book is left when it is written to.
    private static func steps(
        _ instruction: Instruction,
        _ context: Context,
        _ book: Book
    ) throws(Refusal) -> [Step] {
        try Workflow.decide(instruction, context) { key in book.instance(key)?.state }
    }

    private struct Made {
        let index: UInt64
        let transition: Transition
        let leaf: [UInt8]
        let payload: Salted
    }

    /// Everything that can fail is made before the book is touched.
    private func transitions(
        of steps: [Step],
        _ submission: Submission,
        _ context: Context,
        _ book: Book
    ) throws -> [Made] {
        var latest: [InstanceKey: (revision: Int, index: UInt64)] = [:]
        var made: [Made] = []
        for (part, step) in steps.enumerated() {
            let index = book.nextIndex + UInt64(part)
            let before =
                latest[step.key]
                ?? book.instance(step.key).map { ($0.revision, $0.lastIndex) }
            let bytes = try CanonicalJSON.encode(step.payload)
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
                previous: before?.index,
                edge: step.edge,
                actor: context.actor,
                at: context.at,
                command: submission.salted.digest,
                part: part,
                parts: steps.count,
                payload: payload.digest,
                attestation: submission.attestation
            )
            latest[step.key] = (transition.revision, index)
            made.append(
                Made(
                    index: index,
                    transition: transition,
                    leaf: try transition.leaf(),
                    payload: payload
                )
            )
        }
        return made
    }

    private static func context(
        _ submission: Submission,
        _ book: Book,
        _ now: Instant
    ) throws(Refusal) -> Context {
        let member = submission.command.member
        let at = max(now, book.earliest)
        guard let consortium = book.consortium else {
            return Context(actor: member, roles: [.operator], at: at)
        }
        guard let found = consortium.members[member] else {
            throw Refusal(.memberUnknown, ["member": member.text])
        }
        if case .member(let key, _) = submission.attestation, !found.signs(with: key) {
            throw Refusal(.signatureRefused, ["member": member.text, "key": key])
        }
        return Context(actor: member, roles: Set(found.roles), at: at)
    }

    /// Signs the tree with the batch in it.
    mutating func finish(
        origin: String,
        signer: NoteSigner,
        sizeBefore: UInt64
    ) throws -> DecidedBatch {
        let checkpoint = try Checkpoint(origin: origin, size: edge.size, root: edge.root)
        let note = try SignedCheckpoint.sign(checkpoint, by: signer)
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
            folded: folded,
            sizeBefore: sizeBefore
        )
    }
}
