import Contracts
import Foundation
public import Ledger
public import Logging
public import Marine
import Publication
import Services
import Storage
public import TransparencyLog

/// What keeps a data folder from being opened.
public struct LedgerFolderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and where.
    public let description: String

    /// Says what is wrong.
    public init(_ description: String) { self.description = description }
}

extension LedgerFolderError {
    /// A ledger that is not what was written, and what to do about it.
    static func damagedLedger(_ folder: String, _ place: String) -> LedgerFolderError {
        LedgerFolderError(
            "\(LedgerFolder.File.ledger.path(in: folder)): damaged at \(place). Nothing was "
                + "served. See plimsoll audit --data \(folder); then restore the newest backup "
                + "into another folder with plimsoll restore, which can catch up from a mirror"
        )
    }
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
        /// The log's signing key: a 32-byte Ed25519 seed in hexadecimal, or encrypted.
        case logKey = "keys/log.seed"
        /// The key that comes into force next, while a rotation is under way.
        case nextLogKey = "keys/log.seed.next"
        /// The ledger's origin and verifier key in force, for whoever has none from elsewhere.
        case identity = "keys/log.vkey"

        /// The file's path in a folder.
        public func path(in folder: String) -> String { "\(folder)/\(rawValue)" }
    }

    /// The origin of a ledger that is not told another.
    public static let defaultOrigin = "plimsoll.localhost/ledger"

    /// The verifier key that a folder states for its ledger.
    public static func verifierKey(in folder: String) throws -> NoteVerifierKey {
        let path = File.identity.path(in: folder)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw LedgerFolderError("\(path): missing or not readable; is this a data folder?")
        }
        do {
            let first = text.split(separator: "\n").first.map(String.init) ?? ""
            return try NoteVerifierKey(
                parsing: first.trimmingCharacters(in: .whitespacesAndNewlines)
            )
        } catch {
            throw LedgerFolderError("\(path): \(error)")
        }
    }

    /// Opens a data folder; an empty one is made into a new ledger's.
    ///
    /// `origin` names a ledger that is founded; for one that is there, another than its own is an
    /// error. So is a signing key that is missing, open to others or under another passphrase, and
    /// a store that cannot be read or is damaged. `operatorSigner` signs what the platform itself
    /// asks for, where the operator holds a key. `dismissesEvidence` forgets what witnesses have shown
    /// against the ledger.
    public static func open(
        path: String,
        origin: String?,
        operatorName: String = "Operator",
        passphrase: Passphrase? = nil,
        operatorSigner: MemberSigner? = nil,
        dismissesEvidence: Bool = false,
        logger: Logger,
        clockGuard: ClockGuard? = nil,
        clock: @escaping @Sendable () -> Instant
    ) async throws -> OpenedPlatform {
        try await open(
            path: path,
            keys: LogKeyFolder(folder: path, passphrase: passphrase),
            origin: origin,
            operatorName: operatorName,
            operatorSigner: operatorSigner,
            dismissesEvidence: dismissesEvidence,
            logger: logger,
            clockGuard: clockGuard,
            clock: clock
        )
    }

    static func open(
        path: String,
        keys: LogKeyFolder,
        origin: String?,
        operatorName: String,
        operatorSigner: MemberSigner?,
        dismissesEvidence: Bool = false,
        logger: Logger,
        clockGuard: ClockGuard? = nil,
        clock: @escaping @Sendable () -> Instant
    ) async throws -> OpenedPlatform {
        let logKeys = try logKeys(keys, in: path, origin: origin)
        let name = logKeys.verifierKeys[0].name
        if let origin, origin != name {
            throw LedgerFolderError("\(path): its ledger is '\(name)', not '\(origin)'")
        }
        try await requireKeyOfLedger(logKeys, in: path)
        if try keys.sealWhatIsPlain() {
            logger.notice("the log's key lay in clear, and is encrypted now")
        }
        let fold = FoldFile(folder: path)
        let snapshot = logKeys.verifierKeys.lazy
            .compactMap { fold.read(logKey: $0, logger: logger) }.first
        let stores = try await openStores(
            in: path,
            origin: name,
            logger: logger,
            stopKeys: logKeys.verifierKeys
        ) { logKeys.verifierKeys }
        let sequencer = Sequencer(
            origin: name,
            store: stores.ledger,
            view: stores.view,
            keys: logKeys,
            logger: logger,
            clockGuard: clockGuard,
            clock: clock
        )
        do { try await sequencer.start(from: snapshot) } catch let fault as LedgerFault {
            switch fault {
            case .damaged(let place): throw LedgerFolderError.damagedLedger(path, place)
            case .keyNotHeld:
                let inForce = sequencer.consortium()?.logKey ?? "unknown"
                throw LedgerFolderError.keyOfAnotherTerm(logKeys.verifierKeys, inForce, in: path)
            default: throw fault
            }
        }
        try await requireNoReceiverAhead(of: await sequencer.size(), in: path)
        if let fault = sequencer.clockFault() {
            logger.critical(
                """
                the ledger's last entry is ahead of the clock, and no command is taken until the \
                clock has come so far: put the clock right, or restore a backup from before it was \
                wrong
                """,
                metadata: ["reason": "\(fault)"]
            )
        }
        stores.ledger.whenDamaged { place in
            logger.critical("the ledger is damaged", metadata: ["place": "\(place)"])
            Task { await sequencer.foundDamaged(at: place) }
        }
        if let consortium = sequencer.consortium(), try keys.settle(consortium) {
            logger.notice("a new log key is in force", metadata: ["key": "\(consortium.logKey)"])
        }
        let platform = Platform(
            sequencer: sequencer,
            store: stores.ledger,
            view: stores.view,
            segments: stores.segments,
            logKey: logKeys.inForce(sequencer.consortium())?.verifierKey
                ?? logKeys.verifierKeys[0],
            operatorSigner: operatorSigner,
            logger: logger,
            clock: clock
        )
        // Not before: what the last server left is compared with its seal as the stores open.
        if dismissesEvidence {
            let names = try await dismissEvidence(in: path)
            logger.warning("evidence is forgotten", metadata: ["witnesses": "\(names)"])
        }
        let disownment = try await disownment(of: platform, in: path, logger: logger)
        if let disownment { await sequencer.disown(disownment, logger) }
        let operatorKey = try await platform.writeGenesisIfEmpty(operatorName: operatorName)
        if disownment == nil { try await platform.adoptEdition() }
        return OpenedPlatform(
            platform: platform,
            stores: stores,
            operatorKey: operatorKey,
            notifierPath: File.notifier.path(in: path),
            folder: path,
            foldFile: fold,
            logKeys: logKeys
        )
    }

    /// Why the folder's ledger may take no commands, by what was published from it; `nil` where
    /// nothing speaks against it.
    private static func disownment(
        of platform: Platform,
        in folder: String,
        logger: Logger
    ) async throws -> String? {
        let path = File.publication.path(in: folder)
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let record: SQLitePublicationStore
        do { record = try SQLitePublicationStore(path: path) } catch {
            throw LedgerFolderError(
                "\(path): it does not open: \(error). What it holds can be asked for anew: move it "
                    + "away, and start again"
            )
        }
        defer { try? record.close() }
        do {
            return try await PublishedRecord(
                record,
                at: path,
                against: platform.store,
                called: File.ledger.rawValue,
                logKeys: try await platform.logKeyChain(),
                logger: logger
            ).disownment()
        } catch let error as PublicationError {
            throw LedgerFolderError(error.description)
        }
    }

    private static func logKeys(
        _ keys: LogKeyFolder,
        in folder: String,
        origin: String?
    ) throws -> LogKeys {
        if let key = try keys.key() { return LogKeys(key, successor: try keys.successor()) }
        guard !FileManager.default.fileExists(atPath: File.ledger.path(in: folder)) else {
            throw LedgerFolderError(
                "\(File.logKey.path(in: folder)): the ledger's signing key is missing"
            )
        }
        return LogKeys(try keys.create(origin: origin ?? defaultOrigin))
    }
}
