import Contracts
import GRDB
import HTTPClient
import Hummingbird
import HummingbirdTesting
import Marine
import Synchronization
import TestSupport
import TransparencyLog
import Witness

/// A witness with its record in a folder that goes with the test.
final class TestWitness: Sendable {
    static let name = "witness.example/w1"
    static let signer: NoteSigner = {
        do {
            // The witness's seed of the vectors that other implementations accepted.
            return try NoteSigner(
                name: name,
                seed: Array(0x20...0x3F),
                algorithm: .cosignatureV1
            )
        } catch { preconditionFailure("\(error)") }
    }()

    private let folder: TemporaryFolder
    /// In the year 2100: later than every instant of the tests' ledgers.
    static let start: UInt64 = 4_102_444_800
    let clock = Mutex<UInt64>(TestWitness.start)
    let client: CurlClient

    init() throws {
        folder = try TemporaryFolder()
        client = try CurlClient()
    }

    var path: String { folder.path("witness.sqlite") }

    /// Throws the mirrors away, as a witness does that finds one damaged.
    func forgetMirror() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { db in
            for table in ["mirror", "entry", "tile", "instance", "command"] {
                try db.execute(sql: "DELETE FROM \(table)")
            }
        }
        try queue.close()
    }

    static let log: WitnessedLog = {
        do {
            return try WitnessedLog(keys: [LedgerWriter.signer.verifierKey], url: nil)
        } catch { preconditionFailure("\(error)") }
    }()

    /// Starts the witness over what is recorded, lets the test use it, and stops it.
    func run<Value>(
        logs: [WitnessedLog] = [TestWitness.log],
        validation: Witness.Validation? = nil,
        signer: NoteSigner = TestWitness.signer,
        latest: Edition = .current,
        _ body: (Witness) async throws -> Value
    ) async throws -> Value {
        let store = try WitnessStore(
            path: path,
            witness: signer.verifierKey,
            latest: latest
        )
        let witness: Witness
        do {
            witness = try Witness(
                signer: signer,
                logs: logs,
                store: store,
                validation: validation,
                client: client,
                logger: silent,
                clock: { [self] in clock.withLock { $0 } }
            )
        } catch {
            try store.close()
            throw error
        }
        do {
            let value = try await body(witness)
            try store.close()
            return value
        } catch {
            try store.close()
            throw error
        }
    }

    /// The same, asked over HTTP's own requests.
    func serve(
        logs: [WitnessedLog] = [TestWitness.log],
        validation: Witness.Validation? = nil,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        try await run(logs: logs, validation: validation) { witness in
            let application = Application(responder: makeWitnessResponder(witness: witness))
            try await application.test(.router) { try await body($0) }
        }
    }
}

extension TestClientProtocol {
    func add(_ body: String) async throws -> TestResponse {
        try await execute(
            uri: "/add-checkpoint",
            method: .post,
            body: ByteBuffer(string: body)
        )
    }

    func get(_ path: String) async throws -> TestResponse {
        try await execute(uri: path, method: .get)
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
