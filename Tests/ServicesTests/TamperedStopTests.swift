import Contracts
import DataFolder
import Foundation
import GRDB
import Ledger
import Services
import Storage
import TestSamples
import TestSupport
import Testing

/// Files that are changed between a clean stop and the next start, so that they look untouched.
@Suite struct TamperedStopTests {
    /// What is lost, and what is said of it.
    @Test(arguments: [
        ("UPDATE entry SET payload = NULL WHERE idx = 6", "entry 6: its payload is missing"),
        ("UPDATE entry SET payload_salt = NULL WHERE idx = 7", "entry 7: its payload is missing"),
        ("UPDATE entry SET command = NULL WHERE idx = 5", "entry 5: its command is missing"),
    ])
    func `what is lost from the ledger is refused at start, with the time of change set back`(
        sql: String,
        place: String
    ) async throws {
        let voyage = try await SampleVoyage()
        try await voyage.opened.close()
        try change(.ledger, of: voyage.path, sql)
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(voyage.path)
        }
        #expect(error?.description.contains(place) == true, "\(error as Any)")
    }

    @Test func `a record of an earlier stop keeps the server from starting`() async throws {
        let platform = try await TestPlatform()
        let path = "\(platform.path)/clean-stop.note"
        try await platform.close()
        let earlier = try Data(contentsOf: URL(fileURLWithPath: path))
        try await platform.open()
        _ = try await platform.issueAPIKey(for: .operator)
        try await platform.close()
        let latest = try Data(contentsOf: URL(fileURLWithPath: path))
        try earlier.write(to: URL(fileURLWithPath: path))
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(platform.path).close()
        }
        #expect(error?.description.contains("another state of the ledger") == true)
        try latest.write(to: URL(fileURLWithPath: path))
        try await TestPlatform.open(platform.path).close()
    }

    @Test func `an untouched folder starts from what it was left as`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.opened.close()
        let note = "\(voyage.path)/clean-stop.note"
        let before = try String(contentsOfFile: note, encoding: .utf8)
        for file in ["ledger", "telemetry", "view", "followers"] {
            #expect(before.contains("\"\(file).sqlite\":{"))
        }
        // Nothing is written to it in between: it would be told by another time.
        try await TestPlatform.open(voyage.path).close()
        #expect(try String(contentsOfFile: note, encoding: .utf8).hasPrefix("plimsoll clean stop"))
    }

    @Test func `a view that was changed is folded again, with the time of change set back`()
        async throws
    {
        let voyage = try await SampleVoyage()
        try await voyage.opened.close()
        try change(.view, of: voyage.path, "DELETE FROM party WHERE member = 'assured'")
        let opened = try await TestPlatform.open(voyage.path)
        let listed = try await opened.platform.list(
            Certificate.self,
            as: voyage.assured,
            after: nil,
            limit: 10
        )
        #expect(listed.items.map(\.key.instance) == [voyage.certificate])
        try await opened.close()
    }

    @Test func `a view that was found damaged is folded again at the next start`() async throws {
        let voyage = try await SampleVoyage()
        let path = LedgerFolder.File.view.path(in: voyage.path)
        func strangers() throws -> Int? {
            let queue = try DatabaseQueue(path: path)
            defer { try? queue.close() }
            return try queue.read { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM party WHERE member = 'stranger'")
            }
        }
        _ = try await certificates(of: voyage.stranger, voyage.platform)
        let queue = try DatabaseQueue(path: path)
        try await queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO party (member, contract, first)
                    SELECT 'stranger', contract, first FROM instance WHERE contract = 'certificate'
                    """
            )
        }
        try queue.close()
        #expect(voyage.platform.viewDamage.place == nil)
        #expect(try await certificates(of: voyage.stranger, voyage.platform).isEmpty)
        #expect(voyage.platform.viewDamage.place?.contains("crt-1") == true)
        try await voyage.opened.close()
        #expect(try strangers() == 1)
        let opened = try await TestPlatform.open(voyage.path)
        #expect(try await certificates(of: voyage.stranger, opened.platform).isEmpty)
        #expect(opened.platform.viewDamage.place == nil)
        try await opened.close()
        #expect(try strangers() == 0)
    }

    @Test(arguments: [LedgerFolder.File.ledger, .telemetry, .publication, .view, .followers])
    func `a trigger in a file is named at start, or the file is made again`(
        file: LedgerFolder.File
    ) async throws {
        let voyage = try await SampleVoyage()
        try await voyage.opened.close()
        let path = file.path(in: voyage.path)
        if file == .publication {
            try SQLitePublicationStore(path: path).close()
            // The seal would tell that it was put there.
            try FileManager.default.removeItem(atPath: "\(voyage.path)/clean-stop.note")
        }
        try change(
            file,
            of: voyage.path,
            "CREATE TRIGGER thief AFTER INSERT ON grdb_migrations BEGIN SELECT 1; END"
        )
        do {
            try await TestPlatform.open(voyage.path).close()
            #expect(file == .view || file == .followers)
            let queue = try DatabaseQueue(path: path)
            let triggers = try await queue.read { db in
                try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema WHERE name = 'thief'")
            }
            #expect(triggers == 0)
        } catch let error as LedgerFolderError {
            #expect(file != .view && file != .followers)
            let text = error.description
            #expect(
                text.contains("\(file.rawValue): trigger 'thief' on 'grdb_migrations'"),
                "\(text)"
            )
        }
    }

    private func certificates(
        of caller: Caller,
        _ platform: Platform
    ) async throws -> [InstanceKey] {
        try await platform.list(Certificate.self, as: caller, after: nil, limit: 10).items
            .map(\.key)
    }

    /// Changes a file that nobody has open, and sets the time of its change back.
    private func change(_ file: LedgerFolder.File, of folder: String, _ sql: String) throws {
        let path = file.path(in: folder)
        var before = stat()
        #expect(stat(path, &before) == 0)
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        #expect(utimensat(AT_FDCWD, path, [before.st_atim, before.st_mtim], 0) == 0)
        var after = stat()
        #expect(stat(path, &after) == 0)
        #expect(after.st_mtim.tv_sec == before.st_mtim.tv_sec)
        #expect(after.st_mtim.tv_nsec == before.st_mtim.tv_nsec)
    }
}
