import Audit
import Crypto
import DataFolder
import Foundation
import Ledger
import Services
import Storage
import TestSamples
import TestSupport
import Testing

/// Starts that are refused: each says why, and leaves every file as it was.
@Suite(.serialized) struct RefusedFolderTests {
    private static let folder = Task { try await FullFolder() }

    @Test(arguments: FolderFault.all)
    func `a start that is refused says why, and changes no file`(fault: FolderFault) async throws {
        let copy = try await RefusedFolderTests.folder.value.copy()
        if fault.isUnsealed { try FolderFault.remove("clean-stop.note", from: copy) }
        try fault.carryOut(copy)
        let before = try FolderDigests(copy)
        for _ in 0..<2 {
            let error = await #expect(throws: LedgerFolderError.self) {
                try await TestPlatform.open(copy).close()
            }
            for words in fault.said {
                #expect(error?.description.contains(words) == true, "\(error as Any)")
            }
            #expect(try FolderDigests(copy) == before)
        }
    }

    /// Without the record of a clean stop each trace alone shows that there was a ledger.
    @Test(arguments: [
        "ledger.fold", "clean-stop.note", "telemetry.sqlite", "view.sqlite", "notifier.sqlite",
        "publication.sqlite", "followers.sqlite", "ledger.sqlite-wal", "keys/log.seed.next",
    ])
    func `any trace of a ledger keeps another from being founded beside it`(
        trace: String
    ) async throws {
        let copy = try await RefusedFolderTests.folder.value.copy()
        if trace == "ledger.sqlite-wal" {
            let log: [UInt8] = [0x37, 0x7F, 0x06, 0x82] + Array(repeating: 0, count: 28)
            try Data(log).write(to: URL(fileURLWithPath: "\(copy)/\(trace)"))
        }
        if trace == "keys/log.seed.next" {
            try FileManager.default.copyItem(
                atPath: "\(copy)/keys/log.seed",
                toPath: "\(copy)/\(trace)"
            )
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: copy)
        where name != trace && name != "keys" {
            try FolderFault.remove(name, from: copy)
        }
        let before = try FolderDigests(copy)
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        for words in FolderFault.lost + [trace] {
            #expect(error?.description.contains(words) == true, "\(error as Any)")
        }
        #expect(try FolderDigests(copy) == before)
        // Its keys alone say that it was founded; without them the folder is new.
        try FolderFault.remove(trace, from: copy)
        let kept = try await #require(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        for words in FolderFault.lost + ["keys/log.seed", "remove \(copy)/keys"] {
            #expect(kept.description.contains(words), "\(kept)")
        }
        try FolderFault.remove("keys", from: copy)
        let opened = try await TestPlatform.open(copy)
        #expect(await opened.platform.sequencer.size() > 0)
        try await opened.close()
    }

    @Test(arguments: [nil, "ledger.sqlite"], [["keys/log.seed"], ["keys/log.vkey"], []])
    func `a folder of keys founds nothing, unless its founding was cut short`(
        empty: String?,
        gone: [String]
    ) async throws {
        let copy = try await RefusedFolderTests.folder.value.copy()
        for name in try FileManager.default.contentsOfDirectory(atPath: copy) where name != "keys" {
            try FolderFault.remove(name, from: copy)
        }
        if let empty { try FolderFault.write("", to: "\(copy)/\(empty)") }
        let key = try LedgerFolder.verifierKey(in: copy)
        for name in gone { try FolderFault.remove(name, from: copy) }
        let before = try FolderDigests(copy)
        await #expect(throws: LedgerFolderError.self) { try await TestPlatform.open(copy).close() }
        #expect(try FolderDigests(copy) == before)
        guard gone.isEmpty else { return }
        // The key of a founding that was cut short is gone on with.
        let mark = "\(copy)/ledger.founding"
        try FolderFault.write("plimsoll founding v1\n", to: mark)
        let opened = try await TestPlatform.open(copy)
        #expect(await opened.platform.sequencer.size() == 3)
        #expect(!FileManager.default.fileExists(atPath: mark))
        try await opened.close()
        #expect(try LedgerFolder.verifierKey(in: copy) == key)
        #expect(try await FolderAudit.run(path: copy).isClean)
    }

    @Test func `a passphrase too short for a key in clear is refused before a store is opened`()
        async throws
    {
        let copy = try await RefusedFolderTests.folder.value.copy()
        let before = try FolderDigests(copy)
        let empty = "\(copy)-empty"
        for folder in [copy, empty] {
            let error = try await #require(throws: LedgerFolderError.self) {
                _ = try await LedgerFolder.open(
                    path: folder,
                    origin: sampleOrigin,
                    passphrase: try Passphrase(Array("short".utf8), from: "test"),
                    logger: silent,
                    clock: systemTime
                )
            }
            #expect(error.description.contains("at least 8 bytes"), "\(error)")
        }
        #expect(try FolderDigests(copy) == before)
        #expect(!FileManager.default.fileExists(atPath: empty))
    }

    @Test func `a file that was put there after the stop is refused`() async throws {
        let voyage = try await SampleVoyage()
        try await voyage.opened.close()
        try SQLitePublicationStore(path: "\(voyage.path)/publication.sqlite").close()
        let before = try FolderDigests(voyage.path)
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(voyage.path).close()
        }
        #expect(error?.description.contains("it was put there since") == true, "\(error as Any)")
        #expect(try FolderDigests(voyage.path) == before)
    }

    @Test func `of a folder that was not closed a refused start leaves the logs as they were`()
        async throws
    {
        let voyage = try await SampleVoyage()
        let left = "\(voyage.path)-left"
        defer { try? FileManager.default.removeItem(atPath: left) }
        try FileManager.default.copyItem(atPath: voyage.path, toPath: left)
        let log = "\(left)/ledger.sqlite-wal"
        let size = try FileManager.default.attributesOfItem(atPath: log)[.size] as? Int
        #expect(size ?? 0 > 0)
        try await voyage.opened.close()
        try FolderFault.change(
            "followers.sqlite",
            of: left,
            "INSERT OR REPLACE INTO cursor VALUES ('follower', 9999)"
        )
        let before = try FolderDigests(left)
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(left).close()
        }
        #expect(error?.description.contains("has read 9999") == true, "\(error as Any)")
        #expect(try FolderDigests(left) == before)
        // Put right, it starts with all that was committed.
        try FolderFault.remove("followers.sqlite", from: left)
        let opened = try await TestPlatform.open(left)
        #expect(await opened.platform.sequencer.size() == voyage.platform.sequencer.size())
        try await opened.close()
    }

    @Test func `what was refused is not sealed in: put right, it starts as it was left`()
        async throws
    {
        let copy = try await RefusedFolderTests.folder.value.copy()
        let aside = "\(copy)-publication"
        defer { try? FileManager.default.removeItem(atPath: aside) }
        let manager = FileManager.default
        try manager.moveItem(atPath: "\(copy)/publication.sqlite", toPath: aside)
        try FolderFault.change("view.sqlite", of: copy, "UPDATE progress SET size = 9999")
        await #expect(throws: LedgerFolderError.self) { try await TestPlatform.open(copy).close() }
        try FolderFault.change("view.sqlite", of: copy, "UPDATE progress SET size = 0")
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        #expect(error?.description.contains("publication.sqlite: it is gone") == true)
        try manager.moveItem(atPath: aside, toPath: "\(copy)/publication.sqlite")
        try await TestPlatform.open(copy).close()
    }
}

/// The digest of each file below a folder, but for the index of a log, which holds nothing that the
/// log does not.
struct FolderDigests: Equatable {
    private let digests: [String: String]

    init(_ folder: String) throws {
        var digests: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where !name.hasSuffix("-shm") {
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
                digests[name] = "folder"
                continue
            }
            digests[name] = SHA256.hash(data: bytes).description
        }
        self.digests = digests
    }
}
