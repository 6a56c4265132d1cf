import Foundation
import GRDBSQLite

/// The machine on which the figures were measured.
public enum MachineDescription {
    /// Processor, cores, kernel and SQLite in one line.
    public static var line: String {
        let cpu = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
            .split(separator: "\n").first { $0.hasPrefix("model name") }
            .flatMap { $0.split(separator: ":").last }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        let kernel = try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)
        let sqlite = String(cString: sqlite3_libversion())
        #if DEBUG
            let build = "a debug build: its figures say nothing"
        #else
            let build = "optimised build"
        #endif
        return "\(ProcessInfo.processInfo.activeProcessorCount) cores of \(cpu ?? "?"), kernel "
            + "\((kernel ?? "?").trimmingCharacters(in: .whitespacesAndNewlines)), "
            + "SQLite \(sqlite), \(build)"
    }
}
