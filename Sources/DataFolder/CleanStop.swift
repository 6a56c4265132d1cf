import CanonicalJSON
import Crypto
import Foundation
import Glibc
import SQLiteFiles
import TransparencyLog

/// What the files of a data folder were like when the server last stopped in order.
///
/// A file that is as it was then has not been written to since, by a crash or by anyone, and need
/// not be checked whole before it is used. The record is taken away when the folder is opened: a
/// server that is killed leaves none. It is signed by the log's key, so that whoever changed a file
/// cannot have the record say that the file is meant to be so.
struct CleanStop: Record {
    /// How the file system knows a file, and what it says that it is.
    ///
    /// Whoever writes a file can set the time of its change back, but not the time at which the
    /// file system last changed anything about it.
    struct Identity: Record, Hashable {
        /// The number of the file's inode, in decimal: as a text, as it may be above 2^53.
        var inode: String
        /// The length of the database, without its write-ahead log.
        var sizeBytes: Int
        /// When its bytes were last written, in whole seconds since 1970.
        var modifiedSeconds: Int
        /// What that time has beyond the whole second.
        var modifiedNanoseconds: Int
        /// When anything about the file was last changed, in whole seconds since 1970.
        var changedSeconds: Int
        /// What that time has beyond the whole second.
        var changedNanoseconds: Int
        /// SHA-256 of the first page and of the schema, in base64.
        var outline: String

        /// - Returns: `nil` where there is no database, or a write-ahead
        ///   log holds what it does not.
        init?(path: String) {
            var log = stat()
            guard stat("\(path)-wal", &log) != 0 || log.st_size == 0 else { return nil }
            var found = stat()
            guard stat(path, &found) == 0, let outline = SQLiteFile.outline(of: path) else {
                return nil
            }
            inode = "\(found.st_ino)"
            sizeBytes = Int(found.st_size)
            modifiedSeconds = Int(found.st_mtim.tv_sec)
            modifiedNanoseconds = Int(found.st_mtim.tv_nsec)
            changedSeconds = Int(found.st_ctim.tv_sec)
            changedNanoseconds = Int(found.st_ctim.tv_nsec)
            self.outline = Hash.sha256(of: outline).base64
        }
    }

    private static let title = "plimsoll clean stop v1"
    static let name = "clean-stop.note"
    /// The files that the ledger alone cannot restore: the record has the SHA-256 of each whole
    /// file, and an audit compares it.
    static let sealed = LedgerFolder.File.stores.filter { $0.store?.isSealed == true }

    /// What each database was as the server left it, by its name in the folder.
    private(set) var files: [String: Identity] = [:]
    /// SHA-256, in base64, of each file that is sealed.
    private(set) var contents: [String: String] = [:]
    /// The sealed files that were not there: that one is there later is a change too.
    private(set) var absent: [String] = []
    /// What lay beside the databases, as whoever read them meanwhile had it open: empty logs and
    /// their indexes; `nil` where nothing did.
    private(set) var beside: [String]?
    /// The text of the ledger's latest checkpoint, so that an older record is not taken for this.
    private(set) var checkpoint: String = ""

    /// How a file is not as the server left it.
    enum Breach: Sendable {
        case changed
        case gone
        case added
        /// Something lies beside the file, under a name that SQLite takes for its own.
        case beside(String)
    }

    /// What there is in the record's place.
    enum Found: Sendable {
        /// Nothing: no server was here, it was killed, or the record was taken away.
        case absent
        /// A record that one of the log's keys has signed.
        case signed(CleanStop)
        /// Something else, which no server left so; why, in words.
        case invalid(String)

        /// Whether it is a record that one of the log's keys has signed.
        var isSigned: Bool {
            if case .signed = self { true } else { false }
        }

        /// Reads what there is; the record stays.
        init(in folder: String, by logKeys: [NoteVerifierKey]) {
            let path = "\(folder)/\(CleanStop.name)"
            var status = stat()
            guard lstat(path, &status) == 0 || errno != ENOENT else {
                self = .absent
                return
            }
            let found: Data?
            do throws(SQLiteFileError) { found = try FolderContents.bytes(of: path) } catch {
                self = .invalid("it cannot be read: \(error)")
                return
            }
            guard let bytes = found else {
                self = .absent
                return
            }
            guard let note = try? SignedNote(parsing: bytes),
                let stop = try? CleanStop(signedText: note.text)
            else {
                self = .invalid("it is no record of a clean stop")
                return
            }
            guard (try? note.verify(with: logKeys)) != nil else {
                self = .invalid("it is not signed by the log's key in force")
                return
            }
            self = .signed(stop)
        }
    }

    /// A file that is not as the server left it.
    struct BrokenSeal: Sendable {
        let file: LedgerFolder.File
        let change: Breach
    }

    /// The files of a folder that are as they were when the server last stopped in order; none
    /// where there is no record that one of the log's keys has signed.
    ///
    /// Nobody has the files open yet. The record stays.
    static func untouched(
        in folder: String,
        logKeys: [NoteVerifierKey]
    ) -> Set<LedgerFolder.File> {
        guard let stop = recorded(in: folder, by: logKeys) else { return [] }
        return Set(
            LedgerFolder.File.stores.filter { file in
                guard let was = stop.files[file.rawValue] else { return false }
                return was == Identity(path: file.path(in: folder))
            }
        )
    }

    /// Takes the record of a folder away, durably; where there is none, it is gone already.
    ///
    /// - Throws: `LedgerFolderError` where it stays.
    static func remove(from folder: String) throws {
        for path in [aside(in: folder), "\(folder)/\(name)"] {
            guard unlink(path) == 0 || errno == ENOENT else { throw NamedFile.failure(path, errno) }
        }
        guard FileSync.folder(folder) else { throw NamedFile.failure(folder, errno) }
    }

    /// Opens the files of a folder whose record is out of force from before the first is opened.
    ///
    /// SQLite puts its logs beside the files that it opens, and a server may be killed in the midst
    /// of that: a record still in force would say that those logs are not the server's. Where the
    /// files cannot be opened, as on a full disk, the record is in its place again.
    ///
    /// - Throws: what `open` throws, or `LedgerFolderError` where the record stays in force.
    static func withdrawn<Value>(in folder: String, for open: () throws -> Value) throws -> Value {
        let (record, aside) = ("\(folder)/\(name)", aside(in: folder))
        let wasThere = rename(record, aside) == 0
        guard wasThere || errno == ENOENT else { throw NamedFile.failure(record, errno) }
        guard FileSync.folder(folder) else { throw NamedFile.failure(folder, errno) }
        do {
            let value = try open()
            // A record that outlived the next crash would vouch for what that crash left.
            try remove(from: folder)
            return value
        } catch {
            if wasThere, rename(aside, record) == 0 { _ = FileSync.folder(folder) }
            throw error
        }
    }

    private static func aside(in folder: String) -> String {
        PrivateFile.draft(of: "\(folder)/\(name)")
    }

    /// The record of a folder's last clean stop; `nil` where there is none that one of the keys has
    /// signed.
    static func recorded(in folder: String, by logKeys: [NoteVerifierKey]) -> CleanStop? {
        guard case .signed(let stop) = Found(in: folder, by: logKeys) else { return nil }
        return stop
    }

    /// The files that are not as the server left them and that nothing makes again; none where
    /// there is no record that one of the log's keys has signed.
    ///
    /// That a file is missing is a change as any other. One that the file system says was not
    /// touched is not read. The record stays.
    ///
    /// - Throws: `SQLiteFileError` where a file cannot be read now.
    static func brokenSeals(
        in folder: String,
        logKeys: [NoteVerifierKey]
    ) throws(SQLiteFileError) -> [BrokenSeal] {
        guard let stop = recorded(in: folder, by: logKeys) else { return [] }
        // First of all: SQLite would write it into the file.
        var broken = stop.sideFiles(in: folder).map { file, suffix in
            BrokenSeal(file: file, change: .beside(suffix))
        }
        for file in LedgerFolder.File.stores where file.store?.mustBeAsLeft == true {
            guard let change = try stop.change(of: file, in: folder) else { continue }
            broken.append(BrokenSeal(file: file, change: change))
        }
        return broken
    }

    /// What lies beside the databases and was not there when the server stopped, or holds anything.
    func sideFiles(in folder: String) -> [(file: LedgerFolder.File, suffix: String)] {
        LedgerFolder.File.stores.flatMap { file in
            // A log that a reader kept from being folded in was left as it was, and the file
            // without a seal.
            let isSealed = contents[file.rawValue] != nil || files[file.rawValue] != nil
            return SideFile.all(beside: file.path(in: folder))
                .filter { found in
                    guard beside?.contains(file.rawValue + found.suffix) == true else {
                        return true
                    }
                    return found.suffix == "-wal" && !found.isEmpty && isSealed
                }
                .map { (file, $0.suffix) }
        }
    }

    /// How a file is not as it was left.
    ///
    /// The segments of readings are not sealed, as each has its digest on the ledger; but they are
    /// not to be gone.
    ///
    /// - Throws: `SQLiteFileError` where nobody can tell.
    private func change(
        of file: LedgerFolder.File,
        in folder: String
    ) throws(SQLiteFileError) -> Breach? {
        let path = file.path(in: folder)
        let left = contents[file.rawValue]
        guard try FilePlace.isThere(path) else {
            return left == nil && files[file.rawValue] == nil ? nil : .gone
        }
        if absent.contains(file.rawValue) { return .added }
        guard let left, files[file.rawValue] != Identity(path: path) else { return nil }
        return try left == CleanStop.digest(of: path) ? nil : .changed
    }

    /// Whether the record vouches for what is in a file.
    func seals(_ file: LedgerFolder.File) -> Bool { contents[file.rawValue] != nil }

    /// Signs the record again with one file as it is now, and all others as they were.
    ///
    /// - Throws: `LedgerFolderError` or `SQLiteFileError` where it cannot be written.
    func reseal(
        _ file: LedgerFolder.File,
        in folder: String,
        signer: NoteSigner
    ) throws {
        let path = file.path(in: folder)
        var stop = self
        stop.contents[file.rawValue] = try CleanStop.digest(of: path)
        stop.files[file.rawValue] = CleanStop.Identity(path: path)
        try stop.write(to: folder, signer: signer)
    }

    private func write(to folder: String, signer: NoteSigner) throws {
        let body = String(decoding: try canonicalBytes(), as: UTF8.self)
        let text = "\(CleanStop.title)\n\(body)\n"
        let note = try SignedNote(text: text, signatures: [signer.sign(text)])
        try PrivateFile.replace("\(folder)/\(CleanStop.name)", with: Array(note.serialized.utf8))
    }

    /// Records how the files of a folder are; all of them are closed.
    ///
    /// It does not vouch for `excepted`, which the next start looks through.
    static func record(
        in folder: String,
        without excepted: [LedgerFolder.File] = [],
        at checkpoint: String,
        signer: NoteSigner
    ) throws {
        var stop = CleanStop()
        stop.checkpoint = checkpoint
        for file in sealed {
            let path = file.path(in: folder)
            stop.contents[file.rawValue] = try digest(of: path)
            if !FileManager.default.fileExists(atPath: path) { stop.absent.append(file.rawValue) }
        }
        let beside = LedgerFolder.File.stores.flatMap { file in
            SideFile.all(beside: file.path(in: folder))
                .filter { $0.suffix != "-journal" }.map { file.rawValue + $0.suffix }
        }
        stop.beside = beside.isEmpty ? nil : beside
        for file in LedgerFolder.File.stores where !excepted.contains(file) {
            stop.files[file.rawValue] = Identity(path: file.path(in: folder))
        }
        try stop.write(to: folder, signer: signer)
    }
}

extension CleanStop {
    /// SHA-256 of a file, in base64; `nil` where there is none, or a write-ahead log holds what it
    /// does not.
    ///
    /// - Throws: `SQLiteFileError` where it is no file, or cannot be read to its end.
    static func digest(of path: String) throws(SQLiteFileError) -> String? {
        var log = stat()
        guard try FilePlace.isThere(path), stat("\(path)-wal", &log) != 0 || log.st_size == 0
        else { return nil }
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            defer { try? file.close() }
            var hash = SHA256()
            while let part = try file.read(upToCount: 1 << 20), !part.isEmpty {
                hash.update(data: part)
            }
            return Base64.encode(Array(hash.finalize()))
        } catch { throw .unavailable(reason: "\(path): \(error.localizedDescription)") }
    }

    init(signedText text: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 3, lines[0] == CleanStop.title, lines[2].isEmpty else {
            throw LedgerFolderError("it is no record of a clean stop")
        }
        self = try CleanStop(canonical: Array(lines[1].utf8))
    }
}

/// Flushes to the disk.
enum FileSync {
    /// Flushes a file's bytes.
    static func file(_ path: String) -> Bool { sync(path, O_RDWR | O_CLOEXEC) }

    /// Flushes a folder's entries: what was created, renamed and removed in it.
    static func folder(_ path: String) -> Bool { sync(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }

    private static func sync(_ path: String, _ flags: Int32) -> Bool {
        let descriptor = open(path, flags)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }
}
