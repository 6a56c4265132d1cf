import Contracts
import Foundation
import GRDB
import Ledger
import Marine
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Storage

/// How commands are found again on a ledger of more than one stretch.
@Suite struct CommandIndexTests {
    private static let stretch = 1 << 15

    /// A log of entries that say nothing, of which one in 64 and the last two begin commands.
    private struct Filler {
        private(set) var commands: [RecordedCommand] = []
        private(set) var size = 0

        mutating func append(_ count: Int, to store: SQLiteLogStore) async throws {
            let before = size
            let first = commands.count
            for index in size..<size + count where index % 64 == 0 || index >= size + count - 2 {
                commands.append(
                    RecordedCommand(
                        member: .shipper,
                        id: "command \(index)",
                        fingerprint: Hash.sha256(of: Array("\(index)".utf8)),
                        first: UInt64(index),
                        count: 1
                    )
                )
            }
            size += count
            let checkpoint = try Checkpoint(
                origin: LedgerWriter.origin,
                size: UInt64(size),
                root: Hash.sha256(of: [])
            )
            let batch = LogBatch(
                entries: (before..<size).map {
                    LogEntry(index: UInt64($0), leaf: [0x7B, 0x7D], payload: nil, command: nil)
                },
                leafHashes: [],
                commands: Array(commands[first...]),
                tiles: [],
                checkpoint: try SignedCheckpoint.sign(checkpoint, by: [LedgerWriter.signer])
            )
            try await store.append(batch, expecting: UInt64(before))
        }
    }

    private func expectAll(_ filler: Filler, in store: SQLiteLogStore) async throws {
        let names = filler.commands.map { CommandName(member: $0.member, id: $0.id) }
        #expect(try await store.commands(named: names) == filler.commands)
        let others = (0..<500).map { CommandName(member: .shipper, id: "other \($0)") }
        #expect(try await store.commands(named: others).isEmpty)
        #expect(try await store.damagedCommandIndex() == nil)
    }

    private func parts(_ home: LogLocation) throws -> Int {
        let queue = try DatabaseQueue(path: home.path("ledger.sqlite"))
        defer { try? queue.close() }
        return try queue.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM command_part") ?? -1
        }
    }

    /// What an append completes: nothing, a stretch to the last entry, one and a part, two.
    @Test(arguments: [
        [32_766, 2, 2], [32_764, 6, 32_768], [2, 65_532, 4],
    ])
    func `commands are found in every stretch, before and after a start`(
        appends: [Int]
    ) async throws {
        let home = try LogLocation(.sqlite)
        let store = try #require(try home.open() as? SQLiteLogStore)
        var filler = Filler()
        for count in appends {
            try await filler.append(count, to: store)
            let named = [CommandName(member: .shipper, id: "command \(filler.size - 2)")]
            #expect(
                try await store.commands(named: named).map(\.first) == [UInt64(filler.size - 2)]
            )
        }
        try await expectAll(filler, in: store)
        try store.close()
        let sealed = filler.size / CommandIndexTests.stretch
        #expect((sealed * 60...sealed * 64).contains(try parts(home)))
        let again = try SQLiteLogStore(path: home.path("ledger.sqlite"))
        try await expectAll(filler, in: again)
        // The filter has only just been filled: what it seals next must be whole all the same.
        try await filler.append(CommandIndexTests.stretch, to: again)
        try await expectAll(filler, in: again)
        try again.close()
    }

    @Test func `a stretch completed by another store's appends is whole`() async throws {
        let home = try LogLocation(.sqlite)
        let first = try #require(try home.open() as? SQLiteLogStore)
        let second = try SQLiteLogStore(path: home.path("ledger.sqlite"))
        var filler = Filler()
        try await filler.append(20_000, to: first)
        try await expectAll(filler, in: second)
        try await filler.append(10_000, to: first)
        // The second store has not seen these, and is told no size that would show it.
        try await filler.append(10_000, to: second)
        try await expectAll(filler, in: second)
        try second.close()
        try first.close()
    }

    @Test(arguments: [
        "DELETE FROM command_part WHERE part = 70",
        "UPDATE command_part SET items = zeroblob(length(items)) WHERE part = 3",
        "UPDATE command_part SET items = x'00' WHERE part = 3",
        "UPDATE command_part SET part = 130 WHERE part = 3",
        "UPDATE command_part SET items = items || (SELECT items FROM command_part WHERE part = 3)",
        "UPDATE command SET id = 'another' WHERE first = 39936",
        "DELETE FROM command WHERE first = 64",
    ])
    func `a changed index is named`(sql: String) async throws {
        let home = try LogLocation(.sqlite)
        let store = try #require(try home.open() as? SQLiteLogStore)
        var filler = Filler()
        try await filler.append(65_540, to: store)
        try store.close()
        try LedgerFile.tamper(home.path("ledger.sqlite"), sql)
        let again = try SQLiteLogStore(path: home.path("ledger.sqlite"))
        do throws(LogStoreError) {
            let place = try await again.damagedCommandIndex()
            #expect(place?.contains("command") == true, "\(place ?? "nothing was found")")
        } catch {
            guard case .damaged(let place) = error else {
                Issue.record("it was reported as \(error)")
                return
            }
            #expect(place.contains("index of commands, part "))
        }
        try again.close()
    }

    @Test func `names of one hash are told apart`() throws {
        let commands = (0..<4).map { IndexedCommand(hash: $0 < 3 ? 7 : 8, first: $0) }
        var filter = CommandFilter()
        filter.isStale = false
        filter.grow(to: 4, commands)
        #expect(filter.firsts(inTail: 7).sorted() == [0, 1, 2])
        #expect(filter.firsts(inTail: 8) == [3])
        #expect(filter.firsts(inTail: 9).isEmpty)
        #expect(Set(try #require(filter.tail(at: 4))) == Set(commands))
        #expect(filter.tail(at: 5) == nil)
        let rows = CommandIndex.parts(sealing: commands)
        #expect(rows.count == 1)
        #expect(try CommandIndex.commands(of: rows[0]) == commands)
    }
}
