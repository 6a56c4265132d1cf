import Foundation
import GRDB
import Glibc

// What is done with a file as a whole, mostly while nobody has it open.

extension SQLiteFile {
    /// Copies a database, as it is at one instant, whoever reads and writes it meanwhile.
    ///
    /// Where nobody has it open, as the `reader` says, it is opened as one that nobody changes:
    /// nothing is made beside it, and nothing that lies there gets into it.
    ///
    /// SQLite's backup interface copies every page out of one snapshot, in one step: writers go
    /// on, and nothing of what they write gets in.
    ///
    /// - Throws: `SQLiteFileError`; what was copied by then is left for the caller to remove.
    public static func copy(
        _ source: String,
        to target: String,
        for reader: ReadOnlyFile.Reader = .visitor(isServed: true)
    ) throws(SQLiteFileError) {
        guard try FilePlace.isThereWithCompanions(source) else {
            throw .unavailable(reason: "\(source): there is no such file")
        }
        let file = try ReadOnlyFile(source, for: reader)
        defer { file.discardCopy() }
        do {
            var configuration = Configuration()
            configuration.busyMode = .timeout(60)
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA query_only = ON") }
            configuration.readonly = file.condition != .inUse
            let from = try DatabaseQueue(path: file.location, configuration: configuration)
            defer { try? from.close() }
            do {
                try createPrivately(target)
                let to = try DatabaseQueue(path: target)
                defer { try? to.close() }
                try from.read { source in
                    try to.writeWithoutTransaction { target in try source.backup(to: target) }
                }
            } catch {
                throw SQLiteFileError(error, path: target)
            }
        } catch {
            throw SQLiteFileError(error, path: source)
        }
        try file.requireUnchanged()
    }

    /// Removes a file that can be made again, with what lies beside it; a folder of that name is
    /// not the program's, and stays.
    public static func discard(_ path: String) {
        for suffix in [""] + FilePlace.companions { unlink(path + suffix) }
    }

    /// Looks through a file's own structure, its indexes included, and changes nothing of it.
    ///
    /// - Throws: `SQLiteFileError.damaged` with the first thing that is wrong, in SQLite's words.
    public static func requireWhole(_ path: String) throws(SQLiteFileError) {
        let file = try ReadOnlyFile(path, for: .owner)
        defer { file.discardCopy() }
        try file.requireWhole()
    }

    /// Makes an empty file that its owner alone may read, whatever the process's umask; one that is
    /// there stays as it is, and what is no file is refused.
    ///
    /// SQLite gives the log and its index the mode of the file that they are of.
    static func createPrivately(_ path: String) throws(SQLiteFileError) {
        guard try !FilePlace.isThereWithCompanions(path) else { return }
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor < 0 else {
            Glibc.close(descriptor)
            return
        }
        guard errno != EEXIST else { return }
        let reason = errno
        let name = URL(fileURLWithPath: path).lastPathComponent
        throw SQLiteFileError.of(reason, name)
            ?? .unavailable(reason: "\(name): \(String(cString: strerror(reason)))")
    }
}

extension ReadOnlyFile {
    /// Looks through the file's own structure, its indexes included.
    ///
    /// - Throws: `SQLiteFileError.damaged` with the first thing that is wrong, in SQLite's words.
    public func requireWhole() throws(SQLiteFileError) {
        let found = try readAsIs { db in
            try String.fetchOne(db, sql: "PRAGMA integrity_check(1)")
        }
        guard found == "ok" else {
            let name = URL(fileURLWithPath: path).lastPathComponent
            throw .damaged(place: "\(name): \(found ?? "it cannot be checked")")
        }
    }

    /// Whether any table has a row, but those that SQLite and the migrations keep for themselves
    /// and those named.
    ///
    /// - Throws: `SQLiteFileError` where it cannot be read.
    public func holdsRows(except others: Set<String> = []) throws(SQLiteFileError) -> Bool {
        try readAsIs { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
                .contains { name in
                    let isOwn = name == "grdb_migrations" || name.hasPrefix("sqlite_")
                    guard !isOwn, !others.contains(name) else { return false }
                    let quoted = name.replacing("\"", with: "\"\"")
                    return try Int.fetchOne(db, sql: "SELECT 1 FROM \"\(quoted)\" LIMIT 1") != nil
                }
        }
    }

    /// Reads from the file whatever tables it has.
    private func readAsIs<Value>(
        _ body: (Database) throws -> Value
    ) throws(SQLiteFileError) -> Value {
        do {
            let pool = try connected(DatabaseMigrator())
            defer { try? pool.close() }
            return try pool.read(body)
        } catch {
            throw SQLiteFileError(error, path: path)
        }
    }
}
