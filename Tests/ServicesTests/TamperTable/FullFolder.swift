import Contracts
import DataFolder
import Foundation
import HTTPClient
import Ledger
import Marine
import Notifier
import Services
import Storage
import TestSamples
import TestSupport
import Testing
import Timestamping
import TransparencyLog

/// A data folder with rows in every table of every store, left as a server leaves it that stops.
struct FullFolder {
    let path: String
    let logKey: NoteVerifierKey
    let policy: TlogPolicy
    let authorities: TrustedAuthorities
    private let voyage: SampleVoyage
    private let copies: TemporaryFolder

    init() async throws {
        voyage = try await SampleVoyage()
        copies = try TemporaryFolder()
        path = voyage.path
        logKey = try LedgerFolder.verifierKey(in: path)
        let authority = try TestAuthority()
        authorities = try TrustedAuthorities(pem: try authority.root)
        let witness = try NoteSigner(
            name: "witness.example/w1",
            seed: [UInt8](repeating: 1, count: 32),
            algorithm: .cosignatureV1
        )
        let text = "witness a \(witness.verifierKey)\nquorum a\n"
        policy = try TlogPolicy(parsing: text)
        let publication = try SQLitePublicationStore(
            path: LedgerFolder.File.publication.path(in: path)
        )
        try await publication.adopt(policy: Array(text.utf8)) { _ in false }
        for part in 0..<2 {
            try await voyage.upload(
                SampleVoyage.readings(hours: 30 * part..<30 * part + 30) { _ in part == 0 ? 5 : 12 }
            )
            try await publish(in: publication, by: witness, authority)
        }
        try await voyage.automate()
        try await notify()
        try publication.close()
        try await voyage.opened.close()
    }

    private func publish(
        in publication: SQLitePublicationStore,
        by witness: NoteSigner,
        _ authority: TestAuthority
    ) async throws {
        let note = try #require(try await voyage.platform.store.head().checkpoint)
        let size = try Checkpoint(parsing: note.text).size
        let query = try TimestampQuery(
            over: Array(note.serialized.utf8),
            nonce: Array(repeating: 7, count: 16)
        )
        let reply = try TimestampReply(parsing: try authority.reply(to: query.bytes))
        try await publication.publish(note, size: size)
        _ = try await publication.keep(
            try witness.cosign(note.text, at: 1_772_323_200),
            by: witness.verifierKey,
            size: size
        ) { _ in true }
        // What the ledger continues speaks against nobody, and is kept all the same.
        let shower = try NoteSigner(
            name: "witness.example/of-\(size)",
            seed: [UInt8](repeating: UInt8(truncatingIfNeeded: size), count: 32),
            algorithm: .cosignatureV1
        )
        let cosignature = try shower.cosign(note.text, at: 1_772_323_200)
        try await publication.keep(
            WitnessEvidence(witness: shower.verifierKey, note: try note.adding([cosignature]))
        )
        try await publication.keep(
            StoredTimestamp(
                size: size,
                note: Array(note.serialized.utf8),
                reply: reply.bytes,
                milliseconds: reply.milliseconds,
                authority: reply.authority
            )
        )
    }

    /// One endpoint whose receiver takes everything, and one whose receiver is gone.
    private func notify() async throws {
        let receiver = try await HTTPReceiver()
        let deliveries = try voyage.opened.openDeliveries()
        let curl = try CurlClient(configuration: .init(addressGuard: .loopback))
        let notifier = Notifier(
            store: deliveries,
            source: NotificationFeed(
                sequencer: voyage.platform.sequencer,
                store: voyage.platform.store
            ),
            client: curl,
            configuration: NotifierConfiguration(allowsPlainHTTP: true),
            logger: silent
        )
        for (number, url) in [receiver.url, "http://127.0.0.1:9/hook"].enumerated() {
            _ = try await notifier.register(
                NewWebhookEndpoint(
                    member: voyage.insurer.member.text,
                    WebhookRegistration(url: Text(url))
                ),
                startingAt: 0,
                named: NamedRequest(
                    RequestName(
                        member: voyage.insurer.member.text,
                        key: "request \(number)",
                        fingerprint: Array(repeating: 1, count: 32)
                    )
                ) { _ in Array("{}".utf8) }
            )
        }
        // One that nothing was sent to: no delivery tells of it.
        _ = try await notifier.register(
            NewWebhookEndpoint(
                member: voyage.insurer.member.text,
                WebhookRegistration(url: Text("http://127.0.0.1:9/quiet"))
            ),
            startingAt: await voyage.platform.sequencer.size(),
            named: nil
        )
        let running = Task { try await notifier.run() }
        await receiver.waitForRequests(4)
        notifier.stop()
        try await running.value
        await curl.shutdown()
        try deliveries.close()
        try await receiver.close()
    }

    /// A copy to tamper with, gone with this folder.
    func copy() throws -> String {
        let copy = copies.path(UUID().uuidString)
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return copy
    }
}
