import Glibc

/// What lies under the name of a file of the program's, asked before it is opened.
///
/// Whoever can write a folder can put a named pipe in a file's place, and opening one waits for
/// ever; or a folder, which is not the program's to remove.
public enum FilePlace {
    /// What lies beside a database, by what is added to its name.
    static let companions = ["-wal", "-shm", "-journal"]

    /// Whether there is a regular file of a name; a link counts for what it leads to.
    ///
    /// - Throws: `SQLiteFileError.damaged` where something else is there, and `unavailable` where
    ///   nobody can tell: only what the system says is not there is gone.
    public static func isThere(_ path: String) throws(SQLiteFileError) -> Bool {
        var found = stat()
        guard stat(path, &found) == 0 else {
            let reason = errno
            guard reason != ENOENT, reason != ENOTDIR else { return false }
            throw .unavailable(reason: "\(path): \(String(cString: strerror(reason)))")
        }
        if let kind = kind(found.st_mode) { throw .damaged(place: "\(path): it is \(kind)") }
        return true
    }

    /// The same of a database and of all that may lie beside it, which must be what the program may
    /// have left there.
    ///
    /// - Throws: `SQLiteFileError` as for one file, and as ``SideFile/requirePlausible(beside:)``.
    public static func isThereWithCompanions(_ path: String) throws(SQLiteFileError) -> Bool {
        for companion in companions { _ = try isThere(path + companion) }
        try SideFile.requirePlausible(beside: path)
        return try isThere(path)
    }

    /// What something is that is no regular file, in words; `nil` where it is one.
    private static func kind(_ mode: mode_t) -> String? {
        switch mode & S_IFMT {
        case S_IFREG: nil
        case S_IFDIR: "a folder, and should be a file"
        case S_IFIFO: "a named pipe, and should be a file"
        case S_IFSOCK: "a socket, and should be a file"
        default: "a device, and should be a file"
        }
    }
}
