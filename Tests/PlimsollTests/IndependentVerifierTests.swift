import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSamples
import TestSupport
import Testing
import TransparencyLog

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
        try await LedgerImage.admit(300, server.url, key, curl)
        let ledger = try await ask(curl, "GET", "\(server.url)/v1/ledger", key: nil)
        let vkey = try #require(ledger.body["vkey"]?.stringValue)
        #expect(try verify(server.url, vkey) == 0)
        let other = vkey.replacingOccurrences(of: "plimsoll", with: "plimsole")
        #expect(try verify(server.url, other) != 0)
        #expect(server.stop() == 0)
        await curl.shutdown()
    }

    /// Nothing listens there: the key is refused before anything is asked for.
    @Test(arguments: SmallOrderKey.all)
    func `the program takes no key by which anybody signs`(key: SmallOrderKey) throws {
        let material = [1] + key.bytes
        let id = Hash.sha256(of: Array("o\n".utf8) + material).bytes.prefix(4)
        let vkey = "o+\(Hex.encode(Array(id)))+\(Base64.encode(material))"
        let (status, said) = try run("http://127.0.0.1:9", vkey)
        #expect(status == 2)
        #expect(said.contains("anybody could sign by it"), "\(said)")
    }

    private func verify(_ url: String, _ vkey: String) throws -> Int32 { try run(url, vkey).status }

    private func run(_ url: String, _ vkey: String) throws -> (status: Int32, said: String) {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", root.appendingPathComponent("Scripts/verify-ledger.py").path,
            "\(url)/ledger", vkey,
        ]
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
