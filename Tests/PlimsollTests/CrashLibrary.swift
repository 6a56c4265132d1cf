import Foundation
import Testing

/// A change that a process makes to its files, and at which it is killed.
struct CrashPoint: Sendable, CustomStringConvertible {
    /// Which change, from 1.
    let number: Int
    /// Whether a write is done by half.
    let isTorn: Bool

    var description: String { "change \(number)\(isTorn ? ", torn" : "")" }

    /// Some of so many changes, evenly spread from a random one on; in the slow suite all.
    static func some(_ count: Int, of changes: Int) -> [CrashPoint] {
        some(count, among: Array(1...max(1, changes)))
    }

    /// Some of the changes of these numbers.
    static func some(_ count: Int, among numbers: [Int]) -> [CrashPoint] {
        if ProcessInfo.processInfo.environment["PLIMSOLL_SLOW"] != nil {
            return numbers.flatMap { number in
                [true, false].map { CrashPoint(number: number, isTorn: $0) }
            }
        }
        let stride = max(1, numbers.count / count)
        let first = Int.random(in: 0..<stride)
        return (0..<count).map { (first + $0 * stride, $0 % 2 == 0) }
            .filter { $0.0 < numbers.count }
            .map { CrashPoint(number: numbers[$0.0], isTorn: $0.1) }
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
