import Contracts
import Foundation
import GRDB
import Ledger
import Marine
import SQLiteFiles
import Telemetry
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import Storage

/// How a disk stops taking writes, as SQLite meets it.
enum Trouble: String, CaseIterable, CustomTestStringConvertible {
    /// No page more than there are: SQLITE_FULL, as on a full disk.
    case full
    /// SQLITE_READONLY, as on a disk that was mounted so.
    case readOnly

    var testDescription: String { rawValue }

    func begin(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { db in
            switch self {
            case .full:
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            case .readOnly: try db.execute(sql: "PRAGMA query_only = ON")
            }
        }
    }

    func end(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = 1073741823")
            try db.execute(sql: "PRAGMA query_only = OFF")
        }
    }

    func isFault(_ fault: LedgerFault) -> Bool {
        switch (self, fault) {
        case (.full, .storageFull), (.readOnly, .storageReadOnly): fault.retryIsSafe
        default: false
        }
    }
}

/// A store that takes no writes says so, goes on being read, and goes on as before once it does.
@Suite struct FullDiskTests {
    @Test(arguments: Trouble.allCases, [Engine.sqlite, .verified])
    func `a ledger that cannot be written to says so, is read, and recovers`(
        trouble: Trouble,
        engine: Engine
    ) async throws {
        let home = try LogLocation(engine)
        let store = try home.open()
        let file = try #require(store.unverified as? SQLiteLogStore)
        let node = try await TestLedger.with(Scenario.wholeVoyage, store)
        let size = await node.sequencer.size()
        let before = try await LogSnapshot(of: store)

        try trouble.begin(file.pool)
        var refused = 0
        for number in 0..<40 {
            // A page has room for some more before it is full.
            switch await node.outcome("try-\(number)", .list("party \(number)")) {
            case .done: continue
            case .fault(let fault):
                #expect(trouble.isFault(fault), "\(fault)")
                refused += 1
            case let other: Issue.record("a command came to \(other)")
            }
        }
        #expect(refused > 0)
        let during = await node.sequencer.size()
        if trouble == .readOnly {
            #expect(during == size)
            #expect(try await LogSnapshot(of: store) == before)
        }
        #expect(await node.sequencer.damagedPlace() == nil)
        #expect(try await store.entries(from: 0, limit: 1000).count == Int(during))
        try await Recomputation.expect(node)

        try trouble.end(file.pool)
        for number in 0..<40 {
            guard case .done = await node.outcome("try-\(number)", .list("party \(number)")) else {
                Issue.record("command \(number) is refused after the trouble")
                return
            }
        }
        #expect(await node.sequencer.size() == size + 40)
        try await Recomputation.expect(node)
        try await Recomputation.expect(try await TestLedger.started(try home.open()))
        try file.close()
    }

    @Test(arguments: Trouble.allCases)
    func `a view that cannot be written to owes, and catches up when it can`(
        trouble: Trouble
    ) async throws {
        let home = try LogLocation(.sqlite)
        let view = try SQLiteView(path: home.path("view.sqlite"))
        let node = try await TestLedger.with(Scenario.wholeVoyage, try home.open(), view: view)
        try trouble.begin(view.file.pool)
        var last: UInt64 = 0
        // A page has room for some rows more before it is full.
        for number in 0..<1000 {
            let outcome = await node.outcome(
                "owed-\(number)",
                .admit(id("a-member-whose-name-takes-some-room-\(number)"), [.assured])
            )
            guard case .done(let indices, _) = outcome else {
                Issue.record("the reply for a committed command is lost: \(outcome)")
                return
            }
            last = indices[0]
            guard number >= 60 else { continue }
            do { try await node.sequencer.bringViewUp() } catch { break }
        }
        #expect(node.sequencer.viewIsBehind)
        #expect(try await view.appliedSize() <= last)
        await #expect(throws: LedgerFault.self) { try await node.sequencer.bringViewUp() }
        try trouble.end(view.file.pool)
        try await node.sequencer.bringViewUp()
        #expect(!node.sequencer.viewIsBehind)
        #expect(try await view.appliedSize() == last + 1)
        let rebuilt = try SQLiteView(path: home.path("rebuilt.sqlite"))
        try await TestLedger(try home.open(), view: rebuilt).sequencer.start()
        #expect(try await view.differences(from: rebuilt, limit: 10) == [])
        try view.close()
        try rebuilt.close()
    }

    @Test(arguments: Trouble.allCases)
    func `segments and cursors that cannot be written to say so and recover`(
        trouble: Trouble
    ) async throws {
        let home = try LogLocation(.sqlite)
        let segments = try SQLiteSegmentStore(path: home.path("telemetry.sqlite"))
        let cursors = try SQLiteFollowerCursors(path: home.path("followers.sqlite"))
        try await cursors.advance("one", to: 5)
        func segment(_ number: UInt8) -> StoredSegment {
            let bytes = [UInt8](repeating: number, count: 9000)
            return StoredSegment(digest: Hash.sha256(of: bytes).bytes, bytes: bytes)
        }
        try await segments.put([segment(1)])
        try trouble.begin(segments.file.pool)
        try trouble.begin(cursors.file.pool)
        let refusedSegment = await #expect(throws: LedgerFault.self) {
            try await segments.put([segment(2)])
        }
        #expect(refusedSegment.map(trouble.isFault) == true)
        #expect(try await segments.segment(digest: segment(1).digest) == segment(1).bytes)
        #expect(try await segments.segment(digest: segment(2).digest) == nil)
        if trouble == .readOnly {
            let refusedCursor = await #expect(throws: LedgerFault.self) {
                try await cursors.advance("one", to: 6)
            }
            #expect(refusedCursor.map(trouble.isFault) == true)
        }
        #expect(try await cursors.next(of: "one") >= 5)
        try trouble.end(segments.file.pool)
        try trouble.end(cursors.file.pool)
        try await segments.put([segment(2)])
        try await cursors.advance("one", to: 7)
        #expect(try await segments.segment(digest: segment(2).digest) == segment(2).bytes)
        #expect(try await cursors.next(of: "one") == 7)
        try segments.close()
        try cursors.close()
    }

    /// 2 is FULL: the write-ahead log is flushed at every commit; 1 is NORMAL, at its folding in.
    @Test func `what cannot be made again is flushed at every commit`() async throws {
        let home = try LogLocation(.sqlite)
        let ledger = try #require(try home.open() as? SQLiteLogStore)
        let segments = try SQLiteSegmentStore(path: home.path("telemetry.sqlite"))
        let publication = try SQLitePublicationStore(path: home.path("publication.sqlite"))
        let view = try SQLiteView(path: home.path("view.sqlite"))
        for (pool, level) in [
            (ledger.pool, 2), (segments.file.pool, 2), (publication.file.pool, 2),
            (view.file.pool, 1),
        ] {
            let found = try await pool.writeWithoutTransaction { db in
                try Int.fetchOne(db, sql: "PRAGMA synchronous")
            }
            #expect(found == level, "\(pool.path)")
        }
        try ledger.close()
        try segments.close()
        try publication.close()
        try view.close()
    }

    @Test func `a closed store leaves nothing beside its file, and closes twice`() async throws {
        let home = try LogLocation(.sqlite)
        let view = try SQLiteView(path: home.path("view.sqlite"))
        let node = try await TestLedger.with(Scenario.wholeVoyage, try home.open(), view: view)
        let segments = try SQLiteSegmentStore(path: home.path("telemetry.sqlite"))
        let cursors = try SQLiteFollowerCursors(path: home.path("followers.sqlite"))
        try await cursors.advance("one", to: 5)
        #expect(try await cursors.next(of: "one") == 5)
        #expect(try await segments.digests(after: nil, limit: 5).isEmpty)
        try (node.store as? SQLiteLogStore)?.close()
        for _ in 1...2 {
            try view.close()
            try segments.close()
            try cursors.close()
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: home.folder.path).sorted()
        #expect(
            names == ["followers.sqlite", "ledger.sqlite", "telemetry.sqlite", "view.sqlite"]
        )
    }
}
