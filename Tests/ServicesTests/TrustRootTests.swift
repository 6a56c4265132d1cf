import Audit
import Contracts
import Foundation
import Ledger
import Logging
import Marine
import Services
import Storage
import TestSamples
import TestSupport
import Testing
import TransparencyLog

@testable import DataFolder

/// Whoever writes to the data folder writes another history there and signs it with a key of his
/// own: nothing that he can write makes that key one of the ledger's.
@Suite struct TrustRootTests {
    private let folder: TemporaryFolder
    private let data: String
    private let stranger: NoteSigner

    private static let origin = "plimsoll.example/roots"
    private static let now: @Sendable () -> Instant = {
        Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
    }

    init() throws {
        folder = try TemporaryFolder()
        data = folder.path("data")
        stranger = try NoteSigner(name: Self.origin, seed: [UInt8](repeating: 7, count: 32))
    }

    private func open(_ path: String) async throws -> OpenedPlatform {
        try await LedgerFolder.open(
            path: path,
            origin: Self.origin,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            clock: Self.now
        )
    }

    private func rotate() async throws -> LogKeyRotation.Outcome {
        try await LogKeyRotation.run(
            path: data,
            passphrase: nil,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }),
            clock: Self.now
        )
    }

    /// A ledger of some entries, with as many rotations of its key.
    ///
    /// - Returns: its verifier key in force, and the first key as its thief has it.
    private func found(
        rotations: Int = 0
    ) async throws -> (key: NoteVerifierKey, first: NoteSigner) {
        let opened = try await open(data)
        for number in 0..<3 {
            _ = try await opened.platform.submit(
                .consortium(
                    .admitMember(member: id("m-\(number)"), name: "Member", roles: [.bank])
                ),
                as: .operator,
                id: "m-\(number)"
            )
        }
        try await opened.close()
        let first = try NoteSigner(ofLedgerIn: data)
        for _ in 0..<rotations { _ = try await rotate() }
        return (try LedgerFolder.verifierKey(in: data), first)
    }

    /// Writes the ledger anew, with one entry rewritten or none: digests, leaves and tiles are
    /// right, and one checkpoint is there, of another's key.
    private func rewrite(_ index: Int?, signedBy signers: [NoteSigner]) async throws {
        let path = LedgerFolder.File.ledger.path(in: data)
        let store = try SQLiteLogStore(path: path)
        var entries = try await store.entries(from: 0, limit: 100)
        let commands = try await store.commands(from: 0, limit: 100)
        try store.close()
        if let index {
            let entry = entries[index]
            var transition = try entry.transition()
            let payload = Salted(
                salt: [UInt8](repeating: 5, count: Salted.saltBytes),
                bytes: try #require(entry.payload).bytes
            )
            transition.payload = payload.digest
            entries[index] = LogEntry(
                index: entry.index,
                leaf: try transition.leaf(),
                payload: payload,
                command: entry.command
            )
        }
        var tree = TileEdge()
        for entry in entries { tree.append(RFC6962.leafHash(entry.leaf)) }
        let checkpoint = try Checkpoint(origin: Self.origin, size: tree.size, root: tree.root)
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
        let forged = try SQLiteLogStore(path: path)
        try await forged.append(
            LogBatch(
                entries: entries,
                leafHashes: entries.map { RFC6962.leafHash($0.leaf) },
                commands: commands,
                tiles: tree.takeCompleted() + tree.partialTiles,
                checkpoint: try SignedCheckpoint.sign(checkpoint, by: signers)
            ),
            expecting: 0
        )
        try forged.close()
    }

    /// The audit with the true key names the checkpoint, and the folder is not served.
    private func expectRefused(_ key: NoteVerifierKey) async throws {
        let report = try await FolderAudit.run(path: data, logKey: key)
        let first = try #require(report.firstFinding, "\(report.text)")
        #expect(first.place.hasPrefix("ledger.sqlite checkpoint"), "\(report.text)")
        #expect(first.reason.contains("not a checkpoint signed by the log's key"))
        await #expect {
            try await open(data).close()
        } throws: { error in
            "\(error)".contains("damaged at checkpoint")
        }
    }

    @Test(arguments: [0, 1], ["", "REAL\nSTRANGER\n", "REAL\nREAL\nSTRANGER\n"])
    func `a key that is written into the folder is none of the ledger's`(
        rotations: Int,
        identity: String
    ) async throws {
        let (key, _) = try await found(rotations: rotations)
        #expect(try await FolderAudit.run(path: data, logKey: key).isClean)
        try await rewrite(2, signedBy: [stranger])
        if !identity.isEmpty {
            let text =
                identity
                .replacingOccurrences(of: "REAL", with: "\(key)")
                .replacingOccurrences(of: "STRANGER", with: "\(stranger.verifierKey)")
            try text.write(
                toFile: LedgerFolder.File.identity.path(in: data),
                atomically: true,
                encoding: .utf8
            )
        }
        try await expectRefused(key)
        await #expect(throws: (any Error).self) {
            _ = try await FolderBackup.run(
                data: data,
                to: folder.path("backup"),
                logKey: key,
                withKeys: false,
                now: Self.now()
            )
        }
    }

    @Test func `a former key signs nothing beyond its own time`() async throws {
        let (key, first) = try await found(rotations: 1)
        #expect(first.verifierKey != key)
        try await rewrite(nil, signedBy: [first])
        try await expectRefused(key)
        // Trusted by itself it leads to the key in force, which has not signed either.
        let report = try await FolderAudit.run(path: data, logKey: first.verifierKey)
        #expect(report.firstFinding?.place.hasPrefix("ledger.sqlite checkpoint") == true)
    }

    @Test(arguments: [1, 2])
    func `whoever trusts any of the ledger's keys is led to the others by its entries`(
        rotations: Int
    ) async throws {
        let (key, first) = try await found(rotations: rotations)
        for trusted in [key, first.verifierKey] {
            let report = try await FolderAudit.run(path: data, logKey: trusted)
            #expect(report.isClean, "\(report.text)")
        }
        let report = try await FolderAudit.run(path: data, logKey: stranger.verifierKey)
        let found = report.sections.flatMap(\.findings)
        #expect(found.contains { $0.reason.contains("never the trusted key") }, "\(report.text)")
        let chain = try await open(data)
        #expect(try await chain.platform.logKeyChain().keys.first == first.verifierKey)
        #expect(try await chain.platform.logKeyChain().inForce == key)
        #expect(try await chain.platform.logKeyChain().keys.count == rotations + 1)
        try await chain.close()
    }

    /// The old key's signature on the rotation is all that a stranger lacks.
    @Test func `a rotation that the key in force did not sign puts no key in force`() async throws {
        let (key, _) = try await found(rotations: 1)
        let path = LedgerFolder.File.ledger.path(in: data)
        let store = try SQLiteLogStore(path: path)
        let size = try await store.head().size
        let chain = try await LogKeyChain(along: store, size: size)
        #expect(chain.inForce == key)
        #expect(chain.inForce(at: size) == key)
        #expect(chain.inForce(at: size - 1) == chain.keys[0])
        let entry = try #require(try await store.entries(at: [size - 1]).first)
        try store.close()
        var transition = try entry.transition()
        transition.attestation = .log(
            key: "\(chain.keys[0])",
            signature: Base64.encode(try stranger.sign("another").bytes)
        )
        var forged = LogKeyChain(from: chain.keys[0])
        let leaf = try transition.leaf()
        #expect(throws: LedgerFault.self) {
            try forged.follow(
                LogEntry(index: entry.index, leaf: leaf, payload: entry.payload, command: nil)
            )
        }
        #expect(forged.keys == [chain.keys[0]])
    }
}
