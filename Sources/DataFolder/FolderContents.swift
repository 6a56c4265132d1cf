import Audit
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
                LedgerFolder.File.fold.rawValue, CleanStop.name, GenesisMark.name,
                BackupManifest.fileName,
            ]
        return Set(files.flatMap { [$0, PrivateFile.draft(of: $0)] } + ["lock", "keys"])
    }()

    /// The names in a folder that are none of the program's, in order.
    static func unknownFiles(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let keys = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/keys")) ?? []
        let found = names.filter { !own.contains($0) } + keys.map { "keys/\($0)" }
        return found.filter { !FolderContents.names.contains($0) }.sorted()
    }

    /// The program's files in a folder that are links, with what each leads to.
    static func links(in folder: String) -> [String] {
        (["keys"] + names).compactMap { name in
            let path = "\(folder)/\(name)"
            return (try? FileManager.default.destinationOfSymbolicLink(atPath: path)).map {
                "\(name) leads to \($0)"
            }
        }
    }

    /// What of a folder lies where the program has a file of its own, and cannot be the program's;
    /// its name, what is wrong with it, and what to do.
    static func misplaced(
        in folder: String
    ) -> [(name: String, reason: String, advice: AuditAdvice)] {
        var found: [(name: String, reason: String, advice: AuditAdvice)] = []
        let stores = Set(LedgerFolder.File.stores.map(\.rawValue))
        for name in names where !stores.contains(name) {
            let path = "\(folder)/\(name)"
            do throws(SQLiteFileError) { _ = try FilePlace.isThere(path) } catch {
                guard case .damaged(let place) = error else { continue }
                let reason = String(place.dropFirst(path.count + 2))
                found.append(
                    (name, reason, AuditAdvice(.serious, FolderContents.remedy(of: name)))
                )
            }
        }
        for store in LedgerFolder.File.stores {
            let path = store.path(in: folder)
            do throws(SQLiteFileError) { try SideFile.requirePlausible(beside: path) } catch {
                guard case .damaged(let place) = error,
                    let end = place.dropFirst(path.count).firstIndex(of: ":")
                else { continue }
                let name = store.rawValue + place[..<end].dropFirst(path.count)
                // What is no file is named above.
                guard !found.contains(where: { $0.name == name }) else { continue }
                let reason = String(place[end...].dropFirst(2))
                let remedy =
                    "Keep this copy, and move the file out of it before anything opens the "
                    + "database: whoever put it there can write the folder. Then audit again, and "
                    + "compare with the newest backup."
                found.append((name, reason, AuditAdvice(.critical, remedy)))
            }
        }
        return found
    }

    /// What to do about something that lies in the place of one of the program's files.
    private static func remedy(of name: String) -> String {
        switch name {
        case "lock", GenesisMark.name, LedgerFolder.File.fold.rawValue:
            "Move it away: the next start makes the file where it needs it."
        case _ where name.hasPrefix("keys"):
            "Move it away, and put the file there that is kept elsewhere."
        case _ where name.hasSuffix(".draft"):
            "Move it away: the program makes such a file only on the way to another."
        default: "Move it away, and restore the file from a backup if there was one."
        }
    }

    /// Everything that the program opens in a folder as a file.
    private static let names: [String] = {
        let keys = [LedgerFolder.File.logKey, .nextLogKey, .identity].map(\.rawValue)
        return own.subtracting(["keys"]).sorted() + keys + keys.map { PrivateFile.draft(of: $0) }
    }()

    /// Makes sure that what the program opens in a folder are files, before it opens any.
    ///
    /// - Throws: `LedgerFolderError` that names what is no file, or cannot be looked at.
    static func requireFiles(in folder: String) throws(LedgerFolderError) {
        for name in names {
            do throws(SQLiteFileError) {
                _ = try FilePlace.isThere("\(folder)/\(name)")
            } catch {
                switch error {
                case .damaged(let place):
                    throw LedgerFolderError(
                        "\(place). Nothing was served, and nothing is changed. It is not the "
                            + "program's. \(remedy(of: name))"
                    )
                default: throw LedgerFolderError("\(error)")
                }
            }
        }
        try requirePlausibleSideFiles(in: folder)
    }

    /// Makes sure that nothing lies beside a database that the program cannot have left there.
    ///
    /// - Throws: `LedgerFolderError` that names it, or says why it cannot be looked at.
    static func requirePlausibleSideFiles(in folder: String) throws(LedgerFolderError) {
        for store in LedgerFolder.File.stores {
            do throws(SQLiteFileError) {
                try SideFile.requirePlausible(beside: store.path(in: folder))
            } catch {
                guard case .damaged(let place) = error else { throw LedgerFolderError("\(error)") }
                throw LedgerFolderError(
                    "\(place). Nothing was served, and nothing is changed. Move this file out of "
                        + "the folder, and keep it; open none of the databases meanwhile. Then run "
                        + "plimsoll audit --data \(folder), and start again"
                )
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
