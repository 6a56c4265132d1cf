import Audit
import Contracts
import DataFolder
import Foundation
import GRDB
import Ledger
import Services
import TestSupport
import Testing

/// One way to tamper with a data folder, and what the audit must name first.
struct Tampering: Sendable, CustomTestStringConvertible {
    let file: LedgerFolder.File
    let sql: String
    let place: String

    init(_ file: LedgerFolder.File, _ sql: String, _ place: String) {
        self.file = file
        self.sql = sql
        self.place = place
    }

    var testDescription: String { sql }
}

@Suite struct FolderAuditTests {
    private static let tamperings = [
        Tampering(
            .ledger,
            """
            UPDATE entry SET leaf = CAST(replace(CAST(leaf AS TEXT), '"actor":"assured"',
            '"actor":"leader"') AS BLOB) WHERE idx = 8
            """,
            "ledger.sqlite entry 8"
        ),
        Tampering(
            .ledger,
            """
            UPDATE entry SET payload = CAST(replace(CAST(payload AS TEXT), 'USD 17050.00',
            'USD 17051.00') AS BLOB) WHERE idx = 7
            """,
            "ledger.sqlite entry 7"
        ),
        Tampering(
            .ledger,
            "UPDATE entry SET payload_salt = zeroblob(16) WHERE idx = 9",
            "ledger.sqlite entry 9"
        ),
        Tampering(
            .ledger,
            "UPDATE entry SET command = CAST('{}' AS BLOB) WHERE idx = 5",
            "ledger.sqlite entry 5"
        ),
        Tampering(.ledger, "DELETE FROM entry WHERE idx = 4", "ledger.sqlite entry 4"),
        Tampering(
            .ledger,
            "DELETE FROM entry WHERE idx = (SELECT max(idx) FROM entry)",
            "ledger.sqlite checkpoint"
        ),
        Tampering(
            .ledger,
            "UPDATE tile SET hashes = zeroblob(length(hashes)) WHERE level = 0",
            "ledger.sqlite entry 0"
        ),
        Tampering(
            .ledger,
            "UPDATE checkpoint SET note = replace(note, 'example', 'exampel') WHERE size = 5",
            "ledger.sqlite checkpoint after size 5"
        ),
        Tampering(
            .ledger,
            "UPDATE command SET id = id || 'x' WHERE first = 5",
            "ledger.sqlite command"
        ),
        Tampering(
            .telemetry,
            "UPDATE segment SET bytes = zeroblob(100)",
            "telemetry.sqlite segment"
        ),
        Tampering(.telemetry, "DELETE FROM segment", "telemetry.sqlite segment"),
        Tampering(
            .view,
            "UPDATE claim SET stage = 'closed'",
            "view.sqlite"
        ),
        Tampering(.view, "DELETE FROM party WHERE member = 'leader'", "view.sqlite"),
        Tampering(.view, "UPDATE history SET idx = 9 WHERE idx = 8", "view.sqlite"),
        Tampering(.view, "UPDATE progress SET size = size - 1", "view.sqlite"),
    ]

    @Test func `a whole voyage audits clean, with everything examined`() async throws {
        let voyage = try await settled()
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.isClean, "\(report.text)")
        for section in report.sections where section.name != "signatures" {
            #expect(section.examined > 0 || section.state == .notApplicable, "\(section.name)")
            #expect(section.incomplete == nil, "\(section.name)")
        }
        #expect(report.sections.first { $0.name == "contracts" }?.examined == Int(report.size))
    }

    @Test(arguments: tamperings)
    func `the audit names what was tampered with`(_ tampering: Tampering) async throws {
        let voyage = try await settled()
        try await voyage.opened.close()
        let queue = try DatabaseQueue(path: tampering.file.path(in: voyage.path))
        let changes = try await queue.write { db in
            try db.execute(sql: tampering.sql)
            return db.changesCount
        }
        try queue.close()
        #expect(changes > 0, "the tampering must touch a row")
        let report = try await FolderAudit.run(path: voyage.path)
        let first = try #require(report.firstFinding, "\(report.text)")
        #expect(first.place.hasPrefix(tampering.place), "\(report.text)")
    }

    @Test func `a ledger is not taken for one that another key signs`() async throws {
        let voyage = try await settled()
        let other = try await SampleVoyage()
        let report = try await FolderAudit.run(
            path: voyage.path,
            logKey: try LedgerFolder.verifierKey(in: other.path)
        )
        #expect(report.firstFinding?.place.contains("checkpoint") == true)
    }

    @Test func `a folder opens again to the same answers`() async throws {
        let voyage = try await settled()
        let before = try await voyage.claims()
        try await voyage.world.reopen()
        #expect(try await voyage.claims() == before)
        try await voyage.opened.close()
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(
                atPath: LedgerFolder.File.view.path(in: voyage.path) + suffix
            )
        }
        try await voyage.world.open()
        #expect(try await voyage.claims() == before)
        #expect(try await FolderAudit.run(path: voyage.path).isClean)
    }

    private func settled() async throws -> SampleVoyage {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<30) { _ in 5 })
        try await voyage.upload(SampleVoyage.readings(hours: 30..<60) { _ in 12 })
        try await voyage.automate()
        return voyage
    }
}
