import Dispatch
import Foundation
import Synchronization

/// Looks after the files of a folder: which are new or have grown, and are no longer written.
struct UploadWatch {
    /// What tells one state of a file from another.
    private struct Mark: Hashable {
        let size: Int
        let modified: Date
    }

    let folder: String
    private var seen: [String: Mark] = [:]
    private var done: [String: Mark] = [:]

    init(folder: String) { self.folder = folder }

    /// The files that have changed since they were last done and not since the last look, in the
    /// order of their names: a file that is being written grows between two looks.
    ///
    /// Hidden files, folders and what programs name while they write it (`.tmp`, `.part`, `~`) are
    /// passed over.
    mutating func settled() throws -> [String] {
        var marks: [String: Mark] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard !name.hasPrefix("."), !name.hasSuffix("~"),
                !["tmp", "part"].contains((name as NSString).pathExtension.lowercased())
            else { continue }
            let path = (folder as NSString).appendingPathComponent(name)
            // What has gone since the folder was read is no fault.
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                attributes[.type] as? FileAttributeType == .typeRegular,
                let size = attributes[.size] as? Int, size > 0,
                let modified = attributes[.modificationDate] as? Date
            else { continue }
            marks[path] = Mark(size: size, modified: modified)
        }
        let settled = marks.filter { done[$0.key] != $0.value && seen[$0.key] == $0.value }
        seen = marks
        return settled.keys.sorted()
    }

    /// Notes that a file was uploaded as it was at the last look.
    mutating func finish(_ path: String) { done[path] = seen[path] }
}

/// Whether the process was asked to stop, by SIGINT or SIGTERM.
///
/// What is under way is finished first; a second signal ends the process at once.
final class StopSignal: Sendable {
    private let isRaised = Mutex(false)

    /// Begins to listen, until the process ends.
    init() {
        for number in [SIGINT, SIGTERM] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            // The source keeps itself, as its handler names it.
            source.setEventHandler { [self] in
                isRaised.withLock { $0 = true }
                signal(number, SIG_DFL)
                source.cancel()
            }
            source.resume()
        }
    }

    /// Whether to stop.
    var isStopping: Bool { isRaised.withLock { $0 } }

    /// Waits, and returns early once it is to stop.
    func wait(milliseconds: Int) async throws {
        for _ in 0..<max(milliseconds / 50, 1) {
            if isStopping { return }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
