import Foundation
import SQLiteFiles

/// What a ledger leaves behind in its folder.
///
/// A folder with any of it and no entry is not new: founding a ledger there would begin a second
/// history under the same log key, or beside what belongs to the first.
enum FolderTraces {
    /// Tables that have a row from their making on.
    private static let alwaysFilled: Set = ["progress"]

    /// Refuses a folder that held a ledger.
    ///
    /// - Throws: `LedgerFolderError` that names what is left of it.
    static func requireNone(in folder: String) throws {
        guard let trace = try first(in: folder, for: .owner) else { return }
        throw LedgerFolderError(
            "\(folder): it has no ledger, but \(trace): it held one that is lost. Nothing was "
                + "founded, as a second history under the same name would begin. Restore a backup "
                + "into another folder with plimsoll restore, which can catch up from a mirror; "
                + "for a new ledger name an empty folder. Where nothing but keys is left of a "
                + "ledger that was given up, remove \(folder)/keys, and an empty ledger.sqlite "
                + "with it: another is then founded under a new key"
        )
    }

    /// What there is first of all that a ledger leaves, in words; `nil` where there is nothing.
    ///
    /// Keys count for one unless they are those of a genesis that was cut short.
    ///
    /// - Throws: `SQLiteFileError` where a store cannot be read now.
    static func first(in folder: String, for reader: ReadOnlyFile.Reader) throws -> String? {
        if let trace = try firstBesideKeys(in: folder, for: reader) { return trace }
        guard !GenesisMark.isUnderWay(in: folder) else { return nil }
        return [LedgerFolder.File.logKey, .identity].first { file in
            FileManager.default.fileExists(atPath: file.path(in: folder))
        }.map { "there is \($0.rawValue)" }
    }

    private static func firstBesideKeys(
        in folder: String,
        for reader: ReadOnlyFile.Reader
    ) throws -> String? {
        let manager = FileManager.default
        for name in [
            LedgerFolder.File.fold.rawValue, CleanStop.name, LedgerFolder.File.nextLogKey.rawValue,
        ] where manager.fileExists(atPath: "\(folder)/\(name)") {
            return "there is \(name)"
        }
        for file in LedgerFolder.File.stores {
            let path = file.path(in: folder)
            guard manager.fileExists(atPath: path) else {
                // SQLite removes the log of a file that is not there.
                let log = try? manager.attributesOfItem(atPath: "\(path)-wal")
                guard (log?[.size] as? Int ?? 0) > 0 else { continue }
                return "there is \(file.rawValue)-wal"
            }
            do throws(SQLiteFileError) {
                let source = try ReadOnlyFile(path, for: reader)
                defer { source.discardCopy() }
                guard try source.holdsRows(except: alwaysFilled) else { continue }
                return "\(file.rawValue) has rows"
            } catch {
                guard case .damaged = error else { throw error }
                return "there is \(file.rawValue), which does not open"
            }
        }
        return nil
    }
}
