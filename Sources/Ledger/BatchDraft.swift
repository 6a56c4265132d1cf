import Contracts
import Marine
import TransparencyLog

/// A command that the contracts have decided, before its transitions are encoded.
struct DecidedCommand: Sendable {
    /// One of its transitions: the step, and the instance before and after it.
    struct Part: Sendable {
        let step: Step
        let before: HeldInstance?
        let after: HeldInstance
    }

    let submission: Submission
    let actor: MemberID
    let at: Instant
    let parts: [Part]
}

/// The states that a batch leaves of the instances it changes, before it is durable.
struct StateOverlay {
    private(set) var held: [InstanceKey: HeldInstance] = [:]
    private(set) var count: UInt64 = 0
    private(set) var at = Instant(millisecondsSinceEpoch: 0)

    /// Notes a decided transition.
    mutating func note(_ key: InstanceKey, _ one: HeldInstance, at instant: Instant) {
        held[key] = one
        count += 1
        at = instant
    }
}

/// A batch under construction: its commands and their outcomes, on top of the batch before it.
///
/// Deciding is serial, as each decision may depend on the one before. Bytes and hashes of what is
/// decided are made by encoding jobs, on other threads. All fields belong to the commit loop.
struct BatchDraft {
    /// A command needs the states of instances that are not in memory.
    struct StatesEvicted: Error {
        let locations: [InstanceKey: InstanceLocation]
    }

    /// The answer to a command of the batch, given once the batch is durable.
    private enum Outcome {
        case answer(Result<CommandReceipt, any Error>)
        /// With the receipts of the decided command at that position.
        case receipts(Int, isRepeat: Bool)
    }

    /// The ledger as it is before the batch.
    let start: LedgerEnd
    /// Its commands in the order of their arrival, decided or not, each with its outcome.
    private(set) var commands: [PendingCommand] = []
    private var outcomes: [Outcome] = []
    /// The states after the commands decided so far.
    private(set) var overlay = StateOverlay()
    /// The positions of the decided commands by their names, and their fingerprints in order.
    private(set) var positions: [CommandName: Int] = [:]
    private var fingerprints: [Hash] = []
    /// Decided commands that are in no encoding job yet.
    private var unencoded: [DecidedCommand] = []
    /// The jobs that encode the other decided commands, in order.
    private var encoding: [EncodingJob] = []
    /// The instant that the next transition has at the earliest.
    private(set) var earliest: Instant
    /// The most bytes of a payload.
    private let payloadLimit: Int
    /// The latest edition of the rules that may be adopted.
    private let latest: Edition

    init(after start: LedgerEnd, payloadLimit: Int, latest: Edition = .current) {
        self.start = start
        earliest = start.at
        self.payloadLimit = payloadLimit
        self.latest = latest
    }

    /// How many commands have an answer.
    var count: Int { commands.count }

    /// Whether none of its commands leads to a transition.
    var isEmpty: Bool { fingerprints.isEmpty }

    /// Records the answer to a command that adds no transition to this batch.
    mutating func answer(_ command: PendingCommand, _ answer: Result<CommandReceipt, any Error>) {
        commands.append(command)
        outcomes.append(.answer(answer))
    }

    /// Answers a repeat of a command of this batch; false where the name is not in it.
    ///
    /// - Throws: `Refusal` where the name is that of another command.
    mutating func repeats(_ command: PendingCommand) throws(Refusal) -> Bool {
        guard let position = positions[command.name] else { return false }
        try command.requireSame(fingerprints[position])
        commands.append(command)
        outcomes.append(.receipts(position, isRepeat: true))
        return true
    }

    /// Decides a command and adds what it leads to.
    ///
    /// `below` holds the states after the in-flight batch.
    ///
    /// - Throws: `StatesEvicted` where states must be fetched first, `Refusal` and what else keeps
    ///   the command from being carried out; then nothing is added.
    mutating func add(
        _ command: PendingCommand,
        now: Instant,
        below: StateOverlay?,
        _ committed: CommittedState
    ) throws {
        let decided = try decide(command.submission, now, below, committed)
        for part in decided.parts { overlay.note(part.step.key, part.after, at: decided.at) }
        positions[command.name] = fingerprints.count
        commands.append(command)
        outcomes.append(.receipts(fingerprints.count, isRepeat: false))
        fingerprints.append(command.submission.fingerprint)
        unencoded.append(decided)
        earliest = decided.at
    }

    /// A job that encodes what was decided since the last; `nil` where nothing was.
    mutating func nextEncoding() -> EncodingJob? {
        guard !unencoded.isEmpty else { return nil }
        let job = EncodingJob(
            unencoded,
            from: fingerprints.count - unencoded.count,
            payloadLimit: payloadLimit
        )
        unencoded = []
        encoding.append(job)
        return job
    }

    /// Everything decided, encoded; what is in no job yet is encoded by the caller.
    ///
    /// - Throws: `EncodingFailure` where a command cannot be encoded.
    nonisolated(nonsending) func encoded() async throws -> EncodedCommands {
        let last = try EncodedCommands(
            unencoded,
            from: fingerprints.count - unencoded.count,
            payloadLimit: payloadLimit
        )
        var all = EncodedCommands(reserving: Int(overlay.count))
        for job in encoding { all.append(try await job.result()) }
        all.append(last)
        return all
    }

    /// The commands with their answers, given the receipts of those decided.
    func answers(_ receipts: [[Receipt]]) -> [SignedBatch.Answered] {
        zip(commands, outcomes).map { command, outcome in
            switch outcome {
            case .answer(let answer):
                return SignedBatch.Answered(command: command, answer: answer)
            case .receipts(let position, let isRepeat):
                let receipt = CommandReceipt(receipts: receipts[position], isRepeat: isRepeat)
                return SignedBatch.Answered(command: command, answer: .success(receipt))
            }
        }
    }

    /// The command decided at a position, apart from the others, which must all be decided again.
    func parted(at position: Int) -> (command: PendingCommand?, others: [PendingCommand]) {
        var found: PendingCommand?
        var others: [PendingCommand] = []
        for (command, outcome) in zip(commands, outcomes) {
            if case .receipts(position, isRepeat: false) = outcome {
                found = command
            } else {
                others.append(command)
            }
        }
        return (found, others)
    }
}

extension BatchDraft {
    /// A separate function, so that the reader's reference to the overlay is gone before the
    /// overlay is written to; otherwise each command would copy it.
    private func decide(
        _ submission: Submission,
        _ now: Instant,
        _ below: StateOverlay?,
        _ committed: CommittedState
    ) throws -> DecidedCommand {
        let reader = StateReader(overlay: overlay, below: below, committed: committed)
        let steps: [Step]
        let context: Context
        do throws(Refusal) {
            context = try judge(submission, max(now, earliest), reader)
            steps = try Workflow.decide(submission.command.instruction, context) {
                reader.instance($0)?.state
            }
        } catch {
            // A refusal reached without an evicted state means nothing.
            guard reader.evicted.isEmpty else { throw StatesEvicted(locations: reader.evicted) }
            throw error
        }
        guard reader.evicted.isEmpty else { throw StatesEvicted(locations: reader.evicted) }
        return DecidedCommand(
            submission: submission,
            actor: context.actor,
            at: context.at,
            parts: parts(steps, from: start.size + overlay.count, reader)
        )
    }

    /// Checks what comes before the contracts: who the member is, in which roles it acts, whether
    /// the subject has the revision expected, and whether what was computed beforehand is of the
    /// edition in force.
    private func judge(
        _ submission: Submission,
        _ at: Instant,
        _ reader: StateReader
    ) throws(Refusal) -> Context {
        let command = submission.command
        let consortium = reader.instance(InstanceKey(.consortium, Workflow.consortium))
            .flatMap { Consortium.unwrap($0.state) }
        var roles: [Role] = [.operator]
        if let consortium {
            guard let member = consortium.members[command.member] else {
                throw Refusal(.memberUnknown, ["member": command.member.text])
            }
            roles = member.roles
        }
        if let expected = command.expectedRevision {
            let subject = command.instruction.subject
            let actual = reader.instance(subject)?.revision ?? 0
            guard actual == expected else {
                throw Refusal(
                    .revisionMismatch,
                    ["expected": "\(expected)", "actual": "\(actual)"]
                )
            }
        }
        let edition = Workflow.edition(of: command.instruction, after: consortium)
        if let computedIn = submission.computedIn, computedIn != edition {
            throw Refusal(
                .editionUnknown,
                ["computedIn": "\(computedIn)", "inForce": "\(edition)"]
            )
        }
        return Context(
            actor: command.member,
            roles: roles,
            attestor: submission.attestation.attestor,
            at: at,
            edition: edition,
            latest: latest,
            officer: command.officer
        )
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
}

/// Reads states for one command from the batch under construction, the in-flight batch and the
/// committed state, in that order.
///
/// It caches what it has read, as an instruction reads the same few instances repeatedly, and
/// collects the locations of states that are not in memory.
private final class StateReader {
    private let overlay: StateOverlay
    private let below: StateOverlay?
    private let committed: CommittedState
    /// The instances read so far; so few that they are searched linearly.
    private var known: [(key: InstanceKey, held: HeldInstance?)] = []
    private(set) var evicted: [InstanceKey: InstanceLocation] = [:]

    init(overlay: StateOverlay, below: StateOverlay?, committed: CommittedState) {
        self.overlay = overlay
        self.below = below
        self.committed = committed
    }

    func instance(_ key: InstanceKey) -> HeldInstance? {
        if let found = known.first(where: { $0.key == key }) { return found.held }
        let held = find(key)
        known.append((key, held))
        return held
    }

    private func find(_ key: InstanceKey) -> HeldInstance? {
        if let held = overlay.held[key] ?? below?.held[key] { return held }
        switch committed.find(key) {
        case .held(let held): return held
        case .none: return nil
        case .evicted(let location):
            evicted[key] = location
            return nil
        }
    }
}
