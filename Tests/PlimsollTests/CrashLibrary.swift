import Foundation
import TestSupport
import Testing

/// A change that a process makes to its files, and at which it is killed.
struct CrashPoint: Sendable, CustomStringConvertible {
    /// Which change, from 1.
    let number: Int
    /// Whether a write is done by half.
    let isTorn: Bool

    var description: String { "change \(number)\(isTorn ? ", torn" : "")" }

    /// Some of the changes that a process makes, evenly spread from a random one on, and each write
    /// done by half or not at all; in the slow suite all, and each write both ways.
    static func some(
        _ count: Int,
        of changes: [String],
        where isMeant: (String) -> Bool = { _ in true }
    ) -> [CrashPoint] {
        let points = changes.indices.filter { isMeant(changes[$0]) }.flatMap { index in
            let whole = CrashPoint(number: index + 1, isTorn: false)
            let isWrite = changes[index].hasPrefix("write ")
            return isWrite ? [whole, CrashPoint(number: index + 1, isTorn: true)] : [whole]
        }
        guard ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] == nil else { return points }
        let stride = max(1, points.count / count)
        let first = Int.random(in: 0..<stride)
        return (0..<count).map { first + $0 * stride }.filter(points.indices.contains)
            .map { points[$0] }
    }
}

/// The library that kills a process it is loaded into: `Fixtures/crash/crash-at.c`.
///
/// With it each write, flush, cut, rename and removal under a folder is a place to crash, whether
/// SQLite, Foundation or our own code makes it, and none can be forgotten.
final class CrashLibrary: Sendable {
    private let folder = try? TemporaryFolder()
    private let path: String

    /// Compiles it.
    init() throws {
        let home = try #require(folder).path
        path = "\(home)/crash-at.so"
        let source = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/crash/crash-at.c").path
        let built = try ServerProcess.shell([
            "clang", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o", path, source, "-ldl",
        ])
        try #require(built.status == 0, "\(built.output)")
    }

    /// What a process is to have in its environment.
    func environment(
        under folder: String,
        at point: CrashPoint? = nil,
        log: String? = nil
    ) -> [String] {
        var variables = ["LD_PRELOAD=\(path)", "CRASH_UNDER=\(folder)"]
        if let point {
            variables.append("CRASH_AT=\(point.number)")
            if point.isTorn { variables.append("CRASH_TORN=1") }
        }
        if let log { variables.append("CRASH_LOG=\(log)") }
        return variables
    }

    /// The same, as a shell does it before it becomes the program.
    func prelude(
        under folder: String,
        at point: CrashPoint? = nil,
        log: String? = nil
    ) -> String {
        "export " + environment(under: folder, at: point, log: log).joined(separator: " ")
    }

    /// Runs the program to its end or to its crash.
    func run(
        _ arguments: [String],
        under folder: String,
        at point: CrashPoint? = nil,
        log: String? = nil,
        variables: [String] = []
    ) throws -> (status: Int32, output: String) {
        try ServerProcess.shell(
            ["env"] + variables + environment(under: folder, at: point, log: log)
                + [ServerProcess.program.path] + arguments
        )
    }
}

/// The changes that a process made to its files, in order: `write ledger.sqlite-wal`.
struct ChangeLog {
    let changes: [String]

    init(_ path: String) throws {
        changes = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { line in line.drop { $0 != " " }.dropFirst().description }
    }
}
