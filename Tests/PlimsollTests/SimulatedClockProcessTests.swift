import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// Servers that are started with `--clock`.
    @Suite struct SimulatedClockProcessTests {
        private static let begin = "2026-03-01T08:00:00.000Z"

        @Test func `a folder is served by the clock that it was founded with and no other`()
            async throws
        {
            let home = try ServedFolder()
            let curl = try CurlClient()
            let key = try await home.serve(["--clock", Self.begin]) { url, key in
                try await ServedFolder.admit("m-1", url, key, curl)
                let founded = try await ask(curl, "GET", "\(url)/v1/members/m-1", key: key)
                #expect(founded.body["admittedAt"] == .string(Self.begin))
            }
            let machine = try home.refused([])
            #expect(machine.contains("founded with a simulated clock"), "\(machine)")
            let back = try home.refused(["--clock", "2026-03-01T07:59:59Z"])
            #expect(back.contains("does not go back"), "\(back)")
            let word = try home.refused(["--clock", "yesterday"])
            #expect(word.contains("'yesterday' is neither"), "\(word)")
            try await home.serve(["--clock", "simulated"], key: key) { url, key in
                let shown = try await ask(curl, "GET", "\(url)/v1/clock", key: key)
                #expect(shown.body["at"] == .string(Self.begin))
                #expect(shown.body["clock"] == .string("simulated"))
            }
            let audit = try home.run(["audit", "--data", home.data])
            #expect(audit.status == 0, "\(audit.output)")
            #expect(audit.output.contains("simulated, as the ledger was founded"))
            await curl.shutdown()
        }

        @Test func `a folder founded by the machine's clock is not served by another`()
            async throws
        {
            let home = try ServedFolder()
            let nothing = try home.refused(["--clock", "simulated"])
            #expect(nothing.contains("Nothing was founded"), "\(nothing)")
            let curl = try CurlClient()
            let key = try await home.serve([]) { url, key in
                try await ServedFolder.admit("m-1", url, key, curl)
            }
            for choice in ["simulated", Self.begin] {
                let refused = try home.refused(["--clock", choice])
                #expect(refused.contains("founded with the machine's clock"), "\(refused)")
            }
            try await home.serve([], key: key) { url, key in
                try await ServedFolder.admit("m-2", url, key, curl)
            }
            await curl.shutdown()
        }

        @Test func `the operator's command sets the clock forward only`() async throws {
            let home = try ServedFolder()
            let curl = try CurlClient()
            try await home.serve(["--clock", Self.begin]) { url, key in
                let ask = ["clock", "--server", url, "--key", key]
                #expect(try home.run(ask).output == "\(Self.begin)\tsimulated\n")
                let set = try home.run(ask + ["2026-03-02T06:00:00Z"])
                #expect(set.output == "2026-03-02T06:00:00.000Z\tsimulated\n")
                let back = try home.run(ask + ["2026-03-02T05:59:59Z"])
                #expect(back.status == 1)
                #expect(back.output.contains("clockGoesBack"), "\(back.output)")
                #expect(try home.run(ask).output == "2026-03-02T06:00:00.000Z\tsimulated\n")
                try await ServedFolder.admit("m-1", url, key, curl)
                let member = try await PlimsollTests.ask(
                    curl,
                    "GET",
                    "\(url)/v1/members/m-1",
                    key: key
                )
                #expect(member.body["admittedAt"] == .string("2026-03-02T06:00:00.000Z"))
            }
            await curl.shutdown()
        }
    }
}
