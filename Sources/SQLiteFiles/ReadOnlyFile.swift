import Foundation
public import GRDB
import Glibc
import Synchronization

/// A database file that is read and never written to, with nothing made beside it.
///
/// SQLite writes even where it only reads: to the index of the write-ahead log. So a file that was
/// closed in order is opened as one that nobody changes, which takes no locks and needs no more
/// than the permission to read. One that was not closed in order is read from a copy, into which
/// the log is folded, or by its owner where it lies. Only a file that is in use is read beside
/// whoever writes.
public final class ReadOnlyFile: Sendable {
    /// How the file was found.
    public enum Condition: Sendable {
        /// Closed in order.
        case closed
        /// Open in this process or another.
        case inUse
        /// Left by a process that did not close it, or made by an earlier program.
        case copied
        /// Left by a process that did not close it, and read where it lies: beside it the log's
        /// index is made anew, which holds nothing that the log does not.
        case left
    }

    /// Who reads.
    public enum Reader: Sendable {
        /// Whoever may be beside a process that has the file open.
        case visitor(isServed: Bool)
        /// The one process that the file is for, before it opens it to write.
        case owner
    }

    /// What a file is like: whoever changes it changes this too.
    private struct Stamp: Hashable, Sendable {
        let inode: UInt64
        let size: Int64
        let changed: [Int]

        init?(_ path: String) {
            var found = stat()
            guard stat(path, &found) == 0 else { return nil }
            inode = UInt64(found.st_ino)
            size = Int64(found.st_size)
            changed = [
                found.st_mtim.tv_sec, found.st_mtim.tv_nsec, found.st_ctim.tv_sec,
                found.st_ctim.tv_nsec,
            ]
        }
    }

    /// What has been found out about the file.
    private struct Found {
        var condition: Condition
        var aside: String?
        var differences: [String] = []
        var isOfEarlierProgram = false
        /// What makes a file of this kind; known once it was to be opened.
        var made: (migrator: DatabaseMigrator, octets: Set<String>)?
    }

    /// Where the file is.
    public let path: String
    private let before: Stamp
    private let isExamined: Bool
    private let found: Mutex<Found>

    /// How the file was found.
    public var condition: Condition { found.withLock { $0.condition } }

    /// In what the schema differs from what the migrations make, where the file is examined and
    /// its tables can be read all the same; known once it is open.
    public var differences: [String] { found.withLock { $0.differences } }

    /// Whether an earlier program made the file, so that a copy was brought up to date; known once
    /// it is open.
    public var isOfEarlierProgram: Bool { found.withLock { $0.isOfEarlierProgram } }

    /// Looks at a file; `isServed` says that another process may have it open.
    ///
    /// A file that is examined opens with triggers, indexes, tables and migrations that are none
    /// of the program's, which `differences` names; others do not.
    ///
    /// - Throws: `SQLiteFileError.unavailable` where there is no such file or no room for a copy.
    public convenience init(
        _ path: String,
        isServed: Bool,
        isExamined: Bool = false
    ) throws(SQLiteFileError) {
        try self.init(path, for: .visitor(isServed: isServed), isExamined: isExamined)
    }

    /// Looks at a file for who reads it.
    ///
    /// - Throws: `SQLiteFileError.unavailable` where there is no such file or no room for a copy,
    ///   and `damaged` where something else than a file is in its place or beside it.
    public init(
        _ path: String,
        for reader: Reader,
        isExamined: Bool = false
    ) throws(SQLiteFileError) {
        self.path = path
        self.isExamined = isExamined
        _ = try FilePlace.isThereWithCompanions(path)
        guard let stamp = Stamp(path) else {
            throw .unavailable(reason: "\(path): \(String(cString: strerror(errno)))")
        }
        before = stamp
        let log = Stamp("\(path)-wal")
        let hasLog = (log?.size ?? 0) > 0
        let condition: Condition =
            switch reader {
            case _ where log != nil && OpenFiles.contains(path): .inUse
            case .visitor(isServed: true) where log != nil: .inUse
            case .owner where hasLog: .left
            case .visitor, .owner: .closed
            }
        found = Mutex(Found(condition: condition))
        if condition == .closed, hasLog { _ = try copy() }
    }

    deinit { discardCopy() }

    /// Opens connections to it, or to the copy; a file of an earlier program is copied too, and the
    /// copy brought up to date.
    ///
    /// `octets` names columns, as `table.column`, that hold bytes whatever type they declare.
    ///
    /// - Throws: `DatabaseError` or `SQLiteFileError` where it cannot be read, is no database, or
    ///   has another schema than the migrations make.
    public func open(
        _ migrator: DatabaseMigrator,
        octets: Set<String> = []
    ) throws -> DatabasePool {
        found.withLock { $0.made = (migrator, octets) }
        let pool = try connected(migrator)
        let schema = try SchemaCheck(of: path, migrator)
        if isExamined {
            let differences = try pool.read { db in try schema.differences(db) }
            found.withLock { $0.differences = differences }
        } else {
            try pool.read { db in try schema.require(db) }
        }
        return pool
    }

    /// Opens connections without a look at what tables there are.
    func connected(_ migrator: DatabaseMigrator) throws -> DatabasePool {
        var copied = found.withLock { $0.aside }
        if copied == nil {
            let pool = try DatabasePool(path: location, configuration: readingConfiguration)
            if try pool.read({ db in try migrator.hasCompletedMigrations(db) }) { return pool }
            if try isToBeLeft(pool, migrator) { return pool }
            try pool.close()
            guard condition != .inUse else {
                throw SQLiteFileError.unavailable(reason: "\(path): an earlier program has it open")
            }
            copied = try copy()
        }
        let pool = try DatabasePool.plimsoll(at: copied ?? path, durability: .normal)
        if try isToBeLeft(pool, migrator) { return pool }
        if try !pool.read({ db in try migrator.hasCompletedMigrations(db) }) {
            found.withLock { $0.isOfEarlierProgram = true }
        }
        // What is examined may have its tables without the notes of how they were made.
        do { try migrator.migrate(pool) } catch  where isExamined { return pool }
        return pool
    }

    /// Whether no migration is to be made, as the file's list of them was changed: what is examined
    /// is read as it is, and the difference named.
    ///
    /// - Throws: `SQLiteFileError.damaged` where it was, and the file is not examined.
    private func isToBeLeft(_ pool: DatabasePool, _ migrator: DatabaseMigrator) throws -> Bool {
        guard let gap = try pool.read({ db in try SchemaCheck.gap(db, migrator) }) else {
            return false
        }
        guard isExamined else {
            let name = URL(fileURLWithPath: path).lastPathComponent
            throw SQLiteFileError.damaged(place: "\(name): \(gap)")
        }
        return true
    }

    /// Makes sure that nobody has changed the file meanwhile, where that would not have been seen.
    ///
    /// - Throws: `SQLiteFileError.unavailable` where somebody has.
    public func requireUnchanged() throws(SQLiteFileError) {
        guard condition == .closed else { return }
        guard Stamp(path) == before, (Stamp("\(path)-wal")?.size ?? 0) == 0 else {
            throw .unavailable(reason: "\(path): it was written to while it was read; try again")
        }
    }

    /// Removes the copy, if one was made.
    public func discardCopy() {
        let aside = found.withLock { found in
            defer { found.aside = nil }
            return found.aside
        }
        guard let aside else { return }
        let folder = URL(fileURLWithPath: aside).deletingLastPathComponent()
        try? FileManager.default.removeItem(at: folder)
    }

    /// What makes a file of this kind, and its columns of bytes.
    var made: (migrator: DatabaseMigrator, octets: Set<String>)? { found.withLock { $0.made } }

    var readingConfiguration: Configuration {
        var configuration = Configuration.plimsoll(
            label: URL(fileURLWithPath: path).lastPathComponent,
            durability: .normal
        )
        configuration.readonly = true
        return configuration
    }

    /// The path of the file or its copy, or the address of a file that nobody changes.
    var location: String {
        let (condition, aside) = found.withLock { ($0.condition, $0.aside) }
        guard condition == .closed else { return aside ?? path }
        let url = URL(fileURLWithPath: path).absoluteString
        return "\(url)?immutable=1"
    }

    /// Copies the file, and its log with it, to a folder that only its owner may read.
    private func copy() throws(SQLiteFileError) -> String {
        let files = FileManager.default
        let folder = files.temporaryDirectory
            .appendingPathComponent("plimsoll-reading-\(UUID().uuidString)").path
        let name = URL(fileURLWithPath: path).lastPathComponent
        do {
            try files.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            for suffix in ["", "-wal"] where Stamp(path + suffix) != nil {
                let target = "\(folder)/\(name)\(suffix)"
                try files.copyItem(atPath: path + suffix, toPath: target)
                try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
            }
        } catch {
            try? files.removeItem(atPath: folder)
            throw .unavailable(reason: "\(path): it cannot be copied to be read: \(error)")
        }
        let aside = "\(folder)/\(name)"
        found.withLock { ($0.condition, $0.aside) = (.copied, aside) }
        return aside
    }
}

/// The files that this process has open for writing.
///
/// A process that opens and closes such a file by other means than SQLite's gives up the locks that
/// SQLite holds on it, so it must not be copied.
enum OpenFiles {
    private static let counts = Mutex<[String: Int]>([:])

    static func opened(_ path: String) {
        let key = key(path)
        counts.withLock { $0[key, default: 0] += 1 }
    }

    static func closed(_ path: String) {
        let key = key(path)
        counts.withLock { counts in
            guard let count = counts[key] else { return }
            counts[key] = count > 1 ? count - 1 : nil
        }
    }

    static func contains(_ path: String) -> Bool {
        let key = key(path)
        return counts.withLock { $0[key] != nil }
    }

    private static func key(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
