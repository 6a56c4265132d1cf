import Audit
import Crypto
import DataFolder
import Foundation
import GRDB
import TestSupport
import Testing

/// The audit reads and never writes.
@Suite struct ReadOnlyAuditTests {
    @Test func `of a folder that was closed in order nothing is changed`() async throws {
        let voyage = try await settled()
        try await voyage.opened.close()
        let before = try FolderState(voyage.path)
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.isClean, "\(report.text)")
        #expect(report.sections.allSatisfy { $0.name == "signatures" || $0.incomplete == nil })
        #expect(try FolderState(voyage.path) == before)
        #expect(before.files.count >= 5)
    }

    @Test func `a folder that takes no writes is audited`() async throws {
        let voyage = try await settled()
        try await voyage.opened.close()
        let before = try FolderState(voyage.path)
        try before.setPermissions(folders: 0o500, files: 0o400)
        defer { try? before.setPermissions(folders: 0o700, files: 0o600) }
        let sealed = try FolderState(voyage.path)
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.isClean, "\(report.text)")
        #expect(try FolderState(voyage.path) == sealed)
    }

    @Test func `a folder that was left open is read from a copy, and said to be`() async throws {
        let voyage = try await settled()
        let left = try TemporaryFolder()
        let path = left.path("data")
        // As a kill leaves it: with the write-ahead logs beside the files.
        try FileManager.default.copyItem(atPath: voyage.path, toPath: path)
        let ledger = LedgerFolder.File.ledger.path(in: path)
        #expect(FileManager.default.fileExists(atPath: "\(ledger)-wal"))
        try? FileManager.default.removeItem(atPath: "\(ledger)-shm")
        let before = try FolderState(path)
        let report = try await FolderAudit.run(path: path)
        // The view may have been behind when it was left.
        #expect(report.findingCount == 0, "\(report.text)")
        let files = try #require(report.sections.first { $0.name == "files" })
        #expect(files.title.contains("read from copies: ledger.sqlite"), "\(files.title)")
        #expect(try FolderState(path) == before)
        let served = try await FolderAudit.run(path: voyage.path)
        #expect(served.size == report.size, "what the logs hold is read too")
    }

    @Test func `a folder in use is read beside whoever writes`() async throws {
        let voyage = try await settled()
        let names = try FolderState(voyage.path).files.keys.sorted()
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.isClean, "\(report.text)")
        let files = try #require(report.sections.first { $0.name == "files" })
        #expect(!files.title.contains("copies"))
        #expect(try FolderState(voyage.path).files.keys.sorted() == names)
    }

    @Test func `a store of readings that is missing stays missing, and is named`() async throws {
        let voyage = try await settled()
        try await voyage.opened.close()
        let gone = LedgerFolder.File.telemetry.path(in: voyage.path)
        try FileManager.default.removeItem(atPath: gone)
        let before = try FolderState(voyage.path)
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.firstFinding?.place == "telemetry.sqlite", "\(report.text)")
        #expect(report.sections.first { $0.name == "segments" }?.incomplete != nil)
        #expect(try FolderState(voyage.path) == before)
    }

    @Test func `a view that is missing stays missing until the next start, and is named`()
        async throws
    {
        let voyage = try await settled()
        try await voyage.opened.close()
        try FileManager.default.removeItem(
            atPath: LedgerFolder.File.view.path(in: voyage.path)
        )
        let before = try FolderState(voyage.path)
        let report = try await FolderAudit.run(path: voyage.path)
        #expect(report.verdict == .incomplete, "\(report.text)")
        #expect(report.findingCount == 0)
        let files = try #require(report.sections.first { $0.name == "files" })
        #expect(files.incomplete?.contains("view.sqlite") == true)
        #expect(report.sections.first { $0.name == "view" }?.incomplete != nil)
        #expect(try FolderState(voyage.path) == before)
    }

    @Test func `a folder without a ledger is refused, and nothing is made in it`() async throws {
        let folder = try TemporaryFolder()
        let before = try FolderState(folder.path)
        await #expect(throws: LedgerFolderError.self) {
            try await FolderAudit.run(path: folder.path)
        }
        #expect(try FolderState(folder.path) == before)
        #expect(before.files.isEmpty)
    }

    private func settled() async throws -> SampleVoyage {
        let voyage = try await SampleVoyage()
        try await voyage.upload(SampleVoyage.readings(hours: 0..<60) { $0 < 30 ? 5 : 12 })
        try await voyage.automate()
        return voyage
    }
}

/// Every file of a folder: its bytes and when it was changed; and when its folders were.
struct FolderState: Equatable {
    struct File: Equatable {
        let digest: [UInt8]
        let changes: [Int]
    }

    let folder: String
    private(set) var files: [String: File] = [:]
    private(set) var folders: [String: [Int]] = [:]

    init(_ folder: String) throws {
        self.folder = folder
        let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
        for name in names.sorted() + ["."] {
            let path = "\(folder)/\(name)"
            var found = stat()
            guard stat(path, &found) == 0 else { throw CocoaError(.fileReadNoSuchFile) }
            let changes = [
                found.st_mtim.tv_sec, found.st_mtim.tv_nsec, found.st_ctim.tv_sec,
                found.st_ctim.tv_nsec,
            ]
            if found.st_mode & S_IFMT == S_IFDIR {
                folders[name] = changes
            } else {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                files[name] = File(digest: Array(SHA256.hash(data: bytes)), changes: changes)
            }
        }
    }

    func setPermissions(folders mode: Int, files fileMode: Int) throws {
        for name in files.keys {
            try FileManager.default.setAttributes(
                [.posixPermissions: fileMode],
                ofItemAtPath: "\(folder)/\(name)"
            )
        }
        for name in folders.keys {
            try FileManager.default.setAttributes(
                [.posixPermissions: mode],
                ofItemAtPath: "\(folder)/\(name)"
            )
        }
    }
}
