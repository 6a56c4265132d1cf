import CanonicalJSON
import Contracts
import DataFolder
import Foundation
import HTTPAPI
import Ledger
import Logging
import Marine
import ServiceLifecycle
import Services
import Storage
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// A data folder with a ledger, served as `plimsoll serve` does.
final class PlatformFolder: Sendable {
    private let temporary: TemporaryFolder
    let folder: String

    init() throws {
        temporary = try TemporaryFolder()
        folder = temporary.path("data")
    }

    /// Founds the ledger with its members and a cover that is opened, subscribed and closed, and
    /// issues a bank its API key.
    func found() async throws -> String {
        let world = try await TestPlatform(
            at: folder,
            members: [MemberID.bank, .leader, .follower, .broker, .assured].map(SampleMember.named)
        )
        let secret = try await world.issueAPIKey(for: .bank)
        for (member, instruction) in [
            (MemberID.leader, OpenCover.Instruction.openCover(id: .cover, terms: .frozenGoods)),
            (.follower, .subscribe(cover: .cover, line: percent("30"))),
            (.leader, .closeCover(cover: .cover)),
        ] {
            _ = try await world.platform.submit(
                .openCover(instruction),
                as: member,
                id: "\(UUID().uuidString)"
            )
        }
        try await world.close()
        return secret
    }

    /// Serves the folder on a free port for as long as the test uses it.
    func serve<Value: Sendable>(
        _ body: @escaping @Sendable (WitnessedLog) async throws -> Value
    ) async throws -> Value {
        let world = try await TestPlatform(at: folder)
        let server = try await LoopbackServer { bound in
            APIServer(
                platform: world.platform,
                notifier: nil,
                hostname: "127.0.0.1",
                port: 0,
                logger: silent,
                onRunning: bound
            )
        }
        let value = try await body(
            WitnessedLog(keys: [world.platform.logKey], url: "\(server.url)/ledger")
        )
        try await server.stop()
        try await world.close()
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
            logger: silent,
            clock: systemTime
        )
    }

    /// Opens one more cover.
    func openCover(_ cover: InstanceID) async throws {
        let world = try await TestPlatform(at: folder)
        _ = try await world.platform.submit(
            .openCover(.openCover(id: cover, terms: .frozenGoods)),
            as: .leader,
            id: "open \(cover)"
        )
        try await world.close()
    }

    /// Appends one transition with the log's own key and an honest tree.
    func forge() async throws -> UInt64 {
        let signer = try signer()
        // The record of the last stop is of the ledger before: it goes with what is forged.
        try FileManager.default.removeItem(atPath: "\(folder)/clean-stop.note")
        return try await reading { store in
            let entries = try await store.entries(from: 0, limit: 1000)
            var tree = TileEdge()
            for entry in entries { tree.append(RFC6962.leafHash(entry.leaf)) }
            let command = Command(
                origin: signer.verifierKey.name,
                member: .assured,
                id: "forged",
                expectedRevision: nil,
                instruction: .openCover(
                    .declare(
                        cover: .cover,
                        certificate: .certificate,
                        declaration: .worth("1000")
                    )
                )
            )
            let submission = try Submission(attestedByOperator: command)
            // What the contract would have decided while the cover was open.
            var fold = LedgerFold()
            for entry in entries.dropLast() { try fold.apply(entry) }
            let declared = try OpenCover.decide(
                fold.instance(.cover).flatMap { OpenCover.unwrap($0.state) },
                .declare(certificate: .certificate, declaration: .worth("1000")),
                Context(actor: .assured, roles: [.assured], attestor: .operatorAlone, at: day(10))
            )
            let payload = Salted(
                salt: Salted.randomSalt(),
                bytes: try StepPayload.openCover(
                    StepRecord(
                        arguments: .declare(
                            certificate: .certificate,
                            declaration: .worth("1000")
                        ),
                        events: declared
                    )
                )
                .canonicalBytes()
            )
            let leaf = try Transition(
                contract: .openCover,
                edition: .current,
                instance: .cover,
                revision: 4,
                previous: UInt64(entries.count) - 1,
                action: "declare",
                from: "closed",
                to: "closed",
                actor: .assured,
                at: systemTime(),
                command: submission.salted.digest,
                part: CommandPart(0, of: 1),
                payload: payload.digest,
                attestation: .operator
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
