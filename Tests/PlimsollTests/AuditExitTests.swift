import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// What `plimsoll audit` exits with, and what its report says of how far it came.
    @Suite struct AuditExitTests {
        /// 71 members on a ledger, and what it was told from before it was audited.
        private struct Home {
            let folder: TemporaryFolder
            let checkpoint: String
            let vkey: String

            init() async throws {
                folder = try TemporaryFolder()
                let data = folder.path("data")
                let server = try ServerProcess(data: data)
                let key = try #require(server.operatorKey)
                let curl = try CurlClient()
                func admit(_ numbers: Range<Int>) async throws {
                    for number in numbers {
                        let answer = try await LedgerImage.admit(
                            "m-\(number)",
                            server.url,
                            key,
                            curl
                        )
                        #expect(answer.status == 201, "\(answer.body)")
                    }
                }
                try await admit(0..<5)
                let fetched = try ServerProcess.shell([
                    "curl", "-sS", "\(server.url)/ledger/checkpoint",
                ])
                checkpoint = fetched.output
                try await admit(5..<71)
                let ledger = try await ask(curl, "GET", "\(server.url)/v1/ledger", key: nil)
                vkey = try #require(ledger.body["vkey"]?.stringValue)
                #expect(server.stop() == 0)
                await curl.shutdown()
            }

            var data: String { folder.path("data") }

            func file(_ name: String, _ text: String) throws -> String {
                try text.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
                return folder.path(name)
            }

            func tamper(_ file: String, _ sql: String) throws {
                let program = """
                    import sqlite3, sys
                    db = sqlite3.connect(sys.argv[1])
                    print(db.execute(sys.argv[2]).rowcount)
                    db.commit()
                    """
                let done = try ServerProcess.shell([
                    "python3", "-c", program, "\(data)/\(file)", sql,
                ])
                #expect(done.status == 0, "\(done.output)")
            }

            func audit(_ extra: [String] = []) throws -> (status: Int32, output: String) {
                let run = try ServerProcess.run(["audit", "--data", data] + extra)
                return (run.status, run.output)
            }

            func report(_ extra: [String] = []) throws -> (status: Int32, report: JSONValue) {
                let (status, output) = try audit(extra + ["--format", "json"])
                return (status, try JSONValue(parsing: Array(output.utf8)))
            }
        }

        @Test func `71 bad payloads and a bad row of the view are all named, and it exits with 1`()
            async throws
        {
            let home = try await Home()
            try home.tamper("ledger.sqlite", "UPDATE entry SET payload = X'7B7D' WHERE idx >= 2")
            try home.tamper(
                "view.sqlite",
                "UPDATE history SET idx = 70 WHERE first = 0 AND revision = 10"
            )
            let (status, report) = try home.report()
            #expect(status == 1)
            #expect(report["verdict"]?.stringValue == "findings")
            let payloads = section("payloads", report)
            #expect(
                payloads["findings"]?.arrayValue?.compactMap { $0["entry"]?.integerValue }
                    == (2..<73).map { $0 }
            )
            let rows = section("view", report)["findings"]?.arrayValue ?? []
            #expect(rows.count == 1)
            #expect(rows.first?["reason"]?.stringValue?.contains("history") == true, "\(rows)")
            let text = try home.audit()
            #expect(text.status == 1)
            for index in 2..<73 {
                #expect(text.output.contains("ledger.sqlite entry \(index): its payload"))
            }
        }

        @Test func `what nobody can replay is part, with counts, and names what was not examined`()
            async throws
        {
            let home = try await Home()
            try home.tamper(
                "ledger.sqlite",
                "UPDATE entry SET payload = X'7B7D', command = X'7B7D' WHERE idx = 40"
            )
            let (status, report) = try home.report()
            #expect(status == 1)
            let contracts = section("contracts", report)
            #expect(contracts["state"]?.stringValue == "part")
            #expect(contracts["examined"]?.integerValue == 40)
            #expect(contracts["total"]?.integerValue == 73)
            #expect(section("view", report)["state"]?.stringValue == "notExamined")
            #expect(section("leaves", report)["state"]?.stringValue == "ok")
        }

        @Test func `it exits with 0 where all is examined, and with 3 where not all is`()
            async throws
        {
            let home = try await Home()
            let clean = try home.report()
            #expect(clean.status == 0)
            #expect(clean.report["verdict"]?.stringValue == "clean")
            try FileManager.default.removeItem(atPath: "\(home.data)/view.sqlite")
            let part = try home.report()
            #expect(part.status == 3)
            #expect(part.report["verdict"]?.stringValue == "incomplete")
            #expect(try home.audit().output.contains("\nINCOMPLETE: nothing found"))
            #expect(try home.audit(["--no-such-option"]).status == 64)
        }

        @Test func `the report repeats its inputs, and a ledger extends what was kept from before`()
            async throws
        {
            let home = try await Home()
            let kept = try home.file("kept", home.checkpoint + "\n" + home.checkpoint)
            let options = ["--previous", kept, "--vkey", home.vkey]
            let (status, report) = try home.report(options)
            #expect(status == 0)
            let inputs = try #require(report["inputs"])
            #expect(inputs["mode"]?.stringValue == "folder")
            #expect(inputs["location"]?.stringValue == home.data)
            #expect(inputs["verifierKey"]?.stringValue == home.vkey)
            #expect(inputs["verifierKeySource"]?.stringValue == "given")
            #expect(inputs["previous"]?.arrayValue?.count == 2)
            #expect(inputs["previous"]?[0]?["file"]?.stringValue == kept)
            #expect(section("previous", report)["examined"]?.integerValue == 2)
            for format in ["text", "html"] {
                let shown = try home.audit(options + ["--format", format]).output
                    .replacingOccurrences(of: "<wbr>", with: "")
                for input in [kept, home.vkey, home.data] { #expect(shown.contains(input)) }
            }
            let altered = home.checkpoint.replacingOccurrences(of: "\n7\n", with: "\n8\n")
            #expect(altered != home.checkpoint)
            let refused = try home.report(["--previous", try home.file("altered", altered)])
            #expect(refused.status == 1)
            #expect(section("previous", refused.report)["findingCount"]?.integerValue == 1)
        }

        @Test(arguments: ["", "no checkpoint\n", "plimsoll.localhost/ledger\n7\nAAAA\n"])
        func `a file that is no checkpoint is named, and nothing is audited`(text: String)
            async throws
        {
            let folder = try TemporaryFolder()
            let file = folder.path("kept")
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            for path in [file, folder.path("none")] {
                let audit = try ServerProcess.run(["audit", "--previous", path])
                #expect(audit.status == 2)
                #expect(audit.output.contains("--previous: \(path): "), "\(audit.output)")
            }
        }

        private func section(_ name: String, _ report: JSONValue) -> JSONValue {
            report["sections"]?.arrayValue?.first { $0["name"]?.stringValue == name } ?? .null
        }
    }
}
