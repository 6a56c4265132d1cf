import DataFolder
import Foundation
import Glibc
import SQLiteFiles

/// Keeps a data folder to one process that writes; released by the kernel when it ends.
struct FolderLock {
    private let descriptor: Int32
    private let file: String
    /// Whether there was none before.
    private let isNew: Bool

    /// Takes the folder.
    ///
    /// - Throws: `CommandFailure` or `LedgerFolderError` where another process has it,
    ///   or it cannot be written.
    init(path: String) throws {
        // Payloads and salts are not encrypted: only the folder's owner may read it.
        try LedgerFolder.makePrivateFolder(path)
        file = "\(path)/lock"
        do throws(SQLiteFileError) { isNew = try !FilePlace.isThere(file) } catch {
            guard case .damaged(let place) = error else { throw CommandFailure("\(error)") }
            throw CommandFailure(
                "\(place). Nothing was served, and nothing is changed. It is not the program's, "
                    + "which locks a file of that name: move it away"
            )
        }
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

    /// Releases a folder that nothing was done with, and leaves it as it was found.
    func withdraw() {
        if isNew { unlink(file) }
        release()
    }

    /// Runs a body on a folder that is there, and that nobody else has meanwhile.
    ///
    /// - Throws: as `init`, and what the body throws, after which the folder has no lock file that
    ///   was not there.
    static func holding<Value>(
        _ path: String,
        _ body: () async throws -> Value
    ) async throws -> Value {
        try FileLimit.requireForCommand()
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure("\(path): there is no such folder")
        }
        let lock = try FolderLock(path: path)
        do {
            let value = try await body()
            lock.release()
            return value
        } catch {
            lock.withdraw()
            throw error
        }
    }
}
