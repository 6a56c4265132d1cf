import Foundation
import Ledger
public import Marine
import SQLiteFiles
import Storage
public import TransparencyLog

/// Copies a data folder, served or not, into one that a server can be started on.
public enum FolderBackup {
    /// What a backup came to.
    public struct Outcome: Sendable {
        /// What is in it.
        public let manifest: BackupManifest
        /// Why no seal of the log's key is in it; `nil` where there is one.
        public let unsealed: String?
    }

    /// Backs a data folder up.
    ///
    /// The segments are copied after the ledger, as each is stored before the ledger names it, and
    /// what is kept beside it before, so that it is never ahead. The copy is then opened and
    /// checked whole, and takes its name only if nothing was found. What the ledger alone gives,
    /// the view and the followers' cursors, is not copied: nothing would vouch for it, and the
    /// first start makes it.
    ///
    /// Where the folder's server has stopped in order, its seal is compared first. The copy is
    /// sealed by the log's key, if that can be read and a seal or a server
    /// vouches for what is copied.
    ///
    /// - Parameters:
    ///   - data: The data folder.
    ///   - target: The folder to make; there must be nothing of that name.
    ///   - logKey: The ledger's verifier key, from elsewhere; the folder's own where it is `nil`.
    ///   - withKeys: Whether the log's signing key is copied too.
    ///   - passphrase: What the log's signing key is encrypted under, to seal the copy.
    ///   - now: The instant to note.
    /// - Returns: what is in the backup, and whether it is sealed.
    /// - Throws: `LedgerFolderError` or `LedgerFault`, of which `damaged` names what in the copy,
    ///   and so in the folder, is not what was written.
    public static func run(
        data: String,
        to target: String,
        logKey: NoteVerifierKey? = nil,
        withKeys: Bool,
        passphrase: Passphrase? = nil,
        now: Instant
    ) async throws -> Outcome {
        let manager = FileManager.default
        guard manager.fileExists(atPath: LedgerFolder.File.ledger.path(in: data)) else {
            throw LedgerFolderError("\(data): there is no ledger here")
        }
        guard !manager.fileExists(atPath: target) else {
            throw LedgerFolderError("\(target): there is something of that name already")
        }
        let stated = try LedgerFolder.verifierKey(in: data)
        let vkey = logKey ?? stated
        try FolderContents.requireFiles(in: data)
        let proof = try ContentsProof(of: data, logKeys: [vkey, stated])
        let draft = try DraftFolder(for: target)
        do {
            for name in try copied(of: data) {
                do throws(SQLiteFileError) {
                    try SQLiteFile.copy(
                        "\(data)/\(name)",
                        to: "\(draft.path)/\(name)",
                        for: proof == .server ? .visitor(isServed: true) : .owner
                    )
                } catch { throw LedgerFault(error) }
            }
            let holdsKey = try copyKeys(from: data, to: draft.path, withSecrets: withKeys)
            let verified = try await VerifiedFolder(draft.path, trusting: vkey)
            let difference = try await EndpointNote.difference(
                in: draft.path,
                logKeys: verified.logKeys.keys
            )
            if let difference { throw LedgerFolderError.strangeEndpoints(difference, in: data) }
            let unsealed = seal(
                draft.path,
                at: verified,
                proof,
                LogKeyFolder(folder: data, passphrase: passphrase)
            )
            let manifest = BackupManifest(
                of: verified,
                vkey: verified.logKeys.inForce,
                time: "\(now)",
                holdsSigningKey: holdsKey,
                files: try draft.files().map { try .init($0, in: draft.path) }
            )
            try manifest.write(to: draft.path)
            try draft.finish()
            return Outcome(manifest: manifest, unsealed: unsealed)
        } catch {
            draft.abandon()
            throw error
        }
    }

    /// Seals a copy as a server seals its folder when it stops.
    ///
    /// - Returns: why it is not sealed; `nil` where it is.
    private static func seal(
        _ draft: String,
        at verified: VerifiedFolder,
        _ proof: ContentsProof,
        _ keys: LogKeyFolder
    ) -> String? {
        if proof == .nothing {
            return "the folder has none itself, as its server did not stop in order"
        }
        do {
            guard let signer = try keys.key(), signer.verifierKey == verified.logKeys.inForce else {
                return "the log's key in force is not in the folder"
            }
            try CleanStop.record(
                in: draft,
                without: LedgerFolder.File.stores,
                at: verified.note.text,
                signer: signer
            )
            return nil
        } catch { return "\(error)" }
    }

    /// The databases of a folder that are copied, in their order.
    private static func copied(of data: String) throws -> [String] {
        let places = LedgerFolder.File.stores.compactMap { file in
            file.store.map { (file: file, backup: $0.backup) }
        }
        let names = places.filter { $0.backup != .madeAgain }
            .sorted { $0.backup.rawValue < $1.backup.rawValue }.map(\.file.rawValue)
        return try names.filter { name in
            do throws(SQLiteFileError) { return try FilePlace.isThere("\(data)/\(name)") } catch {
                throw LedgerFault(error)
            }
        }
    }

    /// Copies what identifies the log and, if asked for, what it signs with.
    ///
    /// - Returns: whether the signing key is in the copy.
    private static func copyKeys(
        from data: String,
        to target: String,
        withSecrets: Bool
    ) throws -> Bool {
        let manager = FileManager.default
        try LedgerFolder.makePrivateFolder("\(target)/keys")
        for name in try manager.contentsOfDirectory(atPath: "\(data)/keys").sorted() {
            let file = "keys/\(name)"
            let isPublic = file == LedgerFolder.File.identity.rawValue
            guard isPublic || withSecrets else { continue }
            guard let bytes = manager.contents(atPath: "\(data)/\(file)") else {
                throw LedgerFolderError("\(data)/\(file): it cannot be read")
            }
            try PrivateFile.replace(
                "\(target)/\(file)",
                with: Array(bytes),
                mode: isPublic ? 0o644 : 0o600
            )
        }
        return manager.fileExists(atPath: LedgerFolder.File.logKey.path(in: target))
    }
}

/// What shows that a folder holds beside its ledger what its server left there.
private enum ContentsProof: Equatable {
    /// The record of the last clean stop.
    case seal
    /// The server that has it open.
    case server
    case nothing

    /// Compares the files with the record, where there is one.
    ///
    /// - Throws: `LedgerFolderError` where one is not as the server left it.
    init(of folder: String, logKeys: [NoteVerifierKey]) throws {
        guard !AuditedFolder.isLocked(folder) else {
            self = .server
            return
        }
        guard try FilePlace.isThere("\(folder)/\(CleanStop.name)") else {
            self = .nothing
            return
        }
        try CleanStop.requireUnbroken(in: folder, logKeys: logKeys)
        self = .seal
    }
}

extension CleanStop {
    /// Refuses a folder whose record of the last clean stop is not the log's, or does not hold.
    ///
    /// - Throws: `LedgerFolderError` with what is not as the server left it.
    static func requireUnbroken(in folder: String, logKeys: [NoteVerifierKey]) throws {
        guard recorded(in: folder, by: logKeys) != nil else {
            throw LedgerFolderError(
                "\(folder)/\(name): it is not signed by the log's key, or is no record of a clean "
                    + "stop: nothing vouches for what is beside the ledger. See plimsoll audit; to "
                    + "go on all the same, remove this file"
            )
        }
        if let broken = try brokenSeals(in: folder, logKeys: logKeys).first {
            throw LedgerFolderError.brokenSeal(broken, in: folder)
        }
    }
}
