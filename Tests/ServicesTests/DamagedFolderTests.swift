import Audit
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

/// A folder that is not what was written is refused at start with the place, or made good.
@Suite struct DamagedFolderTests {
    private static let damages = [
        LedgerDamage(
            """
            UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), '"actor":"assured"',
            '"actor":"leader"') AS BLOB) WHERE idx = 8
            """,
            "entry 8"
        ),
        LedgerDamage(
            "UPDATE entry SET leaf = substr(leaf, 1, length(leaf) - 1) WHERE idx = 8",
            "entry 8"
        ),
        LedgerDamage(
            """
            UPDATE entry SET payload = CAST(replace(CAST(payload AS TEXT), 'USD 17050.00',
            'USD 17051.00') AS BLOB) WHERE idx = 7
            """,
            "entry 7"
        ),
        LedgerDamage("UPDATE entry SET payload_salt = zeroblob(16) WHERE idx = 9", "entry 9"),
        LedgerDamage("UPDATE entry SET payload = NULL WHERE idx = 9", "entry 9"),
        LedgerDamage("UPDATE entry SET command = CAST('{}' AS BLOB) WHERE idx = 5", "entry 5"),
        LedgerDamage("DELETE FROM entry WHERE idx = 4", "entry 4"),
        LedgerDamage("DELETE FROM entry WHERE idx >= 270", "checkpoint"),
        LedgerDamage(
            "INSERT INTO entry SELECT idx + 1, leaf, NULL, NULL, NULL, NULL FROM entry "
                + "ORDER BY idx DESC LIMIT 1",
            "checkpoint"
        ),
        LedgerDamage(
            "UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND idx = 0",
            "entry 0: its leaf is not what its tile has"
        ),
        LedgerDamage(
            "UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 0 AND idx = 1",
            "entry 256: its leaf is not what its tile has"
        ),
        LedgerDamage(
            "UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 1",
            "tile/1/000"
        ),
        LedgerDamage("DELETE FROM tile WHERE level = 0 AND idx = 0", "tile/0/0"),
        LedgerDamage(
            "UPDATE checkpoint SET note = replace(note, '=', 'A') WHERE size = "
                + "(SELECT max(size) FROM checkpoint)",
            "checkpoint"
        ),
        LedgerDamage("DELETE FROM checkpoint", "checkpoint"),
        LedgerDamage("UPDATE command SET id = id || 'x' WHERE first = 5", "command"),
        LedgerDamage("UPDATE command SET fingerprint = zeroblob(32) WHERE first = 5", "command"),
        LedgerDamage("DELETE FROM command WHERE first = 5", "command"),
        LedgerDamage("INSERT INTO command_part VALUES (3, zeroblob(10))", "index of commands"),
        LedgerDamage("DROP TABLE command_part", "command_part"),
        LedgerDamage("DROP TABLE tile", "tile"),
    ]

    @Test(arguments: damages)
    func `a changed ledger is refused at start, and the place is named`(
        _ damage: LedgerDamage
    ) async throws {
        let voyage = try await stopped()
        let queue = try DatabaseQueue(path: LedgerFolder.File.ledger.path(in: voyage.path))
        try await queue.write { db in
            let before = db.totalChangesCount
            try db.execute(sql: damage.sql)
            let isDrop = damage.sql.hasPrefix("DROP")
            #expect(isDrop || db.totalChangesCount > before, "the damage must touch a row")
        }
        try queue.close()
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(voyage.path)
        }
        let text = error?.description ?? ""
        #expect(text.contains("ledger.sqlite: damaged at "), "\(text)")
        #expect(text.contains(damage.place), "\(text)")
        #expect(text.contains("Nothing was served"))
        // Whoever asks again is told again.
        await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(voyage.path)
        }
    }

    /// A page torn by a disk that wrote half of it, or another page in its place.
    @Test(arguments: [LedgerFolder.File.ledger, .telemetry, .view, .followers])
    func `a torn page, another file's page and a cut are refused or the file is made again`(
        file: LedgerFolder.File
    ) async throws {
        let voyage = try await stopped()
        let claims = try await claims(of: voyage.path)
        let path = file.path(in: voyage.path)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let page = Int(whole[16]) << 8 | Int(whole[17])
        let pageBytes = page == 1 ? 65_536 : page
        #expect(whole.count >= 2 * pageBytes)
        for (what, harm) in PageHarm.all {
            var bytes = whole
            harm(&bytes, pageBytes)
            try bytes.write(to: URL(fileURLWithPath: path))
            let isDerived = file == .view || file == .followers
            // What is cut off may have been zeros, as which half a page reads.
            let isHarmless = isDerived || bytes + Data(count: whole.count - bytes.count) == whole
            do {
                let opened = try await TestPlatform.open(voyage.path)
                try await opened.close()
                #expect(isHarmless, "\(file.rawValue), \(what)")
                #expect(try await self.claims(of: voyage.path) == claims, "\(what)")
            } catch let error as LedgerFolderError {
                #expect(!isDerived, "\(file.rawValue), \(what): \(error)")
                #expect(error.description.contains("\(file.rawValue): damaged at "), "\(error)")
            }
        }
    }

    @Test func `a snapshot of the fold that was changed is passed over`() async throws {
        let voyage = try await stopped()
        let claims = try await claims(of: voyage.path)
        let path = LedgerFolder.File.fold.path(in: voyage.path)
        let record = "\(voyage.path)/clean-stop.note"
        for offset in [0, 20, 200, 1000, -1, -40] {
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            bytes[offset < 0 ? bytes.count + offset : offset] ^= 0x04
            try bytes.write(to: URL(fileURLWithPath: path))
            #expect(try await self.claims(of: voyage.path) == claims, "at \(offset)")
        }
        for text in ["", "{}", "not a snapshot\n", String(repeating: "x", count: 100_000)] {
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            try FileManager.default.removeItem(atPath: record)
            #expect(try await self.claims(of: voyage.path) == claims, "\(text.prefix(20))")
        }
        // One of another ledger, signed as it should be by that one's key, is none of this one's.
        let other = try await stopped()
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(
            atPath: LedgerFolder.File.fold.path(in: other.path),
            toPath: path
        )
        #expect(try await self.claims(of: voyage.path) == claims)
        #expect(try await FolderAudit.run(path: voyage.path).isClean)
    }

    @Test func `a snapshot does not vouch for a ledger that was changed after it`() async throws {
        let voyage = try await stopped()
        let ledger = LedgerFolder.File.ledger.path(in: voyage.path)
        let before = try FileManager.default.attributesOfItem(atPath: ledger)
        let queue = try DatabaseQueue(path: ledger)
        try await queue.write { db in
            try db.execute(
                sql: """
                    UPDATE entry SET payload = CAST(replace(CAST(payload AS TEXT),
                    'USD 17050.00', 'USD 27050.00') AS BLOB) WHERE idx = 7
                    """
            )
        }
        try queue.close()
        let after = try FileManager.default.attributesOfItem(atPath: ledger)
        #expect(after[.size] as? Int == before[.size] as? Int)
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(voyage.path)
        }
        #expect(error?.description.contains("entry 7") == true, "\(error as Any)")
    }

    /// A folder with a settled claim and more than one full tile, whose server was stopped.
    private func stopped() async throws -> SampleVoyage {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<30) { _ in 5 })
        try await voyage.upload(SampleVoyage.readings(hours: 30..<60) { _ in 12 })
        try await voyage.automate()
        let size = try await voyage.platform.store.head().size
        await withTaskGroup(of: Void.self) { group in
            for number in size..<275 {
                group.addTask {
                    _ = try? await voyage.ask(
                        .list("party \(number)"),
                        as: TestPlatform.operatorCaller
                    )
                }
            }
        }
        #expect(try await voyage.platform.store.head().size == 275)
        try await voyage.opened.close()
        return voyage
    }

    private func claims(of path: String) async throws -> [Claim.State] {
        let opened = try await TestPlatform.open(path)
        let found = try await opened.platform.listClaims(
            as: Caller(member: .leader, roles: [.insurer]),
            stage: nil,
            certificate: "crt-1",
            shipment: nil,
            after: nil,
            limit: 100
        ).items.map(\.state)
        #expect(found.count == 1)
        try await opened.close()
        return found
    }
}

/// What a disk does to the pages of a file.
enum PageHarm {
    static let all: [(String, @Sendable (inout Data, Int) -> Void)] = [
        ("a torn first page", { bytes, page in bytes.zero(page / 2..<page) }),
        ("a torn root of a table", { bytes, page in bytes.zero(page..<page + page / 2) }),
        (
            "another page in a page's place",
            { bytes, page in
                bytes.replaceSubrange(page..<2 * page, with: bytes[0..<page])
            }
        ),
        ("the last page cut", { bytes, page in bytes.removeLast(page) }),
        ("half a page cut", { bytes, page in bytes.removeLast(page / 2) }),
        ("everything cut but half a page", { bytes, page in bytes = bytes[0..<page / 2] }),
        ("no database", { bytes, _ in bytes.zero(0..<16) }),
    ]
}

extension Data {
    fileprivate mutating func zero(_ range: Range<Int>) {
        replaceSubrange(range, with: Data(count: range.count))
    }
}
