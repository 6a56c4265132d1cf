import DataFolder
import Foundation

/// Programs installed on the machine that a benchmark runs.
enum ExternalProgram {
    /// The path of a program, from `PATH` or one of these folders; `nil` where it is not there.
    static func find(_ name: String, in folders: [String] = []) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return (folders + path.split(separator: ":").map(String.init))
            .map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs a program to its end.
    ///
    /// - Returns: its exit status, and what it wrote to standard output.
    static func run(
        _ program: String,
        _ arguments: [String]
    ) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let written = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: written, as: UTF8.self))
    }

    /// The same on a thread of its own, as this process's own servers need those of the pool.
    static func runDetached(
        _ program: String,
        _ arguments: [String]
    ) async throws -> (Int32, String) {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try run(program, arguments) })
            }
        }
    }
}

/// Runs a body with an empty folder that is removed afterwards.
func withTemporaryFolder<Value>(
    _ body: (String) async throws -> Value
) async throws -> Value {
    let path = FileManager.default.temporaryDirectory
        .appendingPathComponent("plimsoll-benchmark-\(UUID().uuidString)").path
    try LedgerFolder.makePrivateFolder(path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}
