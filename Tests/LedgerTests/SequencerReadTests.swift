import Contracts
import Ledger
import LedgerTestSupport
import Marine
import Testing

/// What the sequencer shows is what is durable, and nothing else.
@Suite struct SequencerReadTests {
    @Test func `what is decided but not yet durable is not shown`() async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        let node = try await Node.with(Scenario.founding, store)
        let gate = Gate()
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in await gate.pass() }
        }
        async let submitted = node.submit("a", .list("name a"))
        await gate.arrived(1)
        #expect(await node.sequencer.size() == 1)
        #expect(try await node.sequencer.instance(.consortium)?.revision == 1)
        #expect(node.sequencer.consortium()?.sanctions == [])
        await gate.open()
        _ = try await submitted
        #expect(await node.sequencer.size() == 2)
        #expect(try await node.sequencer.instance(.consortium)?.revision == 2)
        #expect(node.sequencer.consortium()?.sanctions.count == 1)
    }

    @Test(arguments: Engine.allCases)
    func `a receipt is given once what it names can be read`(engine: Engine) async throws {
        let node = try await Node.with(Scenario.foundedWithMembers, try LogHome(engine).open())
        for number in 0..<10 {
            let receipt = try await node.submit("\(number)", .list("name \(number)"))
            let last = try #require(receipt.receipts.last)
            let held = try await node.sequencer.instance(last.key)
            #expect(held?.lastIndex == last.index)
            #expect(held?.revision == last.revision)
            #expect(try await node.view.appliedSize() == last.index + 1)
            #expect(try await node.store.head().size == last.index + 1)
        }
    }

    @Test func `a view that failed is brought up with the same batch or the next`() async throws {
        let view = RecordingView()
        let node = try await Node.with(Scenario.founding, MemoryLogStore(), view: view)
        await view.fail(1)
        #expect(await node.outcome("a", .list("name a")) == .done([1], isRepeat: false))
        #expect(await view.appliedSize() == 2)
        await view.fail(2)
        #expect(await node.outcome("b", .list("name b")) == .done([2], isRepeat: false))
        #expect(await view.appliedSize() == 2)
        #expect(await node.outcome("c", .list("name c")) == .done([3], isRepeat: false))
        #expect(await view.appliedSize() == 4)
        try await Recomputation.expect(node)
    }

    @Test func `who waits for growth is woken by it, or by being cancelled`() async throws {
        let node = try await Node.with(Scenario.founding, MemoryLogStore())
        let growth = node.sequencer.growth
        await growth.wait(beyond: 0)
        let woken = Task { await growth.wait(beyond: 1) }
        let cancelled = Task { await growth.wait(beyond: 1_000) }
        try await node.submit("a", .list("name a"))
        await woken.value
        cancelled.cancel()
        await cancelled.value
        #expect(await node.sequencer.size() == 2)
    }

    @Test func `a node whose rival appended first decides again on the rival's state`()
        async throws
    {
        let base = MemoryLogStore()
        let node = try await Node.with(Scenario.founding, base)
        let rival = try await Node.started(base)
        #expect(await rival.outcome("rival", .list("contested")) == .done([1], isRepeat: false))
        #expect(await node.outcome("a", .list("contested")) == .refused(.sanctionsListUnchanged))
        #expect(await node.outcome("b", .list("name b")) == .done([2], isRepeat: false))
        #expect(await node.outcome("rival", .list("contested")) == .done([1], isRepeat: true))
        try await Recomputation.expect(node)
        #expect(await rival.outcome("c", .list("name c")) == .done([3], isRepeat: false))
        try await Recomputation.expect(rival)
    }

    @Test func `a node whose rivals always append first gives up with nothing written`()
        async throws
    {
        let base = MemoryLogStore()
        let store = ScriptedLogStore(base)
        let node = try await Node.with(Scenario.founding, store)
        let rival = try await Node.started(base)
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in
                let size = await rival.sequencer.size()
                _ = await rival.outcome("rival \(size)", .list("rival \(size)"))
            }
        }
        #expect(await node.outcome("a", .list("name a")).isNotCommitted)
        // Five attempts, each overtaken once.
        #expect(await rival.sequencer.size() == 6)
        store.set { $0.beforeAppend = nil }
        #expect(await node.outcome("a", .list("name a")) == .done([6], isRepeat: false))
        try await Recomputation.expect(node)
    }
}
