import Contracts
import Foundation
import Hummingbird
import Ledger
import Logging
import Marine
import NIOCore
import Services
import Storage

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

    private static let connections = 64

    /// Measures with `wrk`; without it every value is `nil`.
    public func run() async throws -> [BenchmarkRow] {
        guard let wrk = Tools.find("wrk") else {
            return names.map { BenchmarkRow("http", $0, nil, "requests/s") }
        }
        return try await Tools.withFolder { folder in
            let prepared = try await prepare("\(folder)/ledger")
            let server = try ServerChild(data: "\(folder)/ledger")
            defer { server.stop() }
            let script = "\(folder)/declare.lua"
            try declareScript(prepared).write(toFile: script, atomically: true, encoding: .utf8)
            let bareScript = "\(folder)/bare.lua"
            try "wrk.method = \"POST\"\nwrk.body = [[\(prepared.body)]]\n"
                .write(toFile: bareScript, atomically: true, encoding: .utf8)
            let key = ["-H", "Authorization: Bearer \(prepared.key)"]
            let reads = [
                "/v1/certificates/\(prepared.certificate)", "/v1/ledger/entries/5/proof",
                "/ledger/tile/0/000.p/40", "/ledger/checkpoint",
            ]
            var values: [[Double]] = Array(repeating: [], count: reads.count + 1)
            var bareGets: [Double] = []
            var barePosts: [Double] = []
            try await BareServer.run { bare in
                for round in 0..<rounds {
                    say("round \(round + 1)")
                    for (number, path) in reads.enumerated() {
                        let value = try load(wrk, "\(server.url)\(path)", key)
                        values[number + 1].append(value)
                    }
                    bareGets.append(try load(wrk, bare, []))
                    let declarations = "\(server.url)/v1/open-covers/cover-0/declarations"
                    values[0].append(try load(wrk, declarations, key + ["-s", script]))
                    barePosts.append(try load(wrk, bare, ["-s", bareScript]))
                }
            }
            return zip(names, values).enumerated().map { number, one in
                BenchmarkRow(
                    "http",
                    one.0,
                    median(one.1),
                    "requests/s",
                    beside: number == 0 ? "a bare POST route" : "a bare GET route",
                    median(number == 0 ? barePosts : bareGets)
                )
            }
        }
    }

    private var names: [String] {
        [
            "declare a shipment (two transitions)", "read a certificate", "inclusion proof",
            "tile", "checkpoint",
        ]
    }

    private struct Prepared {
        let key: String
        let certificate: String
        let body: String
    }

    /// A ledger with covers and a few voyages, and the assured's API key.
    private func prepare(_ folder: String) async throws -> Prepared {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let start = Instant(millisecondsSinceEpoch: now - 61 * 86_400_000)
        let workload = try Workload(start: start)
        let run = try await LedgerRun(folder: folder, signed: false, workload: workload)
        _ = try await run.run(transitions: 64, clients: 1)
        let platform = run.platform.platform
        let issued = try await platform.issueAPIKey(
            for: workload.assured,
            as: Caller(member: workload.platform, roles: [.operator]),
            options: ChangeOptions()
        )
        let listed = try await platform.view.instances(
            of: .certificate,
            for: nil,
            after: nil,
            limit: 1
        )
        try await run.platform.close()
        guard let key = issued.secret, let certificate = listed.first?.key.instance else {
            throw BenchmarkError("the workload left no certificate to read")
        }
        let body = """
            {"goods":"frozen shrimp","description":"1,200 cartons",\
            "cost":{"amount":"90.00","currency":"USD"},\
            "freight":{"amount":"10.00","currency":"USD"},"incoterm":"CIF",\
            "conveyance":{"imo":"9074729","ship":"MV Aurora","voyage":"900W"},\
            "from":"ECGYE","via":[],"to":"NLRTM","sailing":"\(workload.day(90))",\
            "consignee":"Vishandel BV",\
            "agreedValue":{"amount":"100.00","currency":"USD"},"reference":"PO-1"}
            """
        return Prepared(key: key, certificate: certificate.text, body: body)
    }

    /// Each request has an idempotency key of its own, in every thread and round.
    private func declareScript(_ prepared: Prepared) -> String {
        """
        local run = tostring(os.time()) .. tostring({}):sub(8)
        local count = 0
        wrk.method = "POST"
        wrk.body = [[\(prepared.body)]]
        request = function()
            count = count + 1
            wrk.headers["Content-Type"] = "application/json"
            wrk.headers["Idempotency-Key"] = run .. "-" .. count
            return wrk.format()
        end
        response = function(status)
            if status >= 300 then refused = (refused or 0) + 1 end
        end

        """
    }

    private func load(_ wrk: String, _ url: String, _ options: [String]) throws -> Double {
        let (status, output) = try Tools.run(
            wrk,
            ["-t2", "-c\(HTTPBenchmark.connections)", "-d\(seconds)s"] + options + [url]
        )
        guard status == 0, !output.contains("Non-2xx"),
            let line = output.split(separator: "\n").first(where: {
                $0.hasPrefix("Requests/sec:")
            }), let value = Double(line.dropFirst("Requests/sec:".count).filter { $0 != " " })
        else { throw BenchmarkError("wrk on \(url): \(output)") }
        return value
    }
}

/// The same framework with one route that does nothing.
private enum BareServer {
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
