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

/// What is not one file's damage: that something is missing, was added, or does not fit the rest.
extension DamagedAuditTests {
    @Test(arguments: [true, false])
    func `an empty ledger beside what one leaves is a critical finding`(
        hasOtherFiles: Bool
    ) async throws {
        let folder = try await FullFolder()
        let path = try folder.copy()
        let manager = FileManager.default
        for name in try manager.contentsOfDirectory(atPath: path)
        where name == "ledger.sqlite" || (!hasOtherFiles && name != "keys") {
            try manager.removeItem(atPath: "\(path)/\(name)")
        }
        #expect(manager.createFile(atPath: "\(path)/ledger.sqlite", contents: nil))
        let report = try await FolderAudit.run(path: path)
        let finding = try #require(
            try section("files", report).findings.first { $0.place == "ledger.sqlite" },
            "\(report.text)"
        )
        #expect(finding.reason.hasPrefix("it has no entry, but there is "))
        #expect(finding.reason.contains(hasOtherFiles ? "ledger.fold" : "keys/log.seed"))
        #expect(finding.severity == .critical && report.verdict == .findings)
        #expect(try section("leaves", report).state == .notExamined, "\(report.text)")
        #expect(!report.text.contains("plimsoll rebuild"), "\(report.text)")
        // While it is being founded it has none rightly.
        guard !hasOtherFiles else { return }
        try Data("x\n".utf8).write(to: URL(fileURLWithPath: "\(path)/ledger.founding"))
        let founding = try await FolderAudit.run(path: path)
        #expect(!(try section("files", founding).findings.contains { $0.place == "ledger.sqlite" }))
    }

    @Test(arguments: [(LedgerFolder.File.ledger, "ledger 2"), (.notifier, "2")])
    func `a migration whose note is gone is named`(
        file: LedgerFolder.File,
        migration: String
    ) async throws {
        let folder = try await FullFolder()
        let path = try folder.copy()
        try change(file, in: path, "DELETE FROM grdb_migrations WHERE identifier = '\(migration)'")
        let report = try await audit(path, folder)
        #expect(
            try section("files", report).findings.contains {
                $0.place == file.rawValue && $0.reason == "migration '\(migration)' is not noted"
            },
            "\(report.text)"
        )
    }

    @Test func `a file that was added since the last stop is named`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.opened.close()
        #expect(try await FolderAudit.run(path: voyage.path).isClean)
        let publication = LedgerFolder.File.publication.path(in: voyage.path)
        #expect(!FileManager.default.fileExists(atPath: publication))
        try SQLitePublicationStore(path: publication).close()
        let report = try await FolderAudit.run(path: voyage.path)
        let finding = try #require(try section("seals", report).findings.first, "\(report.text)")
        #expect(finding.place == "publication.sqlite")
        #expect(finding.reason == "the server left none: it was added since")
    }

    @Test func `a folder that is served has nothing sealed, and says so`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.automate()
        let report = try await FolderAudit.run(path: voyage.path)
        let seals = try section("seals", report)
        #expect(seals.state == .notApplicable && report.isClean, "\(report.text)")
        #expect(seals.inapplicable?.contains("sealed when the server stops") == true)
        #expect(report.text.contains("n/a    seals"))
        #expect(report.html.contains("<td>not applicable</td>"))
        // A record beside a running server was not left by it: it is examined.
        try Data("a record\n".utf8).write(
            to: URL(fileURLWithPath: "\(voyage.path)/clean-stop.note")
        )
        let second = try await FolderAudit.run(path: voyage.path)
        #expect(try section("seals", second).findings.map(\.place) == ["clean-stop.note"])
    }

    @Test func `a policy is not met by a folder whose record of publication is gone`() async throws
    {
        let folder = try await FullFolder()
        let path = try folder.copy()
        try FileManager.default.removeItem(
            atPath: LedgerFolder.File.publication.path(in: path)
        )
        let report = try await audit(path, folder)
        for name in ["published", "cosignatures", "timestamps", "timestampSignatures", "evidence"] {
            let section = try section(name, report)
            #expect(section.state == .notExamined, "\(name)")
            #expect(section.incomplete?.contains("publication.sqlite is not here") == true)
        }
        // The record of the last stop says that it was there.
        #expect(try section("seals", report).findings.map(\.place) == ["publication.sqlite"])
        try FileManager.default.removeItem(atPath: "\(path)/clean-stop.note")
        #expect(try await audit(path, folder).verdict == .incomplete)
        let without = try await FolderAudit.run(path: path, logKey: folder.logKey)
        #expect(!without.sections.contains { $0.name == "published" })
    }

    @Test func `entries ahead of this machine's clock are named`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.opened.close()
        let store = try SQLiteLogStore(path: LedgerFolder.File.ledger.path(in: voyage.path))
        let last = try #require(try await store.entries(from: 0, limit: 1000).last)
        try store.close()
        let instant = try Transition(leaf: last.leaf).at
        let within = try await FolderAudit.run(
            path: voyage.path,
            at: instant.advanced(byMilliseconds: -ClockGuard.boundMilliseconds)
        )
        #expect(try section("transitions", within).findingCount == 0)
        let beyond = try await FolderAudit.run(
            path: voyage.path,
            at: instant.advanced(byMilliseconds: -ClockGuard.boundMilliseconds - 1)
        )
        let finding = try #require(try section("transitions", beyond).findings.first)
        #expect(finding.reason.contains("its instant, "), "\(beyond.text)")
        #expect(finding.remedy?.hasPrefix("One of the two clocks is wrong") == true)
    }

    @Test func `all of several trusted keys must be the ledger's`() async throws {
        let folder = try await FullFolder()
        let stranger = try NoteSigner(
            name: folder.logKey.name,
            seed: [UInt8](repeating: 3, count: 32)
        ).verifierKey
        for (others, isClean) in [([folder.logKey], true), ([stranger], false)] {
            let report = try await FolderAudit.run(
                path: folder.path,
                logKey: folder.logKey,
                otherLogKeys: others,
                policy: folder.policy,
                authorities: folder.authorities
            )
            #expect(report.isClean == isClean, "\(report.text)")
            let found = try section("checkpoints", report).findings
            #expect(found.isEmpty == isClean)
            #expect(found.allSatisfy { $0.reason.contains("never the trusted key, \(stranger)") })
        }
    }
}
