import Foundation
import Glibc

/// A folder in the making: beside its final name under another, which it takes when it is whole.
struct DraftFolder {
    private let target: String
    let path: String

    /// Makes an empty one, its owner's alone.
    init(for target: String) throws {
        self.target = target
        path = "\(target).draft-\(UUID().uuidString.prefix(8))"
        try LedgerFolder.makePrivateFolder(path)
    }

    /// The paths of all its files, in order, below the folder.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    /// Flushes everything and gives the folder its name, over an empty folder at most.
    func finish() throws {
        for name in try files() {
            guard FileSync.file("\(path)/\(name)") else { throw failure("\(path)/\(name)") }
        }
        for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
            var isFolder: ObjCBool = false
            let inner = "\(path)/\(name)"
            if FileManager.default.fileExists(atPath: inner, isDirectory: &isFolder),
                isFolder.boolValue, !FileSync.folder(inner)
            {
                throw failure(inner)
            }
        }
        guard FileSync.folder(path), rename(path, target) == 0 else { throw failure(target) }
        let parent = URL(fileURLWithPath: target).deletingLastPathComponent().path
        guard FileSync.folder(parent) else { throw failure(parent) }
    }

    /// Removes it.
    func abandon() { try? FileManager.default.removeItem(atPath: path) }

    private func failure(_ place: String) -> LedgerFolderError {
        LedgerFolderError("\(place): \(String(cString: strerror(errno)))")
    }
}
