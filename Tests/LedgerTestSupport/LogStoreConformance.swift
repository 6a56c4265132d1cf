import Contracts
import Ledger
import Testing
import TransparencyLog

/// What every engine that keeps a ledger must do, one statement each.
package enum LogStoreConformance: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case emptyLogHasNoHead = "an empty log has size 0 and nothing in it"
    case appendGrows = "a batch is appended and its checkpoint is the head's"
    case otherSizeIsRefused = "an append that expects another size writes nothing"
    case entriesPage = "entries are read in pages, in order, fewer at the end"
    case entriesByIndex = "entries are read by index, in the order asked, unknown ones left out"
    case erasedStaysErased = "an entry without payload or command comes back without"
    case commandsAreFound = "commands are found by member and name together"
    case tilesHavePrefixes = "a tile is read at any width up to what is stored"
    case tilesGrow = "a partial tile grows into the full one across batches"
    case leavesFillBundles = "leaves are read from an index, as many as there are"
    case oneOfManyWins = "of concurrent appends that expect the same size exactly one wins"
    case survivesReopening = "a log opened again is the same"

    package var testDescription: String { rawValue }

    package func check(_ home: LogHome) async throws {
        let store = try home.open()
        switch self {
        case .emptyLogHasNoHead: try await emptyLog(store)
        case .appendGrows: try await appendGrows(store)
        case .otherSizeIsRefused: try await otherSize(store)
        case .entriesPage: try await paging(store)
        case .entriesByIndex: try await byIndex(store)
        case .erasedStaysErased: try await erased(store)
        case .commandsAreFound: try await commands(store)
        case .tilesHavePrefixes: try await tilePrefixes(store)
        case .tilesGrow: try await tilesGrow(store)
        case .leavesFillBundles: try await leaves(store)
        case .oneOfManyWins: try await race(store)
        case .survivesReopening: try await reopening(store, home)
        }
    }

    private func emptyLog(_ store: any LogStore) async throws {
        #expect(try await store.head() == LogHead(size: 0, checkpoint: nil))
        #expect(try await store.entries(from: 0, limit: 10).isEmpty)
        #expect(try await store.entries(at: [0, 1]).isEmpty)
        #expect(try await store.leaves(from: 0, width: 256).isEmpty)
        #expect(try await store.tile(level: 0, index: 0, width: 256) == nil)
        #expect(
            try await store.commands(named: [CommandName(member: .platform, id: "found")]).isEmpty
        )
    }

    private func appendGrows(_ store: any LogStore) async throws {
        var scribe = LedgerScribe()
        for act in Scenario.foundedWithMembers {
            let before = scribe.size
            try scribe.write(act)
            let batch = try scribe.batch()
            try await store.append(batch, expecting: before)
            let head = LogHead(size: scribe.size, checkpoint: batch.checkpoint)
            #expect(try await store.head() == head)
        }
        try await LogSnapshot.expect(store, toHold: scribe)
    }

    private func otherSize(_ store: any LogStore) async throws {
        var scribe = try LedgerScribe(Scenario.founding)
        let first = try scribe.batch()
        await #expect(throws: LogStoreError.sizeMismatch(expected: 1, actual: 0)) {
            try await store.append(first, expecting: 1)
        }
        #expect(try await LogSnapshot(of: store) == LogSnapshot.empty)
        try await store.append(first, expecting: 0)
        let before = try await LogSnapshot(of: store)
        for act in Scenario.members { try scribe.write(act) }
        let second = try scribe.batch()
        for size: UInt64 in [0, 2, .max] {
            await #expect(throws: LogStoreError.sizeMismatch(expected: size, actual: 1)) {
                try await store.append(second, expecting: size)
            }
        }
        #expect(try await LogSnapshot(of: store) == before)
    }

    private func paging(_ store: any LogStore) async throws {
        let scribe = try await Self.voyage(in: store)
        let all = scribe.entries
        #expect(try await store.entries(from: 0, limit: 1000) == all)
        #expect(try await store.entries(from: 0, limit: 3) == Array(all[0..<3]))
        #expect(try await store.entries(from: 3, limit: 4) == Array(all[3..<7]))
        #expect(try await store.entries(from: scribe.size - 1, limit: 4) == Array(all.suffix(1)))
        #expect(try await store.entries(from: scribe.size, limit: 4).isEmpty)
        #expect(try await store.entries(from: .max, limit: 4).isEmpty)
        #expect(try await store.entries(from: 0, limit: 0).isEmpty)
    }

    private func byIndex(_ store: any LogStore) async throws {
        let all = try await Self.voyage(in: store).entries
        let asked: [UInt64] = [5, 0, UInt64(all.count), 2, 5, .max]
        #expect(try await store.entries(at: asked) == [all[5], all[0], all[2], all[5]])
        #expect(try await store.entries(at: []).isEmpty)
    }

    private func erased(_ store: any LogStore) async throws {
        var scribe = try LedgerScribe(Scenario.foundedWithMembers)
        let whole = try scribe.batch()
        let bare = whole.entries.map {
            LogEntry(index: $0.index, leaf: $0.leaf, payload: nil, command: nil)
        }
        try await store.append(
            LogBatch(
                entries: bare,
                leafHashes: whole.leafHashes,
                commands: whole.commands,
                tiles: whole.tiles,
                checkpoint: whole.checkpoint
            ),
            expecting: 0
        )
        #expect(try await store.entries(from: 0, limit: 100) == bare)
    }

    private func commands(_ store: any LogStore) async throws {
        let scribe = try await Self.voyage(in: store)
        let names = scribe.commands.map { CommandName(member: $0.member, id: $0.id) }
        #expect(Set(try await store.commands(named: names)) == Set(scribe.commands))
        let adjudicate = CommandName(member: .platform, id: "adjudicate")
        let found = try await store.commands(named: [adjudicate])
        #expect(found.map(\.count) == [5])
        #expect(found.first?.first == scribe.size - 5)
        let others = [
            CommandName(member: .leader, id: "adjudicate"),
            CommandName(member: .platform, id: "Adjudicate"),
            CommandName(member: .platform, id: ""),
        ]
        #expect(try await store.commands(named: others).isEmpty)
        #expect(try await store.commands(named: []).isEmpty)
    }

    private func tilePrefixes(_ store: any LogStore) async throws {
        let scribe = try await Self.voyage(in: store)
        let hashes = scribe.entries.map { RFC6962.leafHash($0.leaf) }
        for width in [1, 2, hashes.count - 1, hashes.count] {
            let tile = try await store.tile(level: 0, index: 0, width: width)
            #expect(tile == hashes.prefix(width).flatMap(\.bytes), "width \(width)")
        }
        // Asked for more than there is, a store gives what there is.
        let most = try await store.tile(level: 0, index: 0, width: 256)
        #expect(most == hashes.flatMap(\.bytes))
        #expect(try await store.tile(level: 0, index: 1, width: 256) == nil)
        #expect(try await store.tile(level: 1, index: 0, width: 256) == nil)
    }

    private func tilesGrow(_ store: any LogStore) async throws {
        var scribe = try LedgerScribe(Scenario.founding)
        try await store.append(try scribe.batch(), expecting: 0)
        for upTo in [255, 256, 257, 520] {
            let before = scribe.size
            while scribe.size < UInt64(upTo) {
                let next = "name \(scribe.size)"
                try scribe.write(Act(next, by: .platform, .list(next), at: day(1)))
            }
            try await store.append(try scribe.batch(), expecting: before)
            let hashes = scribe.entries.map { RFC6962.leafHash($0.leaf) }
            for index in 0...upTo / 256 where index * 256 < upTo {
                let tile = try await store.tile(level: 0, index: UInt64(index), width: 256)
                let expected = hashes.dropFirst(index * 256).prefix(256).flatMap(\.bytes)
                #expect(tile == expected, "tile \(index) at \(upTo)")
            }
            let above = try await store.tile(level: 1, index: 0, width: 256)
            let full = (0..<upTo / 256).flatMap { index in
                RFC6962.root(of: hashes.dropFirst(index * 256).prefix(256)).bytes
            }
            #expect(above ?? [] == full, "level 1 at \(upTo)")
        }
    }

    private func leaves(_ store: any LogStore) async throws {
        let leaves = try await Self.voyage(in: store).entries.map(\.leaf)
        #expect(try await store.leaves(from: 0, width: 256) == leaves)
        #expect(try await store.leaves(from: 0, width: 5) == Array(leaves.prefix(5)))
        #expect(try await store.leaves(from: 4, width: 5) == Array(leaves[4..<9]))
        #expect(try await store.leaves(from: UInt64(leaves.count), width: 256).isEmpty)
    }

    private func race(_ store: any LogStore) async throws {
        var scribe = try LedgerScribe(Scenario.founding)
        try await store.append(try scribe.batch(), expecting: 0)
        let founded = scribe
        let outcomes = await withTaskGroup(of: (Int, LogStoreError?).self) { group in
            for rival in 0..<8 {
                group.addTask {
                    var own = founded
                    let name = "rival \(rival)"
                    do {
                        try own.write(Act(name, by: .platform, .list(name), at: day(1)))
                        try await store.append(try own.batch(), expecting: 1)
                        return (rival, nil)
                    } catch {
                        return (rival, error as? LogStoreError ?? .damaged(place: "\(error)"))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let winners = outcomes.filter { $0.1 == nil }.map(\.0)
        let losses = outcomes.compactMap(\.1)
        #expect(winners.count == 1)
        #expect(losses == Array(repeating: .sizeMismatch(expected: 1, actual: 2), count: 7))
        let winner = try #require(winners.first)
        let names = (0..<8).map { CommandName(member: .platform, id: "rival \($0)") }
        #expect(try await store.commands(named: names).map(\.id) == ["rival \(winner)"])
        #expect(try await store.head().size == 2)
        #expect(try await store.entries(from: 0, limit: 9).count == 2)
    }

    private func reopening(_ store: any LogStore, _ home: LogHome) async throws {
        let scribe = try await Self.voyage(in: store)
        let before = try await LogSnapshot(of: store)
        let again = try home.open()
        #expect(try await LogSnapshot(of: again) == before)
        try await LogSnapshot.expect(again, toHold: scribe)
    }

    private static func voyage(in store: any LogStore) async throws -> LedgerScribe {
        var scribe = try LedgerScribe(Scenario.wholeVoyage)
        try await store.append(try scribe.batch(), expecting: 0)
        return scribe
    }
}
