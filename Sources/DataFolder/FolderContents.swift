import Foundation
import Glibc
import SQLiteFiles

/// What lies in a data folder, by its names.
enum FolderContents {
    /// The names of everything that the program makes in one, with what it makes on the way.
    private static let own: Set<String> = {
        let files =
            LedgerFolder.File.stores.flatMap { store in
                ["", "-wal", "-shm", "-journal", ".draft"].map { store.rawValue + $0 }
            } + [
                LedgerFolder.File.fold.rawValue, CleanStop.name, Founding.name,
                BackupManifest.fileName,
            ]
        return Set(files.flatMap { [$0, PrivateFile.draft(of: $0)] } + ["lock", "keys"])
    }()

    /// The names in a folder that are none of the program's, in order.
    static func strangers(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !own.contains($0) }.sorted()
    }

    /// Makes sure that what the program opens in a folder are files, before it opens any.
    ///
    /// - Throws: `LedgerFolderError` that names what is no file, or cannot be looked at.
    static func requireFiles(in folder: String) throws(LedgerFolderError) {
        let keys = [LedgerFolder.File.logKey, .nextLogKey, .identity].map(\.rawValue)
        for name in own.subtracting(["keys"]).sorted() + keys {
            do throws(SQLiteFileError) {
                _ = try FilePlace.isThere("\(folder)/\(name)")
            } catch {
                switch error {
                case .damaged(let place):
                    throw LedgerFolderError(
                        "\(place). Nothing was served, and nothing is changed. It is not the "
                            + "program's: move it away, and restore the file from a backup if there "
                            + "was one"
                    )
                default: throw LedgerFolderError("\(error)")
                }
            }
        }
    }

    /// The bytes of a file of the program's.
    ///
    /// - Returns: `nil` where there is none.
    /// - Throws: `SQLiteFileError` where it is no file, or cannot be read.
    static func bytes(of path: String) throws(SQLiteFileError) -> Data? {
        guard try FilePlace.isThere(path) else { return nil }
        do { return Data(try NamedFile.read(path)) } catch {
            throw .unavailable(reason: error.description)
        }
    }
}
