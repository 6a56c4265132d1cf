import Audit
import Crypto
import DataFolder
import Foundation
import GRDB
import Glibc
import Ledger
import Marine
import Storage
import TestSupport
import Testing
import TransparencyLog

/// The audit of a folder that is damaged, changed or locked: there is a report, which names what is
/// wrong, says what it could not examine, and goes on with all else.
@Suite(.serialized) struct DamagedAuditTests {
    static let files: [LedgerFolder.File] = [
        .ledger, .telemetry, .view, .publication, .notifier, .followers,
    ]
    /// The sections that need nothing but the ledger's file.
    static let ofLedger = [
        "leaves", "tiles", "checkpoints", "payloads", "transitions", "signatures", "contracts",
        "commands",
    ]

    func audit(
        _ path: String,
        _ folder: FullFolder,
        at now: Instant? = nil
    ) async throws -> AuditReport {
        try await FolderAudit.run(
            path: path,
            logKey: folder.logKey,
            policy: folder.policy,
            authorities: folder.authorities,
            at: now
        )
    }

    func section(_ name: String, _ report: AuditReport) throws -> AuditSection {
        try #require(report.sections.first { $0.name == name }, "\(report.text)")
    }

    func change(
        _ file: LedgerFolder.File,
        in path: String,
        _ statements: String...
    ) throws {
        let queue = try DatabaseQueue(path: file.path(in: path))
        defer { try? queue.close() }
        try queue.writeWithoutTransaction { db in
            for sql in statements {
                let before = db.totalChangesCount
                try db.execute(sql: sql)
                let isOfRows =
                    !sql.hasPrefix("CREATE") && !sql.hasPrefix("DROP")
                    && !sql.hasPrefix("PRAGMA")
                #expect(!isOfRows || db.totalChangesCount > before, "\(sql) must touch a row")
            }
        }
    }

    /// A text that a person can read: no value of Swift's is printed as such.
    func expectPlain(_ report: AuditReport) {
        for dump in ["Error(", "(place:", "(reason:", "Optional(", "SQLITE_", "damaged("] {
            #expect(!report.text.contains(dump), "\(report.text)")
        }
    }

    @Test func `a damaged page of any store is named, and every other check goes on`() async throws
    {
        let folder = try await FullFolder()
        for file in DamagedAuditTests.files {
            let whole = try Data(contentsOf: URL(fileURLWithPath: file.path(in: folder.path)))
            let stated = Int(whole[16]) << 8 | Int(whole[17])
            for (what, harm) in PageHarm.all {
                let path = try folder.copy()
                defer { try? FileManager.default.removeItem(atPath: path) }
                var bytes = whole
                harm(&bytes, stated)
                guard bytes != whole else { continue }
                try bytes.write(to: URL(fileURLWithPath: file.path(in: path)))
                let report = try await audit(path, folder)
                #expect(report.verdict == .findings, "\(file), \(what): \(report.text)")
                expectPlain(report)
                let files = try section("files", report)
                let named = files.findings.filter { $0.place.hasPrefix(file.rawValue) }
                // A long payload's further pages have no structure: its digest tells.
                let payloads = file == .ledger ? try section("payloads", report).findings : []
                let isNamed = (named + payloads).contains { $0.place.hasPrefix(file.rawValue) }
                #expect(isNamed, "\(file), \(what): \(report.text)")
                #expect(named.count == files.findings.count, "no other file is blamed")
                #expect(named.allSatisfy { $0.remedy?.isEmpty == false })
                if file == .ledger { continue }
                for name in DamagedAuditTests.ofLedger {
                    #expect(try section(name, report).state == .ok, "\(file), \(what): \(name)")
                }
            }
        }
    }

    /// A reader that goes on after the last key that it met would come to no end.
    @Test(.timeLimit(.minutes(5))) func `keys out of their order are named, and end every search`()
        async throws
    {
        let folder = try await FullFolder()
        for file in DamagedAuditTests.files {
            let whole = try Data(contentsOf: URL(fileURLWithPath: file.path(in: folder.path)))
            let page = Int(whole[16]) << 8 | Int(whole[17])
            // The pointers to the first and the last row of a table's leaf, exchanged.
            for start in stride(from: page, to: whole.count, by: page)
            where whole[start] == 0x0D && whole[start + 4] > 1 {
                let first = start + 8
                let last = first + 2 * (Int(whole[start + 4]) - 1)
                var bytes = whole
                bytes.replaceSubrange(first..<first + 2, with: whole[last..<last + 2])
                bytes.replaceSubrange(last..<last + 2, with: whole[first..<first + 2])
                let path = try folder.copy()
                defer { try? FileManager.default.removeItem(atPath: path) }
                try bytes.write(to: URL(fileURLWithPath: file.path(in: path)))
                let report = try await audit(path, folder)
                let found = try section("files", report).findings
                #expect(found.contains { $0.place == file.rawValue }, "\(file): \(report.text)")
                expectPlain(report)
            }
        }
    }

    @Test func `a ledger that is no database leaves a report of all that is beside it`()
        async throws
    {
        let folder = try await FullFolder()
        let path = try folder.copy()
        try Data("no database".utf8).write(
            to: URL(fileURLWithPath: LedgerFolder.File.ledger.path(in: path))
        )
        let report = try await audit(path, folder)
        expectPlain(report)
        #expect(report.size == 0 && report.verdict == .findings)
        let first = try #require(try section("files", report).findings.first)
        #expect(first.place == "ledger.sqlite" && first.severity == .critical)
        for name in DamagedAuditTests.ofLedger + ["segments", "findings", "view"] {
            let section = try section(name, report)
            #expect(section.incomplete?.contains("cannot be read") == true, "\(name)")
            #expect(name != "segments" || section.findings.isEmpty, "\(report.text)")
        }
    }

    @Test(arguments: [
        (
            "CREATE TRIGGER thief AFTER INSERT ON grdb_migrations BEGIN SELECT 1; END",
            "trigger 'thief'"
        ),
        ("CREATE TABLE stranger (x)", "table 'stranger' on 'stranger' is none of the program's"),
        ("INSERT INTO grdb_migrations VALUES ('ours 9')", "migration 'ours 9' is none"),
        ("DELETE FROM grdb_migrations", "is not noted"),
        ("PRAGMA user_version = 7", "its user_version is 7, and the program leaves it at 0"),
        ("PRAGMA application_id = 7", "its application_id is 7, and the program leaves it at 0"),
    ])
    func `what a file holds beside its rows is named, and its rows are examined all the same`(
        sql: String,
        reason: String
    ) async throws {
        let folder = try await FullFolder()
        for file in DamagedAuditTests.files {
            let path = try folder.copy()
            defer { try? FileManager.default.removeItem(atPath: path) }
            try change(file, in: path, sql)
            let report = try await audit(path, folder)
            let found = try section("files", report).findings
            #expect(found.contains { $0.place == file.rawValue && $0.reason.contains(reason) })
            #expect(found.allSatisfy { $0.place == file.rawValue }, "\(report.text)")
            expectPlain(report)
            let others = report.sections.filter { !["files", "seals"].contains($0.name) }
            #expect(others.allSatisfy { $0.findingCount == 0 }, "\(report.text)")
            #expect(others.allSatisfy { $0.incomplete == nil }, "\(report.text)")
        }
    }

    @Test func `an index of the view that is empty or gone is named`() async throws {
        let folder = try await FullFolder()
        let emptied = try folder.copy()
        let view = LedgerFolder.File.view.path(in: emptied)
        let queue = try DatabaseQueue(path: view)
        let (root, page) = try await queue.read { db in
            let sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'claim_by_certificate'"
            return (
                try #require(try Int.fetchOne(db, sql: sql)),
                try #require(try Int.fetchOne(db, sql: "PRAGMA page_size"))
            )
        }
        try queue.close()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: view))
        // A leaf of an index without cells, the rest of the page free.
        bytes.replaceSubrange(
            (root - 1) * page..<(root - 1) * page + 8,
            with: [0x0A, 0, 0, 0, 0, UInt8(page >> 8), UInt8(page & 0xFF), 0]
        )
        try bytes.write(to: URL(fileURLWithPath: view))
        let report = try await audit(emptied, folder)
        let found = try section("files", report).findings
        #expect(
            found.contains { $0.reason.contains("missing from index claim_by_certificate") },
            "\(report.text)"
        )
        #expect(found.allSatisfy { $0.place == "view.sqlite" && $0.severity == .minor })
        let gone = try folder.copy()
        try change(.view, in: gone, "DROP INDEX claim_by_certificate")
        let second = try await audit(gone, folder)
        #expect(
            try section("files", second).findings.map(\.reason)
                == ["index 'claim_by_certificate' is missing"]
        )
        #expect(try section("view", second).state == .ok)
    }

    @Test(
        arguments: [
            (
                .ledger, "UPDATE entry SET leaf = CAST(leaf AS TEXT) WHERE idx = 3", "entry 3",
                "leaf"
            ),
            (
                .ledger, "UPDATE entry SET payload = CAST(payload AS TEXT) WHERE idx = 4",
                "entry 4", "payload"
            ),
            (
                .ledger, "UPDATE checkpoint SET note = CAST(note AS BLOB) WHERE size = 5",
                "checkpoint 5", "note"
            ),
            (.telemetry, "INSERT INTO segment VALUES ('a', X'00')", "segment 'a'", "digest"),
            (.publication, "UPDATE published SET note = CAST(note AS BLOB)", "published", "note"),
            (
                .followers, "UPDATE cursor SET follower = CAST(follower AS BLOB)", "cursor",
                "follower"
            ),
        ] as [(LedgerFolder.File, String, String, String)]
    )
    func `a value that is stored as another class than the program's is named with its row`(
        file: LedgerFolder.File,
        sql: String,
        row: String,
        column: String
    ) async throws {
        let folder = try await FullFolder()
        let path = try folder.copy()
        try change(file, in: path, sql)
        let report = try await audit(path, folder)
        let found = try section("files", report).findings
        #expect(
            found.contains {
                $0.place.hasPrefix("\(file.rawValue) \(row)")
                    && $0.reason.hasPrefix("its column \(column) is stored as ")
            },
            "\(report.text)"
        )
        expectPlain(report)
    }

    @Test func `values that do not decode are damage, and do not end the process`() async throws {
        let folder = try await FullFolder()
        for (file, sql) in [
            (LedgerFolder.File.ledger, "UPDATE tile SET level = 'x'"),
            (.publication, "UPDATE published SET witnessed = 'x'"),
            (.publication, "UPDATE timestamp SET at = 'x'"),
            (.publication, "UPDATE cosignature SET size = 'x' WHERE rowid = 1"),
            (.followers, "UPDATE cursor SET next = 'x'"),
            (.followers, "UPDATE cursor SET follower = NULL"),
        ] {
            let path = try folder.copy()
            defer { try? FileManager.default.removeItem(atPath: path) }
            try change(file, in: path, "PRAGMA foreign_keys = OFF", sql)
            let report = try await audit(path, folder)
            #expect(report.verdict == .findings, "\(sql): \(report.text)")
            expectPlain(report)
            let found = try section("files", report).findings
            #expect(found.contains { $0.place.hasPrefix(file.rawValue) }, "\(sql): \(report.text)")
        }
    }

    @Test func `a segment that no entry pins is named, whole or not`() async throws {
        let folder = try await FullFolder()
        let path = try folder.copy()
        let digest = Hash.sha256(of: [1])
        try change(
            .telemetry,
            in: path,
            "INSERT INTO segment VALUES (X'\(digest.hex)', X'01')",
            "INSERT INTO segment VALUES (X'', X'02')",
            "INSERT INTO segment VALUES (NULL, X'03')"
        )
        let report = try await audit(path, folder)
        let places = try section("segments", report).findings.map(\.place)
        #expect(places.contains("telemetry.sqlite segment \(digest)"), "\(report.text)")
        #expect(places.contains("telemetry.sqlite segment "))
        let files = try section("files", report).findings.map(\.place)
        #expect(files == ["telemetry.sqlite segment NULL"])
    }

    @Test func `damage in the payload that names the log's key proves no fork`() async throws {
        let folder = try await FullFolder()
        for sql in [
            "UPDATE entry SET payload = X'7B7D' WHERE idx = 0",
            "UPDATE entry SET command = NULL WHERE idx = 0",
        ] {
            let path = try folder.copy()
            defer { try? FileManager.default.removeItem(atPath: path) }
            try change(.ledger, in: path, sql)
            let report = try await audit(path, folder)
            #expect(report.firstFinding?.place == "ledger.sqlite entry 0", "\(report.text)")
            for name in ["checkpoints", "published", "timestamps", "evidence", "seals"] {
                #expect(try section(name, report).state == .ok, "\(name): \(report.text)")
            }
            #expect(!report.text.contains("proof"), "\(report.text)")
        }
    }

    @Test func `a damaged tile makes no published checkpoint another history`() async throws {
        let folder = try await FullFolder()
        let path = try folder.copy()
        try change(
            .ledger,
            in: path,
            "UPDATE tile SET hashes = zeroblob(32) || substr(hashes, 33) WHERE level = 0"
        )
        let report = try await audit(path, folder)
        #expect(report.firstFinding?.place == "ledger.sqlite entry 0", "\(report.text)")
        for name in ["published", "timestamps", "evidence"] {
            let section = try section(name, report)
            #expect(section.findingCount == 0 && section.incomplete != nil, "\(name)")
        }
    }

    @Test func `what a witness has shown and the platform keeps is a critical finding`()
        async throws
    {
        let folder = try await FullFolder()
        let path = try folder.copy()
        let size = try await audit(path, folder).size
        let log = try NoteSigner(ofLedgerIn: path)
        let witness = try NoteSigner(
            name: "witness.example/shower",
            seed: [UInt8](repeating: 9, count: 32),
            algorithm: .cosignatureV1
        )
        let note = try SignedCheckpoint.sign(
            Checkpoint(origin: folder.logKey.name, size: size + 7, root: Hash.sha256(of: [1])),
            by: log
        )
        // As a server that is killed leaves it.
        try FileManager.default.removeItem(atPath: "\(path)/clean-stop.note")
        let store = try SQLitePublicationStore(path: LedgerFolder.File.publication.path(in: path))
        try await store.keep(
            WitnessEvidence(
                witness: witness.verifierKey,
                note: try note.adding([try witness.cosign(note.text, at: 1_772_323_200)])
            )
        )
        try store.close()
        let report = try await audit(path, folder)
        let evidence = try section("evidence", report)
        let finding = try #require(evidence.findings.first, "\(report.text)")
        #expect(evidence.severity == .critical && evidence.examined == 3)
        #expect(finding.place.contains("witness.example/shower"))
        #expect(finding.reason.contains("cosigned \(size + 7) entries of this log on 2026-03-01T"))
        #expect(finding.reason.contains("the ledger has only \(size) entries"))
        #expect(report.verdict == .findings)
    }

    @Test func `seals are examined where there is a record, and said to be missing where not`()
        async throws
    {
        let folder = try await FullFolder()
        let path = try folder.copy()
        let lock = open("\(path)/lock", O_RDWR | O_CREAT, 0o600)
        #expect(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
        defer { close(lock) }
        // Locked, as by a server, with the record of the last stop: it is examined.
        let examined = try await audit(path, folder)
        #expect(try section("seals", examined).state == .ok, "\(examined.text)")
        #expect(examined.isClean)
        try change(.followers, in: path, "UPDATE cursor SET next = next - 1")
        let changed = try await audit(path, folder)
        #expect(try section("seals", changed).findings.map(\.place) == ["followers.sqlite"])
        // Without the record nothing vouches for the files, whoever has the folder locked.
        try FileManager.default.removeItem(atPath: "\(path)/clean-stop.note")
        let unsealed = try await audit(path, folder)
        let seals = try section("seals", unsealed)
        // The signature over the endpoints is there all the same.
        #expect(seals.state == .part && unsealed.verdict == .incomplete)
        #expect(seals.incomplete?.contains("another process has locked the folder") == true)
    }
}
