import Contracts
import DataFolder
import HTTPTypes
import Hummingbird
import Ledger
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
            let run = try await LedgerRun(folder: data, genesis: [workload])
            _ = try await run.run(workload, transitions: 64, clients: 1)
            let load = try await HTTPLoad(folder, run.platform, workload, seconds: seconds)
            try await run.opened.close()
            let server = try BenchmarkServer(data: data)
            defer { server.stop() }
            var noted = Medians()
            let reads = HTTPBenchmark.reads(load)
            var answers: [BareServer.BareAnswer] = []
            for (_, path) in reads {
                answers.append(try await load.answer("\(server.url)\(path)", at: path))
            }
            answers.append(try await load.answerOfDeclaration(at: server.url))
            try await BareServer.run(answers) { bare in
                for round in 0..<rounds {
                    say("round \(round + 1)")
                    for (name, path) in reads {
                        noted.add(name, try await load.get("\(server.url)\(path)"))
                        noted.add("bare \(name)", try await load.get("\(bare)\(path)"))
                    }
                    noted.add("declare", try await load.declare(at: server.url))
                    noted.add("bare declare", try await load.declare(at: bare))
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
        func row(_ name: String, _ value: String) -> BenchmarkRow {
            BenchmarkRow(
                "http",
                name,
                noted[value],
                "requests/s",
                beside: "a bare route that answers the same bytes",
                noted["bare \(value)"]
            )
        }
        return [
            row("declare a shipment, two transitions", "declare"),
            row("read a certificate", "certificate"),
            row("inclusion proof", "proof"),
            row("tile", "tile"),
            row("checkpoint", "checkpoint"),
        ]
    }
}

/// The same framework with routes that do nothing but answer.
enum BareServer {
    /// What a route answers to each request.
    struct BareAnswer: Sendable {
        let method: HTTPRequest.Method
        let path: String
        let status: Int
        let contentType: String
        let body: [UInt8]
    }

    /// Serves while `body` runs, with the server's address as its argument.
    static func run(
        _ answers: [BareAnswer],
        _ body: (String) async throws -> Void
    ) async throws {
        let router = Router()
        for answer in answers {
            let bytes = ByteBuffer(bytes: answer.body)
            router.on(RouterPath(answer.path), method: answer.method) { request, _ in
                _ = try await request.body.collect(upTo: 1 << 16)
                return Response(
                    status: .init(code: answer.status),
                    headers: [.contentType: answer.contentType],
                    body: ResponseBody(byteBuffer: bytes)
                )
            }
        }
        try await PeerServer.run(router, body)
    }
}
