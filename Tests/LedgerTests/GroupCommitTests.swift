import Contracts
import Ledger
import Marine
import Synchronization
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// Many commands share one append; each still has its own place and proof.
@Suite struct GroupCommitTests {
    @Test(arguments: Engine.allCases)
    func `concurrent commands share batches, and each receipt is in the signed tree`(
        engine: Engine
    ) async throws {
        let store = ScriptedLogStore(try LogLocation(engine).open())
        let node = try await TestLedger.with(Scenario.founding, store)
        let gate = Gate()
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in await gate.pass() }
            hooks.batchSizes = []
        }
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            group.addTask { try await Self.receipt(node, 0) }
            await gate.arrived(1)
            for number in 1..<300 {
                group.addTask { try await Self.receipt(node, number) }
            }
            for _ in 0..<1000 { await Task.yield() }
            await gate.open()
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let sizes = store.hooks.withLock { $0.batchSizes }
        #expect(sizes.reduce(0, +) == 300)
        #expect(sizes.count < 150, "300 commands took \(sizes.count) batches")
        #expect(Set(receipts.map(\.index)) == Set(1...300))
        try await Self.expectProofs(of: receipts, in: store)
        try await Recomputation.expect(node)
    }

    /// A payload may be larger than its command; that shows when others are decided on top of it.
    @Test(arguments: Engine.allCases)
    func `a command whose payload is too large is refused, and those with it are not`(
        engine: Engine
    ) async throws {
        let store = ScriptedLogStore(try LogLocation(engine).open())
        var limits = Sequencer.Limits()
        limits.payload = 400
        try await TestLedger.with(Scenario.founding, store).sequencer.stop()
        let node = try await TestLedger.started(store, limits: limits)
        let gate = Gate()
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in await gate.pass() }
        }
        let outcomes = try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
            group.addTask { (0, await node.outcome("0", .list("name 0"))) }
            await gate.arrived(1)
            for number in 1..<300 {
                // Every tenth says twice what is longer than half of the limit.
                let text = number % 10 == 0 ? String(repeating: "n", count: 190) : "name"
                group.addTask {
                    (number, await node.outcome("\(number)", .list("\(text) \(number)")))
                }
            }
            for _ in 0..<1000 { await Task.yield() }
            await gate.open()
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (number, outcome) in outcomes {
            if number > 0, number % 10 == 0 {
                #expect(outcome == .refused(.tooLarge), "\(number)")
            } else {
                guard case .done(_, isRepeat: false) = outcome else {
                    Issue.record("\(number): \(outcome)")
                    continue
                }
            }
        }
        #expect(await node.sequencer.size() == 272)
        let again = await node.outcome("10", .list("another"))
        #expect(again == .done([272], isRepeat: false))
        try await Recomputation.expect(node)
    }

    private static func receipt(_ node: TestLedger, _ number: Int) async throws -> Receipt {
        let made = try await node.submit("\(number)", .list("name \(number)"))
        return try #require(made.receipts.first)
    }

    private static func expectProofs(
        of receipts: [Receipt],
        in store: any LogStore
    ) async throws {
        let note = try #require(try await store.head().checkpoint)
        let signed = try SignedCheckpoint.open(note, logKey: LedgerWriter.signer.verifierKey)
        let size = signed.checkpoint.size
        var tiles = LoadedTiles()
        for coordinate in TileCoordinate.tiles(forSize: size) {
            tiles.bytes[coordinate.path] = try await store.tile(
                level: coordinate.level,
                index: coordinate.index,
                width: coordinate.width
            )
        }
        let hashes = TreeHashes(TileNodes(size: size, tiles: tiles))
        for receipt in receipts {
            let proof = try hashes.inclusionProof(index: receipt.index, size: size)
            try RFC6962.verifyInclusion(
                of: receipt.leafHash,
                at: receipt.index,
                in: size,
                proof: proof,
                root: signed.checkpoint.root
            )
            let entry = try #require(try await store.entries(at: [receipt.index]).first)
            #expect(RFC6962.leafHash(entry.leaf) == receipt.leafHash)
        }
    }

    @Test func `a batch takes no more commands than its limit`() async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        var limits = Sequencer.Limits()
        limits.batch = 7
        let node = try await TestLedger.started(store, limits: limits)
        try await node.submit("found", .found)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<50 {
                group.addTask { _ = await node.outcome("\(number)", .list("name \(number)")) }
            }
        }
        let sizes = store.hooks.withLock { $0.batchSizes }
        #expect(sizes.reduce(0, +) == 51)
        #expect(sizes.allSatisfy { $0 <= 7 })
    }

    @Test func `more commands than may wait are turned away and may come again`() async throws {
        let store = ScriptedLogStore(MemoryLogStore())
        var limits = Sequencer.Limits()
        limits.waiting = 3
        // Then one command at most is decided on top of the append that the gate holds.
        limits.batch = 1
        let node = try await TestLedger.started(store, limits: limits)
        try await node.submit("found", .found)
        let gate = Gate()
        store.set { hooks in
            hooks.beforeAppend = { () async throws(LogStoreError) in await gate.pass() }
        }
        async let first = node.outcome("first", .list("first"))
        await gate.arrived(1)
        let outcomes = await withTaskGroup(of: Outcome.self) { group in
            for number in 0..<10 {
                group.addTask { await node.outcome("\(number)", .list("name \(number)")) }
            }
            var outcomes: [Outcome] = []
            // Three wait behind the gate, beside one that may be decided already; none of these
            // four is answered before it opens.
            for _ in 0..<6 { if let outcome = await group.next() { outcomes.append(outcome) } }
            await gate.open()
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        #expect(outcomes.prefix(6).allSatisfy { $0 == .fault(.overloaded(waiting: 3)) })
        let turnedAway = outcomes.count { $0 == .fault(.overloaded(waiting: 3)) }
        let done = outcomes.count { if case .done = $0 { true } else { false } }
        #expect((6...7).contains(turnedAway), "\(turnedAway)")
        #expect(done == 10 - turnedAway)
        #expect(await first == .done([1], isRepeat: false))
        for number in 0..<10 {
            let again = await node.outcome("\(number)", .list("name \(number)"))
            guard case .done = again else {
                Issue.record("command \(number) came to \(again)")
                continue
            }
        }
        #expect(await node.sequencer.size() == 12)
    }

    @Test(arguments: Engine.allCases)
    func `instants never decrease, even where the clock goes back`(
        engine: Engine
    ) async throws {
        let home = try LogLocation(engine)
        let node = try await TestLedger.started(try home.open(), clock: ManualClock(day(0)))
        try await node.submit("found", .found)
        for (number, at) in [5, 3, 4, 9, 0, 8].enumerated() {
            node.clock.set(day(Int64(at)))
            try await node.submit("\(number)", .list("name \(number)"))
        }
        let restarted = try await TestLedger.started(try home.open(), clock: ManualClock(day(1)))
        try await restarted.submit("late", .list("late"))
        let instants = try await Recomputation(of: restarted.store).transitions.map(\.at)
        #expect(instants == [0, 5, 5, 5, 9, 9, 9, 9].map { day($0) })
    }

    @Test(arguments: Engine.allCases)
    func `a voyage's leaves are those of the plain writer, but for their salts`(
        engine: Engine
    ) async throws {
        let node = try await TestLedger.with(Scenario.wholeVoyage, try LogLocation(engine).open())
        let found = try await Recomputation(of: node.store).transitions
        let expected = try LedgerWriter(Scenario.wholeVoyage).entries
            .map { try Transition(leaf: $0.leaf) }
        try #require(found.count == expected.count)
        for (index, (found, expected)) in zip(found, expected).enumerated() {
            var comparable = expected
            comparable.command = found.command
            comparable.payload = found.payload
            comparable.attestation = found.attestation
            #expect(found == comparable, "entry \(index)")
        }
        // The judged claim moved five instances in eight steps, each knowing the one before it.
        let judged = found.suffix(8)
        #expect(judged.map(\.part.index) == [0, 1, 2, 3, 4, 5, 6, 7])
        #expect(judged.map(\.part.count) == Array(repeating: 8, count: 8))
        #expect(Set(judged.map(\.command)).count == 1)
        #expect(
            judged.map(\.contract)
                == [
                    .claim, .claim, .claim, .certificate, .interest, .claim, .paymentReference,
                    .evidence,
                ]
        )
        try await Recomputation.expect(node)
    }
}

/// Tiles that were read before a computation that may not wait.
private struct LoadedTiles: TileSource {
    var bytes: [String: [UInt8]] = [:]

    func tile(level: Int, index: UInt64, width: Int) throws -> [UInt8] {
        let coordinate = try TileCoordinate(kind: .hashes(level: level), index: index, width: width)
        return try #require(bytes[coordinate.path])
    }
}
