import Foundation
public import HTTPClient
import Ledger
public import Publication
import Storage
public import TransparencyLog

/// Makes a data folder of a backup, and refuses one that has lost what witnesses have seen.
public struct FolderRestore: Sendable {
    /// What is asked of a restore beside the backup.
    public struct Options: Sendable {
        /// The ledger's verifier key in force, from elsewhere than the backup: its own, or one that
        /// came into force later, to which the mirrors' entries must then lead.
        public var logKey: NoteVerifierKey?
        /// The witnesses to be asked.
        public var witnesses: [WitnessAddress] = []
        /// Where entries that the backup lacks may be had, in the order in which they are asked.
        public var mirrors: [LedgerMirror] = []
        /// The file of the log's signing key, where the backup is without.
        public var signingKey: String?
        /// Goes on although witnesses have seen more, or cannot be asked.
        public var acceptsRollback = false

        /// Asks for nothing more.
        public init() {}
    }

    /// What a restore came to.
    public struct Outcome: Sendable {
        /// The manifest of the backup.
        public let manifest: BackupManifest
        /// How many entries the folder has now.
        public let size: UInt64
        /// How many of them came from mirrors.
        public let caughtUp: UInt64
        /// Digests of segments that no mirror had, in base64: their uploads are to be sent again.
        public let lackingSegments: [String]
        /// Whether the log's signing key is in the folder.
        public let holdsSigningKey: Bool
        /// What is to be said to whoever restores.
        public let warnings: [String]
    }

    private let client: CurlClient

    /// A restore that asks witnesses through a client.
    public init(client: CurlClient) { self.client = client }

    /// Restores a backup into a folder that is empty or not there.
    ///
    /// - Throws: `LedgerFolderError` that says what to do, or `LedgerFault.damaged` naming what in
    ///   the backup is not what was written. The folder is then as it was.
    public func run(
        _ backup: String,
        to data: String,
        options: Options
    ) async throws -> Outcome {
        try requireEmpty(data)
        let manifest = try BackupManifest(of: backup)
        let stated = try NoteVerifierKey(parsing: manifest.vkey)
        if let inForce = options.logKey, inForce.name != stated.name {
            throw LedgerFolderError("\(backup): it is of \(stated), not of \(inForce)")
        }
        try manifest.verifyFiles(of: backup)
        let draft = try DraftFolder(for: data)
        do {
            try copy(manifest, from: backup, to: draft.path)
            let verified = try await VerifiedFolder(draft.path, trusting: stated)
            guard verified.note.serialized == manifest.checkpoint else {
                throw LedgerFolderError(
                    "\(backup): its ledger ends with another checkpoint than its manifest says"
                )
            }
            let seal = "\(draft.path)/\(CleanStop.name)"
            if FileManager.default.fileExists(atPath: seal) {
                try CleanStop.requireUnbroken(in: draft.path, logKeys: verified.logKeys.keys)
            }
            var outcome = try await settle(
                draft.path,
                manifest,
                logKeys: verified.logKeys,
                options: options
            )
            try requireInForce(outcome.logKey, of: backup, options)
            if outcome.caughtUp > 0 {
                // The record seals the files as they were backed up, before the witnesses' entries.
                try CleanStop.remove(from: draft.path)
                _ = try await VerifiedFolder(
                    draft.path,
                    trusting: outcome.logKey,
                    lackingSegments: Set(outcome.lackingSegments)
                )
            }
            let keys = LogKeyFolder(folder: draft.path, passphrase: nil)
            if let source = options.signingKey {
                try keys.install(source, of: outcome.logKey)
            }
            outcome.holdsSigningKey = try keys.retain(outcome.logKey)
            try draft.finish()
            return outcome.finished(manifest)
        } catch {
            draft.abandon()
            throw error
        }
    }

    private func requireEmpty(_ data: String) throws {
        let manager = FileManager.default
        guard manager.fileExists(atPath: data) else { return }
        guard try manager.contentsOfDirectory(atPath: data).isEmpty else {
            throw LedgerFolderError("\(data): it is not empty; restore into another folder")
        }
    }

    private func copy(
        _ manifest: BackupManifest,
        from backup: String,
        to folder: String
    ) throws {
        let manager = FileManager.default
        try LedgerFolder.makePrivateFolder("\(folder)/keys")
        for file in manifest.files {
            try manager.copyItem(
                atPath: "\(backup)/\(file.name)",
                toPath: "\(folder)/\(file.name)"
            )
        }
    }

    /// Whoever states a key from elsewhere gets a ledger that this key signs, or none.
    private func requireInForce(
        _ found: NoteVerifierKey,
        of backup: String,
        _ options: Options
    ) throws {
        guard let stated = options.logKey, stated != found else { return }
        throw LedgerFolderError(
            "\(backup): it is of \(found), not of \(stated). Where that key replaced this one "
                + "after the backup was made, catch up from whoever holds the entries since: "
                + "--mirror"
        )
    }
}

extension FolderRestore {
    /// An outcome in the making.
    private struct Settled {
        var size: UInt64
        /// The log's key in force after the last entry.
        var logKey: NoteVerifierKey
        var caughtUp: UInt64 = 0
        var lackingSegments: [String] = []
        var holdsSigningKey = false
        var warnings: [String] = []

        func finished(_ manifest: BackupManifest) -> Outcome {
            Outcome(
                manifest: manifest,
                size: size,
                caughtUp: caughtUp,
                lackingSegments: lackingSegments,
                holdsSigningKey: holdsSigningKey,
                warnings: warnings
            )
        }
    }

    /// Catches up from mirrors, and asks the witnesses whether they have seen more than there is
    /// then.
    private func settle(
        _ folder: String,
        _ manifest: BackupManifest,
        logKeys: LogKeyChain,
        options: Options
    ) async throws -> Settled {
        var settled = Settled(size: manifest.size, logKey: logKeys.inForce)
        var known = logKeys.keys
        let ledger = try SQLiteLogStore(path: LedgerFolder.File.ledger.path(in: folder))
        defer { try? ledger.close() }
        if !options.mirrors.isEmpty {
            let caught = try await CatchUp(logKey: logKeys.inForce, folder: folder).run(
                ledger,
                from: options.mirrors
            )
            settled.size = caught.size
            settled.caughtUp = caught.size - manifest.size
            settled.lackingSegments = caught.lackingSegments
            settled.logKey = caught.logKeys.inForce
            known += caught.logKeys.keys.dropFirst()
            try LogKeyFolder(folder: folder, passphrase: nil).state(settled.logKey)
        }
        if options.witnesses.isEmpty {
            settled.warnings.append(
                "no witness was asked: whether the ledger had more entries than this backup "
                    + "cannot be told"
            )
        }
        let findings = try await ask(options, settled.logKey, known, &settled.warnings)
        let size = settled.size
        for finding in findings {
            switch try await finding.judge(size: size, root: { try await ledger.root(at: $0) }) {
            case .continues: continue
            case .fork: throw FolderRestore.fork(finding, size)
            case .behind where !options.acceptsRollback:
                throw FolderRestore.rollback(finding, size)
            case .behind: settled.warnings.append(FolderRestore.accepted(finding, size))
            }
        }
        return settled
    }

    private func ask(
        _ options: Options,
        _ logKey: NoteVerifierKey,
        _ known: [NoteVerifierKey],
        _ warnings: inout [String]
    ) async throws -> [RollbackCheck.Finding] {
        let check = RollbackCheck(
            logKey: options.logKey ?? logKey,
            formerKeys: known,
            client: client
        )
        var findings: [RollbackCheck.Finding] = []
        for witness in options.witnesses {
            do { findings.append(try await check.ask(witness)) } catch {
                guard options.acceptsRollback else {
                    throw LedgerFolderError(
                        "\(error). Whether this backup is a rollback cannot be told without that "
                            + "witness. Where the log's key was replaced after the backup was "
                            + "made, give the new one as --vkey; --accept-rollback goes on all the "
                            + "same"
                    )
                }
                warnings.append("\(error)")
            }
        }
        return findings
    }

    private static func rollback(
        _ finding: RollbackCheck.Finding,
        _ size: UInt64
    ) -> LedgerFolderError {
        let seen = finding.latest?.checkpoint.size ?? 0
        return LedgerFolderError(
            """
            this backup is a rollback: it has \(size) entries, and witness \
            \(finding.witness.key.name) cosigned \(seen) \(finding.when). Serving it would sign a \
            second history for entries \(size) to \(seen - 1), which members hold receipts for, \
            and no witness would cosign it.
            Restore a newer backup, or catch up from whoever holds those entries: --mirror with \
            the data folder or backup of another node, or with the URL of a node and the API key \
            of an auditor. Only where those entries are given up for good, and every member is \
            told: --accept-rollback.
            """
        )
    }

    private static func accepted(_ finding: RollbackCheck.Finding, _ size: UInt64) -> String {
        let seen = finding.latest?.checkpoint.size ?? 0
        return "entries \(size) to \(seen - 1), which witness \(finding.witness.key.name) has "
            + "seen, are given up; it will not cosign this ledger again"
    }

    private static func fork(
        _ finding: RollbackCheck.Finding,
        _ size: UInt64
    ) -> LedgerFolderError {
        let seen = finding.latest?.checkpoint.size ?? 0
        return LedgerFolderError(
            "this is another history than the one that witness \(finding.witness.key.name) "
                + "cosigned \(finding.when): of the first \(seen) entries the root is not the "
                + "same. It cannot be served as this ledger; restore an earlier backup and catch "
                + "up from another mirror"
        )
    }
}

extension SQLiteLogStore {
    /// The root of the first entries, from their leaves.
    func root(at size: UInt64) async throws -> Hash {
        var frontier = MerkleFrontier()
        while frontier.size < size {
            let limit = min(4096, Int(clamping: size - frontier.size))
            let leaves = try await leaves(from: frontier.size, width: limit)
            guard !leaves.isEmpty else {
                throw LedgerFault.damaged(place: "entry \(frontier.size): it is missing")
            }
            for leaf in leaves { frontier.append(RFC6962.leafHash(leaf)) }
        }
        return frontier.root
    }
}
