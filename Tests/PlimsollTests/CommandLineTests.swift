import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

@Suite(.onOwnThreads) struct CommandLineTests {
    @Test func `the demo insures its voyages, audits clean and finds the tampered row`() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let demo = try ServerProcess.run([
            "demo", "--voyages", root.appendingPathComponent("Fixtures/voyages").path,
        ])
        #expect(demo.status == 0, "\(demo.output)")
        #expect(demo.output.contains("USD 123217.51"))
        #expect(demo.output.contains("NOT CLEAN. First: ledger.sqlite entry "))
    }

    @Test func `an audit of no ledger could not run`() throws {
        let folder = try TemporaryFolder()
        let audit = try ServerProcess.run(["audit", "--data", folder.path])
        #expect(audit.status == 2)
        #expect(audit.output.contains("there is no ledger here"))
    }

    @Test func `a second server on the same folder is refused`() throws {
        let folder = try TemporaryFolder()
        let server = try ServerProcess(data: folder.path)
        let second = try ServerProcess.run([
            "serve", "--data", folder.path, "--listen", "127.0.0.1:0",
        ])
        #expect(second.status != 0)
        #expect(second.output.contains("another plimsoll process has this folder open"))
        #expect(server.stop() == 0)
    }

    @Test func `the operator's key is printed once and a rebuilt view still knows it`() async throws
    {
        let folder = try TemporaryFolder()
        let first = try ServerProcess(data: folder.path)
        let key = try #require(first.operatorKey)
        #expect(first.stop() == 0)
        let rebuild = try ServerProcess.run(["rebuild", "--data", folder.path])
        #expect(rebuild.status == 0, "\(rebuild.output)")
        let second = try ServerProcess(data: folder.path)
        #expect(second.operatorKey == nil)
        let curl = try CurlClient()
        let answer = try await ask(curl, "GET", "\(second.url)/v1/members", key: key)
        #expect(answer.status == 200)
        #expect(second.stop() == 0)
        await curl.shutdown()
    }
}
