import CanonicalJSON
import Contracts
import Ledger
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// A node starts only on a ledger that is what was written, and says where it is not.
@Suite struct SequencerStartTests {
    @Test(arguments: Engine.allCases)
    func `a node starts on what another has written`(engine: Engine) async throws {
        let store = try LogLocation(engine).open()
        var writer = try LedgerWriter(Scenario.wholeVoyage)
        try await store.append(try writer.batch(), expecting: 0)
        let node = try await TestLedger.started(store)
        for (key, state) in writer.states {
            #expect(try await node.sequencer.instance(key)?.state == state)
        }
        try await Recomputation.expect(node)
        try await node.submit("next", .list("name"))
        try await Recomputation.expect(node)
    }

    @Test func `a ledger of more than one page is read to its end`() async throws {
        let store = MemoryLogStore()
        var writer = try LedgerWriter(Scenario.founding)
        for number in 0..<4_100 {
            let name = "\(number % 2)"
            let known = number % 4 >= 2
            try writer.write(
                ScenarioCommand(
                    "\(number)",
                    by: .platform,
                    known ? .delist(name) : .list(name),
                    at: day(1)
                )
            )
        }
        try await store.append(try writer.batch(), expecting: 0)
        let node = try await TestLedger.started(store)
        #expect(await node.sequencer.size() == 4_101)
        #expect(try await node.view.appliedSize() == 4_101)
        #expect(await node.outcome("next", .list("x")) == .done([4_101], isRepeat: false))
    }

    /// A damage that a reader of the store meets.
    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let place: String
        let read: @Sendable (LogEntry) -> LogEntry?

        init(
            _ what: String,
            _ place: String,
            _ read: @escaping @Sendable (LogEntry) -> LogEntry?
        ) {
            testDescription = what
            self.place = place
            self.read = read
        }
    }

    static let damages: [Damage] = [
        Damage("a missing entry", "entry 5") { $0.index == 5 ? nil : $0 },
        Damage("the first entry missing", "entry 0") { $0.index == 0 ? nil : $0 },
        Damage("the last entries missing", "entry 7: it is missing") { $0.index < 7 ? $0 : nil },
        Damage("no entries at all", "entry 0: it is missing") { _ in nil },
        Damage("a leaf with a bit flipped", "entry 6") { entry in
            guard entry.index == 6 else { return entry }
            var leaf = entry.leaf
            leaf[3] ^= 1
            return LogEntry(index: 6, leaf: leaf, payload: entry.payload, command: nil)
        },
        Damage("a leaf cut short", "entry 6") { entry in
            guard entry.index == 6 else { return entry }
            return LogEntry(
                index: 6,
                leaf: entry.leaf.dropLast(),
                payload: entry.payload,
                command: nil
            )
        },
        Damage("a payload with a bit flipped", "entry 6") { entry in
            guard entry.index == 6, let payload = entry.payload else { return entry }
            var bytes = payload.bytes
            bytes[20] ^= 1
            return LogEntry(
                index: 6,
                leaf: entry.leaf,
                payload: Salted(salt: payload.salt, bytes: bytes),
                command: nil
            )
        },
        Damage("another actor in a leaf that reads well", "entry 6: its leaf") { entry in
            guard entry.index == 6 else { return entry }
            return (try? entry.with("actor", .string("assured"))) ?? entry
        },
        Damage("a payload and its digest replaced", "entry 6: its leaf") { entry in
            guard entry.index == 6, let payload = entry.payload else { return entry }
            return (try? entry.with(payload: payload.bytes)) ?? entry
        },
    ]

    @Test(arguments: Engine.allCases, damages)
    func `what was changed or removed is named, and nothing is served`(
        engine: Engine,
        damage: Damage
    ) async throws {
        let base = try LogLocation(engine).open()
        var writer = try LedgerWriter(Scenario.wholeVoyage)
        try await base.append(try writer.batch(), expecting: 0)
        let store = ScriptedLogStore(base)
        store.set { $0.reading = damage.read }
        let node = TestLedger(store)
        let error = await #expect(throws: LedgerFault.self) { try await node.sequencer.start() }
        guard case .damaged(let place) = error else {
            Issue.record("damage was reported as \(error.debugDescription)")
            return
        }
        #expect(place.contains(damage.place), "\(place)")
    }

    /// A checkpoint that is not that of the leaves beside it.
    enum WrongCheckpoint: String, CaseIterable {
        case otherRoot, smaller, larger, otherKey, otherOrigin

        func note(_ size: UInt64, _ root: Hash) throws -> SignedNote {
            var origin = LedgerWriter.origin
            var size = size
            var root = root
            var seed: UInt8 = 7
            switch self {
            case .otherRoot: root = Hash.sha256(root.bytes)
            case .smaller: size -= 1
            case .larger: size += 1
            case .otherKey: seed = 8
            case .otherOrigin: origin = "other.example/ledger"
            }
            let signer = try NoteSigner(name: origin, seed: [UInt8](repeating: seed, count: 32))
            return try SignedCheckpoint.sign(
                try Checkpoint(origin: origin, size: size, root: root),
                by: signer
            )
        }
    }

    @Test(arguments: Engine.allCases, WrongCheckpoint.allCases)
    func `a checkpoint that is not that of the leaves is refused, and stays refused`(
        engine: Engine,
        wrong: WrongCheckpoint
    ) async throws {
        let store = try LogLocation(engine).open()
        var writer = try LedgerWriter(Scenario.foundedWithMembers)
        let right = try writer.batch()
        let root = RFC6962.root(of: right.leafHashes)
        try await store.append(
            LogBatch(
                entries: right.entries,
                leafHashes: right.leafHashes,
                commands: right.commands,
                tiles: right.tiles,
                checkpoint: try wrong.note(writer.size, root)
            ),
            expecting: 0
        )
        let node = TestLedger(store)
        let error = await #expect(throws: LedgerFault.self) { try await node.sequencer.start() }
        guard case .damaged(let place) = error else {
            Issue.record("it was reported as \(error.debugDescription)")
            return
        }
        #expect(place.hasPrefix("checkpoint"), "\(place)")
        // A ledger found damaged takes nothing more, whoever goes on regardless.
        let outcome = await node.outcome("next", .list("name"))
        guard case .fault(.damaged) = outcome else {
            Issue.record("after a refused start a command came to \(outcome)")
            return
        }
        #expect(try await store.head().size == writer.size)
    }

    @Test func `a store that cannot be read now is not called damaged`() async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        _ = try await TestLedger.with(Scenario.founding, store)
        store.set { $0.headFailures = 1 }
        let node = TestLedger(store)
        let error = await #expect(throws: LedgerFault.self) { try await node.sequencer.start() }
        #expect(error?.retryIsSafe == true)
        try await node.sequencer.start()
        try await Recomputation.expect(node)
    }

    @Test func `a start that failed at the view is made good by the next`() async throws {
        let store = MemoryLogStore()
        _ = try await TestLedger.with(Scenario.wholeVoyage, store)
        let view = RecordingView()
        await view.fail(1)
        let node = TestLedger(store, view: view)
        await #expect(throws: (any Error).self) { try await node.sequencer.start() }
        try await node.sequencer.start()
        try await Recomputation.expect(node)
    }
}
