import Crypto
import DataFolder
import Foundation
import GRDB
import Ledger
import Storage
import TestSupport
import Testing
import TransparencyLog

/// Starts that are refused: each says why, and leaves every file as it was.
@Suite(.serialized) struct RefusedFolderTests {
    /// What is done to a folder whose server has stopped in order, and what is then said.
    struct Fault: Sendable, CustomStringConvertible {
        let name: String
        let said: [String]
        /// Whether nothing seals the folder, as after a crash.
        var isUnsealed = false
        let carryOut: @Sendable (_ folder: String) throws -> Void

        var description: String { name }
    }

    private static func remove(_ names: String..., from folder: String) throws {
        for name in names { try FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    }

    private static func change(_ file: String, of folder: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: "\(folder)/\(file)")
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private static let lost = ["held one that is lost", "plimsoll restore", "name an empty folder"]
    private static let ahead = ["entries are lost", "plimsoll restore"]
    private static let belong = ["belong together", "plimsoll restore BACKUP", "clean-stop.note"]

    static let faults: [Fault] =
        [
            Fault(name: "no ledger", said: lost) { try remove("ledger.sqlite", from: $0) },
            Fault(name: "a ledger of no bytes", said: lost) {
                try write("", to: "\($0)/ledger.sqlite")
            },
            Fault(name: "a ledger of no rows", said: lost) { folder in
                try remove("ledger.sqlite", from: folder)
                try SQLiteLogStore(path: "\(folder)/ledger.sqlite").close()
            },
            Fault(name: "no ledger and no key", said: lost) {
                try remove("ledger.sqlite", "keys/log.seed", from: $0)
            },
            Fault(name: "no key", said: ["log.seed", "is missing", "--with-keys"]) {
                try remove("keys/log.seed", from: $0)
            },
            Fault(name: "a view that is ahead", said: ["view.sqlite", "9999"] + ahead) {
                try change("view.sqlite", of: $0, "UPDATE progress SET size = 9999")
            },
            Fault(name: "a cursor that is ahead", said: ["followers.sqlite", "has read 9999"]) {
                try change(
                    "followers.sqlite",
                    of: $0,
                    "INSERT INTO cursor VALUES ('follower', 9999)"
                )
            },
            Fault(name: "an endpoint that is ahead", said: ["told of 9999"], isUnsealed: true) {
                try change("notifier.sqlite", of: $0, "UPDATE endpoint SET cursor = 9999")
            },
            Fault(name: "a delivery that is ahead", said: ["entry 9999"], isUnsealed: true) {
                try change(
                    "notifier.sqlite",
                    of: $0,
                    "UPDATE delivery SET ledgerIndex = 9999 WHERE id = 1"
                )
            },
            Fault(name: "a lost payload", said: ["damaged at entry 6", "plimsoll audit"]) {
                try change("ledger.sqlite", of: $0, "UPDATE entry SET payload = NULL WHERE idx = 6")
            },
            Fault(name: "a ledger that is no database", said: ["ledger.sqlite", "damaged"]) {
                try write(String(repeating: "garbage ", count: 4096), to: "\($0)/ledger.sqlite")
            },
            Fault(name: "segments that are no database", said: ["telemetry.sqlite", "damaged"]) {
                try write(String(repeating: "garbage ", count: 4096), to: "\($0)/telemetry.sqlite")
            },
            Fault(name: "no segments", said: ["telemetry.sqlite", "it is gone"] + belong) {
                try remove("telemetry.sqlite", from: $0)
            },
            Fault(name: "another identity", said: ["log.seed", "it is the key of"]) { folder in
                let other = try NoteSigner(name: sampleOrigin, seed: Array(1...32))
                try write("\(other.verifierKey)\n", to: "\(folder)/keys/log.vkey")
            },
            Fault(name: "another key", said: ["log.seed", "it is the key of"]) { folder in
                try write("\(String(repeating: "ab", count: 32))\n", to: "\(folder)/keys/log.seed")
            },
            Fault(name: "another history", said: ["another history"], isUnsealed: true) { folder in
                let text = try String(contentsOfFile: "\(folder)/keys/log.seed", encoding: .utf8)
                let signer = try NoteSigner(
                    name: LedgerFolder.verifierKey(in: folder).name,
                    seed: try #require(Hex.decode(text.filter { !$0.isNewline }))
                )
                let note = try SignedCheckpoint.sign(
                    Checkpoint(origin: signer.verifierKey.name, size: 3, root: Hash.sha256(of: [])),
                    by: signer
                )
                let queue = try DatabaseQueue(path: "\(folder)/publication.sqlite")
                try queue.write { db in
                    try db.execute(
                        sql: "INSERT INTO published (size, note, witnessed) VALUES (3, ?, 1)",
                        arguments: [note.serialized]
                    )
                    try db.execute(
                        sql: "UPDATE published SET witnessed = 0 WHERE size <> 3"
                    )
                }
                try queue.close()
            },
        ]
        + ["publication", "notifier"].flatMap { name in
            [
                Fault(name: "no \(name)", said: ["\(name).sqlite", "it is gone"] + belong) {
                    try remove("\(name).sqlite", from: $0)
                },
                Fault(name: "another \(name)", said: ["\(name).sqlite", "changed"] + belong) {
                    try change(
                        "\(name).sqlite",
                        of: $0,
                        name == "publication"
                            ? "DELETE FROM policy" : "UPDATE endpoint SET description = 'x'"
                    )
                },
                Fault(
                    name: "\(name) is no database",
                    said: ["\(name).sqlite", "damaged"],
                    isUnsealed: true
                ) {
                    try write(
                        String(repeating: "garbage ", count: 4096),
                        to: "\($0)/\(name).sqlite"
                    )
                },
            ]
        }

    private static let folder = Task { try await FullFolder() }

    @Test(arguments: faults)
    func `a start that is refused says why, and changes no file`(fault: Fault) async throws {
        let copy = try await RefusedFolderTests.folder.value.copy()
        if fault.isUnsealed { try RefusedFolderTests.remove("clean-stop.note", from: copy) }
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
        if trace == "ledger.sqlite-wal" || trace == "keys/log.seed.next" {
            try FileManager.default.copyItem(
                atPath: "\(copy)/keys/log.seed",
                toPath: "\(copy)/\(trace)"
            )
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: copy)
        where name != trace && name != "keys" {
            try RefusedFolderTests.remove(name, from: copy)
        }
        let before = try FolderDigests(copy)
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        for words in RefusedFolderTests.lost + [trace] {
            #expect(error?.description.contains(words) == true, "\(error as Any)")
        }
        #expect(try FolderDigests(copy) == before)
        // With nothing but its keys a folder is new: the first start may have been cut short.
        try RefusedFolderTests.remove(trace, from: copy)
        let opened = try await TestPlatform.open(copy)
        #expect(await opened.platform.sequencer.size() > 0)
        try await opened.close()
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
        try RefusedFolderTests.change(
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
        try RefusedFolderTests.remove("followers.sqlite", from: left)
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
        try RefusedFolderTests.change("view.sqlite", of: copy, "UPDATE progress SET size = 9999")
        await #expect(throws: LedgerFolderError.self) { try await TestPlatform.open(copy).close() }
        try RefusedFolderTests.change("view.sqlite", of: copy, "UPDATE progress SET size = 0")
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
