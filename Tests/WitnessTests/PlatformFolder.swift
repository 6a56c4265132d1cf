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
        let server = try await LoopbackServer(serving: world.platform)
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
    func signer() throws -> NoteSigner { try NoteSigner(ofLedgerIn: folder) }

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
            // What the contract would have decided while the cover was open.
            var fold = LedgerFold()
            for entry in entries.dropLast() { try fold.apply(entry) }
            let asked = OpenCover.Command.declare(
                certificate: .certificate,
                declaration: .worth("1000")
            )
            let declared = try OpenCover.decide(
                fold.instance(.cover).flatMap { OpenCover.unwrap($0.state) },
                asked,
                Context(actor: .assured, roles: [.assured], attestor: .operatorAlone, at: day(10))
            )
            return try await store.appendForged(
                Command(
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
                ),
                .openCover(StepRecord(arguments: asked, events: declared)),
                by: signer
            ) { command, payload in
                Transition(
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
                    command: command,
                    part: CommandPart(0, of: 1),
                    payload: payload,
                    attestation: .operator
                )
            }
        }
    }
}
