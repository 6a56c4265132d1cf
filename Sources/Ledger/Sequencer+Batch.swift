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
        for _ in 0..<Sequencer.attempts {
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
        let decided: DecidedBatch
        do {
            decided = try draft.finish(origin: origin, signer: signer, sizeBefore: book.size)
        } catch {
            book.drop()
            throw LedgerFault.notCommitted(reason: "the batch cannot be signed: \(error)")
        }
        try await append(decided)
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
        } catch {
            book.drop()
            // Another node appended first: the commands are decided again.
            if case .sizeMismatch = error { throw error }
            throw LedgerFault(reading: error)
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
        let first: LogEntry?
        do {
            head = try await store.head()
            first = try await store.entries(at: [decided.sizeBefore]).first
        } catch {
            throw LedgerFault.outcomeUnknown(reason: "the log cannot be read: \(error)")
        }
        unsettled = nil
        if head.checkpoint == decided.batch.checkpoint {
            await committed(decided)
            return true
        }
        book.drop()
        guard head.size > decided.sizeBefore else { return false }
        do {
            try await catchUp()
        } catch LedgerFault.notCommitted(let reason) {
            throw LedgerFault.outcomeUnknown(reason: reason)
        }
        await growth.reached(book.size)
        // Another node may have appended on top: no two leaves are alike, as their salts differ.
        return first?.leaf == decided.batch.entries.first?.leaf
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
