import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing
import TransparencyLog

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
            try home.tamper("ledger.sqlite", "UPDATE entry SET payload = X'7B7D' WHERE idx >= 3")
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
                    == (3..<74).map { $0 }
            )
            let rows = section("view", report)["findings"]?.arrayValue ?? []
            #expect(rows.count == 1)
            #expect(rows.first?["reason"]?.stringValue?.contains("history") == true, "\(rows)")
            let text = try home.audit()
            #expect(text.status == 1)
            for index in 3..<74 {
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
            #expect(contracts["total"]?.integerValue == 74)
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
            #expect(try ServerProcess.run(["audit", "--data", ""]).status == 64)
            #expect(
                try ServerProcess.run(["audit", "--data", home.data, "--vkey", ""]).status == 64
            )
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
            let altered = home.checkpoint.replacingOccurrences(of: "\n8\n", with: "\n9\n")
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

        @Test func `a damaged byte of any store ends in a report, and only no folder in none`()
            async throws
        {
            let home = try await Home()
            let stores = try FileManager.default.contentsOfDirectory(atPath: home.data)
                .filter { $0.hasSuffix(".sqlite") }
            #expect(stores.count == 5, "\(stores)")
            for store in stores {
                let url = URL(fileURLWithPath: "\(home.data)/\(store)")
                let whole = try Data(contentsOf: url)
                // The file's name of its kind, its format, and the head of its second page.
                let page = Int(whole[16]) << 8 | Int(whole[17])
                for offset in [0, 18, 44, 100, page] {
                    var bytes = whole
                    bytes[offset] ^= 0x44
                    try bytes.write(to: url)
                    let (status, report) = try home.report()
                    #expect(status == 1, "\(store) at \(offset)")
                    let found = section("files", report)["findings"]?.arrayValue ?? []
                    #expect(
                        found.contains { $0["place"]?.stringValue?.hasPrefix(store) == true },
                        "\(store) at \(offset): \(report)"
                    )
                    #expect(found.allSatisfy { $0["remedy"]?.stringValue?.isEmpty == false })
                }
                try whole.write(to: url)
            }
            let none = try ServerProcess.run(["audit", "--data", home.folder.path("none")])
            #expect(none.status == 2 && none.output.contains("there is no ledger here"))
        }

        @Test func `verifier keys come from a file too, and all must be the ledger's`() async throws
        {
            let home = try await Home()
            let keys = try home.file("keys", "\n\(home.vkey)\n\(home.vkey)\n")
            let clean = try home.report(["--vkey", keys])
            #expect(clean.status == 0)
            #expect(clean.report["inputs"]?["verifierKey"]?.stringValue == home.vkey)
            #expect(clean.report["inputs"]?["verifierKeySource"]?.stringValue == "given")
            let name = String(home.vkey.prefix { $0 != "+" })
            let other = try NoteSigner(name: name, seed: [UInt8](repeating: 5, count: 32))
            let mixed = try home.file("mixed", "\(home.vkey)\n\(other.verifierKey)\n")
            let refused = try home.report(["--vkey", mixed])
            #expect(refused.status == 1)
            let reason = section("checkpoints", refused.report)["findings"]?[0]?["reason"]
            #expect(reason?.stringValue?.contains("\(other.verifierKey)") == true)
            let stranger = try NoteSigner(name: "b.example", seed: Array(0..<32)).verifierKey
            for (value, text) in [
                (home.folder.path, "Is a directory"),
                (home.folder.path("no"), "neither a file nor"),
                (try home.file("empty", "\n"), "there is no key in it"),
                (
                    try home.file("two", "\(home.vkey)\n\(stranger)\n"),
                    "its keys are of several logs"
                ),
            ] {
                let audit = try home.audit(["--vkey", value])
                #expect(audit.status == 2 && audit.output.contains(text), "\(audit.output)")
                #expect(audit.output.contains("--vkey: "))
            }
        }

        @Test func `a folder in a file's place is said to be one`() async throws {
            let folder = try TemporaryFolder()
            for option in ["--previous", "--policy", "--tsa-ca"] {
                let audit = try ServerProcess.run(["audit", option, folder.path])
                #expect(audit.status == 2)
                #expect(
                    audit.output.contains(
                        "\(option): \(folder.path): Is a directory; name a file in it"
                    ),
                    "\(audit.output)"
                )
                #expect(!audit.output.contains("Error"), "\(audit.output)")
            }
        }

        @Test func `a policy for a folder without a record of publication is a section, no end`()
            async throws
        {
            let home = try await Home()
            let witness = try NoteSigner(
                name: "w.example",
                seed: Array(0..<32),
                algorithm: .cosignatureV1
            )
            let policy = try home.file("policy", "witness a \(witness.verifierKey)\nquorum a\n")
            let (status, report) = try home.report(["--policy", policy])
            #expect(status == 3)
            #expect(report["verdict"]?.stringValue == "incomplete")
            for name in ["published", "cosignatures", "evidence"] {
                #expect(section(name, report)["state"]?.stringValue == "notExamined")
            }
            #expect(section("leaves", report)["state"]?.stringValue == "ok")
        }

        private func section(_ name: String, _ report: JSONValue) -> JSONValue {
            report["sections"]?.arrayValue?.first { $0["name"]?.stringValue == name } ?? .null
        }
    }
}
