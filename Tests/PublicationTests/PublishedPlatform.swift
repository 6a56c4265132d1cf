import CanonicalJSON
import Contracts
import DataFolder
import Foundation
import HTTPAPI
import HTTPClient
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Marine
import NIOCore
import Publication
import ServiceLifecycle
import Services
import Storage
import TestSamples
import TestSupport
import Testing
import TransparencyLog
import Witness

/// A platform over a folder, published and served as `plimsoll serve` does.
struct PublishedPlatform: Sendable {
    let opened: OpenedPlatform
    private let api: TestAPI
    let store: SQLitePublicationStore
    let http: CurlClient

    var platform: Platform { opened.platform }

    /// Opens the platform, lets a test use it while its followers run, and closes it.
    static func open(
        _ path: String,
        policy: TlogPolicy? = nil,
        checksAtStart: Bool = false,
        timestamping: Timestamper.Configuration? = nil,
        tune: (inout PublisherConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (PublishedPlatform) async throws -> Void
    ) async throws {
        let world = try await TestPlatform(at: path)
        let opened = world.opened
        let http = try CurlClient()
        let store = try SQLitePublicationStore(path: LedgerFolder.File.publication.path(in: path))
        var services: [any Service] = []
        if policy != nil || timestamping != nil {
            var configuration = PublisherConfiguration(
                policy: try policy ?? TlogPolicy(allOf: [])
            )
            configuration.intervalMilliseconds = 20
            configuration.timeoutMilliseconds = 1000
            configuration.firstBackoffMilliseconds = 50
            configuration.longestBackoffMilliseconds = 400
            configuration.roundMilliseconds = 1200
            configuration.timestampURL = timestamping?.url
            tune(&configuration)
            let publisher = Publisher(
                ledger: opened.platform.published,
                store: store,
                client: http,
                configuration: configuration,
                logger: silent
            )
            if checksAtStart {
                try await opened.platform.published.checkForRollback(
                    by: configuration.policy,
                    client: http,
                    record: store,
                    seconds: 2,
                    logger: silent
                )
            }
            try await publisher.begin()
            services.append(publisher)
        }
        if let timestamping {
            services.append(
                Timestamper(
                    ledger: opened.platform.published,
                    store: store,
                    client: http,
                    configuration: timestamping,
                    logger: silent
                )
            )
        }
        let running = services.map { service in Task { try await service.run() } }
        let outcome: Result<Void, any Error>
        do {
            try await TestAPI.serve(opened) { api in
                try await body(
                    PublishedPlatform(opened: opened, api: api, store: store, http: http)
                )
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        for task in running {
            task.cancel()
            _ = try? await task.value
        }
        await http.shutdown()
        try store.close()
        try await world.close()
        try outcome.get()
    }

    /// Admits so many members, one command each; the index of the last one's entry.
    @discardableResult
    func admit(_ count: Int, _ prefix: String) async throws -> UInt64 {
        try await withThrowingTaskGroup(of: UInt64.self) { group in
            for number in 0..<count {
                group.addTask {
                    let id = try MemberID(parsing: "\(prefix)-\(number)")
                    let receipt = try await platform.submit(
                        .consortium(.admitMember(member: id, name: "\(id)", roles: [.bank])),
                        as: .operator,
                        id: "\(prefix)/\(number)"
                    )
                    return receipt.receipts.map(\.index).max() ?? 0
                }
            }
            return try await group.reduce(0) { max($0, $1) }
        }
    }

    func get(_ path: String) async throws -> Reply { try await api.get(path) }
}

extension Reply {
    var type: String { headers[.contentType] ?? "" }
    /// How far the entry that an answer is about has come.
    var entryStatus: String? { json["status"]?.stringValue }
}

/// A member's witness on a port of its own: the real one.
struct LiveWitness: Sendable {
    let key: NoteVerifierKey
    let server: LoopbackServer
    private let store: WitnessStore
    private let client: CurlClient

    var url: String { server.url }

    static func signer(_ number: UInt8) throws -> NoteSigner {
        try NoteSigner(
            name: "witness.example/w\(number)",
            seed: [UInt8](repeating: number, count: 32),
            algorithm: .cosignatureV1
        )
    }

    init(_ number: UInt8, of log: NoteVerifierKey, in folder: TemporaryFolder) async throws {
        let signer = try LiveWitness.signer(number)
        key = signer.verifierKey
        let store = try WitnessStore(
            path: folder.path("witness-\(number).sqlite"),
            witness: signer.verifierKey
        )
        self.store = store
        let client = try CurlClient()
        self.client = client
        let witness = try Witness(
            signer: signer,
            logs: [WitnessedLog(keys: [log], url: nil)],
            store: store,
            validation: nil,
            client: client,
            logger: silent,
            clock: { UInt64(Date().timeIntervalSince1970) }
        )
        server = try await LoopbackServer { bound in
            WitnessServer(
                witness: witness,
                hostname: "127.0.0.1",
                port: 0,
                logger: silent,
                onRunning: bound
            )
        }
    }

    func stop() async throws {
        try await server.stop()
        await client.shutdown()
        try store.close()
    }
}

/// Founds the ledger of a folder and gives its key.
func found(_ path: String) async throws -> NoteVerifierKey {
    try await PublishedPlatform.open(path) { _ in }
    return try LedgerFolder.verifierKey(in: path)
}

/// Why a ledger takes no commands; `nil` where it still takes them after ten seconds.
func fault(of published: PublishedPlatform) async throws -> LedgerFault? {
    for _ in 0..<200 {
        if let fault = await published.platform.sequencer.standingFault() { return fault }
        try await Task.sleep(for: .milliseconds(50))
    }
    return nil
}

/// A checkpoint over a tree that there is not.
func madeUp(_ size: UInt64, by signer: NoteSigner) throws -> SignedNote {
    try SignedCheckpoint.sign(
        Checkpoint(
            origin: signer.verifierKey.name,
            size: size,
            root: Hash.sha256(of: Array("\(size)".utf8))
        ),
        by: signer
    )
}

/// A policy over witnesses named a, b, c in order.
func policy(
    _ witnesses: [(key: NoteVerifierKey, url: String?)],
    _ lines: String
) throws -> TlogPolicy {
    let named = zip("abcdef", witnesses).map { name, witness in
        "witness \(name) \(witness.key) \(witness.url ?? "")\n"
    }
    return try TlogPolicy(parsing: named.joined() + lines)
}
