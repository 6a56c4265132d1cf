import CanonicalJSON
import Contracts
import Logging
import Marine
import TransparencyLog

/// A batch that is decided, hashed and signed, but not yet known to be durable.
struct DecidedBatch {
    let batch: LogBatch
    let edge: TileEdge
    let folded: [FoldedEntry]
    let sizeBefore: UInt64
}

extension Sequencer {
    /// How often a batch is decided again because another node appended first.
    private static let attempts = 5

    /// Decides the commands in order, appends what they led to, and answers each.
    func decideAndAppend(
        _ submissions: [Submission]
    ) async throws -> [Result<CommandReceipt, any Error>] {
        for _ in 1..<Sequencer.attempts {
            do {
                return try await attempt(submissions)
            } catch LogStoreError.sizeMismatch {
                book.drop()
                try await catchUp()
            }
        }
        throw LedgerFault.notCommitted(reason: "other nodes kept appending first")
    }

    private func attempt(
        _ submissions: [Submission]
    ) async throws -> [Result<CommandReceipt, any Error>] {
        let names = submissions.map { CommandName(member: $0.command.member, id: $0.command.id) }
        let recorded: [RecordedCommand]
        do {
            recorded = try await store.commands(named: names)
        } catch { throw LedgerFault(reading: error) }
        var known: [CommandName: KnownCommand] = [:]
        for command in recorded {
            known[CommandName(member: command.member, id: command.id)] = .stored(command)
        }
        var draft = BatchDraft(firstIndex: book.size, edge: edge)
        var answers: [Result<CommandReceipt, any Error>] = []
        answers.reserveCapacity(submissions.count)
        for (submission, name) in zip(submissions, names) {
            do {
                if let before = known[name] {
                    answers.append(.success(try await repeated(submission, before)))
                    continue
                }
                let receipts = try draft.add(submission, to: &book, now: clock())
                known[name] = .inBatch(submission.fingerprint, receipts)
                answers.append(.success(CommandReceipt(receipts: receipts, isRepeat: false)))
            } catch {
                answers.append(.failure(error))
            }
        }
        guard !draft.entries.isEmpty else { return answers }
        try await append(try draft.finish(origin: origin, signer: signer, sizeBefore: book.size))
        return answers
    }

    private enum KnownCommand {
        case stored(RecordedCommand)
        case inBatch(Hash, [Receipt])
    }

    /// A repeat gives the first receipt; another command under the same name is refused.
    private func repeated(
        _ submission: Submission,
        _ known: KnownCommand
    ) async throws -> CommandReceipt {
        let fingerprint: Hash
        let receipts: [Receipt]
        switch known {
        case .inBatch(let first, let given):
            fingerprint = first
            receipts = given
        case .stored(let command):
            fingerprint = command.fingerprint
            receipts = try await store.receipts(of: command)
        }
        guard fingerprint == submission.fingerprint else {
            throw Refusal(.commandReused, ["id": submission.command.id])
        }
        return CommandReceipt(receipts: receipts, isRepeat: true)
    }

    private func append(_ decided: DecidedBatch) async throws {
        do {
            try await store.append(decided.batch, expecting: decided.sizeBefore)
        } catch LogStoreError.outcomeUnknown(let reason) {
            unsettled = decided
            logger.warning("append's outcome unknown", metadata: ["reason": "\(reason)"])
            guard try await settle() else {
                throw LedgerFault.notCommitted(reason: reason)
            }
            return
        } catch LogStoreError.notWritten(let reason) {
            book.drop()
            throw LedgerFault.notCommitted(reason: reason)
        } catch LogStoreError.damaged(let place) {
            book.drop()
            throw LedgerFault.damaged(place: place)
        } catch {
            book.drop()
            throw error
        }
        await committed(decided)
    }

    /// Finds out whether a batch of unknown outcome is durable, and follows it.
    ///
    /// - Returns: whether it is durable, or there was none.
    @discardableResult
    func settle() async throws -> Bool {
        guard let decided = unsettled else { return true }
        let head: LogHead
        do {
            head = try await store.head()
        } catch {
            throw LedgerFault.outcomeUnknown(reason: "the log cannot be read: \(error)")
        }
        unsettled = nil
        if head.checkpoint == decided.batch.checkpoint {
            await committed(decided)
            return true
        }
        book.drop()
        guard head.size == decided.sizeBefore else {
            try await catchUp()
            return false
        }
        return false
    }

    private func committed(_ decided: DecidedBatch) async {
        book.keep()
        edge = decided.edge
        do {
            try await view.apply(decided.folded)
        } catch {
            // The ledger has it; the view is brought up from the ledger with the next batch.
            logger.error("view is behind", metadata: ["error": "\(error)"])
            try? await catchUpView()
        }
        await growth.reached(book.size)
    }
}

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
