import Foundation
import Hummingbird
import Logging
import NIOCore

/// A `plimsoll serve` in a process of its own, for one benchmark.
final class BenchmarkServer {
    let process = Process()
    let url: String
    /// From the start of the process to the line that says where it listens, in seconds.
    let startSeconds: Double
    private let output = Pipe()

    /// Starts a server on a data folder and waits until it listens.
    init(data: String) throws {
        let start = Date()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve", "--data", data, "--listen", "127.0.0.1:0"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var text = ""
        var found: String?
        while found == nil {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { break }
            text += String(decoding: more, as: UTF8.self)
            found = text.split(separator: "\n")
                .first { $0.hasPrefix("Listening on ") && text.hasSuffix("\n") }
                .map { String($0.dropFirst("Listening on ".count)) }
        }
        startSeconds = Date().timeIntervalSince(start)
        guard let found else {
            process.terminate()
            throw BenchmarkError("plimsoll serve did not start: \(text)")
        }
        url = found
    }

    /// Megabytes of memory: at present, and at the peak.
    func memory() -> (resident: Double?, peak: Double?) {
        let path = "/proc/\(process.processIdentifier)/status"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        func megabytes(_ name: String) -> Double? {
            status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
                .flatMap { Double($0.filter(\.isNumber)) }.map { $0 / 1024 }
        }
        return (megabytes("VmRSS"), megabytes("VmHWM"))
    }

    /// Stops it cleanly.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { process.terminate() } }
}

/// A server of the same web framework in this process, for what a benchmark measures beside ours.
enum PeerServer {
    /// Serves a router while `body` runs, with the server's address as its argument.
    static func run(
        _ router: Router<BasicRequestContext>,
        _ body: (_ url: String) async throws -> Void
    ) async throws {
        let (ports, report) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "loopback")
        logger.logLevel = .critical
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { channel in report.yield(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        let serving = Task {
            defer { report.finish() }
            try await application.run()
        }
        defer { serving.cancel() }
        guard let port = await ports.first(where: { _ in true }) else {
            throw BenchmarkError("a server of this process did not start")
        }
        try await body("http://127.0.0.1:\(port)")
    }
}

/// What keeps a benchmark from being run.
public struct BenchmarkError: Error, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    init(_ description: String) { self.description = description }
}
