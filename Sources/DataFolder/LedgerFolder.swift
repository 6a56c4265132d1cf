import Contracts
import Foundation
public import Ledger
public import Logging
public import Marine
import Publication
import SQLiteFiles
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
    /// A ledger that may be whole, and cannot be read or written now.
    static func unopenedLedger(_ folder: String, _ reason: String) -> LedgerFolderError {
        LedgerFolderError("\(folder): the ledger cannot be opened now: \(reason)")
    }

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
    public enum File: String, Sendable, CaseIterable {
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

        /// What is done with the file as one of the databases; `nil` for one that is none.
        var store: Store? {
            switch self {
            case .ledger: Store(atStop: .left, holdsOtherRows: true, backup: .third)
            case .telemetry: Store(atStop: .noted, holdsOtherRows: false, backup: .fourth)
            case .view: Store(atStop: .left, holdsOtherRows: false, backup: .madeAgain)
            case .notifier: Store(atStop: .sealed, holdsOtherRows: true, backup: .first)
            case .publication: Store(atStop: .sealed, holdsOtherRows: true, backup: .second)
            case .followers:
                Store(atStop: .sealedOrDropped, holdsOtherRows: true, backup: .madeAgain)
            case .fold, .logKey, .nextLogKey, .identity: nil
            }
        }

        /// The databases.
        static let stores = allCases.filter { $0.store != nil }

        /// The file's path in a folder.
        public func path(in folder: String) -> String { "\(folder)/\(rawValue)" }
    }

    /// What is done with one of the databases.
    struct Store {
        /// What the record of a clean stop holds of it, and what a start makes of a difference.
        enum AtStop {
            /// Nothing: the ledger and the view have each their own proof.
            case left
            /// That it was there: each segment of readings has its digest on the ledger, but they
            /// are not to be gone.
            case noted
            /// The SHA-256 of the whole file, as the ledger alone cannot restore it: the folder is
            /// not served with a file that has another.
            case sealed
            /// The SHA-256 of the whole file; a file that has another is dropped and made again
            /// from the ledger.
            case sealedOrDropped
        }

        /// Which of them a backup copies when: what is kept beside the ledger before it, so that it
        /// is never ahead, and the segments after it, as each is stored before the ledger names it.
        enum Backup: Int {
            case first, second, third, fourth
            /// It is not copied: nothing would vouch for it,
            /// and the first start makes it from the ledger.
            case madeAgain
        }

        let atStop: AtStop
        /// Whether it may hold rows which no other part of an audit meets.
        let holdsOtherRows: Bool
        let backup: Backup

        /// Whether the record of a clean stop has every bit of it.
        var isSealed: Bool {
            switch atStop {
            case .sealed, .sealedOrDropped: true
            case .left, .noted: false
            }
        }

        /// Whether a folder is not served where the file is not as it was left.
        var mustBeAsLeft: Bool {
            switch atStop {
            case .noted, .sealed: true
            case .left, .sealedOrDropped: false
            }
        }
    }

    /// The origin of a ledger that is not told another.
    public static let defaultOrigin = "plimsoll.localhost/ledger"

    private static let identityLimit = 1 << 16

    /// The verifier key that a folder states for its ledger.
    public static func verifierKey(in folder: String) throws -> NoteVerifierKey {
        let path = File.identity.path(in: folder)
        guard FileManager.default.fileExists(atPath: path) else {
            throw LedgerFolderError(
                "\(path): missing; is this a data folder? Where it is, write the ledger's verifier "
                    + "key there in one line, as members have it"
            )
        }
        do throws(SQLiteFileError) { _ = try FilePlace.isThere(path) } catch {
            throw LedgerFolderError("\(error)")
        }
        let text = String(decoding: try NamedFile.read(path, upTo: identityLimit), as: UTF8.self)
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
    /// asks for, where the operator holds a key. `dismissesEvidence` forgets what witnesses have
    /// shown against the ledger. `choosing` says which clock the ledger goes by, and `clock` is the
    /// machine's, which `clockGuard` holds entries' instants against.
    ///
    /// - Throws: `LedgerFolderError` where the folder cannot be opened so, before anything in it is
    ///   changed.
    public static func open(
        path: String,
        origin: String?,
        operatorName: String = "Operator",
        passphrase: Passphrase? = nil,
        operatorSigner: MemberSigner? = nil,
        dismissesEvidence: Bool = false,
        logger: Logger,
        choosing choice: ClockChoice = .machine,
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
            choosing: choice,
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
        choosing choice: ClockChoice = .machine,
        clockGuard: ClockGuard? = nil,
        clock: @escaping @Sendable () -> Instant
    ) async throws -> OpenedPlatform {
        try FolderContents.requireFiles(in: path)
        try keys.requireSealable()
        let logKeys = try logKeys(keys, in: path, origin: origin, choice)
        let name = logKeys.verifierKeys[0].name
        if let origin, origin != name {
            throw LedgerFolderError("\(path): its ledger is '\(name)', not '\(origin)'")
        }
        // What speaks against a start is found before anything is changed.
        let inspection = try await FolderInspector(
            folder: path,
            keys: keys,
            logKeys: logKeys,
            dismissesEvidence: dismissesEvidence,
            logger: logger
        ).run()
        let simulated: SimulatedClock?
        let stores: Stores
        do {
            simulated = try choice.simulatedClock(inspection.snapshot, in: path)
            stores = try await openStores(in: path, inspection, keys, logKeys, logger)
        } catch {
            inspection.abandon()
            throw error
        }
        let instants: @Sendable () -> Instant =
            if let simulated { { simulated.now } } else { clock }
        let sequencer = Sequencer(
            origin: name,
            store: stores.ledger,
            view: stores.view,
            keys: logKeys,
            logger: logger,
            // What is set on purpose is held against nothing.
            clockGuard: simulated == nil ? clockGuard : nil,
            clock: instants
        )
        do { try await sequencer.start(from: inspection.snapshot) } catch {
            stores.close()
            throw error
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
            simulatedClock: simulated,
            clock: clock
        )
        var opened = OpenedPlatform(
            platform: platform,
            stores: stores,
            operatorKey: nil,
            notifierPath: File.notifier.path(in: path),
            folder: path,
            foldFile: FoldFile(folder: path),
            logKeys: logKeys,
            adoptsEndpoints: inspection.adoptsEndpoints,
            wasSealed: inspection.wasSealed,
            logger: logger
        )
        do {
            try await settle(opened, keys, inspection.divergence, dismissesEvidence, logger)
            opened.operatorKey = try await platform.writeGenesisIfEmpty(operatorName: operatorName)
            try GenesisMark.end(in: path)
            if inspection.divergence == nil { try await platform.adoptEdition() }
        } catch {
            // Nothing was served: the folder is sealed again as it was found.
            try? await opened.closeUnserved()
            throw error
        }
        return opened
    }

    /// Says what is to be known of the ledger, and brings what is kept beside it in line.
    private static func settle(
        _ opened: OpenedPlatform,
        _ keys: LogKeyFolder,
        _ divergence: String?,
        _ dismissesEvidence: Bool,
        _ logger: Logger
    ) async throws {
        let sequencer = opened.platform.sequencer
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
        opened.stores.ledger.whenDamaged { place in
            logger.critical("the ledger is damaged", metadata: ["place": "\(place)"])
            Task { await sequencer.foundDamaged(at: place) }
        }
        if let consortium = sequencer.consortium(), try keys.settle(consortium) {
            logger.notice("a new log key is in force", metadata: ["key": "\(consortium.logKey)"])
        }
        if dismissesEvidence {
            let names = try await dismissEvidence(in: opened.folder)
            logger.warning("evidence is forgotten", metadata: ["witnesses": "\(names)"])
        }
        if let divergence { await sequencer.disown(divergence, logger) }
    }

    private static func logKeys(
        _ keys: LogKeyFolder,
        in folder: String,
        origin: String?,
        _ choice: ClockChoice
    ) throws -> LogKeys {
        if let key = try keys.key() { return LogKeys(key, successor: try keys.successor()) }
        guard !FileManager.default.fileExists(atPath: File.ledger.path(in: folder)) else {
            throw LedgerFolderError(
                "\(File.logKey.path(in: folder)): the ledger's signing key is missing. Nothing was "
                    + "served. Put the file there that was kept elsewhere (0600); a backup has it "
                    + "only where it was made with --with-keys. Without that key nobody can "
                    + "continue this ledger: it can be audited, and another be founded"
            )
        }
        try FolderTraces.requireNone(in: folder)
        if choice == .simulated(from: nil) { throw LedgerFolderError.noInstantToBegin(folder) }
        try GenesisMark.begin(in: folder)
        return LogKeys(try keys.create(origin: origin ?? defaultOrigin))
    }
}
