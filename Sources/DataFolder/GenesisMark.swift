import Foundation
import Glibc

/// The mark of a folder whose ledger is being founded.
///
/// It is there before the log's first key is, and goes once the first entry is committed. A folder
/// with keys and neither an entry nor this mark held a ledger that is lost; one with the mark was
/// cut short on the way, and the next start goes on with the key that is there.
enum GenesisMark {
    static let name = "ledger.founding"

    /// Whether a genesis was begun and not ended.
    static func isUnderWay(in folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(name)")
    }

    /// Sets the mark, durably.
    ///
    /// - Throws: `LedgerFolderError` where it cannot be written.
    static func begin(in folder: String) throws {
        try LedgerFolder.makePrivateFolder(folder)
        try PrivateFile.replace("\(folder)/\(name)", with: Array("plimsoll founding v1\n".utf8))
    }

    /// Takes the mark away, durably; where there is none, nothing is changed.
    ///
    /// - Throws: `LedgerFolderError` where it stays.
    static func end(in folder: String) throws {
        let path = "\(folder)/\(name)"
        guard unlink(path) == 0 else {
            guard errno == ENOENT else { throw NamedFile.failure(path, errno) }
            return
        }
        guard FileSync.folder(folder) else { throw NamedFile.failure(folder, errno) }
    }
}
