import Audit
import DataFolder
import Foundation
import HTTPTypes
import Ledger
import Services
import Storage
import TestSupport
import Testing
import TransparencyLog

@Suite(.serialized) struct PublicationStoreTests {
    @Test func `plain checkpoints are pruned first and the newest of each kind stays`() async throws
    {
        let folder = try TemporaryFolder()
        var limits = SQLitePublicationStore.Limits()
        limits.plain = 5
        limits.witnessed = 3
        limits.timestamps = 4
        limits.slack = 1
        let store = try SQLitePublicationStore(path: folder.path("p.sqlite"), limits: limits)
        let signer = try NoteSigner(name: "l.example", seed: [UInt8](repeating: 1, count: 32))
        let witness = try LiveWitness.signer(1)
        for size in 1...60 as ClosedRange<UInt64> {
            let note = try madeUp(size, by: signer)
            try await store.publish(note, size: size)
            if size % 10 == 0 {
                let kept = try await store.keep(
                    witness.cosign(note.text, at: 5),
                    by: witness.verifierKey,
                    size: size
                ) { !$0.cosignatures.isEmpty }
                #expect(kept?.isWitnessed == true)
                #expect(kept?.cosigned.signatures.count == 2)
            }
            try await store.keep(
                StoredTimestamp(
                    size: size,
                    note: Array(note.serialized.utf8),
                    reply: [1],
                    milliseconds: 7,
                    authority: "a"
                )
            )
        }
        let sizes = try await store.checkpoints(from: 0, limit: 1000).map(\.size)
        let stamps = try await store.timestamps(after: nil, limit: 1000).map(\.size)
        #expect(stamps == [57, 58, 59, 60])
        #expect(sizes.contains(60))
        #expect(sizes.count <= limits.plain + limits.witnessed + 1, "\(sizes)")
        #expect(try await store.newestWitnessed(upTo: .max)?.size == 60)
        #expect(try await store.largest(cosignedBy: witness.verifierKey) == 60)
        // The newest that is witnessed outlives any number of others.
        for size in 61...80 as ClosedRange<UInt64> {
            let note = try madeUp(size, by: signer)
            try await store.publish(note, size: size)
            try await store.keep(
                StoredTimestamp(
                    size: size,
                    note: Array(note.serialized.utf8),
                    reply: [1],
                    milliseconds: 7,
                    authority: "a"
                )
            )
        }
        #expect(try await store.newestWitnessed(upTo: .max)?.size == 60)
        // A cosignature that comes after its checkpoint was pruned has no place to go.
        let late = try await store.keep(
            witness.cosign(madeUp(1, by: signer).text, at: 5),
            by: witness.verifierKey,
            size: 1
        ) { _ in true }
        #expect(late == nil)
        try store.close()
    }

    @Test func `another policy judges anew what is kept`() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        let log = try await found(data)
        let one = try await LiveWitness(1, of: log, in: folder)
        let two = try LiveWitness.signer(2).verifierKey
        let pair: [(key: NoteVerifierKey, url: String?)] = [(one.key, one.url), (two, nil)]
        let lenient = try policy(pair, "group g any a b\nquorum g\n")
        let strict = try policy(pair, "group g all a b\nquorum g\n")
        try await PublishedPlatform.open(data, policy: lenient) { published in
            let entry = try await published.get("/v1/ledger/entries/0?wait=10")
            #expect(entry.entryStatus == "witnessed")
        }
        try await PublishedPlatform.open(data, policy: strict) { published in
            let entry = try await published.get("/v1/ledger/entries/0")
            #expect(entry.entryStatus == "published")
            #expect(try await published.get("/ledger/witnessed/checkpoint").status == 404)
        }
        try await PublishedPlatform.open(data, policy: lenient) { published in
            let entry = try await published.get("/v1/ledger/entries/0")
            #expect(entry.entryStatus == "witnessed")
        }
        try await one.stop()
    }

    @Test func `a policy that differs in octets alone is judged by anew`() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLitePublicationStore(path: folder.path("p.sqlite"))
        let signer = try NoteSigner(name: "l.example", seed: [UInt8](repeating: 1, count: 32))
        try await store.adopt(policy: Array("quorum \u{E9}\n".utf8)) { _ in false }
        try await store.publish(madeUp(1, by: signer), size: 1)
        #expect(try await store.newestWitnessed(upTo: 1) == nil)
        try await store.adopt(policy: Array("quorum e\u{301}\n".utf8)) { _ in true }
        #expect(try await store.newestWitnessed(upTo: 1)?.size == 1)
        // The same again changes nothing.
        try await store.adopt(policy: Array("quorum e\u{301}\n".utf8)) { _ in false }
        #expect(try await store.newestWitnessed(upTo: 1)?.size == 1)
        try store.close()
    }

    @Test func `the audit holds what was published against the tree and the policy`() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        let log = try await found(data)
        let one = try await LiveWitness(1, of: log, in: folder)
        let policy = try policy([(one.key, one.url)], "quorum a\n")
        try await PublishedPlatform.open(data, policy: policy) { published in
            let index = try await published.admit(300, "p")
            let entry = try await published.get("/v1/ledger/entries/\(index)?wait=10")
            #expect(entry.entryStatus == "witnessed")
        }
        try await one.stop()
        func audit(_ policy: TlogPolicy?) async throws -> AuditReport {
            try await FolderAudit.run(path: data, logKey: nil, policy: policy, authorities: nil)
        }
        let clean = try await audit(policy)
        #expect(clean.isClean, "\(clean.text)")
        #expect(clean.sections.first { $0.name == "published" }?.examined ?? 0 >= 1)

        // A policy that asks for a witness nobody asked finds what is kept as witnessed wanting.
        let two = try LiveWitness.signer(2).verifierKey
        let other = try await audit(
            try PublicationTests.policy([(one.key, nil), (two, nil)], "quorum b\n")
        )
        #expect(other.firstFinding?.reason.contains("do not meet the policy's quorum") == true)

        // A checkpoint that the operator signed over another tree of the same ledger.
        let forger = try NoteSigner(ofLedgerIn: data)
        let store = try SQLitePublicationStore(path: LedgerFolder.File.publication.path(in: data))
        let unused = try #require(
            Set(1...302).subtracting(
                try await store.checkpoints(from: 0, limit: 1000).map { Int($0.size) }
            ).max()
        )
        try await store.publish(madeUp(UInt64(unused), by: forger), size: UInt64(unused))
        try await store.publish(madeUp(400, by: forger), size: 400)
        try store.close()
        let forged = try await audit(policy)
        let section = try #require(forged.sections.first { $0.name == "published" })
        #expect(section.findingCount == 2)
        #expect(section.findings[0].place == "publication.sqlite checkpoint \(unused)")
        #expect(section.findings[0].reason.contains("its root is"))
        #expect(section.findings[1].reason.contains("the ledger has only"))
    }
}
