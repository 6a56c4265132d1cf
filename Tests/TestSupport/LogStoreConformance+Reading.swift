import Contracts
import Foundation
import GRDB
import Ledger
import TestSamples
import Testing
import TransparencyLog

extension LogStoreConformance {
    func paging(_ store: any LogStore) async throws {
        let writer = try await Self.voyage(in: store)
        let all = writer.entries
        #expect(try await store.entries(from: 0, limit: 1000) == all)
        #expect(try await store.entries(from: 0, limit: 3) == Array(all[0..<3]))
        #expect(try await store.entries(from: 3, limit: 4) == Array(all[3..<7]))
        #expect(try await store.entries(from: writer.size - 1, limit: 4) == Array(all.suffix(1)))
        #expect(try await store.entries(from: writer.size, limit: 4).isEmpty)
        #expect(try await store.entries(from: .max, limit: 4).isEmpty)
        #expect(try await store.entries(from: 0, limit: 0).isEmpty)
    }

    func byIndex(_ store: any LogStore) async throws {
        let all = try await Self.voyage(in: store).entries
        let asked: [UInt64] = [5, 0, UInt64(all.count), 2, 5, .max]
        #expect(try await store.entries(at: asked) == [all[5], all[0], all[2], all[5]])
        #expect(try await store.entries(at: []).isEmpty)
    }

    func erased(_ store: any LogStore) async throws {
        var writer = try LedgerWriter(Scenario.foundedWithMembers)
        let whole = try writer.batch()
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
        // One that verifies what it reads says that they are lost.
        if "\(type(of: store))".hasPrefix("VerifiedLogStore") {
            await #expect(
                throws: LogStoreError.damaged(place: "entry 0: its payload is missing")
            ) { try await store.entries(from: 0, limit: 100) }
        } else {
            #expect(try await store.entries(from: 0, limit: 100) == bare)
        }
    }

    func commands(_ store: any LogStore) async throws {
        let writer = try await Self.voyage(in: store)
        let names = writer.commands.map { CommandName(member: $0.member, id: $0.id) }
        #expect(Set(try await store.commands(named: names)) == Set(writer.commands))
        let adjudicate = CommandName(member: .platform, id: "adjudicate")
        let found = try await store.commands(named: [adjudicate])
        #expect(found.map(\.count) == [8])
        #expect(found.first?.first == writer.size - 8)
        let others = [
            CommandName(member: .leader, id: "adjudicate"),
            CommandName(member: .platform, id: "Adjudicate"),
            CommandName(member: .platform, id: ""),
        ]
        #expect(try await store.commands(named: others).isEmpty)
        #expect(try await store.commands(named: []).isEmpty)
    }

    func tilePrefixes(_ store: any LogStore) async throws {
        let writer = try await Self.voyage(in: store)
        let hashes = writer.entries.map { RFC6962.leafHash($0.leaf) }
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

    func tilesGrow(_ store: any LogStore) async throws {
        var writer = try LedgerWriter(Scenario.founding)
        try await store.append(try writer.batch(), expecting: 0)
        for upTo in [255, 256, 257, 520] {
            let before = writer.size
            while writer.size < UInt64(upTo) {
                let next = "name \(writer.size)"
                try writer.write(ScenarioCommand(next, by: .platform, .list(next), at: day(1)))
            }
            try await store.append(try writer.batch(), expecting: before)
            let hashes = writer.entries.map { RFC6962.leafHash($0.leaf) }
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

    func leaves(_ store: any LogStore) async throws {
        let leaves = try await Self.voyage(in: store).entries.map(\.leaf)
        #expect(try await store.leaves(from: 0, width: 256) == leaves)
        #expect(try await store.leaves(from: 0, width: 5) == Array(leaves.prefix(5)))
        #expect(try await store.leaves(from: 4, width: 5) == Array(leaves[4..<9]))
        #expect(try await store.leaves(from: UInt64(leaves.count), width: 256).isEmpty)
    }

    func receipts(_ store: any LogStore) async throws {
        let writer = try await Self.voyage(in: store)
        for command in writer.commands {
            let own = writer.entries[Int(command.first)..<Int(command.first) + command.count]
            let expected = try own.map { entry in
                let transition = try Transition(leaf: entry.leaf)
                return Receipt(
                    index: entry.index,
                    leafHash: RFC6962.leafHash(entry.leaf),
                    key: transition.key,
                    revision: transition.revision
                )
            }
            #expect(try await store.receipts(of: command) == expected, "\(command.id)")
        }
    }

    func checkpoints(_ store: any LogStore) async throws {
        var writer = LedgerWriter()
        var notes: [(size: UInt64, text: String)] = []
        for act in Scenario.foundedWithMembers {
            let before = writer.size
            try writer.write(act)
            let batch = try writer.batch()
            try await store.append(batch, expecting: before)
            notes.append((writer.size, batch.checkpoint.serialized))
        }
        let shown = try Self.inspectable(store)
        #expect(try await shown.checkpoints(from: 0, limit: 100) == notes.map(\.text))
        #expect(try await shown.checkpoints(from: 3, limit: 2) == notes[2..<4].map(\.text))
        #expect(try await shown.checkpoints(from: writer.size, limit: 9) == [notes.last?.text])
        #expect(try await shown.checkpoints(from: writer.size + 1, limit: 9).isEmpty)
        #expect(try await shown.checkpoints(from: .max, limit: 9).isEmpty)
    }

    func commandPages(_ store: any LogStore) async throws {
        let all = try await Self.voyage(in: store).commands
        let shown = try Self.inspectable(store)
        #expect(try await shown.commands(from: 0, limit: 1000) == all)
        #expect(try await shown.commands(from: 0, limit: 2) == Array(all[0..<2]))
        #expect(try await shown.commands(from: all[4].first, limit: 2) == Array(all[4..<6]))
        let beyond = all[all.count - 1].first + 1
        #expect(try await shown.commands(from: beyond, limit: 9).isEmpty)
    }

    func soundness(_ store: any LogStore) async throws {
        let shown = try Self.inspectable(store)
        #expect(try await shown.damagedStructure() == nil)
        #expect(try await shown.damagedCommandIndex() == nil)
        _ = try await Self.voyage(in: store)
        #expect(try await shown.damagedStructure() == nil)
        #expect(try await shown.damagedCommandIndex() == nil)
    }

    /// The index of an entry is its place and there are no gaps: one that is not found was lost.
    func lostEntry(_ store: any LogStore, _ home: LogLocation) async throws {
        let writer = try await Self.voyage(in: store)
        try await home.lose(entry: 5)
        let unverified = try home.open().unverified
        let checked = Self.checked(unverified)
        let missing = LogStoreError.damaged(place: "entry 5: it is missing")
        await #expect(throws: missing) { try await checked.entries(from: 0, limit: 100) }
        await #expect(throws: missing) { try await checked.entries(from: 5, limit: 1) }
        await #expect(throws: missing) { try await checked.entries(at: [4, 5]) }
        let moved = LogStoreError.damaged(place: "entry 5: its leaf is not what was signed")
        await #expect(throws: moved) { try await checked.leaves(from: 0, width: 256) }
        // All else is there.
        #expect(try await checked.head().size == writer.size)
        #expect(try await checked.entries(from: 0, limit: 5) == Array(writer.entries[..<5]))
        #expect(try await checked.entries(from: 6, limit: 99) == Array(writer.entries[6...]))
    }

    private static func inspectable(_ store: any LogStore) throws -> any InspectableLogStore {
        try #require(store.unverified as? any InspectableLogStore)
    }

    private static func checked(_ store: some LogStore) -> any LogStore {
        VerifiedLogStore(store, origin: LedgerWriter.origin) { [LedgerWriter.signer.verifierKey] }
    }
}

extension LogLocation {
    /// Loses an entry of the log, as a disk does that forgets.
    fileprivate func lose(entry index: UInt64) async throws {
        if let memory = try open() as? MemoryLogStore { return await memory.lose(entry: index) }
        let queue = try DatabaseQueue(path: path("ledger.sqlite"))
        defer { try? queue.close() }
        try await queue.write { db in
            try db.execute(sql: "DELETE FROM entry WHERE idx = ?", arguments: [Int64(index)])
        }
    }
}
