import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

/// A data folder, the passphrases around it, and all that was said over it.
final class ServedFolder: @unchecked Sendable {
    let data: String
    private let folder: TemporaryFolder
    private var outputs: [String] = []
    private var logs: [String] = []

    init() throws {
        folder = try TemporaryFolder()
        data = "\(folder.path)/data"
    }

    private init(_ folder: TemporaryFolder, _ name: String) {
        self.folder = folder
        data = "\(folder.path)/\(name)"
    }

    /// The same in another folder.
    func copy(_ name: String) throws -> ServedFolder {
        let copy = ServedFolder(folder, name)
        try FileManager.default.copyItem(atPath: data, toPath: copy.data)
        return copy
    }

    static func admit(
        _ id: String,
        _ url: String,
        _ key: String,
        _ curl: CurlClient
    ) async throws {
        let answer = try await LedgerImage.admit(id, url, key, curl)
        #expect(answer.status == 201, "\(answer.body)")
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    func file(_ name: String, _ text: String) throws -> String {
        try "\(text)\n".write(toFile: path(name), atomically: true, encoding: .utf8)
        return path(name)
    }

    /// Everything that any process has said, in the log at its most talkative too.
    var said: String {
        (outputs + logs.compactMap { try? String(contentsOfFile: $0, encoding: .utf8) })
            .joined(separator: "\n")
    }

    @discardableResult
    func serve(
        _ extra: [String],
        key: String = "",
        prelude: String = ":",
        _ body: (_ url: String, _ key: String) async throws -> Void
    ) async throws -> String {
        let log = path("log-\(UUID().uuidString)")
        logs.append(log)
        let server = try ServerProcess(
            data: data,
            extra: extra + ["--log-level", "trace"],
            prelude: "exec 2> '\(log)'; \(prelude)"
        )
        let key = server.operatorKey ?? key
        outputs.append(server.greeting)
        try await body(server.url, key)
        #expect(server.stop() == 0)
        return key
    }

    /// Starts a server after a rotation was cut short: files and ledger agree, and it goes on.
    ///
    /// - Returns: the verifier key in force.
    func expectSettled(_ key: String, _ curl: CurlClient, _ place: String) async throws -> String {
        var vkey = ""
        do {
            try await serve([], key: key) { url, key in
                let ledger = try await ask(curl, "GET", "\(url)/v1/ledger", key: nil)
                vkey = try #require(ledger.body["vkey"]?.stringValue)
                let stated = try String(contentsOfFile: "\(data)/keys/log.vkey", encoding: .utf8)
                #expect(stated == "\(vkey)\n", "\(place)")
                try await ServedFolder.admit("m-2", url, key, curl)
                let again = try await LedgerImage.admit("m-1", url, key, curl)
                #expect(again.body["receipt"]?["index"]?.integerValue == 3, "\(place)")
            }
        } catch is ServerDidNotStart {
            Issue.record("it does not start after \(place): \(said.suffix(600))")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(data)/keys")
        #expect(names.sorted() == ["log.seed", "log.vkey"], "\(place)")
        return vkey
    }

    /// What is said where the server does not start.
    func refused(_ extra: [String]) throws -> String {
        let run = try run(["serve", "--data", data, "--listen", "127.0.0.1:0"] + extra)
        #expect(run.status != 0)
        return run.output
    }

    func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let run = try ServerProcess.run(arguments)
        outputs.append(run.output)
        return run
    }

    func seed() throws -> String {
        try String(contentsOfFile: "\(data)/keys/log.seed", encoding: .utf8)
    }

    /// The seed in hexadecimal, taken out of its seal in a copy.
    func openSeed(under passphrase: String) throws -> String {
        let copy = try copy("opened-\(UUID().uuidString)")
        let opened = try ServerProcess.run([
            "key", "protect", "--data", copy.data, "--log-key-passphrase-file", passphrase,
            "--remove",
        ])
        guard opened.status == 0 else { throw ServerDidNotStart(output: opened.output) }
        outputs.append(opened.output)
        return try copy.seed().filter { !$0.isNewline }
    }

    func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: "\(data)/\(name)")[.posixPermissions]
            as? Int
    }
}
