import Glibc

/// Files that are their owner's alone, read with suspicion and replaced whole.
enum PrivateFile {
    private static let limit = 4096

    /// The bytes of a file of mode 0600 or tighter; `nil` where there is none.
    ///
    /// A looser mode is refused, not mended: whoever could read the key until now may have it.
    static func read(_ path: String) throws -> [UInt8]? {
        // A named pipe in its place would be waited for.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure(path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
            throw LedgerFolderError(
                "\(path): it is no file of at most \(limit) bytes, as a key is kept in"
            )
        }
        guard status.st_mode & 0o077 == 0 else {
            let mode = String(status.st_mode & 0o777, radix: 8)
            throw LedgerFolderError(
                "\(path): its mode is 0\(mode), so that others may have read the key. Make it "
                    + "0600, and rotate the key if anybody else could reach the file"
            )
        }
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let got = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, limit - count)
            }
            guard got >= 0 else { throw failure(path) }
            if got == 0 { break }
            count += got
        }
        defer { bytes.wipe() }
        return Array(bytes[..<count])
    }

    /// Puts a file in place of the one there, if any, all or nothing, and durably.
    static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o600) throws {
        let draft = draft(of: path)
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw failure(draft) }
        do {
            defer { close(descriptor) }
            var written = 0
            while written < bytes.count {
                let count = bytes.withUnsafeBytes {
                    write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
                }
                guard count > 0 else { throw failure(draft) }
                written += count
            }
            guard fsync(descriptor) == 0 else { throw failure(draft) }
        } catch {
            unlink(draft)
            throw error
        }
        try move(draft, to: path)
    }

    /// Renames a file, durably.
    static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else { throw failure(target) }
        try syncFolder(of: target)
    }

    /// Overwrites a file and removes it, durably; one that is not there is gone already.
    ///
    /// It loses its name first: under it no half of a file is ever found.
    static func remove(_ path: String) throws {
        guard rename(path, draft(of: path)) == 0 || errno == ENOENT else { throw failure(path) }
        try discardDraft(of: path)
    }

    /// Overwrites and removes, durably, what a process that was killed left beside a file.
    static func discardDraft(of path: String) throws {
        let draft = draft(of: path)
        let descriptor = open(draft, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            guard errno == ENOENT else { throw failure(draft) }
            return
        }
        var status = stat()
        if fstat(descriptor, &status) == 0 {
            let zeros = [UInt8](repeating: 0, count: Int(status.st_size))
            _ = zeros.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            fsync(descriptor)
        }
        close(descriptor)
        guard unlink(draft) == 0 else { throw failure(draft) }
        try syncFolder(of: path)
    }

    static func draft(of path: String) -> String { path + ".draft" }

    private static func syncFolder(of path: String) throws {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(folder) }
    }

    private static func failure(_ path: String) -> LedgerFolderError {
        NamedFile.failure(path, errno)
    }
}

extension LedgerFolder {
    /// Makes a folder and those that it lies in where they are missing, for its owner alone.
    ///
    /// The process's umask takes nothing away from that. One that is there stays as it is.
    ///
    /// - Throws: `LedgerFolderError` where it cannot be made, or something else has its name.
    public static func makePrivateFolder(_ path: String) throws(LedgerFolderError) {
        var status = stat()
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT != S_IFDIR else { return }
            throw LedgerFolderError(
                "\(path): it is a file, and a folder is expected; name another, or move it away"
            )
        }
        let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
        if !parent.isEmpty, parent.count < path.count { try makePrivateFolder(parent) }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw NamedFile.failure(path, errno)
        }
    }
}
