import Foundation
import Glibc

/// Keeps a data folder to one process that writes; released by the kernel when it ends.
struct FolderLock {
    private let descriptor: Int32

    /// Takes the folder.
    ///
    /// - Throws: `CommandFailure` where another process has it, or it cannot be written.
    init(path: String) throws {
        // Payloads and salts are not encrypted: only the folder's owner may read it.
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let file = "\(path)/lock"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("\(file): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw CommandFailure("\(path): another plimsoll process has this folder open")
        }
    }

    func release() { close(descriptor) }
}
