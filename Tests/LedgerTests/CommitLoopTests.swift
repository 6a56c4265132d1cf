import Contracts
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Ledger

/// What the commit loop does upon each event: without a store, a clock or a task.
@Suite struct CommitLoopTests {
    private let idle = CommitScript.Awaited.work(room: 64, atLeast: 0, whileAppending: false)

    @Test func `a command is looked up, decided, signed, appended and answered`() async throws {
        var script = try CommitScript()
        #expect(script.awaited == idle)
        try script.arrive(["a", "b"])
        #expect(script.awaited == .lookUp(["a", "b"]))
        script.lookUp()
        #expect(script.awaited == .signature)
        await script.sign()
        #expect(script.takeNoted() == [.appended(["a", "b"])])
        #expect(script.awaited == .work(room: 64, atLeast: 0, whileAppending: true))
        #expect(script.committed.size == 1)
        try script.endAppend()
        #expect(
            script.takeNoted() == [
                .answered("a", .done([1], isRepeat: false)),
                .answered("b", .done([2], isRepeat: false)),
            ]
        )
        #expect(script.committed.size == 3)
        #expect(script.awaited == idle)
    }

    @Test func `while an append is in flight the next batch is decided on top of it`()
        async throws
    {
        var script = try CommitScript()
        try await script.append("a", "b", "c", "d", "e", "f", "g", "h")
        // More is decided once a quarter of what is in flight has gathered.
        #expect(script.awaited == .work(room: 64, atLeast: 2, whileAppending: true))
        // What a lists is listed for who comes later, though it is not durable yet.
        try script.arrive([
            CommitScript.command("i"), CommitScript.command("j", .list("name a")),
        ])
        script.lookUp()
        #expect(script.takeNoted() == [.encoded])
        #expect(script.awaited == .work(room: 64, atLeast: 2, whileAppending: true))
        try script.endAppend()
        #expect(script.takeNoted().count == 8)
        #expect(script.awaited == .signature)
        await script.sign()
        #expect(script.takeNoted() == [.appended(["i"])])
        try script.endAppend()
        #expect(
            script.takeNoted() == [
                .answered("i", .done([9], isRepeat: false)),
                .answered("j", .refused(.sanctionsListUnchanged)),
            ]
        )
    }

    @Test func `a batch in which nothing happens is answered without an append`() async throws {
        var script = try CommitScript()
        try script.arrive([CommitScript.command("a", .delist("nobody"))])
        script.lookUp()
        #expect(script.takeNoted() == [.answered("a", .refused(.sanctionsListUnchanged))])
        #expect(script.awaited == idle)
    }

    @Test func `a batch takes no more commands than its limit`() async throws {
        var limits = Sequencer.Limits()
        limits.batch = 3
        var script = try CommitScript(limits: limits)
        try await script.append("a")
        try script.decide("b", "c")
        #expect(script.awaited == .work(room: 1, atLeast: 0, whileAppending: true))
        try script.decide("d")
        #expect(script.awaited == .work(room: 0, atLeast: 0, whileAppending: true))
    }

    @Test func `an instant is never before its predecessor's`() async throws {
        var script = try CommitScript()
        try await script.append("a")
        script.now = day(50)
        try script.decide("b")
        try script.endAppend()
        await script.sign()
        let instants = script.batches.flatMap(\.folded).map(\.transition.at)
        #expect(instants == [day(60), day(60)])
    }

    @Test func `the view is brought up before an append once it lacks too much`() async throws {
        var script = try CommitScript()
        try script.decide("a")
        await script.sign(unapplied: ViewFeed.backlog + 1)
        #expect(script.takeNoted() == [])
        #expect(script.awaited == .view)
        script.handle(.viewBroughtUp)
        #expect(script.takeNoted() == [.appended(["a"])])
    }

    @Test func `states that are not in memory are fetched, and the command decided again`()
        async throws
    {
        var script = try CommitScript()
        let key = InstanceKey.consortium
        let held = try #require(script.committed.withFold { $0.instance(key) })
        script.committed.withFold { $0.instances.note(key, at: held.location) }
        try script.decide("a", "b")
        #expect(script.awaited == .states([key]))
        script.committed.restore(key, held)
        script.handle(.statesFetched(.success(()), now: script.now))
        #expect(script.awaited == .signature)
        await script.sign()
        #expect(script.takeNoted() == [.appended(["a", "b"])])
    }

    @Test func `a command whose states cannot be fetched fails, and those after it go on`()
        async throws
    {
        var script = try CommitScript()
        let key = InstanceKey.consortium
        let held = try #require(script.committed.withFold { $0.instance(key) })
        script.committed.withFold { $0.instances.note(key, at: held.location) }
        try script.decide("a", "b")
        let fault = LedgerFault.notCommitted(reason: "unreadable")
        script.handle(.statesFetched(.failure(fault), now: script.now))
        #expect(script.awaited == .states([key]))
        script.committed.restore(key, held)
        script.handle(.statesFetched(.success(()), now: script.now))
        await script.sign()
        try script.endAppend()
        #expect(
            script.takeNoted() == [
                .appended(["b"]), .answered("a", .fault(fault)),
                .answered("b", .done([1], isRepeat: false)),
            ]
        )
    }

    @Test func `commands that cannot be looked up fail, and what is decided goes on`()
        async throws
    {
        var script = try CommitScript()
        try await script.append("a")
        try script.decide("b")
        try script.arrive(["c"])
        let fault = LedgerFault.notCommitted(reason: "unreadable")
        script.handle(.lookedUp(.failure(fault), now: script.now))
        #expect(script.takeNoted() == [.encoded, .answered("c", .fault(fault))])
        try script.endAppend()
        await script.sign()
        #expect(
            script.takeNoted() == [
                .answered("a", .done([1], isRepeat: false)), .appended(["b"]),
            ]
        )
    }
}

/// One command, one name: whether the first is in the batch, in flight or on the ledger.
extension CommitLoopTests {
    @Test func `a repeat within a batch gets the receipt of the first`() async throws {
        var script = try CommitScript()
        try script.arrive([
            CommitScript.command("a"), CommitScript.command("a"),
            CommitScript.command("a", .list("another")),
        ])
        script.lookUp()
        await script.sign()
        try script.endAppend()
        #expect(
            script.takeNoted() == [
                .appended(["a"]), .answered("a", .done([1], isRepeat: false)),
                .answered("a", .done([1], isRepeat: true)),
                .answered("a", .refused(.commandReused)),
            ]
        )
    }

    @Test func `a repeat of a command in flight is answered once that is durable`() async throws {
        var script = try CommitScript()
        try await script.append("a")
        try script.arrive([
            CommitScript.command("a"), CommitScript.command("a", .list("another")),
        ])
        script.lookUp()
        #expect(script.takeNoted() == [])
        try script.endAppend()
        #expect(
            script.takeNoted() == [
                .answered("a", .done([1], isRepeat: false)),
                .answered("a", .done([1], isRepeat: true)),
                .answered("a", .refused(.commandReused)),
            ]
        )
        #expect(script.awaited == idle)
    }

    @Test func `a repeat of a recorded command gets the recorded receipt`() async throws {
        var script = try CommitScript()
        let first = try CommitScript.command("a")
        let other = try CommitScript.command("b", .list("another"))
        let lost = try CommitScript.command("c")
        let receipt = Receipt(
            index: 7,
            leafHash: Hash.sha256(of: [7]),
            key: .consortium,
            revision: 8
        )
        let fault = LedgerFault.notCommitted(reason: "unreadable")
        try script.arrive([first, CommitScript.command("b"), lost])
        script.lookUp([
            first.name: EarlierCommand(
                fingerprint: first.submission.fingerprint,
                receipts: .success([receipt])
            ),
            other.name: EarlierCommand(
                fingerprint: other.submission.fingerprint,
                receipts: .success([receipt])
            ),
            lost.name: EarlierCommand(
                fingerprint: lost.submission.fingerprint,
                receipts: .failure(fault)
            ),
        ])
        #expect(
            script.takeNoted() == [
                .answered("a", .done([7], isRepeat: true)),
                .answered("b", .refused(.commandReused)), .answered("c", .fault(fault)),
            ]
        )
    }
}

/// Damage and withdrawal, whenever they are found.
extension CommitLoopTests {
    /// When something is found.
    enum Moment: CaseIterable {
        case beforeLookUp
        case whileLookedUp
        case whileStatesAreFetched
        case whileSigned
        case whileTheViewIsBroughtUp
        case whileAnotherIsInFlight
    }

    static let faults = [
        LedgerFault.damaged(place: "page 7"), .disowned(reason: "witnesses know another history"),
    ]

    @Test(arguments: Moment.allCases, faults)
    func `what is found before an append keeps it from being started`(
        moment: Moment,
        fault: LedgerFault
    ) async throws {
        var script = try CommitScript()
        if moment == .whileAnotherIsInFlight { try await script.append("first") }
        if moment == .whileStatesAreFetched {
            let held = try #require(script.committed.withFold { $0.instance(.consortium) })
            script.committed.withFold { $0.instances.note(.consortium, at: held.location) }
            try script.decide("a")
            script.find(fault)
            script.committed.restore(.consortium, held)
            script.handle(.statesFetched(.success(()), now: script.now))
        } else {
            if moment == .beforeLookUp { script.find(fault) }
            try script.arrive(["a"])
        }
        if moment == .whileLookedUp { script.find(fault) }
        if case .lookUp = script.request { script.lookUp() }
        if moment == .whileAnotherIsInFlight {
            script.find(fault)
            try script.endAppend()
            // What was appended before is durable, and its command is told so.
            #expect(
                script.takeNoted() == [.encoded, .answered("first", .done([1], isRepeat: false))]
            )
        }
        if moment == .whileSigned { script.find(fault) }
        if case .sign = script.request {
            await script.sign(
                unapplied: moment == .whileTheViewIsBroughtUp ? ViewFeed.backlog + 1 : 0
            )
        }
        if moment == .whileTheViewIsBroughtUp {
            #expect(script.awaited == .view)
            script.find(fault)
            script.handle(.viewBroughtUp)
        }
        #expect(script.takeNoted() == [.answered("a", .fault(fault))])
        #expect(script.awaited == idle)
        #expect(script.batches.count == (moment == .whileAnotherIsInFlight ? 1 : 0))

        try script.arrive(["b"])
        #expect(script.takeNoted() == [.answered("b", .fault(fault))])
        #expect(script.awaited == idle)
    }

    @Test func `of what is found the first stands, and damage before a withdrawal`() throws {
        var script = try CommitScript()
        #expect(script.loop.standingFault == nil)
        script.find(.disowned(reason: "one"))
        script.find(.disowned(reason: "two"))
        #expect(script.loop.standingFault == .disowned(reason: "one"))
        script.find(.damaged(place: "three"))
        script.find(.damaged(place: "four"))
        #expect(script.loop.standingFault == .damaged(place: "three"))
    }
}
