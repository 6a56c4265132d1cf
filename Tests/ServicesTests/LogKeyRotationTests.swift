import Audit
import Contracts
import Foundation
import Ledger
import Logging
import Marine
import Services
import Storage
import TestSamples
import Testing
import TransparencyLog

@testable import DataFolder

/// A rotation of the log's key that is cut short between its steps, in a folder.
@Suite struct LogKeyRotationTests {
    private struct Cut: Error {}

    @Test(arguments: LogKeyRotation.Milestone.allCases, [true, false])
    func `after a rotation that is cut short the next start settles which key is in force`(
        step: LogKeyRotation.Milestone,
        isSealed: Bool
    ) async throws {
        let home = try KeyFolder(isSealed: isSealed)
        let old = try await home.found()
        await #expect(throws: Cut.self) {
            try await LogKeyRotation.run(
                home.keys,
                path: home.path,
                logger: home.logger,
                clock: home.clock
            ) { reached in if reached == step { throw Cut() } }
        }
        let isInForce = step != .successorKept
        // What is left has the key in force, whichever it is, and the ledger says which.
        #expect(try home.keys.successor() == nil || step != .settled)
        let opened = try await home.open()
        let consortium = try await opened.platform.consortium()
        #expect((consortium.logKey.string != old) == isInForce)
        #expect((consortium.formerLogKeys ?? []).map(\.key.string) == (isInForce ? [old] : []))
        #expect(try home.keys.successor() == nil)
        #expect(try home.keys.key()?.verifierKey.description == consortium.logKey.string)
        let identity = try String(
            contentsOfFile: LedgerFolder.File.identity.path(in: home.path),
            encoding: .utf8
        )
        #expect(identity == "\(consortium.logKey)\n")
        // It goes on under that key, and a rotation after it is whole.
        try await home.list("after", in: opened)
        let head = try await opened.platform.store.head()
        let note = try #require(head.checkpoint)
        let inForce = try NoteVerifierKey(parsing: consortium.logKey.string)
        #expect(throws: Never.self) {
            try SignedCheckpoint.open(note, logKey: inForce, witnesses: [])
        }
        try await opened.close()
        let outcome = try await LogKeyRotation.run(
            home.keys,
            path: home.path,
            logger: home.logger,
            clock: home.clock
        ) { _ in }
        #expect(outcome.old.description == consortium.logKey.string)
        let again = try await home.open()
        #expect(try await again.platform.consortium().logKey.string == outcome.new.description)
        try await home.list("last", in: again)
        try await again.close()
        #expect(try await FolderAudit.run(path: home.path).isClean)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(home.path)/keys")
        #expect(names.sorted() == ["log.seed", "log.vkey"])
    }

    /// The passphrase of a rotation cut short is asked for at the next start, as ever.
    @Test func `a successor under a passphrase is not lost by a start without it`() async throws {
        let home = try KeyFolder(isSealed: true)
        _ = try await home.found()
        await #expect(throws: Cut.self) {
            try await LogKeyRotation.run(
                home.keys,
                path: home.path,
                logger: home.logger,
                clock: home.clock
            ) { reached in if reached == .committed { throw Cut() } }
        }
        let plain = LogKeyFolder(folder: home.path, passphrase: nil)
        await #expect(throws: LedgerFolderError.self) { try await home.open(plain) }
        let successor = try #require(try home.keys.successor()?.verifierKey.description)
        let opened = try await home.open()
        #expect(try await opened.platform.consortium().logKey.string == successor)
        try await opened.close()
    }

    /// What a mirror says of the log's keys is followed as far as the keys themselves have signed.
    @Test func `a chain of keys has no link that the key before it did not sign`() async throws {
        let home = try KeyFolder(isSealed: false)
        let first = try NoteVerifierKey(parsing: try await home.found())
        var rotated: [LogKeyRotation.Outcome] = []
        for _ in 0..<2 {
            rotated.append(
                try await LogKeyRotation.run(
                    home.keys,
                    path: home.path,
                    logger: home.logger,
                    clock: home.clock
                ) { _ in }
            )
        }
        let opened = try await home.open()
        let entries = try await opened.platform.store.entries(from: 0, limit: 100)
        try await opened.close()
        #expect(entries.filter(\.replacesLogKey).map(\.index) == rotated.map(\.index))
        var chain = LogKeyChain(from: first)
        for entry in entries { try chain.follow(entry) }
        #expect(chain.keys == [first] + rotated.map(\.new))

        let link = try #require(entries.first { $0.replacesLogKey })
        let later = try #require(entries.last { $0.replacesLogKey })
        let stranger = try NoteSigner(name: first.name, seed: Array(repeating: 7, count: 32))
        let alone = try link.attested(by: .operator)
        let text = Attestation.signedText(
            origin: first.name,
            commandDigest: try link.transition().command
        )
        let signature = Base64.encode(
            try stranger.sign(String(decoding: text, as: UTF8.self)).bytes
        )
        let strange = try link.attested(
            by: .log(key: stranger.verifierKey.description, signature: signature)
        )
        let forgedLink = try link.attested(by: .log(key: first.description, signature: signature))
        let bare = LogEntry(index: link.index, leaf: link.leaf, payload: nil, command: nil)
        let swapped = LogEntry(
            index: link.index,
            leaf: link.leaf,
            payload: later.payload,
            command: nil
        )
        for forged in [alone, strange, forgedLink, bare, swapped, later] {
            #expect(forged.replacesLogKey)
            var chain = LogKeyChain(from: first)
            #expect(throws: LedgerFault.self) { try chain.follow(forged) }
            #expect(chain.keys == [first])
        }
    }
}

extension LogEntry {
    /// The entry with another word for its command.
    fileprivate func attested(by attestation: Attestation) throws -> LogEntry {
        var transition = try transition()
        transition.attestation = attestation
        return LogEntry(
            index: index,
            leaf: try transition.leaf(),
            payload: payload,
            command: command
        )
    }
}

/// A data folder whose keys may lie under a passphrase.
private final class KeyFolder: Sendable {
    let path: String
    let keys: LogKeyFolder
    let logger: Logger
    let clock: @Sendable () -> Instant = {
        Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
    }

    init(isSealed: Bool) throws {
        path =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("plimsoll-keys-\(UUID().uuidString)").path
        keys = LogKeyFolder(
            folder: path,
            passphrase: isSealed
                ? try Passphrase(Array("correct horse battery".utf8), from: "test") : nil,
            cost: SealedSeed.Cost(rounds: 1 << 10, blockSize: 8, parallelism: 1)
        )
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        self.logger = logger
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func open(_ keys: LogKeyFolder? = nil) async throws -> OpenedPlatform {
        try await LedgerFolder.open(
            path: path,
            keys: keys ?? self.keys,
            origin: "plimsoll.example/keys",
            operatorName: "Operator",
            operatorSigner: nil,
            logger: logger,
            clock: clock
        )
    }

    /// Founds the ledger.
    ///
    /// - Returns: its verifier key.
    func found() async throws -> String {
        let opened = try await open()
        try await list("before", in: opened)
        let key = try await opened.platform.consortium().logKey.string
        try await opened.close()
        return key
    }

    func list(_ entry: String, in opened: OpenedPlatform) async throws {
        _ = try await opened.platform.submit(
            .consortium(.admitMember(member: id(entry), name: try Text(entry), roles: [.bank])),
            as: .operator,
            id: entry
        )
    }
}
