import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// Servers whose machine's clock is set.
    @Suite struct ClockTests {
        private static let day: Int64 = 86_400

        @Test func `a clock that jumps ahead stops commands until it is put right`() async throws {
            let folder = try TemporaryFolder()
            let clock = try SetClock(folder)
            let curl = try CurlClient()
            let server = try ServerProcess(
                data: "\(folder.path)/data",
                prelude: try clock.prelude()
            )
            let key = try #require(server.operatorKey)
            let first = try await LedgerImage.admit("first", server.url, key, curl)
            #expect(first.status == 201)
            try clock.set(3600)
            let ahead = try await LedgerImage.admit("ahead", server.url, key, curl)
            #expect(ahead.status == 503)
            #expect(ahead.body["code"] == .string("clockAhead"))
            #expect(ahead.body["retryIsSafe"] == .bool(false))
            let ready = try await ask(curl, "GET", "\(server.url)/readyz", key: nil)
            #expect(ready.status == 503)
            #expect(ready.body["code"] == .string("clockAhead"))
            // Reads go on.
            let members = try await ask(curl, "GET", "\(server.url)/v1/members", key: key)
            #expect(members.status == 200)
            try clock.set(0)
            let right = try await LedgerImage.admit("ahead", server.url, key, curl)
            #expect(right.status == 201)
            // Back by a day, entries have the instant of the one before them.
            try clock.set(-Self.day)
            let behind = try await LedgerImage.admit("behind", server.url, key, curl)
            #expect(behind.status == 201)
            #expect(server.stop() == 0)
            let audit = try ServerProcess.run(["audit", "--data", "\(folder.path)/data"])
            #expect(audit.status == 0, "\(audit.output)")
            await curl.shutdown()
        }

        @Test
        func `a ledger written by a clock that was ahead takes nothing until it is that time`()
            async throws
        {
            let folder = try TemporaryFolder()
            let clock = try SetClock(folder)
            let curl = try CurlClient()
            let data = "\(folder.path)/data"
            try clock.set(Self.day)
            let wrong = try ServerProcess(data: data, prelude: try clock.prelude())
            let key = try #require(wrong.operatorKey)
            #expect(try await LedgerImage.admit("first", wrong.url, key, curl).status == 201)
            #expect(wrong.stop() == 0)
            try clock.set(0)
            let log = "\(folder.path)/log"
            let right = try ServerProcess(
                data: data,
                prelude: "exec 2> '\(log)'; \(try clock.prelude())"
            )
            let refused = try await LedgerImage.admit("second", right.url, key, curl)
            #expect(refused.status == 503)
            #expect(refused.body["code"] == .string("clockAhead"))
            #expect(right.stop() == 0)
            let said = try String(contentsOfFile: log, encoding: .utf8)
            #expect(said.contains("the ledger's last entry is ahead of the clock"), "\(said)")
            // At that time it goes on.
            try clock.set(Self.day + 1)
            let later = try ServerProcess(data: data, prelude: try clock.prelude())
            #expect(try await LedgerImage.admit("second", later.url, key, curl).status == 201)
            #expect(later.stop() == 0)
            await curl.shutdown()
        }
    }
}

/// A clock that a test sets, for processes that it starts: `Fixtures/clock/clock-offset.c`.
private struct SetClock {
    private let folder: String

    init(_ folder: TemporaryFolder) throws {
        self.folder = folder.path
        try set(0)
        let source = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures/clock/clock-offset.c").path
        let built = try ServerProcess.shell([
            "clang", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o",
            "\(folder.path)/clock-offset.so", source, "-ldl",
        ])
        try #require(built.status == 0, "\(built.output)")
    }

    /// Sets the clock to so many seconds from the machine's.
    func set(_ seconds: Int64) throws {
        let path = "\(folder)/offset"
        let bytes = withUnsafeBytes(of: seconds) { Data($0) }
        // In place, as it is mapped.
        if let file = FileHandle(forWritingAtPath: path) {
            try file.write(contentsOf: bytes)
            try file.close()
        } else {
            try bytes.write(to: URL(fileURLWithPath: path))
        }
    }

    /// What a shell does before it becomes the server.
    func prelude() throws -> String {
        "export LD_PRELOAD='\(folder)/clock-offset.so' CLOCK_OFFSET='\(folder)/offset'"
    }
}
