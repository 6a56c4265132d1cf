import Contracts
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing

/// A command is named by its member; under one name it happens once.
@Suite struct IdempotenceTests {
    @Test(arguments: Engine.allCases)
    func `the same command again gives the first receipt and changes nothing`(
        engine: Engine
    ) async throws {
        let home = try LogLocation(engine)
        let node = try await TestLedger.with(Scenario.founding, try home.open())
        let first = try await node.submit("a", .list("name a"))
        try await node.submit("b", .list("name b"))
        let again = try await node.submit("a", .list("name a"))
        #expect(!first.isRepeat)
        #expect(again == CommandReceipt(receipts: first.receipts, isRepeat: true))
        let restarted = try await TestLedger.started(try home.open())
        #expect(try await restarted.submit("a", .list("name a")) == again)
        #expect(await restarted.sequencer.size() == 3)
    }

    @Test(arguments: Engine.allCases)
    func `the same command many times at once happens once`(engine: Engine) async throws {
        let node = try await TestLedger.with(Scenario.founding, try LogLocation(engine).open())
        let receipts = try await withThrowingTaskGroup(of: CommandReceipt.self) { group in
            for _ in 0..<20 { group.addTask { try await node.submit("a", .list("name a")) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(receipts.count { !$0.isRepeat } == 1)
        #expect(Set(receipts.map(\.receipts)).count == 1)
        #expect(await node.sequencer.size() == 2)
        try await Recomputation.expect(node)
    }

    @Test(arguments: Engine.allCases)
    func `a repeat of a command of several transitions gives all its receipts`(
        engine: Engine
    ) async throws {
        let node = try await TestLedger.with(
            Scenario.wholeVoyage.dropLast(),
            LogLocation(engine).open()
        )
        let judge = try #require(Scenario.wholeVoyage.last)
        let first = try await node.submit(judge)
        #expect(first.receipts.count == 8)
        #expect(
            try await node.submit(judge)
                == CommandReceipt(receipts: first.receipts, isRepeat: true)
        )
        try await Recomputation.expect(node)
    }

    @Test(arguments: Engine.allCases)
    func `another command under the same name is refused`(engine: Engine) async throws {
        let home = try LogLocation(engine)
        let node = try await TestLedger.with(Scenario.foundedWithMembers, try home.open())
        try await node.submit("a", .list("name a"))
        let size = await node.sequencer.size()
        #expect(await node.outcome("a", .list("name b")) == .refused(.commandReused))
        #expect(
            await node.outcome("a", .list("name a"), expecting: 1) == .refused(.commandReused)
        )
        #expect(await node.outcome("a", .list("name a")) == .done([size - 1], isRepeat: true))
        let restarted = try await TestLedger.started(try home.open())
        #expect(await restarted.outcome("a", .list("name b")) == .refused(.commandReused))
        #expect(await restarted.sequencer.size() == size)
        // A name is the member's own: another member's command is another command.
        let others = await restarted.outcome(
            "a",
            by: .leader,
            .list("name c"),
            signer: .leader
        )
        #expect(others == .done([size], isRepeat: false))
    }

    @Test func `of different commands under one name at once exactly one is taken`()
        async throws
    {
        let node = try await TestLedger.with(Scenario.founding, MemoryLogStore())
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for number in 0..<10 {
                group.addTask { await node.outcome("a", .list("name \(number)")) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .done([1], isRepeat: false) } == 1)
        #expect(outcomes.count { $0 == .refused(.commandReused) } == 9)
        #expect(await node.sequencer.size() == 2)
    }

    @Test func `the same command with another salt or a signature is the same command`()
        async throws
    {
        let node = try await TestLedger.with(Scenario.founding, MemoryLogStore())
        try await node.submit("admit", .admit(.leader, [.insurer]))
        let first = try await node.submit("a", by: .leader, .list("name a"))
        try await node.submit("key", .register(.leader, for: .leader))
        let signed = try MemberKey.leader.sign(
            node.command("a", by: .leader, .list("name a"))
        )
        let again = try await node.sequencer.submit(signed)
        #expect(again == CommandReceipt(receipts: first.receipts, isRepeat: true))
    }

    @Test func `a refused command leaves nothing and may come again when its time has come`()
        async throws
    {
        let node = try await TestLedger.with(Scenario.founding, MemoryLogStore())
        #expect(await node.outcome("a", .delist("x")) == .refused(.sanctionsListUnchanged))
        #expect(await node.sequencer.size() == 1)
        try await node.submit("b", .list("x"))
        #expect(await node.outcome("a", .delist("x")) == .done([2], isRepeat: false))
        try await Recomputation.expect(node)
    }

    @Test func `a refusal within a batch spares the commands around it`() async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        let node = try await TestLedger.with(Scenario.founding, store)
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for number in 0..<40 {
                // Every name is listed by two commands: the second of each pair is refused.
                group.addTask { await node.outcome("\(number)", .list("name \(number / 2)")) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .refused(.sanctionsListUnchanged) } == 20)
        #expect(await node.sequencer.size() == 21)
        try await Recomputation.expect(node)
    }
}
