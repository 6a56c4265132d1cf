import Foundation

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

/// What keeps a benchmark from being run.
public struct BenchmarkError: Error, CustomStringConvertible {
    /// What is wrong.
    public let description: String

    init(_ description: String) { self.description = description }
}
