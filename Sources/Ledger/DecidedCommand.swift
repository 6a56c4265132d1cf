import Contracts
import Marine
import TransparencyLog

/// A command that the contracts have decided, before its transitions are written down.
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

/// A command that cannot be written down, by its position among those decided.
struct UnmadeCommand: Error {
    let position: Int
    let reason: any Error
}

/// The bytes and hashes of commands one after another.
///
/// They follow from what is decided alone, so that they can be made on any thread.
struct MadeCommands: Sendable {
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

    /// Makes all; `position` is that of the first among those decided, `limit` the most bytes of a
    /// payload.
    ///
    /// - Throws: `UnmadeCommand`.
    init(
        _ commands: [DecidedCommand],
        from position: Int,
        _ limit: Int
    ) throws(UnmadeCommand) {
        self.init(reserving: commands.reduce(0) { $0 + $1.parts.count })
        for (number, command) in commands.enumerated() {
            do { try make(command, limit) } catch {
                throw UnmadeCommand(position: position + number, reason: error)
            }
        }
    }

    mutating func append(_ others: MadeCommands) {
        entries += others.entries
        leafHashes += others.leafHashes
        folded += others.folded
        recorded += others.recorded
        names += others.names
        receipts += others.receipts
    }

    private mutating func make(_ command: DecidedCommand, _ limit: Int) throws {
        let submission = command.submission
        var given: [Receipt] = []
        given.reserveCapacity(command.parts.count)
        for (number, part) in command.parts.enumerated() {
            given.append(try make(part, number, command, limit))
        }
        recorded.append(
            RecordedCommand(
                member: submission.command.member,
                id: submission.command.id,
                fingerprint: submission.fingerprint,
                first: given[0].index,
                count: given.count
            )
        )
        names.append(submission.name.digest)
        receipts.append(given)
    }

    private mutating func make(
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
            edge: step.edge,
            actor: command.actor,
            at: command.at,
            command: command.submission.digest,
            part: number,
            parts: command.parts.count,
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
