import Glibc
import Ledger
import Logging
public import Notifier
import SQLiteFiles
import Storage
import TransparencyLog

/// What was set back of the webhooks, where they were ahead of the ledger's end.
public struct LoweredCursors: Hashable, Sendable {
    /// How many entries the ledger has, and so where the endpoints are now.
    public let size: UInt64
    /// How many endpoints were ahead.
    public let endpoints: Int
    /// How many deliveries were about entries that there are not.
    public let deliveries: Int
}

/// The webhook endpoints of a folder as an operator has accepted them.
public struct AcceptedEndpoints: Hashable, Sendable {
    /// In what they differed from those that the log's key had signed, in words; `nil` where they
    /// did not, and nothing was changed.
    public let difference: String?
    /// All of them, as they are.
    public let endpoints: [WebhookEndpoint]
}

extension LedgerFolder {
    /// Sets webhook endpoints that are ahead of the ledger's end back to it, and drops the
    /// deliveries of entries that there are not; no server has the folder open.
    ///
    /// Where nothing is ahead, and wherever it fails, the folder stays as it was. One that is
    /// sealed is sealed again, for which the log's key is needed.
    ///
    /// - Throws: `LedgerFolderError` where the ledger is not as long as its checkpoint says, the
    ///   notifier's file is not as the server left it, or the log's key is not there; what keeps
    ///   the files from being used.
    public static func lowerCursors(
        in folder: String,
        passphrase: Passphrase? = nil
    ) async throws -> LoweredCursors {
        let found = try await ClosedFolder(folder, passphrase)
        let size = found.size
        guard try await found.ahead() else {
            return LoweredCursors(size: size, endpoints: 0, deliveries: 0)
        }
        return try await found.change { path in
            let deliveries = try DeliveryStore(path: path)
            defer { try? deliveries.close() }
            let lowered = try await deliveries.forgetEntries(from: size)
            try deliveries.close()
            return LoweredCursors(
                size: size,
                endpoints: lowered.endpoints,
                deliveries: lowered.deliveries
            )
        }
    }

    /// Signs the webhook endpoints of a folder as they are, where they differ from those that the
    /// log's key had signed; no server has the folder open.
    ///
    /// Where they do not, and wherever it fails, the folder stays as it was.
    ///
    /// - Throws: `LedgerFolderError` where the log's key in force is not there, or the notifier's
    ///   file is not as the server left it when it stopped in order;
    ///   what keeps the files from being used.
    public static func acceptEndpoints(
        in folder: String,
        passphrase: Passphrase? = nil
    ) async throws -> AcceptedEndpoints {
        let found = try await ClosedFolder(folder, passphrase)
        let (difference, endpoints) = try await found.endpoints()
        guard difference != nil else {
            return AcceptedEndpoints(difference: nil, endpoints: endpoints)
        }
        let signer = try found.signer()
        let sealing = EndpointNote.sealing(
            signer,
            logKeys: found.logKeys.keys,
            Logger(label: "plimsoll")
        )
        try await found.change { path in
            try DeliveryStore(path: path, sealing: sealing, isAdopted: true).close()
        }
        return AcceptedEndpoints(difference: difference, endpoints: endpoints)
    }
}

/// A folder that no server has open, and whose webhooks are to be changed.
private struct ClosedFolder {
    /// How many entries the ledger has, by its tables and by its latest checkpoint.
    let size: UInt64
    /// The log's keys, as the ledger's entries put them in force.
    let logKeys: LogKeyChain
    private let path: String
    private let keys: LogKeyFolder
    /// The record of the last clean stop, which holds; `nil` where there is none.
    private let stop: CleanStop?

    private var notifier: String { LedgerFolder.File.notifier.path(in: path) }

    /// Looks at a folder, and changes nothing.
    init(_ folder: String, _ passphrase: Passphrase?) async throws {
        path = folder
        keys = LogKeyFolder(folder: folder, passphrase: passphrase)
        try FolderContents.requireFiles(in: folder)
        // Before anything is opened.
        let stated = [try LedgerFolder.verifierKey(in: folder)]
        if let broken = try CleanStop.brokenSeals(in: folder, logKeys: stated).first {
            throw LedgerFolderError.brokenSeal(broken, in: folder)
        }
        let ledgerPath = LedgerFolder.File.ledger.path(in: folder)
        let source = try ReadOnlyFile(ledgerPath, for: .owner)
        defer { source.discardCopy() }
        let ledger = try SQLiteLogStore(reading: source)
        defer { try? ledger.close() }
        let head = try await ledger.head()
        let signed = try head.checkpoint.map { try Checkpoint(parsing: $0.text) }
        guard let signed, signed.size == head.size else {
            throw LedgerFolderError(
                "\(ledgerPath): it has \(head.size) entries, but its checkpoint is of "
                    + "\(signed.map { "\($0.size)" } ?? "none"); audit it before anything else"
            )
        }
        size = head.size
        logKeys = try await LogKeyChain(along: ledger, size: head.size)
        if try FilePlace.isThere("\(folder)/\(CleanStop.name)") {
            try CleanStop.requireUnbroken(in: folder, logKeys: logKeys.keys)
            stop = CleanStop.recorded(in: folder, by: logKeys.keys)
        } else {
            stop = nil
        }
        guard try FilePlace.isThere(notifier) else { throw NamedFile.failure(notifier, 2) }
    }

    /// The log's key in force.
    func signer() throws -> NoteSigner {
        for signer in [try keys.key(), try keys.successor()] {
            if let signer, signer.verifierKey == logKeys.inForce { return signer }
        }
        throw LedgerFolderError(
            "\(LedgerFolder.File.logKey.path(in: path)): it is not the log's key in force, "
                + "\(logKeys.inForce), which is to sign. Nothing is changed. "
                + "Put that key's file there"
        )
    }

    /// Whether anything of the webhooks is ahead of the ledger's end.
    func ahead() async throws -> Bool {
        let source = try ReadOnlyFile(notifier, for: .owner)
        defer { source.discardCopy() }
        return try await LedgerReader.notifier.ahead(of: size, in: source) != nil
    }

    /// The endpoints, and in what they differ from those that were signed.
    func endpoints() async throws -> (difference: String?, [WebhookEndpoint]) {
        let source = try ReadOnlyFile(notifier, for: .owner)
        defer { source.discardCopy() }
        let deliveries = try DeliveryStore(reading: source)
        defer { try? deliveries.close() }
        let seal = try await deliveries.endpointSeal()
        let difference = EndpointNote.difference(seal, logKeys: logKeys.keys)
        return (difference, try await deliveries.allEndpoints())
    }

    /// Changes the notifier's file in one transaction of `change`.
    ///
    /// A file that is sealed is changed in a copy, which takes its place as a whole. Cut short
    /// after that, the folder has no seal, and the next start checks everything.
    func change<Value>(_ change: (_ path: String) async throws -> Value) async throws -> Value {
        guard let stop else { return try await change(notifier) }
        let signer = try signer()
        let draft = PrivateFile.draft(of: notifier)
        SQLiteFile.discard(draft)
        do {
            try SQLiteFile.copy(notifier, to: draft, for: .owner)
            let value = try await change(draft)
            try SQLiteFile.requireWhole(draft)
            try CleanStop.remove(from: path)
            guard rename(draft, notifier) == 0 else {
                let failure = NamedFile.failure(notifier, errno)
                try stop.reseal(.notifier, in: path, signer: signer)
                throw failure
            }
            try stop.reseal(.notifier, in: path, signer: signer)
            return value
        } catch {
            SQLiteFile.discard(draft)
            throw error
        }
    }
}
