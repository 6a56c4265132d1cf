import Contracts
import DataFolder
import Hummingbird
import Ledger
import Logging
import NIOCore
import Services

/// State changes and reads over HTTP on loopback, beside a bare route of the same framework.
public struct HTTPBenchmark {
    private let seconds: Int
    private let rounds: Int
    private let say: @Sendable (String) -> Void

    /// Prepares a run.
    public init(quick: Bool, say: @escaping @Sendable (String) -> Void) {
        seconds = quick ? 1 : 5
        rounds = quick ? 1 : 3
        self.say = say
    }

    /// Measures with `wrk`; without it every value is `nil`.
    public func run() async throws -> [BenchmarkRow] {
        guard HTTPLoad.isInstalled else { return rows(Medians()) }
        return try await withTemporaryFolder { folder in
            let data = "\(folder)/ledger"
            let workload = try HTTPLoad.workload()
            let run = try await LedgerRun(folder: data, founding: [workload])
            _ = try await run.run(workload, transitions: 64, clients: 1)
            let load = try await HTTPLoad(folder, run.platform, workload, seconds: seconds)
            try await run.opened.close()
            let server = try BenchmarkServer(data: data)
            defer { server.stop() }
            var noted = Medians()
            try await BareServer.run { bare in
                for round in 0..<rounds {
                    say("round \(round + 1)")
                    for (name, path) in HTTPBenchmark.reads(load) {
                        noted.add(name, try await load.get("\(server.url)\(path)"))
                    }
                    noted.add("bare get", try await load.get(bare))
                    noted.add("declare", try await load.declare(at: server.url))
                    noted.add("bare post", try await load.post(bare))
                }
            }
            return rows(noted)
        }
    }

    private static func reads(_ load: HTTPLoad) -> [(String, String)] {
        [
            ("certificate", load.certificatePath),
            ("proof", "/v1/ledger/entries/5/proof"),
            ("tile", "/ledger/tile/0/000.p/40"),
            ("checkpoint", "/ledger/checkpoint"),
        ]
    }

    private func rows(_ noted: Medians) -> [BenchmarkRow] {
        func row(_ name: String, _ value: String, beside peer: String, _ bare: String)
            -> BenchmarkRow
        {
            BenchmarkRow(
                "http",
                name,
                noted[value],
                "requests/s",
                beside: peer,
                noted[bare]
            )
        }
        let (get, post) = ("a bare GET route", "a bare POST route")
        return [
            row("declare a shipment, two transitions", "declare", beside: post, "bare post"),
            row("read a certificate", "certificate", beside: get, "bare get"),
            row("inclusion proof", "proof", beside: get, "bare get"),
            row("tile", "tile", beside: get, "bare get"),
            row("checkpoint", "checkpoint", beside: get, "bare get"),
        ]
    }
}

/// The same framework with one route that does nothing.
enum BareServer {
    /// Serves while `body` runs, with the route's address as its argument.
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
