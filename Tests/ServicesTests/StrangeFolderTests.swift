import Audit
import Contracts
import Crypto
import DataFolder
import Foundation
import GRDB
import Glibc
import Ledger
import Notifier
import Services
import Storage
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// Folders with what is not the program's in them, or with what a kill has left unsealed.
@Suite(.serialized) struct StrangeFolderTests {
    private static let folder = Task { try await FullFolder() }

    private static let places = [
        "ledger.sqlite", "telemetry.sqlite", "view.sqlite", "notifier.sqlite",
        "publication.sqlite", "followers.sqlite", "ledger.fold", "clean-stop.note",
        "ledger.sqlite-wal", "keys/log.vkey", "keys/log.seed", "keys/log.seed.next", "lock",
        "ledger.founding", "clean-stop.note.draft", "keys/log.seed.draft",
    ]

    private func copy() async throws -> String {
        try await StrangeFolderTests.folder.value.copy()
    }

    private func change(_ folder: String, _ sql: String) throws {
        try FolderFault.remove("clean-stop.note", from: folder)
        try FolderFault.change("notifier.sqlite", of: folder, sql)
    }

    private func seals(_ report: AuditReport) -> AuditSection? {
        report.sections.first { $0.name == "seals" }
    }

    @Test(.timeLimit(.minutes(2)), arguments: places)
    func `a named pipe in a file's place is named, and nobody waits for it`(
        place: String
    ) async throws {
        let copy = try await copy()
        try? FolderFault.remove(place, from: copy)
        try #require(mkfifo("\(copy)/\(place)", 0o600) == 0)
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        #expect(error?.description.contains("\(place): it is a named pipe") == true)
        let logKey = try await StrangeFolderTests.folder.value.logKey
        if place == "ledger.sqlite" {
            let report = try? await FolderAudit.run(path: copy, logKey: logKey)
            #expect(report?.verdict != .clean)
            return
        }
        if place == "keys/log.vkey" {
            await #expect(throws: LedgerFolderError.self) { try await FolderAudit.run(path: copy) }
        }
        let report = try await FolderAudit.run(path: copy, logKey: logKey)
        #expect(report.verdict == .findings, "\(report.text)")
        #expect(report.text.contains("it is a named pipe"), "\(report.text)")
    }

    @Test(arguments: ["lock", "ledger.fold", "keys/log.seed", "ledger.founding"])
    func `a folder in a file's place is a finding, and says what to do`(
        place: String
    ) async throws {
        let copy = try await copy()
        try? FolderFault.remove(place, from: copy)
        try #require(mkdir("\(copy)/\(place)", 0o700) == 0)
        let logKey = try await StrangeFolderTests.folder.value.logKey
        let report = try await FolderAudit.run(path: copy, logKey: logKey)
        #expect(report.verdict == .findings, "\(report.text)")
        #expect(report.text.contains("it is a folder, and should be a file"), "\(report.text)")
        #expect(report.text.contains("Move it away"), "\(report.text)")
    }

    @Test func `a folder in the view's place is refused and left`() async throws {
        let copy = try await copy()
        try FolderFault.remove("view.sqlite", from: copy)
        try #require(mkdir("\(copy)/view.sqlite", 0o700) == 0)
        try FolderFault.write("kept", to: "\(copy)/view.sqlite/x")
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        #expect(error?.description.contains("view.sqlite: it is a folder") == true)
        await #expect(throws: (any Error).self) { try await FolderAudit.rebuildView(path: copy) }
        #expect(FileManager.default.fileExists(atPath: "\(copy)/view.sqlite/x"))
    }

    @Test func `what is none of the program's, or elsewhere, is told of, and is no finding`()
        async throws
    {
        let copy = try await copy()
        try FolderFault.write("x", to: "\(copy)/other.sqlite")
        try FolderFault.write("x", to: "\(copy)/keys/other.seed")
        try FileManager.default.moveItem(
            atPath: "\(copy)/notifier.sqlite",
            toPath: "\(copy)-elsewhere"
        )
        try FileManager.default.createSymbolicLink(
            atPath: "\(copy)/notifier.sqlite",
            withDestinationPath: "\(copy)-elsewhere"
        )
        let report = try await FolderAudit.run(
            path: copy,
            logKey: try await StrangeFolderTests.folder.value.logKey
        )
        let files = report.sections.first { $0.name == "files" }
        for words in [
            "other.sqlite", "keys/other.seed", "notifier.sqlite leads to \(copy)-elsewhere",
        ] {
            #expect(files?.remark?.contains(words) == true, "\(report.text)")
        }
        #expect(files?.remark?.contains("log.seed") == false, "\(report.text)")
        #expect(files?.findingCount == 0)
    }

    @Test(arguments: [true, false])
    func `a stranger's signature on a stored checkpoint is named`(isLatest: Bool) async throws {
        let copy = try await copy()
        let logKey = try await StrangeFolderTests.folder.value.logKey
        let order = isLatest ? "DESC" : "ASC"
        let queue = try DatabaseQueue(path: "\(copy)/ledger.sqlite")
        try await queue.write { db in
            let row = try #require(
                try Row.fetchOne(
                    db,
                    sql: "SELECT size, note FROM checkpoint ORDER BY size \(order) LIMIT 1"
                )
            )
            let note = try SignedNote(parsing: (row["note"] as String))
            let stranger = try NoteSigner(name: logKey.name, seed: Array(1...32))
            try db.execute(
                sql: "UPDATE checkpoint SET note = ? WHERE size = ?",
                arguments: [
                    try note.adding([stranger.sign(note.text)]).serialized, row["size"] as Int,
                ]
            )
        }
        try queue.close()
        let report = try await FolderAudit.run(path: copy, logKey: logKey)
        let section = report.sections.first { $0.name == "checkpoints" }
        #expect(section?.findingCount == 1, "\(report.text)")
        #expect(
            section?.findings.first?.reason.contains("which is none of the log's") == true,
            "\(report.text)"
        )
        guard isLatest else { return }
        let refusal = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        #expect(refusal?.description.contains("none of the log's") == true, "\(refusal as Any)")
    }

    private static let tamperings = [
        // An endpoint that nothing was sent to, copied and removed.
        """
        INSERT INTO endpoint (id, member, url, secret, description, types, createdAt, cursor)
        SELECT 'we_f', member, 'https://thief.example/', secret, '', '', 0, cursor
        FROM endpoint WHERE url LIKE '%quiet'
        """,
        "DELETE FROM endpoint WHERE url LIKE '%quiet'",
        "UPDATE endpoint SET url = 'https://thief.example/' WHERE url LIKE '%quiet'",
        "UPDATE endpoint SET member = 'assured'",
        "UPDATE endpoint SET previousSecret = secret",
        "DELETE FROM endpointSeal",
        "UPDATE endpointSeal SET note = ''",
    ]

    @Test(arguments: tamperings)
    func `of a killed folder the audit names endpoints that are not as they were registered`(
        sql: String
    ) async throws {
        let copy = try await copy()
        let logKey = try await StrangeFolderTests.folder.value.logKey
        try FolderFault.remove("clean-stop.note", from: copy)
        let before = try await FolderAudit.run(path: copy, logKey: logKey)
        #expect(seals(before)?.findingCount == 0, "\(before.text)")
        #expect(before.verdict == .incomplete)
        try FolderFault.change("notifier.sqlite", of: copy, sql)
        let report = try await FolderAudit.run(path: copy, logKey: logKey)
        let findings = seals(report)?.findings ?? []
        #expect(findings.map(\.place) == ["notifier.sqlite endpoints"], "\(report.text)")
        // Nobody signs them as they are, until the operator says so.
        let digests = try FolderDigests(copy)
        let way = "plimsoll webhook accept-endpoints --data \(copy)"
        let refusal = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        #expect(refusal?.description.contains(way) == true, "\(refusal as Any)")
        let rotation = await #expect(throws: LedgerFolderError.self) {
            try await LogKeyRotation.run(
                path: copy,
                passphrase: nil,
                logger: silent,
                clock: systemTime
            )
        }
        #expect(rotation?.description.contains(way) == true, "\(rotation as Any)")
        let backup = await #expect(throws: LedgerFolderError.self) {
            try await FolderBackup.run(
                data: copy,
                to: "\(copy)-backup",
                withKeys: true,
                now: systemTime()
            )
        }
        #expect(backup?.description.contains(way) == true, "\(backup as Any)")
        #expect(!FileManager.default.fileExists(atPath: "\(copy)-backup"))
        #expect(try FolderDigests(copy) == digests)
        let accepted = try await LedgerFolder.acceptEndpoints(in: copy)
        #expect(accepted.difference != nil)
        #expect(try await LedgerFolder.acceptEndpoints(in: copy).difference == nil)
        let opened = try await TestPlatform.open(copy)
        let deliveries = try opened.openDeliveries()
        #expect(try await deliveries.allEndpoints() == accepted.endpoints)
        try deliveries.close()
        try await opened.close()
        let after = try await FolderAudit.run(path: copy, logKey: logKey)
        #expect(seals(after)?.findingCount == 0, "\(after.text)")
    }

    @Test func `an endpoint ahead of the ledger keeps a server from starting until it is set back`()
        async throws
    {
        let copy = try await copy()
        try change(copy, "UPDATE endpoint SET cursor = 9999 WHERE url LIKE '%quiet'")
        try FolderFault.change(
            "notifier.sqlite",
            of: copy,
            "UPDATE delivery SET ledgerIndex = 9999 WHERE id = 1"
        )
        let refusal = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        let way = "plimsoll webhook lower-cursors --data \(copy)"
        #expect(refusal?.description.contains(way) == true, "\(refusal as Any)")
        let lowered = try await LedgerFolder.lowerCursors(in: copy)
        #expect(lowered.endpoints == 1)
        #expect(lowered.deliveries == 1)
        let opened = try await TestPlatform.open(copy)
        #expect(await opened.platform.sequencer.size() == lowered.size)
        let deliveries = try opened.openDeliveries()
        #expect(try await deliveries.furthestCursor() == lowered.size)
        try deliveries.close()
        try await opened.close()
        let logKey = try await StrangeFolderTests.folder.value.logKey
        #expect(try await FolderAudit.run(path: copy, logKey: logKey).findingCount == 0)
    }

    @Test func `a backup leaves out what the ledger gives, so that nobody's change comes along`()
        async throws
    {
        let copy = try await copy()
        try FolderFault.change("view.sqlite", of: copy, "DELETE FROM party")
        let target = "\(copy)-backup"
        defer { try? FileManager.default.removeItem(atPath: target) }
        _ = try await FolderBackup.run(data: copy, to: target, withKeys: true, now: systemTime())
        for name in ["view.sqlite", "followers.sqlite"] {
            #expect(!FileManager.default.fileExists(atPath: "\(target)/\(name)"))
        }
        let opened = try await TestPlatform.open(target)
        try opened.openDeliveries().close()
        try await opened.close()
        let queue = try DatabaseQueue(path: "\(target)/view.sqlite")
        let rows = try await queue.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM party")
        }
        try queue.close()
        #expect(rows ?? 0 > 0)
        let logKey = try await StrangeFolderTests.folder.value.logKey
        #expect(try await FolderAudit.run(path: target, logKey: logKey).findingCount == 0)
    }
}
