import Foundation
import GRDB
import Ledger
import Storage
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// What is particular to the ledger's file on one machine.
@Suite struct SQLiteLogStoreTests {
    private func written(_ home: LogLocation, closing: Bool = true) async throws -> SQLiteLogStore {
        let store = try #require(try home.open() as? SQLiteLogStore)
        var writer = LedgerWriter()
        for act in Scenario.wholeVoyage {
            let before = writer.size
            try writer.write(act)
            try await store.append(try writer.batch(), expecting: before)
        }
        return store
    }

    @Test func `a closed log is whole in its one file`() async throws {
        let home = try LogLocation(.sqlite)
        let store = try await written(home)
        let before = try await LogSnapshot(of: store)
        try store.close()
        let copy = home.path("copy.sqlite")
        try FileManager.default.copyItem(atPath: home.path("ledger.sqlite"), toPath: copy)
        let again = try SQLiteLogStore(path: copy)
        #expect(try await LogSnapshot(of: again) == before)
        try again.close()
    }

    @Test func `every batch leaves its checkpoint`() async throws {
        let home = try LogLocation(.sqlite)
        let store = try await written(home)
        let texts = try await store.checkpoints(from: 0, limit: 100)
        let checkpoints = try texts.map { text in
            try SignedCheckpoint.open(
                try SignedNote(parsing: text),
                logKey: LedgerWriter.signer.verifierKey
            ).checkpoint
        }
        #expect(checkpoints.count == Scenario.wholeVoyage.count)
        let entries = try await store.entries(from: 0, limit: 100)
        for checkpoint in checkpoints {
            let leaves = entries.prefix(Int(checkpoint.size)).map { RFC6962.leafHash($0.leaf) }
            #expect(checkpoint.root == RFC6962.root(of: leaves))
        }
        #expect(try await store.checkpoints(from: 3, limit: 2) == Array(texts[2..<4]))
        #expect(try await store.checkpoints(from: 1_000, limit: 2).isEmpty)
        try store.close()
    }

    /// Brief reads block the thread that asks; those that take longer give their connections back
    /// on the same threads.
    @Test(.timeLimit(.minutes(1)))
    func `brief reads and longer ones do not wait for each other`() async throws {
        let home = try LogLocation(.sqlite)
        let store = try await written(home)
        let head = try await store.head()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<2_000 {
                group.addTask {
                    number % 2 == 0
                        ? try await store.head() == head
                        : try await store.entries(from: 0, limit: 100).count == Int(head.size)
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        try store.close()
    }

    @Test func `a file that is no database is damaged`() throws {
        let home = try LogLocation(.sqlite)
        let path = home.path("ledger.sqlite")
        try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: path))
        let error = #expect(throws: LogStoreError.self) { try SQLiteLogStore(path: path) }
        guard case .damaged(let place) = error else {
            Issue.record("it was reported as \(error.debugDescription)")
            return
        }
        #expect(place.contains("ledger.sqlite"))
    }

    @Test func `a file that cannot be opened is not called damaged`() throws {
        let home = try LogLocation(.sqlite)
        let path = home.path("no such folder/ledger.sqlite")
        let error = #expect(throws: LogStoreError.self) { try SQLiteLogStore(path: path) }
        guard case .unreadable = error else {
            Issue.record("it was reported as \(error.debugDescription)")
            return
        }
    }

    @Test func `a page overwritten on the disk is damage, not an answer`() async throws {
        let home = try LogLocation(.sqlite)
        try await written(home).close()
        let path = home.path("ledger.sqlite")
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        let length = try file.seekToEnd()
        try file.seek(toOffset: 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: Int(length) - 4096))
        try file.close()
        do {
            let store = try SQLiteLogStore(path: path)
            _ = try await store.entries(from: 0, limit: 100)
            Issue.record("a destroyed file gave entries")
        } catch {
            guard case .damaged = error else {
                Issue.record("it was reported as \(error)")
                return
            }
        }
    }

    @Test(arguments: [
        (
            """
            UPDATE entry SET leaf = CAST(replace(leaf, 'assured', 'assure2') AS BLOB)
            WHERE idx = 11
            """, "entry 11: its leaf"
        ),
        ("UPDATE entry SET leaf = x'7B7D' WHERE idx = 4", "entry 4"),
        ("UPDATE entry SET payload = x'7B7D' WHERE idx = 4", "entry 4"),
        ("UPDATE entry SET payload_salt = x'00' WHERE idx = 4", "entry 4"),
        ("DELETE FROM entry WHERE idx = 4", "entry 4"),
        ("DELETE FROM entry WHERE idx >= 4", "checkpoint"),
        ("DELETE FROM entry", "checkpoint"),
        ("UPDATE checkpoint SET note = replace(note, '=', 'A')", "checkpoint"),
        ("DELETE FROM checkpoint", "checkpoint"),
        ("DELETE FROM checkpoint WHERE size = (SELECT max(size) FROM checkpoint)", "checkpoint"),
    ])
    func `a node refuses a tampered file and names the place`(
        sql: String,
        place: String
    ) async throws {
        let home = try LogLocation(.sqlite)
        try await written(home).close()
        let path = home.path("ledger.sqlite")
        try LedgerFile.tamper(path, sql)
        let store = try SQLiteLogStore(path: path)
        let error = await #expect(throws: LedgerFault.self) {
            try await TestLedger(store).sequencer.start()
        }
        guard case .damaged(let found) = error else {
            Issue.record("it was reported as \(error.debugDescription)")
            return
        }
        #expect(found.contains(place), "\(found)")
        try store.close()
    }

    @Test func `a fingerprint of another length is damage`() async throws {
        let home = try LogLocation(.sqlite)
        try await written(home).close()
        let path = home.path("ledger.sqlite")
        try LedgerFile.tamper(path, "UPDATE command SET fingerprint = x'00' WHERE id = 'found'")
        let store = try SQLiteLogStore(path: path)
        await #expect(throws: LogStoreError.damaged(place: "command plimsoll/found")) {
            try await store.commands(named: [CommandName(member: .platform, id: "found")])
        }
        await #expect(throws: LedgerFault.damaged(place: "command plimsoll/found")) {
            try await TestLedger(store).sequencer.start()
        }
        try store.close()
    }
}
