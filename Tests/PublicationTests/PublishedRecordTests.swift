import DataFolder
import Foundation
import HTTPTypes
import Ledger
import Services
import Storage
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// A ledger that is not the one whose checkpoints its own folder has on record.
@Suite(.serialized) struct PublishedRecordTests {
    private let folder: TemporaryFolder
    private let data: String

    init() throws {
        folder = try TemporaryFolder()
        data = folder.path("data")
    }

    /// Gives a folder what another one has published.
    private func copyRecord(to other: String) throws {
        let file = LedgerFolder.File.publication
        try? FileManager.default.removeItem(atPath: file.path(in: other))
        try FileManager.default.copyItem(
            atPath: file.path(in: data),
            toPath: file.path(in: other)
        )
    }

    private func record(
        _ body: (SQLitePublicationStore) async throws -> Void
    ) async throws {
        let store = try SQLitePublicationStore(path: LedgerFolder.File.publication.path(in: data))
        try await body(store)
        try store.close()
    }

    private func refusal(_ path: String, policy: TlogPolicy? = nil) async throws -> String {
        // The seal would tell first that the record was changed.
        try? FileManager.default.removeItem(atPath: "\(path)/clean-stop.note")
        do {
            try await PublishedPlatform.open(path, policy: policy) { _ in }
            return "opened"
        } catch let error as LedgerFolderError { return error.description }
    }

    @Test func `a ledger that went another way than what was published does not start`()
        async throws
    {
        let copy = folder.path("copy")
        _ = try await found(data)
        try FileManager.default.copyItem(atPath: data, toPath: copy)
        let none = try TlogPolicy(allOf: [])
        try await PublishedPlatform.open(data, policy: none) { published in
            let index = try await published.admit(5, "p")
            let entry = try await published.get("/v1/ledger/entries/\(index)/proof")
            #expect(entry.status == 200)
        }
        // The copy has more entries than were published: by sizes alone it would pass.
        try await PublishedPlatform.open(copy) { try await $0.admit(9, "other") }
        try copyRecord(to: copy)
        for policy in [none, nil] {
            let reason = try await refusal(copy, policy: policy)
            #expect(reason.contains("a checkpoint of 8 entries was published"), "\(reason)")
            #expect(reason.contains("the first 8 entries of ledger.sqlite have the root"))
            #expect(reason.contains("another history"))
            #expect(reason.contains("Restore a newer backup"))
        }
        // The folder that published it starts, and so does the copy without the record.
        #expect(try await refusal(data, policy: none) == "opened")
        try FileManager.default.removeItem(
            atPath: LedgerFolder.File.publication.path(in: copy)
        )
        #expect(try await refusal(copy) == "opened")
    }

    @Test func `an older record that was cosigned or stamped is compared too`() async throws {
        _ = try await found(data)
        try await PublishedPlatform.open(data, policy: TlogPolicy(allOf: [])) { published in
            for round in 0..<4 {
                let index = try await published.admit(3, "r\(round)")
                _ = try await published.get("/v1/ledger/entries/\(index)/proof")
            }
        }
        #expect(try await refusal(data) == "opened")
        let log = try NoteSigner(ofLedgerIn: data)
        let witness = try LiveWitness.signer(1)
        let clean = try Data(
            contentsOf: URL(fileURLWithPath: LedgerFolder.File.publication.path(in: data))
        )
        let other = try madeUp(4, by: log)
        // A record of no key's, beside the newest that agrees: the audit finds it,
        // a start does not.
        try await record { store in
            if try await store.checkpoints(from: 4, limit: 1).first?.size != 4 {
                try await store.publish(other, size: 4)
            }
        }
        #expect(try await refusal(data) == "opened")
        try await record { store in
            let held = try await store.checkpoints(from: 4, limit: 1).first
            try #require(held?.note == other, "a batch ended at size 4 by chance")
            _ = try await store.keep(
                witness.cosign(other.text, at: 5),
                by: witness.verifierKey,
                size: 4
            ) { _ in false }
        }
        #expect(try await refusal(data).contains("a checkpoint of 4 entries was published"))

        try clean.write(to: URL(fileURLWithPath: LedgerFolder.File.publication.path(in: data)))
        #expect(try await refusal(data) == "opened")
        try await record { store in
            try await store.keep(
                StoredTimestamp(
                    size: 4,
                    note: Array(other.serialized.utf8),
                    reply: [1],
                    milliseconds: 7,
                    authority: "a"
                )
            )
        }
        #expect(try await refusal(data).contains("a checkpoint of 4 entries was published"))
    }

    @Test func `what the log has not signed is held against nobody`() async throws {
        _ = try await found(data)
        try await PublishedPlatform.open(data, policy: TlogPolicy(allOf: [])) {
            _ = try await $0.admit(3, "p")
        }
        let stranger = try NoteSigner(
            name: sampleOrigin,
            seed: [UInt8](repeating: 9, count: 32)
        )
        try await record { store in
            try await store.keep(
                StoredTimestamp(
                    size: 1,
                    note: Array(try madeUp(1, by: stranger).serialized.utf8),
                    reply: [1],
                    milliseconds: 7,
                    authority: "a"
                )
            )
        }
        #expect(try await refusal(data) == "opened")
    }

    @Test func `a ledger that is gone is not founded anew beside what it published`() async throws {
        _ = try await found(data)
        try await PublishedPlatform.open(data, policy: TlogPolicy(allOf: [])) {
            _ = try await $0.admit(3, "p")
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: data)
        where name.hasPrefix("ledger.") || name.hasPrefix("view.") {
            try FileManager.default.removeItem(atPath: "\(data)/\(name)")
        }
        await #expect {
            try await PublishedPlatform.open(data) { _ in }
        } throws: { "\($0)".contains("it held one that is lost") }
    }
}
