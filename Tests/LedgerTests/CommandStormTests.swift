import CanonicalJSON
import Contracts
import Foundation
import Ledger
import Marine
import Synchronization
import TestSamples
import TestSupport
import Testing

/// Clients that never give up against a store that fails at random.
@Suite struct CommandStormTests {
    /// Seeds that once failed stay here; one is drawn anew in each run, or named by
    /// `PLIMSOLL_SEED`.
    static let seeds: [UInt64] = {
        let named = ProcessInfo.processInfo.environment["PLIMSOLL_SEED"].flatMap { UInt64($0) }
        return [1, 20_260_301, named ?? UInt64.random(in: 0...UInt64(UInt32.max))]
    }()

    @Test(arguments: Engine.allCases, seeds)
    func `a storm of commands ends as the same commands one by one`(
        engine: Engine,
        seed: UInt64
    ) async throws {
        print("command storm on \(engine) with seed \(seed)")
        let home = try LogLocation(engine)
        let store = ScriptedLogStore(try home.open())
        let node = try await TestLedger.with(Scenario.foundedWithMembers, store)
        home.faults.failAtRandom(8, seed: seed)
        let answers = await withTaskGroup(of: [CommandName: Outcome].self) { group in
            for client in 0..<6 {
                group.addTask { await Client(client, seed, node, store).run(commands: 25) }
            }
            return await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
        }
        home.faults.calm()
        store.set { $0.headFailures = 0 }
        try await node.submit("last", .list("the last one"))

        try await Recomputation.expect(node)
        try await Self.expectAnswers(answers, in: node)
        try await Self.expectSequentialModel(node)
        try await Recomputation.expect(try await TestLedger.started(try home.open()))
        #expect(home.faults.injected.count > 5)
    }

    /// What was acknowledged is there where the receipt says; what was refused is not there.
    private static func expectAnswers(
        _ answers: [CommandName: Outcome],
        in node: TestLedger
    ) async throws {
        #expect(answers.count == 150)
        for (name, outcome) in answers {
            let recorded = try await node.store.commands(named: [name])
            switch outcome {
            case .done(let indices, _):
                #expect(recorded.map(\.first) == [indices.first], "\(name)")
                #expect(recorded.map(\.count) == [indices.count], "\(name)")
            case .refused(let code):
                #expect(recorded == [], "\(name) was refused with \(code)")
            case .fault, .other:
                Issue.record("\(name) came to \(outcome)")
            }
        }
        let transitions = try await Recomputation(of: node.store).transitions
        let commands = transitions.count { $0.part.index == 0 }
        let done = answers.values.count { if case .done = $0 { true } else { false } }
        #expect(commands == Scenario.foundedWithMembers.count + done + 1)
        #expect(done > 20)
        #expect(done < 150)
    }

    /// The commands in the ledger's order, one by one through the plain writer.
    private static func expectSequentialModel(_ node: TestLedger) async throws {
        let again = try await Recomputation(of: node.store)
        var writer = LedgerWriter()
        for (entry, transition) in zip(again.entries, again.transitions)
        where transition.part.index == 0 {
            let bytes = try #require(entry.command?.bytes)
            let command = try Command(canonical: bytes)
            #expect(entry.index == writer.size)
            try writer.write(
                ScenarioCommand(
                    command.id.string,
                    by: command.member,
                    command.instruction,
                    at: transition.at
                )
            )
        }
        #expect(writer.size == again.fold.size)
        #expect(Set(writer.states.keys) == Set(again.fold.keys))
        for (key, state) in writer.states {
            #expect(try await node.sequencer.instance(key)?.state == state, "\(key)")
        }
    }
}

/// Sends commands one after another, each until it is answered.
private struct Client {
    private let number: Int
    private let node: TestLedger
    private let store: ScriptedLogStore
    private var random: SeededGenerator

    init(_ number: Int, _ seed: UInt64, _ node: TestLedger, _ store: ScriptedLogStore) {
        self.number = number
        self.node = node
        self.store = store
        random = SeededGenerator(seed: seed &+ UInt64(number) &* 1_000_003)
    }

    func run(commands: Int) async -> [CommandName: Outcome] {
        var client = self
        var answers: [CommandName: Outcome] = [:]
        for ordinal in 0..<commands {
            let name = CommandName(member: .platform, id: "client \(number) command \(ordinal)")
            answers[name] = await client.insist(name, client.drawn())
        }
        return answers
    }

    private mutating func insist(_ name: CommandName, _ instruction: Instruction) async -> Outcome {
        for _ in 0..<200 {
            if random.next(upperBound: UInt64(10)) == 0 { store.set { $0.headFailures = 1 } }
            let outcome: Outcome
            if random.next(upperBound: UInt64(4)) == 0 {
                // An impatient client sends the same command twice at once.
                async let twin = node.outcome(name.id, by: name.member, instruction)
                let own = await node.outcome(name.id, by: name.member, instruction)
                // The state may have changed between the two: one may be refused, the other not.
                outcome = Self.decisive(own, await twin)
            } else {
                outcome = await node.outcome(name.id, by: name.member, instruction)
            }
            if case .fault(let fault) = outcome, fault.retryIsSafe { continue }
            return outcome
        }
        return .other("never answered")
    }

    private static func decisive(_ one: Outcome, _ other: Outcome) -> Outcome {
        if case .refused = one { other } else { one }
    }

    /// Names and members are few, so that clients contend for them.
    private mutating func drawn() -> Instruction {
        let pick = random.next(upperBound: UInt64(12))
        switch random.next(upperBound: UInt64(6)) {
        case 0, 1: return .list("name \(pick)")
        case 2: return .delist("name \(pick)")
        case 3: return .admit(id("member-\(random.next(upperBound: UInt64(60)))"), [.broker])
        case 4:
            return .consortium(
                .issueAPIKey(
                    member: .broker,
                    id: id("key-\(pick)"),
                    digest: MemberKey(byte: UInt8(100 + pick)).apiKeyDigest
                )
            )
        default: return .consortium(.revokeAPIKey(member: .broker, id: id("key-\(pick)")))
        }
    }
}
