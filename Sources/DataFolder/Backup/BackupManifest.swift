public import CanonicalJSON
import Crypto
import Foundation
import TransparencyLog

/// What a backup holds, beside the files themselves.
public struct BackupManifest: Record, Hashable, Sendable {
    /// One file of a backup.
    public struct File: Record, Hashable, Sendable {
        /// Its path in the backup.
        public var name: String
        /// Its length.
        public var bytes: Int
        /// Its SHA-256 in hexadecimal.
        public var sha256: String
    }

    /// The name of the manifest's own file.
    public static let fileName = "manifest.json"
    static let currentFormat = "plimsoll-backup/1"

    /// How the backup is laid out.
    public var format: String
    /// The ledger's origin.
    public var origin: String
    /// The ledger's verifier key.
    public var vkey: String
    /// How many entries it has.
    public var size: UInt64
    /// The root of its tree, in base64.
    public var root: String
    /// The signed checkpoint of that tree.
    public var checkpoint: String
    /// When it was made: RFC 3339 in UTC.
    public var time: String
    /// How many segments of readings the ledger names, all of which are in the backup.
    public var segments: Int
    /// Whether the log's signing key is in it.
    public var holdsSigningKey: Bool
    /// The files.
    public var files: [File]

    /// Reads the manifest of a backup.
    ///
    /// - Throws: `LedgerFolderError` where it is missing or not one that this code knows.
    public init(of backup: String) throws {
        let path = "\(backup)/\(BackupManifest.fileName)"
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw LedgerFolderError("\(path): missing or not readable; is this a backup?")
        }
        do {
            let document = try JSONDocument(parsing: Array(bytes))
            // Another format may have other members.
            if let format = document.string("format"), format != BackupManifest.currentFormat {
                throw LedgerFolderError("its format is '\(format)', which is not known here")
            }
            self = try document.read(BackupManifest.self, .ledger)
        } catch {
            throw LedgerFolderError("\(path): it does not read: \(error)")
        }
    }

    init(
        of verified: VerifiedFolder,
        vkey: NoteVerifierKey,
        time: String,
        holdsSigningKey: Bool,
        files: [File]
    ) {
        format = BackupManifest.currentFormat
        origin = vkey.name
        self.vkey = vkey.description
        size = verified.checkpoint.size
        root = verified.checkpoint.root.base64
        checkpoint = verified.note.serialized
        self.time = time
        segments = verified.segments
        self.holdsSigningKey = holdsSigningKey
        self.files = files
    }

    func write(to backup: String) throws {
        let path = "\(backup)/\(BackupManifest.fileName)"
        let bytes = try canonicalBytes() + [UInt8(ascii: "\n")]
        try PrivateFile.replace(path, with: bytes)
    }

    /// Holds the files of a backup against their lengths and digests.
    ///
    /// - Throws: `LedgerFolderError` naming the first file that is not what was written.
    func verifyFiles(of backup: String) throws {
        for file in files {
            guard !file.name.hasPrefix("/"), !file.name.split(separator: "/").contains("..") else {
                throw LedgerFolderError("\(backup): '\(file.name)' is no file of a backup")
            }
            let found = try File(file.name, in: backup)
            guard found == file else {
                throw LedgerFolderError(
                    "\(backup)/\(file.name): it is not the file that was backed up "
                        + "(\(found.bytes) bytes, SHA-256 \(found.sha256))"
                )
            }
        }
    }
}

extension BackupManifest.File {
    private static let chunkBytes = 1 << 20

    /// Reads a file's length and digest.
    init(_ name: String, in folder: String) throws {
        let path = "\(folder)/\(name)"
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw LedgerFolderError("\(path): missing or not readable")
        }
        defer { try? handle.close() }
        var hasher = SHA256()
        var bytes = 0
        while let chunk = try handle.read(upToCount: Self.chunkBytes), !chunk.isEmpty {
            hasher.update(data: chunk)
            bytes += chunk.count
        }
        self.init(name: name, bytes: bytes, sha256: Hex.encode(Array(hasher.finalize())))
    }
}
