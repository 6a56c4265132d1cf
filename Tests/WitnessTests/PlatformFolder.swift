import CanonicalJSON
import Contracts
import DataFolder
import Foundation
import HTTPAPI
import Ledger
import LedgerTestSupport
import Logging
import Marine
import ServiceLifecycle
import Services
import Storage
import Testing
import TransparencyLog
import Witness

/// A data folder with a ledger, served as `plimsoll serve` does.
final class PlatformFolder: Sendable {
    let folder: String
    private let logger = Logger(label: "platform", factory: { _ in SwiftLogNoOpLogHandler() })

    init() throws {
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("witnessed-\(UUID().uuidString)").path
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func open() async throws -> OpenedPlatform {
        try await LedgerFolder.open(
            path: folder,
            origin: "plimsoll.example/witnessed",
            logger: logger,
            clock: { Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000)) }
        )
    }

    /// Founds the ledger with its members and a cover that is opened and closed, and issues a bank
    /// its API key.
    func found() async throws -> String {
        let opened = try await open()
        let operatorCaller = Caller(member: id("operator"), roles: [.operator])
        let members: [(MemberID, Role)] = [
            (id("bank"), .bank), (.leader, .insurer), (.follower, .insurer), (.broker, .broker),
            (.assured, .assured),
        ]
        for (member, role) in members {
            _ = try await opened.platform.admit(
                id: member,
                name: "The \(member)",
                roles: [role],
                as: operatorCaller,
                options: ChangeOptions()
            )
        }
        let issued = try await opened.platform.issueAPIKey(
            for: id("bank"),
            as: operatorCaller,
            options: ChangeOptions()
        )
        let secret = try #require(issued.secret)
        for instruction in [
            Instruction.openCover(id: .cover, terms: .frozenGoods), .closeCover(cover: .cover),
        ] {
            _ = try await opened.platform.submit(
                instruction,
                as: .leader,
                id: "\(UUID().uuidString)"
            )
        }
        try await opened.close()
        return secret
    }

    /// Serves the folder on a free port for as long as the test uses it.
    func serve<Value: Sendable>(
        _ body: @escaping @Sendable (WitnessedLog) async throws -> Value
    ) async throws -> Value {
        let opened = try await open()
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let server = APIServer(
            platform: opened.platform,
            notifier: nil,
            hostname: "127.0.0.1",
            port: 0,
            logger: logger,
            onRunning: { bound.yield($0) }
        )
        let group = ServiceGroup(
            configuration: .init(services: [.init(service: server)], logger: logger)
        )
        let value = try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let value = try await body(
                WitnessedLog(
                    keys: [opened.platform.logKey],
                    url: "http://127.0.0.1:\(port)/ledger"
                )
            )
            await group.triggerGracefulShutdown()
            return value
        }
        try await opened.close()
        return value
    }

    private func reading<Value>(
        _ body: (SQLiteLogStore) async throws -> Value
    ) async throws -> Value {
        let store = try SQLiteLogStore(path: LedgerFolder.File.ledger.path(in: folder))
        let value = try await body(store)
        try store.close()
        return value
    }

    func size() async throws -> UInt64 { try await reading { try await $0.head().size } }

    /// What the log submits for its latest checkpoint.
    func request(old: UInt64) async throws -> String {
        let (entries, note) = try await reading { store in
            (try await store.entries(from: 0, limit: 1000), try await store.head().checkpoint)
        }
        let proof = try AddCheckpointRequest(
            parsing: TestLog(entries).body(old: old, size: UInt64(entries.count))
        ).proof
        return try AddCheckpointRequest(
            oldSize: old,
            proof: proof,
            note: try #require(note)
        ).text
    }

    /// The log's key in force.
    func signer() throws -> NoteSigner {
        let seed = try String(
            contentsOfFile: LedgerFolder.File.logKey.path(in: folder),
            encoding: .utf8
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        return try NoteSigner(
            name: LedgerFolder.verifierKey(in: folder).name,
            seed: try #require(Hex.decode(seed))
        )
    }

    /// Replaces the log's key as `plimsoll key rotate-log` does.
    func rotateLogKey() async throws -> LogKeyRotation.Outcome {
        try await LogKeyRotation.run(
            path: folder,
            passphrase: nil,
            logger: logger,
            clock: { Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000)) }
        )
    }

    /// Opens one more cover.
    func openCover(_ cover: InstanceID) async throws {
        let opened = try await open()
        _ = try await opened.platform.submit(
            .openCover(id: cover, terms: .frozenGoods),
            as: .leader,
            id: "open \(cover)"
        )
        try await opened.close()
    }

    /// Appends one transition with the log's own key and an honest tree.
    func forge() async throws -> UInt64 {
        let signer = try signer()
        return try await reading { store in
            let entries = try await store.entries(from: 0, limit: 1000)
            var tree = TileEdge()
            for entry in entries { tree.append(RFC6962.leafHash(entry.leaf)) }
            let at = Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
            let command = Command(
                origin: signer.verifierKey.name,
                member: .assured,
                id: "forged",
                expectedRevision: nil,
                instruction: .declare(
                    cover: .cover,
                    certificate: .certificate,
                    declaration: .shrimp("1000")
                )
            )
            let submission = try Submission(attestedByOperator: command)
            // What the contract would have decided while the cover was open.
            var book = Book()
            for entry in entries.dropLast() { try book.fold(entry) }
            let declared = try OpenCover.decide(
                book.instance(.cover).flatMap { OpenCover.unwrap($0.state) },
                .declare(certificate: .certificate, declaration: .shrimp("1000")),
                Context(actor: .assured, roles: [.assured], attestor: .operatorAlone, at: day(10))
            )
            let payload = Salted(
                salt: Salted.randomSalt(),
                bytes: try CanonicalJSON.encode(
                    StepPayload.openCover(
                        StepRecord(
                            arguments: .declare(
                                certificate: .certificate,
                                declaration: .shrimp("1000")
                            ),
                            events: declared
                        )
                    )
                )
            )
            let leaf = try Transition(
                contract: .openCover,
                edition: 1,
                instance: .cover,
                revision: 3,
                previous: UInt64(entries.count) - 1,
                edge: .init(action: "declare", from: "closed", to: "closed"),
                actor: .assured,
                at: at,
                command: submission.salted.digest,
                part: 0,
                parts: 1,
                payload: payload.digest,
                attestation: .operatorAlone
            ).leaf()
            tree.append(RFC6962.leafHash(leaf))
            let size = UInt64(entries.count)
            let batch = LogBatch(
                entries: [
                    LogEntry(
                        index: size,
                        leaf: leaf,
                        payload: payload,
                        command: submission.salted
                    )
                ],
                leafHashes: [RFC6962.leafHash(leaf)],
                commands: [
                    RecordedCommand(
                        member: command.member,
                        id: command.id,
                        fingerprint: submission.fingerprint,
                        first: size,
                        count: 1
                    )
                ],
                tiles: tree.takeCompleted() + tree.partialTiles,
                checkpoint: try SignedCheckpoint.sign(
                    Checkpoint(
                        origin: signer.verifierKey.name,
                        size: tree.size,
                        root: tree.root
                    ),
                    by: signer
                )
            )
            try await store.append(batch, expecting: size)
            return size
        }
    }
}
