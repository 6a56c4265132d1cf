import Hummingbird
import Logging
import NIOCore

/// The same framework with one route that does nothing.
enum BareServer {
    /// Serves while `body` runs, which is told the route's address.
    static func run(_ body: (String) async throws -> Void) async throws {
        let router = Router()
        router.get("/bare") { _, _ in "ok" }
        router.post("/bare") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 16)
            return "\(body.readableBytes)"
        }
        let (ports, report) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "bare")
        logger.logLevel = .error
        let application = Application(
            router: router,
            configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
            onServerRunning: { channel in report.yield(channel.localAddress?.port ?? 0) },
            logger: logger
        )
        let serving = Task { try await application.run() }
        defer { serving.cancel() }
        guard let port = await ports.first(where: { _ in true }) else {
            throw BenchmarkError("the bare server did not start")
        }
        try await body("http://127.0.0.1:\(port)/bare")
    }
}
