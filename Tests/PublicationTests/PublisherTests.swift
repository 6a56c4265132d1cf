import CanonicalJSON
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Publication
import Services
import Storage
import Synchronization
import TestSupport
import Testing
import TransparencyLog

@Suite(.serialized) struct PublisherTests {
    @Test
    func `two of three witnesses make a checkpoint witnessed and the dead one delays nothing`()
        async throws
    {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        let log = try await found(data)
        let one = try await LiveWitness(1, of: log, in: folder)
        let two = try await LiveWitness(2, of: log, in: folder)
        // Port 9 takes nobody's connections.
        let dead = try LiveWitness.signer(3).verifierKey
        let policy = try policy(
            [(one.key, one.url), (two.key, two.url), (dead, "http://127.0.0.1:9")],
            "group g 2 a b c\nquorum g\n"
        )
        try await PublishedPlatform.open(data, policy: policy) { published in
            for (count, prefix) in [(1, "p"), (300, "q"), (5, "r"), (700, "s")] {
                let index = try await published.admit(count, prefix)
                let entry = try await published.get("/v1/ledger/entries/\(index)?wait=20")
                #expect(entry.entryStatus == "witnessed", "\(entry.text)")
                let cosigned = try await published.get("/ledger/witnessed/checkpoint")
                let signed = try SignedCheckpoint.open(
                    SignedNote(parsing: cosigned.bytes),
                    logKey: log,
                    witnesses: policy.witnesses.map(\.key)
                )
                #expect(signed.checkpoint.size > index)
                #expect(signed.note.signatures[0].name == log.name)
                #expect(Set(signed.cosignatures.map(\.key)) == [one.key, two.key])
                let proof = try await published.get(
                    "/v1/ledger/entries/\(index)/proof?format=tlog-proof"
                )
                let leaf = try #require(
                    entry.json["leafHash"]?.stringValue.flatMap { Hash(base64: $0) }
                )
                let proven = try TlogProof(parsing: proof.text).verify(
                    leafHash: leaf,
                    logKey: log,
                    witnesses: [one.key, two.key]
                )
                #expect(policy.isSatisfied(by: proven.cosignatures.map(\.key)))
            }
            let ledger = try await published.get("/v1/ledger").json
            #expect(ledger["policy"]?["quorum"] == .string("g"))
            #expect(ledger["policy"]?["witnesses"]?.arrayValue?.count == 3)
            #expect(ledger["sizes"]?["committed"] == ledger["sizes"]?["witnessed"])
            #expect(try await published.get("/ledger/policy").text == policy.text)
            let choice = "/v1/ledger/entries/0/proof?checkpoint="
            #expect(try await published.get(choice + "witnessed").status == 200)
            #expect(try await published.get(choice + "latest").status == 200)
            #expect(try await published.get(choice + "none").status == 400)
        }
        // What was gathered is there at the next start, before any witness is asked.
        try await one.stop()
        try await two.stop()
        try await PublishedPlatform.open(data, policy: policy) { published in
            #expect(try await published.get("/v1/ledger/entries/0").entryStatus == "witnessed")
            let index = try await published.admit(1, "later")
            let answer = try await published.get(
                "/v1/ledger/entries/\(index)/proof?checkpoint=witnessed"
            )
            #expect(answer.status == 404)
            #expect(answer.json["code"] == .string("notWitnessed"))
            let entry = try await published.get("/v1/ledger/entries/\(index)?wait=1")
            #expect(entry.entryStatus == "published")
            let proof = try await published.get("/v1/ledger/entries/\(index)/proof")
            #expect(proof.json["status"] == .string("published"))
        }
    }

    @Test func `without a policy an entry is published and nobody waits`() async throws {
        let folder = try TemporaryFolder()
        try await PublishedPlatform.open(folder.path("data")) { published in
            let index = try await published.admit(1, "p")
            let start = ContinuousClock.now
            let entry = try await published.get("/v1/ledger/entries/\(index)?wait=30")
            #expect(entry.entryStatus == "published")
            #expect(ContinuousClock.now - start < .seconds(30), "it did not wait to the end")
            #expect(try await published.get("/ledger/witnessed/checkpoint").status == 404)
            #expect(try await published.get("/ledger/policy").text.hasSuffix("quorum none\n"))
            #expect(try await published.get("/v1/ledger/entries/\(index)?wait=31").status == 400)
            #expect(try await published.get("/v1/ledger/timestamps").json["items"] == .array([]))
        }
    }

    @Test func `a witness's other lines are ignored and a false signature is not taken`()
        async throws
    {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        _ = try await found(data)
        let signer = try LiveWitness.signer(1)
        let stranger = try LiveWitness.signer(9)
        let lies = Mutex(true)
        let asked = Mutex<[UInt64]>([])
        let server = try await LoopbackServer { _, body in
            let request = try AddCheckpointRequest(parsing: body)
            asked.withLock { $0.append(request.oldSize) }
            guard request.oldSize == 1 else { return .plain(.conflict, "1\n") }
            let honest = try signer.cosign(request.note.text, at: 1_767_225_600)
            var bytes = honest.bytes
            bytes[70] ^= 1
            let forged = try NoteSignature(name: honest.name, keyID: honest.keyID, bytes: bytes)
            let other = try stranger.cosign(request.note.text, at: 1_767_225_600)
            let own = lies.withLock { $0 } ? forged : honest
            return .plain(.ok, "\(other.line)\nno signature at all\n\(own.line)\n")
        }
        let policy = try policy([(signer.verifierKey, server.url + "/")], "quorum a\n")
        try await PublishedPlatform.open(data, policy: policy) { published in
            let index = try await published.admit(1, "p")
            let entry = try await published.get("/v1/ledger/entries/\(index)?wait=1")
            #expect(entry.entryStatus == "published")
            lies.withLock { $0 = false }
            let later = try await published.get("/v1/ledger/entries/\(index)?wait=10")
            #expect(later.entryStatus == "witnessed")
            let note = try await published.get("/ledger/witnessed/checkpoint").text
            #expect(try SignedNote(parsing: note).signatures.count == 2)
        }
        // Unknown at first, then the size that the witness named.
        #expect(asked.withLock { Array($0.prefix(2)) } == [0, 1])
        try await server.stop()
    }

    @Test func `a slow witness is asked one thing at a time and delays no quorum without it`()
        async throws
    {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        let log = try await found(data)
        let fast = try await LiveWitness(1, of: log, in: folder)
        let signer = try LiveWitness.signer(2)
        let load = Mutex((now: 0, most: 0, isOver: false))
        let slow = try await LoopbackServer { _, body in
            load.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            // It answers nothing until all rounds are over.
            while !load.withLock({ $0.isOver }) { try await Task.sleep(for: .milliseconds(10)) }
            load.withLock { $0.now -= 1 }
            let note = try AddCheckpointRequest(parsing: body).note
            return .plain(.ok, try signer.cosign(note.text, at: 1_767_225_600).line + "\n")
        }
        let policy = try policy(
            [(fast.key, fast.url), (signer.verifierKey, slow.url)],
            "group g any a b\nquorum g\n"
        )
        // What is given up is asked again, while the witness may still be at it.
        try await PublishedPlatform.open(data, policy: policy) {
            $0.timeoutMilliseconds = 60_000
        } _: { published in
            defer { load.withLock { $0.isOver = true } }
            for round in 0..<8 {
                let index = try await published.admit(3, "r\(round)")
                let entry = try await published.get("/v1/ledger/entries/\(index)?wait=10")
                #expect(entry.entryStatus == "witnessed")
            }
            #expect(load.withLock { $0.most } == 1)
        }
        try await slow.stop()
        try await fast.stop()
    }

    @Test func `all of a slow and a fast witness meet on one checkpoint under load`() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        let log = try await found(data)
        let fast = try await LiveWitness(1, of: log, in: folder)
        let signer = try LiveWitness.signer(2)
        let slow = try await LoopbackServer { _, body in
            try? await Task.sleep(for: .milliseconds(300))
            let note = try AddCheckpointRequest(parsing: body).note
            return .plain(.ok, try signer.cosign(note.text, at: 1_767_225_600).line + "\n")
        }
        let policy = try policy(
            [(fast.key, fast.url), (signer.verifierKey, slow.url)],
            "group g all a b\nquorum g\n"
        )
        try await PublishedPlatform.open(data, policy: policy) { published in
            let first = try await published.admit(1, "first")
            // The ledger grows on while the first entry waits for its quorum.
            async let load: Void = {
                for round in 0..<40 {
                    try await published.admit(2, "load\(round)")
                    try await Task.sleep(for: .milliseconds(40))
                }
            }()
            let entry = try await published.get("/v1/ledger/entries/\(first)?wait=20")
            #expect(entry.entryStatus == "witnessed")
            try await load
        }
        try await slow.stop()
        try await fast.stop()
    }
}
