import Glibc

/// Files that a person has named, read whole, with what keeps them from being read in words that
/// say what to do.
public enum NamedFile {
    private static let chunkBytes = 1 << 16

    /// The bytes of a file, or as many of them as `limit` says.
    ///
    /// - Throws: `LedgerFolderError` that names the file and the system's reason.
    public static func read(_ path: String, upTo limit: Int = .max) throws(LedgerFolderError)
        -> [UInt8]
    {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw failure(path, EISDIR) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        while bytes.count < limit {
            let count = chunk.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress, min(chunkBytes, limit - bytes.count))
            }
            guard count >= 0 else { throw failure(path, errno) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        chunk.wipe()
        return bytes
    }

    /// What a number of the system's means for a file, and what to do.
    public static func failure(_ path: String, _ number: Int32) -> LedgerFolderError {
        let advice: String? =
            switch number {
            case ENOENT: "check the path"
            case EISDIR: "name a file in it"
            case ENOTDIR: "a part of the path that should be a folder is a file"
            case EACCES, EPERM:
                "this account may not do that: run plimsoll as the file's owner, or change who may"
            case ENOSPC, EDQUOT: "make room on that disk, and run this again"
            case EROFS: "nothing can be written there: mount it to be written to, or name another"
            case EMFILE, ENFILE: "raise the limit of open files (ulimit -n)"
            default: nil
            }
        let reason = String(cString: strerror(number))
        return LedgerFolderError("\(path): \(reason)\(advice.map { "; \($0)" } ?? "")")
    }
}
