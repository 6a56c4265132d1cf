import GRDB
import Glibc

/// What lies beside a database under the names that SQLite takes for its own.
///
/// SQLite believes what lies there: it writes the pages of a rollback journal into the database
/// before anything is read, whoever made the journal. The program's databases have write-ahead logs
/// and no rollback journals.
public enum SideFile {
    /// The bytes of a rollback journal's header up to the count of the database's pages before it.
    private static let journalHeaderBytes = 20
    /// The size of a log's index grows by so many bytes.
    private static let indexPartBytes: Int64 = 32_768

    /// Makes sure that what lies beside a database may be what the program left there.
    ///
    /// Nothing that holds the locks of an open database is opened.
    ///
    /// - Throws: `SQLiteFileError.damaged` that names the file, and `unavailable` where it cannot
    ///   be read now.
    public static func requirePlausible(beside database: String) throws(SQLiteFileError) {
        if let reason = try strangeJournal(of: database) {
            throw .damaged(place: "\(database)-journal: \(reason)")
        }
        if let reason = try strangeLog(of: database) {
            throw .damaged(place: "\(database)-wal: \(reason)")
        }
        if let reason = strangeIndex(of: database) {
            throw .damaged(place: "\(database)-shm: \(reason)")
        }
    }

    /// The names of what lies beside a database, after the database's own, with whether each holds
    /// anything.
    public static func all(beside database: String) -> [(suffix: String, isEmpty: Bool)] {
        FilePlace.companions.compactMap { suffix in
            size(of: database + suffix).map { (suffix, $0 == 0) }
        }
    }

    /// A journal is made for the one moment in which an empty file becomes a database: all that it
    /// can do is to make it empty again.
    private static func strangeJournal(of database: String) throws(SQLiteFileError) -> String? {
        let path = "\(database)-journal"
        guard let length = size(of: path), length > 0 else { return nil }
        let header = try beginning(of: path, journalHeaderBytes)
        let isOfEmptyFile =
            header.count == journalHeaderBytes && header[16...].allSatisfy { $0 == 0 }
        let isOnePage = (size(of: database) ?? 0) <= Int64(Configuration.largePage)
        guard !isOfEmptyFile || !isOnePage else { return nil }
        return "it is a rollback journal, and the program's databases have none: whoever opens the "
            + "database with SQLite lets it change pages"
    }

    private static func strangeLog(of database: String) throws(SQLiteFileError) -> String? {
        let path = "\(database)-wal"
        guard let length = size(of: path), length > 0 else { return nil }
        let header = try beginning(of: path, 4)
        // A power failure leaves zeros of what was not flushed.
        let isOfSQLite =
            header == [0x37, 0x7F, 0x06, 0x82] || header == [0x37, 0x7F, 0x06, 0x83]
            || header.allSatisfy { $0 == 0 }
        return isOfSQLite ? nil : "it is no write-ahead log"
    }

    private static func strangeIndex(of database: String) -> String? {
        guard let length = size(of: "\(database)-shm"), length > 3,
            length % indexPartBytes != 0
        else { return nil }
        return "it is no index of a write-ahead log"
    }

    private static func size(of path: String) -> Int64? {
        var found = stat()
        return stat(path, &found) == 0 ? Int64(found.st_size) : nil
    }

    private static func beginning(
        of path: String,
        _ count: Int
    ) throws(SQLiteFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            let reason = errno
            // Whoever has the database open may have removed it by now.
            if reason == ENOENT { return [] }
            throw .unavailable(reason: "\(path): \(String(cString: strerror(reason)))")
        }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = read(descriptor, &bytes, count)
        return Array(bytes.prefix(max(0, got)))
    }
}
