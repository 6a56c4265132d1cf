import Audit
import Crypto
import DataFolder
import Foundation
import HTTPClient
import HTTPTypes
import Ledger
import Notifier
import Services
import Storage
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// The webhook endpoints, changed by others than their members, while a server runs and after.
@Suite(.serialized) struct EndpointSealTests {
    private static let folder = Task { try await FullFolder() }

    private static let redirection =
        "UPDATE endpoint SET url = 'https://thief.example/' WHERE url LIKE '%quiet'"

    private func copy() async throws -> String {
        try await EndpointSealTests.folder.value.copy()
    }

    private func hasSeal(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/clean-stop.note")
    }

    @Test func `what was changed under a server is never signed, at no change and at no stop`()
        async throws
    {
        let copy = try await copy()
        let opened = try await TestPlatform.open(copy)
        let deliveries = try opened.openDeliveries()
        let endpoint = try #require(try await deliveries.allEndpoints().first)
        let notifier = Notifier(
            store: deliveries,
            source: NotificationFeed(
                sequencer: opened.platform.sequencer,
                store: opened.platform.store
            ),
            client: try CurlClient(),
            logger: silent
        )
        try await notifier.disable(endpoint.id)
        #expect(deliveries.sealDamage == nil)
        try FolderFault.change("notifier.sqlite", of: copy, Self.redirection)
        let note = try await deliveries.endpointSeal().note
        let changes: [(Notifier) async throws -> Void] = [
            { try await $0.enable(endpoint.id) },
            { _ = try await $0.delete(endpoint.id) },
            { _ = try await $0.rotateSecret(of: endpoint.id) },
            { try await $0.replay(endpoint.id, from: 0) },
        ]
        for change in changes {
            let error = await #expect(throws: NotifierError.self) { try await change(notifier) }
            #expect(error?.code == "storageDamaged", "\(error as Any)")
        }
        #expect(notifier.sealDamage?.contains("not those that were signed") == true)
        #expect(try await deliveries.endpointSeal().note == note)
        #expect(try await deliveries.allEndpoints().contains { $0.id == endpoint.id })
        try await TestAPI.serve(opened, notifier: notifier) { api in
            let ready = try await api.get("/readyz")
            #expect(ready.status == .serviceUnavailable)
            #expect(ready.text.contains("webhook endpoints"), "\(ready.text)")
        }
        try deliveries.close()
        try await opened.close()
        #expect(!hasSeal(copy))
        await #expect(throws: LedgerFolderError.self) { try await TestPlatform.open(copy).close() }
    }

    @Test func `a change under a server that nobody met is found at the stop`() async throws {
        let copy = try await copy()
        let opened = try await TestPlatform.open(copy)
        let deliveries = try opened.openDeliveries()
        try FolderFault.change("notifier.sqlite", of: copy, Self.redirection)
        try deliveries.close()
        try await opened.close()
        #expect(!hasSeal(copy))
        let error = await #expect(throws: LedgerFolderError.self) {
            try await TestPlatform.open(copy).close()
        }
        #expect(error?.description.contains("accept-endpoints") == true, "\(error as Any)")
    }

    @Test func `a rotation of the log's key accuses nobody, and seals nothing that was not sealed`()
        async throws
    {
        for isSealed in [true, false] {
            let copy = try await copy()
            if !isSealed { try FolderFault.remove("clean-stop.note", from: copy) }
            for _ in 0..<2 {
                _ = try await LogKeyRotation.run(
                    path: copy,
                    passphrase: nil,
                    logger: silent,
                    clock: systemTime
                )
                #expect(hasSeal(copy) == isSealed)
                let report = try await FolderAudit.run(path: copy)
                #expect(report.findingCount == 0, "\(report.text)")
            }
            let opened = try await TestPlatform.open(copy)
            let deliveries = try opened.openDeliveries()
            #expect(deliveries.sealDamage == nil)
            try deliveries.close()
            try await opened.close()
            #expect(hasSeal(copy))
        }
    }

    @Test func `cursors of a sealed folder are set back under its seal, or nothing is changed`()
        async throws
    {
        let copy = try await copy()
        let untouched = try FolderDigests(copy)
        #expect(try await LedgerFolder.lowerCursors(in: copy).endpoints == 0)
        #expect(try FolderDigests(copy) == untouched)
        // A server that is told a wrong size leaves such a folder, sealed as any.
        let opened = try await TestPlatform.open(copy)
        let deliveries = try opened.openDeliveries()
        try FolderFault.change(
            "notifier.sqlite",
            of: copy,
            "UPDATE endpoint SET cursor = 9999 WHERE url LIKE '%quiet'"
        )
        try deliveries.close()
        try await opened.close()
        #expect(hasSeal(copy))
        let seed = "\(copy)-seed"
        try FileManager.default.moveItem(atPath: "\(copy)/keys/log.seed", toPath: seed)
        let before = try FolderDigests(copy)
        await #expect(throws: LedgerFolderError.self) {
            try await LedgerFolder.lowerCursors(in: copy)
        }
        #expect(try FolderDigests(copy) == before)
        try FileManager.default.moveItem(atPath: seed, toPath: "\(copy)/keys/log.seed")
        #expect(try await LedgerFolder.lowerCursors(in: copy).endpoints == 1)
        #expect(hasSeal(copy))
        let logKey = try await EndpointSealTests.folder.value.logKey
        let report = try await FolderAudit.run(path: copy, logKey: logKey)
        #expect(report.findingCount == 0, "\(report.text)")
        try await TestPlatform.open(copy).close()
    }

    @Test func `endpoints that are as they were signed are not signed again`() async throws {
        let copy = try await copy()
        let before = try FolderDigests(copy)
        let accepted = try await LedgerFolder.acceptEndpoints(in: copy)
        #expect(accepted.difference == nil && accepted.endpoints.count == 3)
        #expect(try FolderDigests(copy) == before)
    }
}
