import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing

/// What the sequencer shows is what is durable, and nothing else.
@Suite struct SequencerReadTests {
    @Test func `what is decided but not yet durable is not shown`() async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        let node = try await TestLedger.with(Scenario.founding, store)
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
    func `a receipt is given once what it names can be read, and lists after a word`(
        engine: Engine
    ) async throws {
        let node = try await TestLedger.with(
            Scenario.foundedWithMembers,
            try LogLocation(engine).open()
        )
        for number in 0..<10 {
            let receipt = try await node.submit("\(number)", .list("name \(number)"))
            let last = try #require(receipt.receipts.last)
            let held = try await node.sequencer.instance(last.key)
            #expect(held?.lastIndex == last.index)
            #expect(held?.revision == last.revision)
            #expect(try await node.store.head().size == last.index + 1)
            if number % 2 == 0 { continue }
            try await node.sequencer.bringViewUp()
            #expect(try await node.view.appliedSize() == last.index + 1)
        }
    }

    @Test func `a view that failed is brought up by whoever asks, or by itself`() async throws {
        let view = RecordingView()
        let node = try await TestLedger.with(Scenario.founding, MemoryLogStore(), view: view)
        try await node.sequencer.bringViewUp()
        await view.fail(.max)
        #expect(await node.outcome("a", .list("name a")) == .done([1], isRepeat: false))
        await #expect(throws: LogStoreError.self) { try await node.sequencer.bringViewUp() }
        #expect(node.sequencer.viewIsBehind)
        #expect(try node.sequencer.unappliedEntries().map(\.index) == [1])
        #expect(await node.outcome("b", .list("name b")) == .done([2], isRepeat: false))
        #expect(try node.sequencer.unappliedEntries().map(\.index) == [1, 2])
        await view.fail(0)
        try await node.sequencer.bringViewUp()
        #expect(!node.sequencer.viewIsBehind)
        #expect(try node.sequencer.unappliedEntries().isEmpty)
        #expect(await view.appliedSize() == 3)

        await view.fail(1)
        #expect(await node.outcome("c", .list("name c")) == .done([3], isRepeat: false))
        while node.sequencer.viewIsBehind { try await Task.sleep(for: .milliseconds(10)) }
        #expect(await view.appliedSize() == 4)
        try await Recomputation.expect(node)
    }

    /// Readers ask while commands come and while the view fails now and then.
    @Test func `who brings the view up finds what was durable when they asked`() async throws {
        let view = RecordingView()
        let node = try await TestLedger.with(Scenario.founding, MemoryLogStore(), view: view)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<8 {
                group.addTask {
                    for number in 0..<50 {
                        let receipt = try await node.submit(
                            "\(client) \(number)",
                            .list("name \(client) \(number)")
                        )
                        if number % 10 == client { await view.fail(1) }
                        let last = try #require(receipt.receipts.last).index
                        do { try await node.sequencer.bringViewUp() } catch { continue }
                        #expect(await view.appliedSize() > last)
                    }
                }
            }
            try await group.waitForAll()
        }
        await view.fail(0)
        try await Recomputation.expect(node)
        #expect(await view.appliedSize() == 401)
    }

    @Test func `a view that is too far behind to be held in memory is replayed`() async throws {
        let view = RecordingView()
        let base = MemoryLogStore()
        var limits = Sequencer.Limits()
        limits.unappliedLimit = 100
        let node = try await TestLedger.started(base, view: view, limits: limits)
        for act in Scenario.founding { try await node.submit(act) }
        await view.fail(.max)
        let clients = 4
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    for number in 0..<50 {
                        try await node.submit("\(client) \(number)", .list("n \(client) \(number)"))
                    }
                }
            }
            try await group.waitForAll()
        }
        while (try? node.sequencer.unappliedEntries()) != nil {
            try await Task.sleep(for: .milliseconds(50))
        }
        await #expect(throws: LogStoreError.self) { try await node.sequencer.bringViewUp() }
        await view.fail(0)
        try await node.sequencer.bringViewUp()
        #expect(!node.sequencer.viewIsBehind)
        #expect(await view.appliedSize() == UInt64(clients * 50 + 1))
    }

    @Test func `who waits for growth is woken by it, or by being cancelled`() async throws {
        let node = try await TestLedger.with(Scenario.founding, MemoryLogStore())
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
        let node = try await TestLedger.with(Scenario.founding, base)
        let rival = try await TestLedger.started(base)
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
        let node = try await TestLedger.with(Scenario.founding, store)
        let rival = try await TestLedger.started(base)
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
