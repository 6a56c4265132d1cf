import Hummingbird
import Ledger
import NIOCore
import Publication
import Services
import Synchronization
import TestSamples
import TestSupport
import Testing
import TransparencyLog

/// What a witness must show before its refusal stops the ledger's commands.
@Suite(.serialized) struct LyingWitnessTests {
    /// What a witness answers to a submission.
    enum Answer: CaseIterable {
        case inconsistent, ownSize, hugeSize, sizeless

        func response(to request: AddCheckpointRequest) -> Response {
            switch self {
            case .inconsistent: .plain(.unprocessableContent)
            case .ownSize: .plain(.conflict, "\(request.oldSize)\n")
            case .hugeSize: .plain(.conflict, "\(Int64.max)\n")
            case .sizeless: .plain(.conflict)
            }
        }
    }

    /// What it shows where it is asked for its latest checkpoint.
    enum Evidence: CaseIterable {
        case none, refused, garbage, continued
        /// A larger tree of the log's name, under a key that is not the log's.
        case strangeKey
        /// A larger tree under the log's own key, which the witness has not cosigned.
        case notCosigned
        /// The same with a cosignature by somebody else, under the witness's name.
        case cosignedByAnother

        func response(_ data: String, _ head: SignedNote) throws -> Response {
            let witness = try LiveWitness.signer(1)
            func cosigned(_ note: SignedNote, by signer: NoteSigner) throws -> Response {
                let signature = try signer.cosign(note.text, at: 1_767_225_600)
                return .plain(.ok, try note.adding([signature]).serialized)
            }
            switch self {
            case .none: return .plain(.notFound)
            case .refused: return .plain(.internalServerError)
            case .garbage: return .plain(.ok, "no note at all\n")
            case .continued: return try cosigned(head, by: witness)
            case .strangeKey:
                let stranger = try NoteSigner(
                    name: sampleOrigin,
                    seed: [UInt8](repeating: 9, count: 32)
                )
                return try cosigned(madeUp(400, by: stranger), by: witness)
            case .notCosigned:
                return .plain(.ok, try madeUp(400, by: NoteSigner(ofLedgerIn: data)).serialized)
            case .cosignedByAnother:
                let other = try NoteSigner(
                    name: witness.verifierKey.name,
                    seed: [UInt8](repeating: 9, count: 32),
                    algorithm: .cosignatureV1
                )
                return try cosigned(madeUp(400, by: NoteSigner(ofLedgerIn: data)), by: other)
            }
        }
    }

    /// A witness that answers submissions one way, and shows one thing.
    private func witness(
        of data: String,
        _ submissions: @escaping @Sendable (AddCheckpointRequest) throws -> Response,
        showing evidence: @escaping @Sendable (SignedNote) throws -> Response
    ) async throws -> LoopbackServer {
        let newest = Mutex<SignedNote?>(nil)
        try await PublishedPlatform.open(data) { published in
            let head = try await published.platform.store.head().checkpoint
            newest.withLock { $0 = head }
        }
        return try await LoopbackServer { request, body in
            if request.method == .get {
                return try evidence(try #require(newest.withLock { $0 }))
            }
            return try submissions(AddCheckpointRequest(parsing: body))
        }
    }

    @Test(arguments: Answer.allCases, Evidence.allCases)
    func `a refusal without evidence that holds does not stop commands`(
        answer: Answer,
        evidence: Evidence
    ) async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        _ = try await found(data)
        let asked = Mutex(0)
        let server = try await witness(of: data) { request in
            asked.withLock { $0 += 1 }
            return answer.response(to: request)
        } showing: {
            try evidence.response(data, $0)
        }
        let key = try LiveWitness.signer(1).verifierKey
        let policy = try policy([(key, server.url)], "quorum a\n")
        try await PublishedPlatform.open(data, policy: policy, checksAtStart: true) { published in
            try await published.admit(1, "p")
            // It is asked again and again, and never believed.
            for _ in 0..<200 where asked.withLock({ $0 }) < 4 {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(asked.withLock { $0 } >= 4)
            let index = try await published.admit(1, "q")
            #expect(await published.platform.sequencer.standingFault() == nil)
            #expect(published.platform.publication.status(of: index) < .witnessed)
        }
        try await server.stop()
    }

    @Test(arguments: [400, 2] as [UInt64])
    func `a cosigned checkpoint under the log's key, of another tree, stops commands`(
        size: UInt64
    ) async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        _ = try await found(data)
        let signer = try LiveWitness.signer(1)
        let note = try madeUp(size, by: NoteSigner(ofLedgerIn: data))
        let shown = try note.adding([signer.cosign(note.text, at: 1_767_225_600)])
        let server = try await witness(of: data) { _ in
            .plain(.unprocessableContent)
        } showing: { _ in
            .plain(.ok, shown.serialized)
        }
        let policy = try policy([(signer.verifierKey, server.url)], "quorum a\n")
        try await PublishedPlatform.open(data, policy: policy) { published in
            guard case .disowned(let reason)? = try await fault(of: published) else {
                Issue.record("no fault")
                return
            }
            #expect(reason.contains("witness.example/w1"))
            #expect(
                reason.contains(
                    size == 400 ? "has cosigned 400 entries" : "another tree of 2 entries"
                ),
                "\(reason)"
            )
            await #expect(throws: LedgerFault.self) { try await published.admit(1, "p") }
        }
        try await server.stop()
    }

    @Test func `a size that was made up once does not keep a witness from being asked again`()
        async throws
    {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        _ = try await found(data)
        let signer = try LiveWitness.signer(1)
        let lies = Mutex(3)
        let server = try await witness(of: data) { request in
            let isLying = lies.withLock { left in
                left -= 1
                return left >= 0
            }
            if isLying { return .plain(.conflict, "\(Int64.max)\n") }
            let signature = try signer.cosign(request.note.text, at: 1_767_225_600)
            return .plain(.ok, signature.line + "\n")
        } showing: { _ in
            .plain(.notFound)
        }
        let policy = try policy([(signer.verifierKey, server.url)], "quorum a\n")
        try await PublishedPlatform.open(data, policy: policy) { published in
            let index = try await published.admit(1, "p")
            let entry = try await published.get("/v1/ledger/entries/\(index)?wait=20")
            #expect(entry.entryStatus == "witnessed")
        }
        try await server.stop()
    }
}
