import Audit
import Crypto
import DataFolder
import Foundation
import GRDB
import Ledger
import TestSamples
import TestSupport
import Testing

/// What somebody puts beside the databases, for SQLite to write it into them.
@Suite(.serialized) struct SideFileTests {
    private static let folder = Task { try await FullFolder() }

    private static let stores = [
        "ledger", "telemetry", "view", "notifier", "publication", "followers",
    ].map { "\($0).sqlite" }

    /// A rollback journal as a process leaves it that is killed in a transaction: SQLite writes the
    /// pages of `other` back into `database`, where they differ.
    private static func journal(of database: String, to other: String) throws -> Data {
        let now = try Data(contentsOf: URL(fileURLWithPath: database))
        let then = try Data(contentsOf: URL(fileURLWithPath: other))
        let stated = Int(then[16]) << 8 | Int(then[17])
        let page = stated == 1 ? 65_536 : stated
        func bytes(_ value: Int) -> [UInt8] {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian) { Array($0) }
        }
        let nonce = 12_345
        var records: [UInt8] = []
        var count = 0
        for number in 0..<then.count / page {
            let part = Array(then[number * page..<(number + 1) * page])
            guard
                now.count < (number + 1) * page
                    || Array(now[number * page..<(number + 1) * page]) != part
            else { continue }
            var sum = nonce
            for place in stride(from: page - 200, to: 0, by: -200) { sum += Int(part[place]) }
            records += bytes(number + 1) + part + bytes(sum)
            count += 1
        }
        let magic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
        let header =
            magic + [count, nonce, then.count / page, 512, page].flatMap { bytes($0) }
        return Data(header + Array(repeating: 0, count: 512 - header.count) + records)
    }

    private func requireRefused(
        _ copy: String,
        naming name: String,
        backupToo: Bool = true
    ) async throws {
        let before = try FolderDigests(copy)
        let refusal = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        #expect(refusal?.description.contains("\(copy)/\(name): ") == true, "\(refusal as Any)")
        if backupToo {
            await #expect(throws: LedgerFolderError.self) {
                try await FolderBackup.run(
                    data: copy,
                    to: "\(copy)-backup",
                    withKeys: true,
                    now: systemTime()
                )
            }
        }
        await #expect(throws: LedgerFolderError.self) {
            try await LedgerFolder.lowerCursors(in: copy)
        }
        let logKey = try await SideFileTests.folder.value.logKey
        let report = try await FolderAudit.run(path: copy, logKey: logKey)
        #expect(report.verdict == .findings, "\(report.text)")
        let places = report.sections.flatMap(\.findings).map(\.place)
        #expect(places.contains(name), "\(report.text)")
        #expect(try FolderDigests(copy) == before)
    }

    @Test(arguments: stores, [true, false])
    func `a rollback journal beside a store is named, and never replayed`(
        store: String,
        isSealed: Bool
    ) async throws {
        let copy = try await SideFileTests.folder.value.copy()
        if !isSealed { try FolderFault.remove("clean-stop.note", from: copy) }
        let other = "\(copy)-other.sqlite"
        try FileManager.default.copyItem(atPath: "\(copy)/\(store)", toPath: other)
        let queue = try DatabaseQueue(path: other)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "CREATE TABLE thief (x)")
            _ = try db.checkpoint(.truncate)
        }
        try queue.close()
        let journal = try Self.journal(of: "\(copy)/\(store)", to: other)
        // The journal is one that SQLite would replay.
        let victim = "\(copy)-victim.sqlite"
        try FileManager.default.copyItem(atPath: "\(copy)/\(store)", toPath: victim)
        try journal.write(to: URL(fileURLWithPath: "\(victim)-journal"))
        let replayed = try DatabaseQueue(path: victim)
        #expect(try await replayed.read { db in try db.tableExists("thief") })
        try replayed.close()

        try journal.write(to: URL(fileURLWithPath: "\(copy)/\(store)-journal"))
        try await requireRefused(copy, naming: "\(store)-journal")
        await #expect(throws: LedgerFolderError.self) {
            try await FolderAudit.rebuildView(path: copy)
        }
        // Without it everything is as it was.
        try FolderFault.remove("\(store)-journal", from: copy)
        try await TestPlatform.open(copy).close()
    }

    @Test(arguments: ["-journal", "-wal", "-shm"], [true, false])
    func `garbage beside a store is named`(suffix: String, isSealed: Bool) async throws {
        for store in ["notifier.sqlite", "ledger.sqlite"] {
            let copy = try await SideFileTests.folder.value.copy()
            if !isSealed { try FolderFault.remove("clean-stop.note", from: copy) }
            try FolderFault.write("garbage", to: "\(copy)/\(store)\(suffix)")
            try await requireRefused(copy, naming: store + suffix)
        }
    }

    @Test(arguments: stores)
    func `a log beside a store that was closed in order is named, and not read into it`(
        store: String
    ) async throws {
        let copy = try await SideFileTests.folder.value.copy()
        let other = "\(copy)-other.sqlite"
        try FileManager.default.copyItem(atPath: "\(copy)/\(store)", toPath: other)
        let queue = try DatabaseQueue(path: other)
        try await queue.writeWithoutTransaction { db in
            try db.execute(sql: "CREATE TABLE thief (x)")
        }
        try FileManager.default.copyItem(
            atPath: "\(other)-wal",
            toPath: "\(copy)/\(store)-wal"
        )
        try queue.close()
        try await requireRefused(copy, naming: "\(store)-wal")
    }

    @Test func `an empty journal or an index that a clean stop does not leave is named`()
        async throws
    {
        for name in ["notifier.sqlite-journal", "publication.sqlite-shm"] {
            let copy = try await SideFileTests.folder.value.copy()
            let bytes = name.hasSuffix("-shm") ? 32_768 : 0
            try Data(count: bytes).write(to: URL(fileURLWithPath: "\(copy)/\(name)"))
            try await requireRefused(copy, naming: name)
        }
    }

    @Test func `what a reader left open at the stop is no finding`() async throws {
        let copy = try await SideFileTests.folder.value.copy()
        let opened = try await TestPlatform.open(copy)
        let reader = try DatabaseQueue(path: "\(copy)/telemetry.sqlite")
        _ = try await reader.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM segment")
        }
        try await opened.close()
        #expect(FileManager.default.fileExists(atPath: "\(copy)/telemetry.sqlite-shm"))
        let kept = "\(copy)-shm"
        try FileManager.default.copyItem(atPath: "\(copy)/telemetry.sqlite-shm", toPath: kept)
        try reader.close()
        if !FileManager.default.fileExists(atPath: "\(copy)/telemetry.sqlite-shm") {
            try FileManager.default.copyItem(atPath: kept, toPath: "\(copy)/telemetry.sqlite-shm")
        }
        try await TestPlatform.open(copy).close()
        let logKey = try await SideFileTests.folder.value.logKey
        #expect(try await FolderAudit.run(path: copy, logKey: logKey).findingCount == 0)
    }
}
