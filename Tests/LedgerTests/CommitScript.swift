import Contracts
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Ledger

/// A commit loop in the hands of a test, without a store, a clock or a task.
///
/// The test tells it what happened, as the sequencer would; the script notes what it does.
struct CommitScript {
    /// An effect, as a value that tests compare.
    enum Noted: Hashable {
        case appended([String])
        case answered(String, Outcome)
        case putBack([String])
        case encoded
    }

    /// A request, as a value that tests compare.
    enum Awaited: Hashable {
        case work(room: Int, atLeast: Int, whileAppending: Bool)
        case lookUp([String])
        case states([InstanceKey])
        case signature
        case view
        case head
        case catchUp
    }

    private(set) var loop: CommitLoop
    let committed = CommittedState(stateLimit: nil)
    private(set) var noted: [Noted] = []
    private(set) var request: CommitLoop.Request
    /// The batches whose appends were started.
    private(set) var batches: [SignedBatch] = []
    /// The commands that were put back last.
    private(set) var putBack: [PendingCommand] = []
    var now = day(60)

    /// A loop over a ledger with one entry, its founding.
    init(limits: Sequencer.Limits = Sequencer.Limits()) throws {
        var edge = TileEdge()
        for entry in try LedgerWriter(Scenario.founding).entries {
            _ = try committed.withFold { try $0.apply(entry) }
            edge.append(RFC6962.leafHash(entry.leaf))
        }
        committed.publish(StateOverlay(), edge: edge)
        loop = CommitLoop(committed: committed, limits: limits)
        request = loop.handle(.started).request
    }

    /// What the loop waits for.
    var awaited: Awaited {
        switch request {
        case .work(let room, let atLeast, let isAppending):
            .work(room: room, atLeast: atLeast, whileAppending: isAppending)
        case .lookUp(let names): .lookUp(names.map(\.id))
        case .fetchStates(let locations): .states(locations.keys.sorted())
        case .sign: .signature
        case .bringViewUp: .view
        case .readHead: .head
        case .catchUp: .catchUp
        }
    }

    /// What was noted since this was asked last.
    mutating func takeNoted() -> [Noted] {
        defer { noted = [] }
        return noted
    }

    static func command(
        _ id: String,
        _ instruction: Instruction? = nil
    ) throws -> PendingCommand {
        let command = try Command(
            origin: LedgerWriter.origin,
            member: .platform,
            named: id,
            expectedRevision: nil,
            instruction: instruction ?? .list("name \(id)")
        )
        return PendingCommand(
            submission: try Submission(attestedByOperator: command),
            continuation: nil
        )
    }
}

// What happens.
extension CommitScript {
    mutating func handle(_ event: CommitLoop.Event) {
        let step = loop.handle(event)
        for effect in step.effects { note(effect) }
        request = step.request
    }

    /// Commands that list the names of their identifiers arrive, or the append in flight ends.
    mutating func arrive(
        _ ids: [String] = [],
        _ appendEnd: Result<Void, LogStoreError>? = nil
    ) throws {
        try arrive(ids.map { try Self.command($0) }, appendEnd)
    }

    mutating func arrive(
        _ commands: [PendingCommand],
        _ appendEnd: Result<Void, LogStoreError>? = nil
    ) throws {
        guard case .work(let room, _, let isAppending) = request else {
            Issue.record("it waits for \(awaited)")
            return
        }
        #expect(commands.count <= room)
        #expect(isAppending || appendEnd == nil)
        handle(.work(Inbox.Work(commands: commands, appendEnd: appendEnd)))
    }

    mutating func endAppend(_ error: LogStoreError? = nil) throws {
        try arrive([String](), error.map { .failure($0) } ?? .success(()))
    }

    mutating func lookUp(_ earlier: [CommandName: EarlierCommand] = [:]) {
        handle(.lookedUp(.success(earlier), now: now))
    }

    mutating func sign(unapplied: Int = 0) async {
        guard case .sign(let draft) = request else {
            Issue.record("it waits for \(awaited)")
            return
        }
        let result: Result<SignedBatch, SigningFailure>
        do {
            result = .success(
                try await SignedBatch(signing: draft, origin: LedgerWriter.origin) { _ in
                    [LedgerWriter.signer]
                }
            )
        } catch { result = .failure(SigningFailure(error)) }
        handle(.signed(result, unapplied: unapplied))
    }

    /// Commands arrive that were never asked before, and are decided.
    mutating func decide(_ ids: String...) throws {
        try arrive(ids)
        lookUp()
    }

    /// Commands arrive that were never asked before, and their append is started.
    mutating func append(_ ids: String...) async throws {
        try arrive(ids)
        lookUp()
        await sign()
        #expect(takeNoted() == [.appended(ids)])
    }

    mutating func find(_ fault: LedgerFault) {
        if case .damaged(let place) = fault {
            loop.foundDamaged(at: place)
        } else {
            loop.withdraw(fault)
        }
    }

    private mutating func note(_ effect: CommitLoop.Effect) {
        switch effect {
        case .publish(let batch):
            committed.publish(batch.overlay, edge: batch.end.edge)
            note(batch.answered)
        case .answer(let answered): note(answered)
        case .fail(let commands, let error):
            note(commands.map { SignedBatch.Answered(command: $0, answer: .failure(error)) })
        case .putBack(let commands):
            putBack = commands
            noted.append(.putBack(commands.map(\.name.id)))
        case .encode: noted.append(.encoded)
        case .append(let batch):
            batches.append(batch)
            noted.append(.appended(batch.log.commands.map(\.id)))
        }
    }

    private mutating func note(_ answered: [SignedBatch.Answered]) {
        noted += answered.map { .answered($0.command.name.id, Outcome($0.answer)) }
    }
}
