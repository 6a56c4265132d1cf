import Contracts
import Ledger
import TestSamples
import TestSupport
import Testing

/// No acknowledged command is lost and none is doubled, whatever the store does.
@Suite struct SequencerFaultTests {
    @Test(arguments: Engine.allCases, CommitStep.allCases)
    func `a command whose append fails may be sent again and is done once`(
        engine: Engine,
        step: CommitStep
    ) async throws {
        let home = try LogLocation(engine)
        let node = try await TestLedger.with(Scenario.founding, try home.open())

        home.faults.failOnce(at: step)
        let first = await node.outcome("a", .list("name a"))
        let isDurable = step == .committed
        #expect(home.faults.injected == [step])
        // The head tells the sequencer that the batch is durable, so the caller gets its receipt.
        #expect(isDurable ? first == .done([1], isRepeat: false) : first.isNotCommitted)
        try await Recomputation.expect(node)
        #expect(await node.sequencer.size() == (isDurable ? 2 : 1))

        #expect(await node.outcome("a", .list("name a")) == .done([1], isRepeat: isDurable))
        #expect(await node.outcome("b", .list("name b")) == .done([2], isRepeat: false))
        try await Recomputation.expect(node)

        let restarted = try await TestLedger.started(try home.open())
        try await Recomputation.expect(restarted)
        #expect(await restarted.outcome("a", .list("name a")) == .done([1], isRepeat: true))
        #expect(await restarted.sequencer.size() == 3)
    }

    @Test(arguments: Engine.allCases, CommitStep.allCases)
    func `every command of a failed batch is told the same and ends once`(
        engine: Engine,
        step: CommitStep
    ) async throws {
        let home = try LogLocation(engine)
        let store = ScriptedLogStore(try home.open())
        let node = try await TestLedger.with(Scenario.founding, store)
        // The first command is held in its append while the others gather for the next one.
        let gate = Gate()
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in await gate.pass() }
        }
        async let held = node.outcome("held", .list("held"))
        await gate.arrived(1)
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for number in 0..<10 {
                group.addTask { await node.outcome("\(number)", .list("name \(number)")) }
            }
            // However many have gathered by now: one batch or several, each is all or nothing.
            for _ in 0..<100 { await Task.yield() }
            store.set { $0.beforeAppend = nil }
            home.faults.failOnce(at: step)
            await gate.open()
            return await group.reduce(into: []) { $0.append($1) }
        }
        _ = await held
        #expect(home.faults.injected == [step])
        #expect(!outcomes.contains { if case .other = $0 { true } else { false } })
        for number in 0..<10 {
            let again = await node.outcome("\(number)", .list("name \(number)"))
            guard case .done(let indices, _) = again else {
                Issue.record("command \(number) came to \(again)")
                continue
            }
            #expect(indices.count == 1)
        }
        _ = await node.outcome("held", .list("held"))
        #expect(await node.sequencer.size() == 12)
        try await Recomputation.expect(node)
    }

    @Test(arguments: Engine.allCases, [true, false])
    func `an outcome that cannot be found out is unknown to the caller and settled next time`(
        engine: Engine,
        isDurable: Bool
    ) async throws {
        let store = ScriptedLogStore(try LogLocation(engine).open())
        let node = try await TestLedger.with(Scenario.founding, store)
        store.set { hooks in
            let fail = { @Sendable () async throws(LogStoreError) in
                throw LogStoreError.outcomeUnknown(reason: "the line is dead")
            }
            if isDurable { hooks.afterAppend = fail } else { hooks.beforeAppend = fail }
            hooks.headFailures = 1
        }
        #expect(await node.outcome("a", .list("name a")).isUnknown)
        store.set { hooks in
            hooks.beforeAppend = nil
            hooks.afterAppend = nil
        }

        // The next command finds out first, whichever it is.
        let next: UInt64 = isDurable ? 2 : 1
        #expect(await node.outcome("b", .list("name b")) == .done([next], isRepeat: false))
        try await Recomputation.expect(node)
        let again = await node.outcome("a", .list("name a"))
        #expect(again == (isDurable ? .done([1], isRepeat: true) : .done([2], isRepeat: false)))
        #expect(await node.sequencer.size() == 3)
        try await Recomputation.expect(node)
    }

    @Test(arguments: [true, false])
    func `while the head stays unreadable every command is told that it is unknown`(
        isDurable: Bool
    ) async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        let node = try await TestLedger.with(Scenario.founding, store)
        store.set { hooks in
            let fail = { @Sendable () async throws(LogStoreError) in
                throw LogStoreError.outcomeUnknown(reason: "the line is dead")
            }
            if isDurable { hooks.afterAppend = fail } else { hooks.beforeAppend = fail }
            hooks.headFailures = 3
        }
        for _ in 0..<3 { #expect(await node.outcome("a", .list("name a")).isUnknown) }
        store.set { hooks in
            hooks.beforeAppend = nil
            hooks.afterAppend = nil
        }
        #expect(await node.outcome("a", .list("name a")) == .done([1], isRepeat: isDurable))
        try await Recomputation.expect(node)
    }

    @Test func `a durable batch under another node's is not said to be uncommitted`() async throws {
        let base = MemoryLogStore()
        let store = ScriptedLogStore(base)
        let node = try await TestLedger.with(Scenario.founding, store)
        let rival = try await TestLedger.started(base)
        store.set { hooks in
            hooks.afterAppend = { () async throws(LogStoreError) in
                _ = await rival.outcome("rival", .list("rival"))
                throw LogStoreError.outcomeUnknown(reason: "the line is dead")
            }
        }
        let outcome = await node.outcome("a", .list("name a"))
        store.set { $0.afterAppend = nil }
        let names = [CommandName(member: .platform, id: "a")]
        #expect(try await base.commands(named: names).count == 1)
        #expect(!outcome.isNotCommitted, "it is on the ledger, but came to \(outcome)")
        #expect(await node.outcome("a", .list("name a")) == .done([1], isRepeat: true))
        try await Recomputation.expect(node)
    }

    @Test func `a failure to append is a fault that says whether anything was committed`()
        async throws
    {
        for error in [LogStoreError.notWritten(reason: "full"), .unreadable(reason: "gone")] {
            let store = ScriptedLogStore(MemoryLogStore())
            let node = try await TestLedger.with(Scenario.founding, store)
            store.set { hooks in
                hooks.beforeAppend = { () async throws(LogStoreError) in throw error }
            }
            #expect(await node.outcome("a", .list("name a")).isNotCommitted, "\(error)")
            store.set { $0.beforeAppend = nil }
            #expect(await node.outcome("a", .list("name a")) == .done([1], isRepeat: false))
            try await Recomputation.expect(node)
        }
    }

    @Test func `a store that finds itself damaged stops the ledger`() async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        let node = try await TestLedger.with(Scenario.founding, store)
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in
                throw LogStoreError.damaged(place: "page 7")
            }
        }
        let damaged = Outcome.fault(.damaged(place: "page 7"))
        #expect(await node.outcome("a", .list("name a")) == damaged)
        store.set { $0.beforeAppend = nil }
        #expect(await node.outcome("b", .list("name b")) == damaged)
        #expect(try await store.head().size == 1)
    }

    /// Both are found while one batch is being appended and the next is decided already.
    @Test(arguments: [
        LedgerFault.damaged(place: "page 7"), .disowned(reason: "witnesses know another history"),
    ])
    func `a batch in the making is not appended once damage or a withdrawal is found`(
        fault: LedgerFault
    ) async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        let node = try await TestLedger.with(Scenario.founding, store)
        let gate = Gate()
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in await gate.pass() }
        }
        async let first = node.outcome("a", .list("name a"))
        await gate.arrived(1)
        async let second = node.outcome("b", .list("name b"))
        for _ in 0..<1000 { await Task.yield() }
        if case .damaged(let place) = fault {
            await node.sequencer.foundDamaged(at: place)
        } else {
            await node.sequencer.withdraw(fault)
        }
        await gate.open()
        #expect(await first == .done([1], isRepeat: false))
        #expect(await second == .fault(fault))
        #expect(try await store.head().size == 2)
    }

    @Test func `a stop waits for the append in flight and for what was taken before it`()
        async throws
    {
        let store = ScriptedLogStore(MemoryLogStore())
        let node = try await TestLedger.with(Scenario.founding, store)
        let gate = Gate()
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in await gate.pass() }
        }
        async let first = node.outcome("a", .list("name a"))
        await gate.arrived(1)
        async let second = node.outcome("b", .list("name b"))
        for _ in 0..<1000 { await Task.yield() }
        async let stopped: Void = node.sequencer.stop()
        for _ in 0..<1000 { await Task.yield() }
        async let third = node.outcome("c", .list("name c"))
        #expect(await node.sequencer.size() == 1)
        await gate.open()
        await stopped
        #expect(await node.sequencer.size() == 3)
        #expect(await first == .done([1], isRepeat: false))
        #expect(await second == .done([2], isRepeat: false))
        #expect(await third == .fault(.stopping))
    }

    @Test func `a batch that cannot be signed leaves nothing behind`() async throws {
        let store = MemoryLogStore()
        // An origin with a line break fits in no checkpoint.
        let node = TestLedger(store, origin: "plimsoll\nledger")
        try await node.sequencer.start()
        let first = await node.outcome("found", .found)
        let second = await node.outcome("found", .found)
        #expect(first == second)
        #expect(second != .refused(.alreadyFounded))
        #expect(node.sequencer.consortium() == nil)
        #expect(try await store.head().size == 0)
    }

    @Test func `a stopped sequencer takes nothing more`() async throws {
        let node = try await TestLedger.with(Scenario.founding, MemoryLogStore())
        await node.sequencer.stop()
        #expect(await node.outcome("a", .list("name a")) == .fault(.stopping))
        #expect(await node.sequencer.size() == 1)
    }
}
