import Contracts
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Ledger

/// What the commit loop does when an append has ended otherwise than well, and when a batch
/// cannot be appended at all.
@Suite struct CommitLoopAppendTests {
    private let idle = CommitScript.Awaited.work(room: 64, atLeast: 0, whileAppending: false)
    private static let unknown = LogStoreError.outcomeUnknown(reason: "the line is dead")

    /// A way in which nothing was appended, and what the command is told.
    struct Failure: Sendable, CustomTestStringConvertible {
        let error: LogStoreError
        let fault: LedgerFault

        var testDescription: String { "\(error)" }
    }

    static let failures = [
        Failure(error: .notWritten(reason: "no"), fault: .notCommitted(reason: "no")),
        Failure(error: .unreadable(reason: "no"), fault: .notCommitted(reason: "no")),
        Failure(error: .full(reason: "no"), fault: .storageFull(reason: "no")),
        Failure(error: .readOnly(reason: "no"), fault: .storageReadOnly(reason: "no")),
        Failure(error: .damaged(place: "page 7"), fault: .damaged(place: "page 7")),
    ]

    @Test(arguments: failures)
    func `where an append failed its commands are told, and what was decided on it is put back`(
        failure: Failure
    ) async throws {
        var script = try CommitScript()
        try await script.append("a", "b")
        try script.decide("c")
        #expect(script.takeNoted() == [.encoded])
        try script.arrive(["d"], .failure(failure.error))
        #expect(
            script.takeNoted() == [
                .putBack(["c", "d"]), .answered("a", .fault(failure.fault)),
                .answered("b", .fault(failure.fault)),
            ]
        )
        #expect(script.awaited == idle)
        #expect(script.committed.size == 1)
        // Only damage lasts.
        guard case .damaged = failure.error else {
            try await script.append("c", "d")
            return
        }
        try script.arrive(["c", "d"])
        #expect(
            script.takeNoted() == [
                .answered("c", .fault(failure.fault)), .answered("d", .fault(failure.fault)),
            ]
        )
    }

    @Test func `a batch of unknown outcome that the head names is durable`() async throws {
        var script = try CommitScript()
        try await script.append("a")
        try script.decide("b")
        try script.endAppend(Self.unknown)
        #expect(script.takeNoted() == [.encoded, .putBack(["b"])])
        #expect(script.awaited == .head)
        script.handle(.headRead(.success((script.head(of: script.batches[0]), nil))))
        #expect(script.takeNoted() == [.answered("a", .done([1], isRepeat: false))])
        #expect(script.committed.size == 2)
        #expect(script.awaited == idle)
    }

    @Test func `a batch of unknown outcome that is not on the ledger was not committed`()
        async throws
    {
        var script = try CommitScript()
        try await script.append("a")
        try script.endAppend(Self.unknown)
        let before = LogHead(size: 1, checkpoint: nil)
        script.handle(.headRead(.success((before, nil))))
        let fault = LedgerFault.notCommitted(reason: "the line is dead")
        #expect(script.takeNoted() == [.answered("a", .fault(fault))])
        #expect(script.awaited == idle)
        try await script.append("a")
    }

    @Test(arguments: [true, false])
    func `while the head cannot be read the outcome is unknown, and asked before all else`(
        isDurable: Bool
    ) async throws {
        var script = try CommitScript()
        try await script.append("a")
        try script.endAppend(Self.unknown)
        _ = script.takeNoted()
        let fault = LedgerFault.outcomeUnknown(reason: "unreadable")
        script.handle(.headRead(.failure(fault)))
        #expect(script.takeNoted() == [.answered("a", .fault(fault))])
        #expect(script.awaited == idle)

        try script.arrive(["b"])
        #expect(script.awaited == .head)
        script.handle(.headRead(.failure(fault)))
        #expect(script.takeNoted() == [.answered("b", .fault(fault))])

        try script.arrive(["c"])
        #expect(script.awaited == .head)
        let head = script.head(of: script.batches[0])
        script.handle(
            .headRead(.success((isDurable ? head : LogHead(size: 1, checkpoint: nil), nil)))
        )
        // The batch's own commands were answered before, and are not again.
        #expect(script.takeNoted() == [])
        #expect(script.awaited == .lookUp(["c"]))
        script.lookUp()
        await script.sign()
        try script.endAppend()
        #expect(
            script.takeNoted() == [
                .appended(["c"]), .answered("c", .done([isDurable ? 2 : 1], isRepeat: false)),
            ]
        )
    }

    @Test(arguments: [true, false])
    func `a ledger that has grown is caught up with before the outcome is told`(
        isDurable: Bool
    ) async throws {
        var script = try CommitScript()
        try await script.append("a")
        try script.endAppend(Self.unknown)
        _ = script.takeNoted()
        let first = isDurable ? script.batches[0].log.entries[0] : nil
        let grown = LogHead(size: 3, checkpoint: nil)
        script.handle(.headRead(.success((grown, first))))
        #expect(script.awaited == .catchUp)
        #expect(script.takeNoted() == [])
        script.handle(.caughtUp(.success(())))
        let notCommitted = Outcome.fault(.notCommitted(reason: "the line is dead"))
        #expect(
            script.takeNoted() == [
                .answered("a", isDurable ? .done([1], isRepeat: false) : notCommitted)
            ]
        )
        #expect(script.awaited == idle)
    }

    @Test func `a ledger that cannot be caught up with leaves the outcome unknown`()
        async throws
    {
        var script = try CommitScript()
        try await script.append("a")
        try script.endAppend(Self.unknown)
        _ = script.takeNoted()
        script.handle(.headRead(.success((LogHead(size: 3, checkpoint: nil), nil))))
        script.handle(.caughtUp(.failure(LedgerFault.notCommitted(reason: "unreadable"))))
        let fault = LedgerFault.outcomeUnknown(reason: "unreadable")
        #expect(script.takeNoted() == [.answered("a", .fault(fault))])
        #expect(script.awaited == idle)
    }

    @Test func `a batch that another node overtook is decided again, before all that wait`()
        async throws
    {
        var script = try CommitScript()
        var commands = [try CommitScript.command("a")]
        for attempt in 1...CommitLoop.attempts {
            try script.arrive(commands)
            script.lookUp()
            await script.sign()
            try script.decide("b")
            #expect(script.takeNoted() == [.appended(["a"]), .encoded])
            let actual = UInt64(attempt) + 1
            try script.endAppend(.sizeMismatch(expected: 1, actual: actual))
            #expect(script.awaited == .catchUp)
            if attempt < CommitLoop.attempts {
                #expect(script.takeNoted() == [.putBack(["b"])])
                script.handle(.caughtUp(.success(())))
                commands = script.putBack
                #expect(script.takeNoted() == [.putBack(["a"])])
            } else {
                let fault = LedgerFault.notCommitted(reason: "other nodes kept appending first")
                #expect(script.takeNoted() == [.putBack(["b"]), .answered("a", .fault(fault))])
            }
        }
        #expect(script.batches.count == CommitLoop.attempts)
    }

    @Test func `overtaken commands fail where the ledger cannot be caught up with`()
        async throws
    {
        var script = try CommitScript()
        try await script.append("a")
        try script.endAppend(.sizeMismatch(expected: 1, actual: 2))
        let fault = LedgerFault.damaged(place: "entry 1")
        script.handle(.caughtUp(.failure(fault)))
        #expect(script.takeNoted() == [.answered("a", .fault(fault))])
        #expect(script.loop.damage == "entry 1")
    }

    @Test func `a command that is too large is refused, and all others are decided again`()
        async throws
    {
        var limits = Sequencer.Limits()
        limits.payload = 400
        var script = try CommitScript(limits: limits)
        let large = Instruction.list(String(repeating: "n", count: 190))
        try script.arrive([
            CommitScript.command("a"), CommitScript.command("large", large),
            CommitScript.command("b"), CommitScript.command("large", large),
            CommitScript.command("c", .delist("nobody")),
        ])
        script.lookUp()
        await script.sign()
        #expect(
            script.takeNoted() == [
                .answered("large", .refused(.tooLarge)), .putBack(["a", "b", "large", "c"]),
            ]
        )
        #expect(script.awaited == idle)
        try await script.append("a", "b")
    }

    @Test func `a batch that cannot be signed fails with nothing written`() async throws {
        var script = try CommitScript()
        try script.decide("a", "b")
        script.handle(.signed(.failure(SigningFailure(LeafError("no key"))), unapplied: 0))
        let fault = LedgerFault.notSigned(reason: "no key")
        #expect(
            script.takeNoted() == [.answered("a", .fault(fault)), .answered("b", .fault(fault))]
        )
        #expect(script.awaited == idle)
    }
}

extension CommitScript {
    /// The head of a ledger that ends with a batch.
    func head(of batch: SignedBatch) -> LogHead {
        LogHead(size: batch.end.size, checkpoint: batch.log.checkpoint)
    }
}
