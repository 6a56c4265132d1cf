import Contracts
import DataFolder
import Dispatch
import Foundation
import HTTPClient
import Ledger
import Services

/// What a declaration costs, and how long answers are, by how many certificates are on risk
/// already.
///
/// All of them are aboard one ship and at the same places, so that every declaration meets the same
/// accumulations. Each figure stands beside the one with the fewest on risk.
public struct RiskBenchmark {
    private static let clients = 64

    private let sizes: [Int]
    private let say: @Sendable (String) -> Void

    /// Prepares a run with 100, 10,000 and 100,000 certificates on risk; with 100 and 1,000 where
    /// it is quick.
    public init(quick: Bool, say: @escaping @Sendable (String) -> Void) {
        sizes = quick ? [100, 1_000] : [100, 10_000, 100_000]
        self.say = say
    }

    /// Measures everything on one ledger on which more and more is at risk.
    public func run() async throws -> [BenchmarkRow] {
        try await withTemporaryFolder { folder in
            let data = "\(folder)/ledger"
            let workload = try HTTPLoad.workload()
            var key = ""
            var declared = 0
            var fewest: [String: Double] = [:]
            var rows: [BenchmarkRow] = []
            for size in sizes {
                say("\(size) certificates on risk")
                let run = try await LedgerRun(folder: data, genesis: [workload])
                if key.isEmpty { key = try await issueKey(run.platform, workload) }
                let rest = max(0, size - declared)
                let before = try await declare(run.platform, workload, declared..<declared + rest)
                declared += rest
                // What is measured with the fewest on risk must be some time too.
                let sample = max(200, min(5_000, size / 20))
                let many = try await declare(
                    run.platform,
                    workload,
                    declared..<declared + sample
                )
                declared += sample
                let alone = try await declare(
                    run.platform,
                    workload,
                    declared..<declared + 200,
                    clients: 1
                )
                declared += 200
                try await run.opened.close()
                if let before, rest > 1_000 { say("\(Int(before)) declarations/s on the way") }
                var figures: [(String, Double?, String)] = [
                    ("declarations, \(Self.clients) clients", many, "declarations/s"),
                    ("declarations, 1 client", alone, "declarations/s"),
                ]
                figures += try await answers(data, workload, key)
                for (name, value, unit) in figures {
                    rows.append(row(name, size, value, unit, fewest[name]))
                    if fewest[name] == nil { fewest[name] = value }
                }
            }
            return rows
        }
    }

    private func row(
        _ name: String,
        _ size: Int,
        _ value: Double?,
        _ unit: String,
        _ first: Double?
    ) -> BenchmarkRow {
        let at = "\(BenchmarkText.short(Double(size))) on risk"
        return BenchmarkRow(
            "risk",
            "\(name), \(at)",
            value,
            unit,
            beside: first == nil ? nil : "\(BenchmarkText.short(Double(sizes[0]))) on risk",
            first
        )
    }

    private func issueKey(_ platform: Platform, _ workload: Workload) async throws -> String {
        let issued = try await platform.issueAPIKey(
            for: workload.leader,
            as: Caller(member: workload.platform, roles: [.operator]),
            options: ChangeOptions()
        )
        guard let key = issued.secret else { throw BenchmarkError("the key has no secret") }
        return key
    }

    /// Declares voyages, each after the answer to the client's last one.
    ///
    /// - Returns: declarations per second; `nil` where there are none.
    private func declare(
        _ platform: Platform,
        _ workload: Workload,
        _ numbers: Range<Int>,
        clients: Int = RiskBenchmark.clients
    ) async throws -> Double? {
        guard !numbers.isEmpty else { return nil }
        let next = Counter(numbers.lowerBound)
        let start = DispatchTime.now().uptimeNanoseconds
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<clients {
                group.addTask {
                    while true {
                        let number = next.add(1)
                        guard number < numbers.upperBound else { return }
                        let command = try workload.submission(try workload.declared(number))
                        _ = try await platform.sequencer.submit(command)
                    }
                }
            }
            try await group.waitForAll()
        }
        return Double(numbers.count) / (Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    }

    /// The bytes of answers over HTTP, and how long each takes.
    private func answers(
        _ data: String,
        _ workload: Workload,
        _ key: String
    ) async throws -> [(String, Double?, String)] {
        let server = try BenchmarkServer(data: data)
        defer { server.stop() }
        let client = try CurlClient()
        let certificate = try workload.declared(0).instruction
        guard case .openCover(.declare(let cover, let id, _)) = certificate else { return [] }
        var figures: [(String, Double?, String)] = []
        for (name, path) in [
            ("a cover", "open-covers/\(cover)"), ("a certificate", "certificates/\(id)"),
            ("the ship's accumulation", "accumulation?conveyance=\(workload.ship)&currency=USD"),
            ("a place's accumulation", "accumulation?location=\(workload.to)&currency=USD"),
            ("a list of certificates", "certificates"), ("a list of covers", "open-covers"),
            ("a list of accumulations", "accumulations"),
        ] {
            var request = CurlRequest(method: "GET", url: "\(server.url)/v1/\(path)")
            request.headers = [.init("Authorization", "Bearer \(key)")]
            var times: [Double] = []
            var bytes = 0
            // The first answers come while the server still looks at its folder.
            for turn in 0..<60 {
                let start = DispatchTime.now().uptimeNanoseconds
                let response = try await client.send(request)
                let time = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e6
                if turn >= 20 { times.append(time) }
                guard response.status == 200 else {
                    throw BenchmarkError("\(path) answers \(response.status)")
                }
                bytes = response.body.count
            }
            figures.append(("GET \(name)", Double(bytes), "bytes"))
            figures.append(("GET \(name), time", median(times), "ms"))
        }
        await client.shutdown()
        return figures
    }
}
