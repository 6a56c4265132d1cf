import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Logging
import Synchronization
import TestSupport
import Testing

@testable import HTTPAPI

/// What is logged of a request that fails.
@Suite("Problems in the log")
struct ProblemLogTests {
    /// What a server answers while it is well but asked too much, or told to stop.
    @Test(
        arguments: [
            LedgerFault.overloaded(waiting: 20_000), LedgerFault.stopping,
            Problem(.serviceUnavailable, "busy", "Too many bodies are under way."),
        ] as [any Error & Sendable]
    )
    func `an expected 503 is one quiet line without a dump`(error: any Error & Sendable)
        async throws
    {
        let lines = try await Self.lines(of: error)
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.level == .debug)
        #expect(line.fields["status"] == "503")
        #expect(line.fields["error"] == Problem(error).detail)
        let dump = String(reflecting: error)
        #expect(!line.fields.values.contains { $0.contains(dump) || $0.contains("20000") })
    }

    @Test func `a fault of the store is an error with what lies behind it`() async throws {
        let fault = LedgerFault.notCommitted(reason: "disk I/O error at /var")
        let lines = try await Self.lines(of: fault)
        #expect(lines.map(\.level) == [.error])
        #expect(lines.first?.fields["status"] == "503")
        #expect(lines.first?.fields["error"]?.contains("disk I/O error at /var") == true)
    }

    /// What is logged of a route that throws an error.
    private static func lines(of error: any Error & Sendable) async throws -> [LogLine] {
        let kept = KeptLines()
        let platform = try await TestPlatform()
        let router = Router(context: APIContext.self)
        let table = RouteTable(platform: platform.platform, connections: nil, router: router)
        router.add(middleware: ProblemResponses(table: table))
        router.get("/fails") { _, _ -> Response in throw error }
        let application = Application(
            router: router,
            logger: Logger(label: "test") { _ in KeepingLogHandler(kept: kept) }
        )
        try await application.test(.router) { client in
            let status = try await client.execute(uri: "/fails", method: .get) { $0.status }
            #expect(status == .serviceUnavailable)
        }
        try await platform.close()
        return kept.lines.withLock { $0 }.filter { $0.message == "request failed" }
    }
}

private struct LogLine: Sendable {
    let level: Logger.Level
    let message: String
    let fields: [String: String]
}

private final class KeptLines: Sendable {
    let lines = Mutex<[LogLine]>([])
}

/// Keeps every line, however quiet.
private struct KeepingLogHandler: LogHandler {
    let kept: KeptLines
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    init(kept: KeptLines) { self.kept = kept }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).mapValues { "\($0)" }
        kept.lines.withLock {
            $0.append(LogLine(level: event.level, message: "\(event.message)", fields: fields))
        }
    }
}
