import Contracts
import Ledger
import TestSamples
import Testing
import TransparencyLog

/// What every engine that keeps a ledger must do, one statement each: the contract of `LogStore`
/// and of `InspectableLogStore`.
///
/// An engine joins `Engine`, and is held to all of it; `LogStoreFaultConformance` has what it must
/// do when an append fails.
package enum LogStoreConformance: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case emptyLogHasNoHead = "an empty log has size 0 and nothing in it"
    case appendGrows = "a batch is appended and its checkpoint is the head's"
    case otherSizeIsRefused = "an append that expects another size writes nothing"
    case entriesPage = "entries are read in pages, in order, fewer at the end"
    case entriesByIndex = "entries are read by index, in the order asked, unknown ones left out"
    case erasedStaysErased = "an entry without payload or command comes back without, or as lost"
    case commandsAreFound = "commands are found by member and name together"
    case tilesHavePrefixes = "a tile is read at any width up to what is stored"
    case tilesGrow = "a partial tile grows into the full one across batches"
    case leavesFillBundles = "leaves are read from an index, as many as there are"
    case receiptsAreReadAgain = "a command's receipts are read again from its entries"
    case checkpointsAreKept = "every batch's checkpoint is kept, and read from a size on"
    case commandsPage = "commands are read in the ledger's order, from an index on"
    case soundLogHasNoDamage = "a log that is as it was written shows no damage"
    case lostEntryIsDamage = "an entry that is lost is named by the check in front of the store"
    case oneOfManyWins = "of concurrent appends that expect the same size exactly one wins"
    case openingsShareOneLog = "whoever is refused for the size then finds what others appended"
    case survivesReopening = "a log opened again is the same"

    package var testDescription: String { rawValue }

    package func check(_ home: LogLocation) async throws {
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
        case .receiptsAreReadAgain: try await receipts(store)
        case .checkpointsAreKept: try await checkpoints(store)
        case .commandsPage: try await commandPages(store)
        case .soundLogHasNoDamage: try await soundness(store)
        case .lostEntryIsDamage: try await lostEntry(store, home)
        case .oneOfManyWins: try await race(store)
        case .openingsShareOneLog: try await openings(home)
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
        var writer = LedgerWriter()
        for act in Scenario.foundedWithMembers {
            let before = writer.size
            try writer.write(act)
            let batch = try writer.batch()
            try await store.append(batch, expecting: before)
            let head = LogHead(size: writer.size, checkpoint: batch.checkpoint)
            #expect(try await store.head() == head)
        }
        try await LogSnapshot.expect(store, toHold: writer)
    }

    private func otherSize(_ store: any LogStore) async throws {
        var writer = try LedgerWriter(Scenario.founding)
        let first = try writer.batch()
        await #expect(throws: LogStoreError.sizeMismatch(expected: 1, actual: 0)) {
            try await store.append(first, expecting: 1)
        }
        #expect(try await LogSnapshot(of: store) == LogSnapshot.empty)
        try await store.append(first, expecting: 0)
        let before = try await LogSnapshot(of: store)
        for act in Scenario.members { try writer.write(act) }
        let second = try writer.batch()
        for size: UInt64 in [0, 2, .max] {
            await #expect(throws: LogStoreError.sizeMismatch(expected: size, actual: 1)) {
                try await store.append(second, expecting: size)
            }
        }
        #expect(try await LogSnapshot(of: store) == before)
    }

    private func race(_ store: any LogStore) async throws {
        var writer = try LedgerWriter(Scenario.founding)
        try await store.append(try writer.batch(), expecting: 0)
        let founded = writer
        let outcomes = await withTaskGroup(of: (Int, LogStoreError?).self) { group in
            for rival in 0..<8 {
                group.addTask {
                    var own = founded
                    let name = "rival \(rival)"
                    do {
                        try own.write(ScenarioCommand(name, by: .platform, .list(name), at: day(1)))
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

    /// Two openings are as two processes: what one appends comes to light for the other where it
    /// appends itself, and before that it need not know of it.
    private func openings(_ home: LogLocation) async throws {
        let (one, other) = (try home.open(), try home.open())
        var writer = try LedgerWriter(Scenario.founding)
        var late = writer
        let found = CommandName(member: .platform, id: "found")
        #expect(try await other.commands(named: [found]).isEmpty)
        try await one.append(try writer.batch(), expecting: 0)
        await #expect(throws: LogStoreError.sizeMismatch(expected: 0, actual: 1)) {
            try await other.append(try late.batch(), expecting: 0)
        }
        #expect(try await other.head().size == 1)
        #expect(try await other.commands(named: [found]) == writer.commands)
        for act in Scenario.members { try writer.write(act) }
        try await other.append(try writer.batch(), expecting: 1)
        for store in [one, other, try home.open()] {
            #expect(try await store.entries(from: 0, limit: 100) == writer.entries)
            #expect(try await store.head().size == writer.size)
        }
    }

    private func reopening(_ store: any LogStore, _ home: LogLocation) async throws {
        let writer = try await Self.voyage(in: store)
        let before = try await LogSnapshot(of: store)
        let again = try home.open()
        #expect(try await LogSnapshot(of: again) == before)
        try await LogSnapshot.expect(again, toHold: writer)
    }

    static func voyage(in store: any LogStore) async throws -> LedgerWriter {
        var writer = try LedgerWriter(Scenario.wholeVoyage)
        try await store.append(try writer.batch(), expecting: 0)
        return writer
    }
}
