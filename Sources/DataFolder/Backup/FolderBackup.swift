import Foundation
import Ledger
public import Marine
import SQLiteFiles
import Storage
public import TransparencyLog

/// Copies a data folder, served or not, into one that a server can be started on.
public enum FolderBackup {
    /// Backs a data folder up.
    ///
    /// What is derived from the ledger is copied before it and so is never ahead of it; the
    /// segments are copied after it, as each is stored before the ledger names it. The copy is
    /// then opened and checked whole, and takes its name only if nothing was found.
    ///
    /// - Parameters:
    ///   - data: The data folder.
    ///   - target: The folder to make; there must be nothing of that name.
    ///   - logKey: The ledger's verifier key, from elsewhere; the folder's own where it is `nil`.
    ///   - withKeys: Whether the log's signing key is copied too.
    ///   - now: The instant to note.
    /// - Returns: what is in the backup.
    /// - Throws: `LedgerFolderError` or `LedgerFault`, of which `damaged` names what in the copy,
    ///   and so in the folder, is not what was written.
    public static func run(
        data: String,
        to target: String,
        logKey: NoteVerifierKey? = nil,
        withKeys: Bool,
        now: Instant
    ) async throws -> BackupManifest {
        let manager = FileManager.default
        guard manager.fileExists(atPath: LedgerFolder.File.ledger.path(in: data)) else {
            throw LedgerFolderError("\(data): there is no ledger here")
        }
        guard !manager.fileExists(atPath: target) else {
            throw LedgerFolderError("\(target): there is something of that name already")
        }
        let vkey = try logKey ?? LedgerFolder.verifierKey(in: data)
        let draft = try DraftFolder(for: target)
        do {
            for name in try storesInOrder(of: data) {
                do throws(SQLiteFileError) {
                    try SQLiteFile.copy("\(data)/\(name)", to: "\(draft.path)/\(name)")
                } catch { throw LedgerFault(error) }
                try manager.setAttributes(
                    [.posixPermissions: 0o600],
                    ofItemAtPath: "\(draft.path)/\(name)"
                )
            }
            let holdsKey = try copyKeys(from: data, to: draft.path, withSecrets: withKeys)
            let verified = try await VerifiedFolder(draft.path, trusting: vkey)
            let manifest = BackupManifest(
                of: verified,
                vkey: verified.logKeys.inForce,
                time: "\(now)",
                holdsSigningKey: holdsKey,
                files: try draft.files().map { try .init($0, in: draft.path) }
            )
            try manifest.write(to: draft.path)
            try draft.finish()
            return manifest
        } catch {
            draft.abandon()
            throw error
        }
    }

    /// The databases of a folder in the order in which they are copied.
    private static func storesInOrder(of data: String) throws -> [String] {
        let last = [LedgerFolder.File.ledger.rawValue, LedgerFolder.File.telemetry.rawValue]
        let all = try FileManager.default.contentsOfDirectory(atPath: data)
            .filter { $0.hasSuffix(".sqlite") }
        return all.filter { !last.contains($0) }.sorted() + last.filter(all.contains)
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
        try manager.createDirectory(
            atPath: "\(target)/keys",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        for name in try manager.contentsOfDirectory(atPath: "\(data)/keys").sorted() {
            let file = "keys/\(name)"
            let isPublic = file == LedgerFolder.File.identity.rawValue
            guard isPublic || withSecrets else { continue }
            guard
                let bytes = manager.contents(atPath: "\(data)/\(file)"),
                manager.createFile(
                    atPath: "\(target)/\(file)",
                    contents: bytes,
                    attributes: [.posixPermissions: isPublic ? 0o644 : 0o600]
                )
            else { throw LedgerFolderError("\(data)/\(file): it cannot be copied") }
        }
        return manager.fileExists(atPath: LedgerFolder.File.logKey.path(in: target))
    }
}
