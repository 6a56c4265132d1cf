import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

@Suite(.onOwnThreads) struct IndependentVerifierTests {
    /// The script shares no line with the server: it reads the public tiles over HTTP and knows
    /// the specifications alone.
    @Test func `a served ledger verifies with a program that knows the specifications alone`()
        async throws
    {
        let folder = try TemporaryFolder()
        let server = try ServerProcess(data: folder.path)
        let key = try #require(server.operatorKey)
        let curl = try CurlClient()
        for number in 0..<300 {
            let body = #"{"id":"m-\#(number)","name":"M","roles":["assured"]}"#
            let answer = try await ask(
                curl,
                "POST",
                "\(server.url)/v1/members",
                key: key,
                body: body
            )
            #expect(answer.status == 201)
        }
        let ledger = try await ask(curl, "GET", "\(server.url)/v1/ledger", key: nil)
        let vkey = try #require(ledger.body["vkey"]?.stringValue)
        #expect(try verify(server.url, vkey) == 0)
        let other = vkey.replacingOccurrences(of: "plimsoll", with: "plimsole")
        #expect(try verify(server.url, other) != 0)
        #expect(server.stop() == 0)
        await curl.shutdown()
    }

    private func verify(_ url: String, _ vkey: String) throws -> Int32 {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", root.appendingPathComponent("Scripts/verify-ledger.py").path,
            "\(url)/ledger", vkey,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
