import DataFolder
import Foundation
import GRDB
import HTTPClient
import Storage
import TestSupport
import Testing
import TransparencyLog

/// What a backup vouches for beside the ledger.
@Suite(.serialized) struct SealedBackupTests {
    private static let folder = Task { try await FullFolder() }

    private func backUp(
        _ folder: String,
        to target: String,
        passphrase: Passphrase? = nil
    ) async throws -> FolderBackup.Outcome {
        try await FolderBackup.run(
            data: folder,
            to: target,
            withKeys: true,
            passphrase: passphrase,
            now: systemTime()
        )
    }

    private func change(_ file: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: file)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
    }

    private static let tamperings = [
        ("notifier", "UPDATE endpoint SET url = 'https://thief.example/'"),
        ("publication", "DELETE FROM policy"),
    ]

    @Test(arguments: tamperings)
    func `a stopped folder whose files were changed is not backed up`(
        name: String,
        sql: String
    ) async throws {
        let copy = try await SealedBackupTests.folder.value.copy()
        try change("\(copy)/\(name).sqlite", sql)
        let error = await #expect(throws: LedgerFolderError.self) {
            _ = try await backUp(copy, to: "\(copy)-backup")
        }
        #expect(error?.description.contains("\(name).sqlite: it was changed") == true)
        #expect(!FileManager.default.fileExists(atPath: "\(copy)-backup"))
        try FileManager.default.removeItem(atPath: "\(copy)/\(name).sqlite")
        let gone = await #expect(throws: LedgerFolderError.self) {
            _ = try await backUp(copy, to: "\(copy)-backup")
        }
        #expect(gone?.description.contains("\(name).sqlite: it is gone") == true)
    }

    @Test func `a record of another key's vouches for nothing, and is named`() async throws {
        let copy = try await SealedBackupTests.folder.value.copy()
        let path = "\(copy)/clean-stop.note"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("\"contents\"", with: "\"Contents\"")
            .write(toFile: path, atomically: false, encoding: .utf8)
        let error = await #expect(throws: LedgerFolderError.self) {
            _ = try await backUp(copy, to: "\(copy)-backup")
        }
        #expect(error?.description.contains("is not signed by the log's key") == true)
    }

    @Test(arguments: tamperings)
    func `a copy is sealed, and a change to it is refused by restore and by the start`(
        name: String,
        sql: String
    ) async throws {
        let copy = try await SealedBackupTests.folder.value.copy()
        let backup = "\(copy)-backup"
        defer { try? FileManager.default.removeItem(atPath: backup) }
        let outcome = try await backUp(copy, to: backup)
        #expect(outcome.unsealed == nil)
        #expect(outcome.manifest.files.contains { $0.name == "clean-stop.note" })
        let client = try CurlClient()
        let restore = FolderRestore(client: client)
        let restored = "\(copy)-restored"
        defer { try? FileManager.default.removeItem(atPath: restored) }
        _ = try await restore.run(backup, to: restored, options: .init())
        let tampered = "\(copy)-tampered"
        defer { try? FileManager.default.removeItem(atPath: tampered) }
        try FileManager.default.copyItem(atPath: restored, toPath: tampered)
        try change("\(tampered)/\(name).sqlite", sql)
        let start = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(tampered).close()
        }
        #expect(start?.description.contains("\(name).sqlite: it was changed") == true)
        // Whoever changes a backup can write its manifest anew; the seal he cannot.
        try change("\(backup)/\(name).sqlite", sql)
        let path = "\(backup)/manifest.json"
        let digest = try #require(outcome.manifest.files.first { $0.name == "\(name).sqlite" })
        let bytes = try #require(FileManager.default.contents(atPath: "\(backup)/\(digest.name)"))
        try String(contentsOfFile: path, encoding: .utf8)
            .replacing(digest.sha256, with: Hash.sha256(of: Array(bytes)).hex)
            .replacing(
                "\"bytes\":\(digest.bytes),\"name\":\"\(name)",
                with: "\"bytes\":\(bytes.count),\"name\":\"\(name)"
            )
            .write(toFile: path, atomically: false, encoding: .utf8)
        let refused = await #expect(throws: LedgerFolderError.self) {
            _ = try await restore.run(backup, to: "\(copy)-again", options: .init())
        }
        #expect(
            refused?.description.contains("\(name).sqlite: it was changed") == true,
            "\(refused as Any)"
        )
        let opened = try await TestPlatform.open(restored)
        try await opened.close()
        await client.shutdown()
    }

    @Test func `a folder that was not closed, or whose key cannot be read, gives no seal`()
        async throws
    {
        let copy = try await SealedBackupTests.folder.value.copy()
        let backups = ["killed", "encrypted", "keyless"].map { "\(copy)-\($0)" }
        defer { for path in backups { try? FileManager.default.removeItem(atPath: path) } }
        let passphrase = try Passphrase(Array("eight bytes".utf8), from: "a test")
        _ = try LedgerFolder.protectLogKey(in: copy, passphrase: nil, under: passphrase)
        let encrypted = try await backUp(copy, to: backups[1])
        #expect(encrypted.unsealed?.contains("--log-key-passphrase-file") == true)
        let sealed = try await backUp(copy, to: "\(backups[1])-sealed", passphrase: passphrase)
        #expect(sealed.unsealed == nil)
        try FileManager.default.removeItem(atPath: "\(backups[1])-sealed")
        try FileManager.default.removeItem(atPath: "\(copy)/clean-stop.note")
        let killed = try await backUp(copy, to: backups[0], passphrase: passphrase)
        #expect(killed.unsealed?.contains("did not stop in order") == true)
        for (path, outcome) in [(backups[1], encrypted), (backups[0], killed)] {
            #expect(!FileManager.default.fileExists(atPath: "\(path)/clean-stop.note"))
            #expect(!outcome.manifest.files.contains { $0.name == "clean-stop.note" })
        }
    }
}
