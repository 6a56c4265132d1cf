import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Synchronization
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// C2SP tlog-witness, over the responder.
@Suite struct WitnessProtocolTests {
    let small = TestLog(texts: (0..<10).map { "entry \($0)" })
    /// Another log's tree, under the same key: what a forking operator signs.
    let fork = TestLog(texts: (0..<3).map { "entry \($0)" } + ["other", "and more"])

    /// The classic leaves under the keys of the vectors.
    private var classic: (log: TestLog, witnessed: WitnessedLog) {
        get throws {
            let key = try NoteSigner(name: "ledger.example/cargo", seed: Array(0x00...0x1F))
            var log = TestLog(texts: [], signer: key)
            let leaves: [[UInt8]] = [
                [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], Array(0x40...0x43),
                Array(0x50...0x57), Array(0x60...0x6F),
            ]
            for leaf in leaves { log.append(leaf) }
            return (log, try WitnessedLog(keys: [key.verifierKey], url: nil))
        }
    }

    @Test func `the vector's request is answered with the vector's cosignature`() async throws {
        let (log, witnessed) = try classic
        let request = CosignatureVector.request
        let line = CosignatureVector.line
        let home = try TestWitness()
        home.clock.withLock { $0 = 1_767_225_600 }
        let first = try log.body(old: 0, size: 3)
        try await home.serve(logs: [witnessed]) { client in
            #expect(try await client.add(first).status == .ok)
            let answer = try await client.add(request)
            #expect(answer.status == .ok)
            #expect(answer.text == line)
            #expect(answer.headers[.contentType] == "text/plain; charset=utf-8")
            // SHA-256 of the origin, from the same vectors.
            let id = "cee6254846494b51173686558a3e92e4f4924ecd8004779ecd8752b62bbbc8ea"
            let served = try await client.get("/\(id)/checkpoint")
            #expect(served.status == .ok)
            let blank = try #require(request.range(of: "\n\n")).upperBound
            #expect(served.text == request[blank...] + line)
        }
    }

    /// A request and the status that C2SP tlog-witness gives it once 4 of 10 entries are cosigned.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let status: Int
        let body: @Sendable (TestLog, TestLog) throws -> String

        init(
            _ name: String,
            _ status: Int,
            _ body: @escaping @Sendable (TestLog, TestLog) throws -> String
        ) {
            testDescription = name
            self.status = status
            self.body = body
        }

        static let stranger: NoteSigner = {
            do {
                return try NoteSigner(
                    name: "stranger.example",
                    seed: [UInt8](repeating: 5, count: 32)
                )
            } catch { preconditionFailure("\(error)") }
        }()

        /// The log's note with its signature made wrong.
        static func spoiled(_ body: String) throws -> String {
            let request = try AddCheckpointRequest(parsing: body)
            let right = request.note.signatures[0]
            var bytes = right.bytes
            bytes[3] ^= 1
            let wrong = try NoteSignature(name: right.name, keyID: right.keyID, bytes: bytes)
            return try AddCheckpointRequest(
                oldSize: request.oldSize,
                proof: request.proof,
                note: SignedNote(text: request.note.text, signatures: [wrong])
            ).text
        }

        static func unsigned(_ log: TestLog, old: UInt64, size: UInt64) throws -> String {
            var log = log
            let text = try log.note(at: size).text
            log.signer = stranger
            return try AddCheckpointRequest(
                oldSize: old,
                proof: [],
                note: SignedNote(text: text, signatures: [stranger.sign(text)])
            ).text
        }

        static let all = [
            Case("nothing", 400) { _, _ in "" },
            Case("no request", 400) { _, _ in "cosign, please\n" },
            Case("a note that is no checkpoint", 400) { log, _ in
                let text = "plimsoll.example/ledger\nmany\n"
                return try AddCheckpointRequest(
                    oldSize: 4,
                    proof: [],
                    note: SignedNote(text: text, signatures: [log.signer.sign(text)])
                ).text
            },
            Case("sixty-four proof lines", 400) { log, _ in
                let line = RFC6962.emptyRoot.base64 + "\n"
                return try log.body(old: 4, size: 10)
                    .replacing("old 4\n", with: "old 4\n" + String(repeating: line, count: 64))
            },
            Case("another origin, although the signature is bad too", 404) { log, _ in
                var other = log
                other.signer = stranger
                return try spoiled(other.body(old: 4, size: 10))
            },
            Case("no trusted signature, although the old size is too large", 403) { log, _ in
                try unsigned(log, old: 11, size: 10)
            },
            Case("a trusted key's signature that is wrong, although the size conflicts", 403) {
                log,
                _ in try spoiled(log.body(old: 0, size: 10))
            },
            Case("a wrong signature beside a right one", 403) { log, _ in
                let body = try log.body(old: 4, size: 10)
                let bad = try AddCheckpointRequest(parsing: spoiled(body)).note.signatures[0]
                return body + bad.line + "\n"
            },
            Case("an old size beyond the checkpoint's, although it conflicts too", 400) { log, _ in
                try log.body(old: 11, size: 10)
            },
            Case("an old size of zero", 409) { log, _ in try log.body(old: 0, size: 10) },
            Case("an older checkpoint", 409) { log, _ in try log.body(old: 2, size: 3) },
            Case("a conflict, although the proof is bad too", 409) { log, fork in
                try fork.body(old: 3, size: 5)
            },
            Case("no proof", 422) { log, _ in
                try AddCheckpointRequest(oldSize: 4, proof: [], note: log.note(at: 10)).text
            },
            Case("a proof for equal sizes", 422) { log, _ in
                try AddCheckpointRequest(
                    oldSize: 4,
                    proof: [RFC6962.emptyRoot],
                    note: log.note(at: 4)
                ).text
            },
            Case("a fork of the size cosigned", 422) { _, fork in
                try fork.body(old: 4, size: 4)
            },
            Case("a fork that has grown", 422) { _, fork in try fork.body(old: 4, size: 5) },
            Case("a further proof line", 422) { log, _ in
                let request = try AddCheckpointRequest(parsing: log.body(old: 4, size: 10))
                return try AddCheckpointRequest(
                    oldSize: 4,
                    proof: request.proof + [RFC6962.emptyRoot],
                    note: request.note
                ).text
            },
            Case("what continues it", 200) { log, _ in try log.body(old: 4, size: 10) },
            Case("the same once more", 200) { log, _ in try log.body(old: 4, size: 4) },
            Case("what continues it, with signatures of strangers", 200) { log, _ in
                let request = try AddCheckpointRequest(parsing: log.body(old: 4, size: 10))
                return try AddCheckpointRequest(
                    oldSize: 4,
                    proof: request.proof,
                    note: request.note.adding([stranger.sign(request.note.text)])
                ).text
            },
        ]
    }

    @Test(arguments: Case.all)
    func `each request gets the status of the first check that it fails`(
        request: Case
    ) async throws {
        let home = try TestWitness()
        let (log, fork) = (small, fork)
        try await home.serve { client in
            #expect(try await client.add(log.body(old: 0, size: 4)).status == .ok)
            let answer = try await client.add(request.body(log, fork))
            #expect(answer.status.code == request.status, "\(answer.text)")
            if answer.status == .conflict {
                #expect(answer.text == "4\n")
                #expect(answer.headers[.contentType] == "text/x.tlog.size")
            }
            // Whatever was asked, what was cosigned is continued by nothing but its own log.
            let held = try await client.get("/\(TestWitness.log.id)/checkpoint").text
            let size = try Checkpoint(parsing: SignedNote(parsing: held).text).size
            #expect(size == (answer.status == .ok ? size : 4))
            #expect(try await client.add(log.body(old: size, size: 10)).status == .ok)
        }
    }

    @Test func `an empty log has the empty root, and only that`() async throws {
        let home = try TestWitness()
        let log = small
        try await home.serve { client in
            let bad = try SignedCheckpoint.sign(
                Checkpoint(origin: log.origin, size: 0, root: log.root(at: 1)),
                by: log.signer
            )
            let request = try AddCheckpointRequest(oldSize: 0, proof: [], note: bad)
            #expect(try await client.add(request.text).status == .unprocessableContent)
            let path = "/\(TestWitness.log.id)/checkpoint"
            #expect(try await client.get(path).status == .notFound)
            #expect(try await client.add(log.body(old: 0, size: 0)).status == .ok)
            #expect(try await client.get(path).status == .ok)
            let padded = try AddCheckpointRequest(
                oldSize: 0,
                proof: [RFC6962.emptyRoot],
                note: log.note(at: 4)
            )
            #expect(try await client.add(padded.text).status == .unprocessableContent)
        }
    }

    @Test func `what is cosigned verifies, and its time never goes back`() async throws {
        let home = try TestWitness()
        let log = small
        func cosign(_ old: UInt64, _ size: UInt64) async throws -> UInt64? {
            try await home.run { witness in
                let signature = try await witness.cosign(
                    Array(log.body(old: old, size: size).utf8)
                )
                let signed = try SignedCheckpoint.open(
                    log.note(at: size).adding([signature]),
                    logKey: log.signer.verifierKey,
                    witnesses: [TestWitness.signer.verifierKey]
                )
                return try #require(signed.cosignatures.first).time
            }
        }
        #expect(try await cosign(0, 4) == TestWitness.start)
        home.clock.withLock { $0 -= 200 }
        #expect(try await cosign(4, 4) == TestWitness.start)
        home.clock.withLock { $0 += 300 }
        #expect(try await cosign(4, 5) == TestWitness.start + 100)
        home.clock.withLock { $0 -= 301 }
        await #expect(throws: WitnessFault.clockBehind(seconds: 301)) { try await cosign(5, 6) }
        home.clock.withLock { $0 += 1 }
        #expect(try await cosign(5, 6) == TestWitness.start + 100)
    }

    @Test func `a fork is kept as evidence, both checkpoints with the log's signature`()
        async throws
    {
        let home = try TestWitness()
        let (log, fork) = (small, fork)
        try await home.serve { client in
            _ = try await client.add(log.body(old: 0, size: 4))
            _ = try await client.add(fork.body(old: 4, size: 4))
            _ = try await client.add(fork.body(old: 4, size: 4))
        }
        let kept = try await home.run { try await $0.refusals(of: TestWitness.log.id) }
        let evidence = try #require(kept)
        #expect(evidence.count == 1)
        #expect(evidence[0].violation.rule == .fork)
        #expect(!evidence[0].isFinal)
        let notes = [evidence[0].note, try #require(evidence[0].against)]
        let roots = try notes.map {
            try SignedCheckpoint.open(
                SignedNote(parsing: $0),
                logKey: log.signer.verifierKey
            ).checkpoint
        }
        #expect(roots.map(\.size) == [4, 4])
        #expect(Set(roots.map(\.root)) == [fork.root(at: 4), log.root(at: 4)])
    }

    @Test func `methods and paths that are not listed are refused`() async throws {
        let home = try TestWitness()
        let id = TestWitness.log.id
        let cases: [(HTTPRequest.Method, String, Int, String?)] = [
            (.get, "/add-checkpoint", 405, "POST"), (.put, "/add-checkpoint", 405, "POST"),
            (.post, "/\(id)/checkpoint", 405, "GET, HEAD"),
            (.delete, "/status", 405, "GET, HEAD"), (.get, "/", 404, nil),
            (.get, "/\(id)", 404, nil), (.get, "/\(id)/checkpoint/", 404, nil),
            (.get, "/\(id.uppercased())/checkpoint", 404, nil),
            (.get, "/\(id)/tile/0/000", 404, nil), (.get, "/add-checkpoint/", 404, nil),
            (.head, "/\(id)/checkpoint", 404, nil), (.head, "/healthz", 200, nil),
            (.get, "/status", 200, nil), (.get, "/\(id)/refusals", 200, nil),
            (.get, "/00/refusals", 404, nil),
        ]
        try await home.serve { client in
            for (method, path, status, allow) in cases {
                let answer = try await client.execute(uri: path, method: method)
                #expect(answer.status.code == status, "\(method) \(path)")
                #expect(answer.headers[.allow] == allow, "\(method) \(path)")
            }
            let long = String(repeating: "x", count: AddCheckpointRequest.maximumBytes + 1)
            #expect(try await client.add(long).status == .contentTooLarge)
        }
    }

    @Test func `several logs are cosigned apart, and a log may have two keys while it rotates`()
        async throws
    {
        let home = try TestWitness()
        let other = TestLog(texts: ["a", "b"], signer: Case.stranger)
        var rotated = small
        rotated.signer = try NoteSigner(
            name: small.origin,
            seed: [UInt8](repeating: 8, count: 32)
        )
        let logs = [
            try WitnessedLog(
                keys: [small.signer.verifierKey, rotated.signer.verifierKey],
                url: nil
            ), try WitnessedLog(keys: [other.signer.verifierKey], url: nil),
        ]
        let (log, later) = (small, rotated)
        try await home.serve(logs: logs) { client in
            #expect(try await client.add(log.body(old: 0, size: 4)).status == .ok)
            #expect(try await client.add(other.body(old: 0, size: 2)).status == .ok)
            #expect(try await client.add(later.body(old: 4, size: 6)).status == .ok)
            let held = try await client.get("/\(logs[1].id)/checkpoint").text
            #expect(try Checkpoint(parsing: SignedNote(parsing: held).text).size == 2)
        }
    }
}
