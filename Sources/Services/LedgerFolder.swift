import Contracts
import Crypto
import Foundation
import Ledger
public import Logging
public import Marine
public import Storage
public import TransparencyLog

/// A platform opened from its data folder.
public struct OpenedPlatform: Sendable {
    /// The services.
    public let platform: Platform
    /// The followers' cursors.
    public let cursors: FollowerCursors
    /// The operator's API key, where the folder was empty and the ledger was founded just now.
    public let operatorKey: String?
    /// Where the notifier keeps its endpoints.
    public let notifierPath: String
    let notifierIsUntouched: Bool
    let folder: String
    let foldFile: FoldFile
    let signer: NoteSigner

    /// Answers what was taken and closes the files; the next start goes on from here.
    ///
    /// The notifier's file is to be closed before.
    public func close() async throws {
        await platform.sequencer.stop()
        let snapshot = try? await platform.sequencer.snapshot()
        try platform.store.base.close()
        if let snapshot { try? foldFile.write(snapshot, signer: signer) }
        try platform.view.close()
        try platform.segments.close()
        try cursors.close()
        // Without the record the next start only takes longer.
        if await platform.sequencer.damagedPlace() == nil { try? CleanStop.record(in: folder) }
    }
}

/// What keeps a data folder from being opened.
public struct LedgerFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and where.
    public let description: String

    /// Says what is wrong.
    public init(_ description: String) { self.description = description }
}

/// The folder that holds one ledger and what is derived from it.
public enum LedgerFolder {
    /// The files in a data folder.
    public enum File: String, Sendable {
        /// The ledger.
        case ledger = "ledger.sqlite"
        /// The fold of the ledger at the last clean stop.
        case fold = "ledger.fold"
        /// The segments of readings.
        case telemetry = "telemetry.sqlite"
        /// The query tables.
        case view = "view.sqlite"
        /// The webhook endpoints and deliveries.
        case notifier = "notifier.sqlite"
        /// What was published, with its cosignatures and timestamps.
        case publication = "publication.sqlite"
        /// The followers' cursors.
        case followers = "followers.sqlite"
        /// The log's signing key: a 32-byte Ed25519 seed in hexadecimal.
        case logKey = "keys/log.seed"
        /// The ledger's origin and verifier key.
        case identity = "keys/log.vkey"

        /// The file's path in a folder.
        public func path(in folder: String) -> String { "\(folder)/\(rawValue)" }
    }

    /// The origin of a ledger that is not told another.
    public static let defaultOrigin = "plimsoll.localhost/ledger"

    /// The verifier key of the ledger in a folder.
    public static func verifierKey(in folder: String) throws -> NoteVerifierKey {
        let path = File.identity.path(in: folder)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw LedgerFolderError("\(path): missing or not readable; is this a data folder?")
        }
        do {
            return try NoteVerifierKey(
                parsing: text.trimmingCharacters(in: .whitespacesAndNewlines)
            )
        } catch {
            throw LedgerFolderError("\(path): \(error)")
        }
    }

    /// Opens a data folder; an empty one is made into a new ledger's.
    ///
    /// `origin` names a ledger that is founded; for one that is there, another than its own is an
    /// error. So is a signing key that is missing, a store that cannot be read or is damaged.
    public static func open(
        path: String,
        origin: String?,
        operatorName: String = "Operator",
        logger: Logger,
        clock: @escaping @Sendable () -> Instant
    ) async throws -> OpenedPlatform {
        let signer = try signer(in: path, origin: origin)
        let name = signer.verifierKey.name
        if let origin, origin != name {
            throw LedgerFolderError("\(path): its ledger is '\(name)', not '\(origin)'")
        }
        let snapshot = FoldFile(folder: path).read(logKey: signer.verifierKey, logger: logger)
        let stores = try await openStores(in: path, logKey: signer.verifierKey, logger: logger)
        let sequencer = Sequencer(
            origin: name,
            store: stores.ledger,
            view: stores.view,
            signer: signer,
            logger: logger,
            clock: clock
        )
        do { try await sequencer.start(from: snapshot) } catch LedgerFault.damaged(let place) {
            throw LedgerFolderError.damagedLedger(path, place)
        }
        stores.ledger.whenDamaged { place in
            logger.critical("the ledger is damaged", metadata: ["place": "\(place)"])
            Task { await sequencer.foundDamaged(at: place) }
        }
        let platform = Platform(
            sequencer: sequencer,
            store: stores.ledger,
            view: stores.view,
            segments: stores.segments,
            logKey: signer.verifierKey,
            logger: logger,
            clock: clock
        )
        return OpenedPlatform(
            platform: platform,
            cursors: stores.cursors,
            operatorKey: try await platform.foundIfEmpty(operatorName: operatorName),
            notifierPath: File.notifier.path(in: path),
            notifierIsUntouched: stores.notifierIsUntouched,
            folder: path,
            foldFile: FoldFile(folder: path),
            signer: signer
        )
    }

    private static func signer(in folder: String, origin: String?) throws -> NoteSigner {
        let keyPath = File.logKey.path(in: folder)
        let manager = FileManager.default
        if let text = try? String(contentsOfFile: keyPath, encoding: .utf8) {
            let seed = Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines))
            guard let seed, seed.count == 32 else {
                throw LedgerFolderError("\(keyPath): not 32 bytes in hexadecimal")
            }
            return try NoteSigner(name: try verifierKey(in: folder).name, seed: seed)
        }
        guard !manager.fileExists(atPath: File.ledger.path(in: folder)) else {
            throw LedgerFolderError("\(keyPath): the ledger's signing key is missing or unreadable")
        }
        try manager.createDirectory(
            atPath: "\(folder)/keys",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let seed = Array(Curve25519.Signing.PrivateKey().rawRepresentation)
        let signer = try NoteSigner(name: origin ?? defaultOrigin, seed: seed)
        try write("\(signer.verifierKey)\n", to: File.identity.path(in: folder), mode: 0o644)
        try write("\(Hex.encode(seed))\n", to: keyPath, mode: 0o600)
        return signer
    }

    /// Writes a file that is never readable with more than its mode, even while it is written.
    private static func write(_ text: String, to path: String, mode: Int) throws {
        guard
            FileManager.default.createFile(
                atPath: path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: mode]
            )
        else { throw LedgerFolderError("\(path): cannot be written") }
    }
}

extension Platform {
    /// Founds the ledger where it is empty, and issues the operator's first API key.
    ///
    /// - Returns: the key, shown this once; `nil` where the operator has one already.
    func foundIfEmpty(operatorName: String) async throws -> String? {
        let member = try MemberID(parsing: "operator")
        if sequencer.consortium() == nil {
            let editions = Dictionary(
                uniqueKeysWithValues: ContractName.allCases.map { ($0.rawValue, currentEdition) }
            )
            _ = try await submit(
                .consortium(
                    .found(
                        origin: origin,
                        operatorMember: member,
                        operatorName: operatorName,
                        logKey: logKey.description,
                        editions: editions
                    )
                ),
                as: member,
                id: "found"
            )
        }
        // A crash between the founding and the first key must not lock the operator out.
        guard let held = sequencer.consortium()?.members[member], held.apiKeys.isEmpty else {
            return nil
        }
        let issued = try await issueAPIKey(
            for: member,
            as: Caller(member: member, roles: [.operator]),
            options: ChangeOptions()
        )
        return issued.secret
    }
}
