import DataFolder
import Glibc

/// Keeps a data folder to one process that writes; released by the kernel when it ends.
struct FolderLock {
    private let descriptor: Int32

    /// Takes the folder.
    ///
    /// - Throws: `CommandFailure` or `LedgerFolderError` where another process has it, or it cannot be written.
    init(path: String) throws {
        // Payloads and salts are not encrypted: only the folder's owner may read it.
        try LedgerFolder.makePrivateFolder(path)
        let file = "\(path)/lock"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw NamedFile.failure(file, errno)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw CommandFailure(
                "\(path): another plimsoll process has this folder open; stop it "
                    + "first, or name another folder"
            )
        }
    }

    func release() { close(descriptor) }
}
