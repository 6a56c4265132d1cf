import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import Testing

/// The built program as a process of its own, as an operator runs it.
final class ServerProcess: @unchecked Sendable {
    /// The program that was built beside the tests.
    static let program: URL = {
        // The test bundle lies in the build folder's products, as the program does.
        let arguments = ProcessInfo.processInfo.arguments
        let products = arguments.compactMap { argument -> URL? in
            guard argument.contains(".xctest") || argument.contains("PackageTests") else {
                return nil
            }
            return URL(fileURLWithPath: argument).deletingLastPathComponent()
        }
        let candidates =
            products + [Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent()]
        for folder in candidates {
            let program = folder.appendingPathComponent("plimsoll")
            if FileManager.default.isExecutableFile(atPath: program.path) { return program }
        }
        return URL(fileURLWithPath: "/nonexistent/plimsoll")
    }()

    let url: String
    let operatorKey: String?
    /// What it said until it listened.
    let greeting: String
    private let process: Process

    /// The server's process.
    var processIdentifier: Int32 { process.processIdentifier }

    /// Starts the server on a free port and waits until it listens.
    ///
    /// `prelude` is what a shell does first, before it becomes the server; `hasOwnMounts` hides
    /// from everyone else what it mounts.
    convenience init(
        data: String,
        extra: [String] = [],
        prelude: String = ":",
        hasOwnMounts: Bool = false
    ) throws {
        try self.init(
            ["serve", "--data", data, "--listen", "127.0.0.1:0"] + extra,
            prelude: prelude,
            hasOwnMounts: hasOwnMounts
        )
    }

    /// Starts a command that listens, and waits until it does.
    init(
        _ arguments: [String],
        prelude: String = ":",
        hasOwnMounts: Bool = false
    ) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            (hasOwnMounts ? ["unshare", "-m"] : [])
            + ["bash", "-c", "\(prelude) && exec \"$0\" \"$@\"", ServerProcess.program.path]
            + arguments
        let output = Pipe()
        process.standardOutput = output
        // A server that outlives a crashed test must not hold the runner's own output open.
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var text = ""
        while !text.contains("Listening on ") || !text.hasSuffix("\n") {
            let chunk = output.fileHandleForReading.availableData
            guard !chunk.isEmpty else { throw ServerDidNotStart(output: text) }
            text += String(decoding: chunk, as: UTF8.self)
        }
        greeting = text
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        url = words.last { $0.hasPrefix("http://") } ?? ""
        operatorKey = words.first { $0.hasPrefix("plimsoll_") }
    }

    deinit { if process.isRunning { process.terminate() } }

    /// Ends the process as a power failure would.
    func killNow() {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// Asks the process to stop in order.
    func stop() -> Int32 {
        if process.isRunning { process.terminate() }
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Asks a process whose folder nobody else sees to stop in order, and copies the folder first.
    ///
    /// What was acknowledged must be in the files, whatever the end of the process still does.
    func stopInNamespace(copying inside: String, to copy: String) -> Int32 {
        let paused = kill(processIdentifier, SIGSTOP) == 0
        let copied = try? ServerProcess.shell(["cp", "-r", "\(inside)/.", copy])
        guard paused, copied?.status == 0, kill(processIdentifier, SIGCONT) == 0 else { return -1 }
        return stop()
    }

    /// Runs the program to its end.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        try run(program, arguments)
    }

    /// Runs another program to its end, by its name.
    static func shell(_ words: [String]) throws -> (status: Int32, output: String) {
        try run(URL(fileURLWithPath: "/usr/bin/env"), words)
    }

    private static func run(
        _ program: URL,
        _ arguments: [String]
    ) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }
}

struct ServerDidNotStart: Error {
    let output: String
}

/// Sends JSON and reads JSON.
func ask(
    _ curl: CurlClient,
    _ method: String,
    _ url: String,
    key: String?,
    body: String? = nil,
    idempotencyKey: String? = nil
) async throws -> (status: Int, body: JSONValue) {
    var headers: [CurlRequest.Header] = []
    if let key { headers.append(.init("Authorization", "Bearer \(key)")) }
    if body != nil { headers.append(.init("Content-Type", "application/json")) }
    if let idempotencyKey { headers.append(.init("Idempotency-Key", idempotencyKey)) }
    let response = try await curl.send(
        CurlRequest(method: method, url: url, headers: headers, body: Array((body ?? "").utf8))
    )
    return (response.status, (try? JSONValue(parsing: response.body)) ?? .null)
}
