import CanonicalJSON
import Foundation
import Testing

/// The benchmark as whoever doubts the figures runs it; what it measures is not looked at here.
struct BenchTests {
    /// It audits the ledger that it grows, and stops where the audit finds anything.
    @Test func `the workload grows a ledger that audits clean, and every figure is there`() throws {
        let run = try ServerProcess.run(
            ["bench", "growth", "--entries", "5000", "--quick", "--format", "json"]
        )
        #expect(run.status == 0, "\(run.output)")
        let rows = try rows(run.output)
        let own = rows.filter { $0["suite"]?.stringValue == "growth" }
        let measured = Set(own.compactMap { $0["name"]?.stringValue })
        for name in [
            "API-key commands, 38 clients", "signed commands, 38 clients", "inclusion proof",
            "start after a clean stop", "memory after the start", "audit", "replay",
        ] {
            #expect(measured.contains("\(name), at 5 000 entries"), "\(measured)")
        }
        for row in own {
            guard case .number(let text)? = row["value"], let value = Double(text) else {
                Issue.record("not measured: \(row)")
                continue
            }
            #expect(value > 0, "\(row)")
        }
    }

    @Test func `an answer is as long with many certificates on risk as with few`() throws {
        let run = try ServerProcess.run(["bench", "risk", "--quick", "--format", "json"])
        #expect(run.status == 0, "\(run.output)")
        let rows = try rows(run.output)
        for name in ["a cover", "a certificate", "the ship's accumulation", "a list of covers"] {
            let row = rows.first { $0["name"]?.stringValue == "GET \(name), 1 000 on risk" }
            guard case .number(let many)? = row?["value"],
                case .number(let few)? = row?["peerValue"],
                let long = Double(many), let short = Double(few)
            else {
                Issue.record("not measured: \(name) in \(rows)")
                continue
            }
            #expect(long > 0 && long < 1.2 * short, "\(name)")
        }
    }

    @Test func `few clients and many are measured, signing and not`() throws {
        let run = try ServerProcess.run(
            ["bench", "ledger", "--clients", "1,4", "--quick", "--format", "json"]
        )
        #expect(run.status == 0, "\(run.output)")
        let names = Set(try rows(run.output).compactMap { $0["name"]?.stringValue })
        for clients in ["1 client", "4 clients"] {
            for kind in ["API-key", "signed"] {
                #expect(names.contains("\(kind) commands, \(clients)"), "\(names)")
                #expect(names.contains("\(kind) commands, \(clients), p99"), "\(names)")
            }
        }
    }

    @Test(arguments: [
        (["--entries", "5000,x"], "'x'"), (["--entries", "5000,,6000"], "''"),
        (["--entries", "4999"], "'4999'"), (["--clients", "0"], "'0'"),
        (["--clients", "16,10001"], "'10001'"),
    ])
    func `a bad number is named and nothing is run`(options: [String], named: String) throws {
        let run = try ServerProcess.run(["bench", "ledger"] + options)
        #expect(run.status != 0)
        #expect(run.output.contains("\(options[0]): \(named) is no number from"), "\(run.output)")
    }

    private func rows(_ output: String) throws -> [[String: JSONValue]] {
        let start = try #require(output.range(of: "{\"rows\""), "\(output)").lowerBound
        let value = try JSONValue(parsing: Array(output[start...].utf8))
        return try #require(value.objectValue?["rows"]?.arrayValue).compactMap(\.objectValue)
    }
}
