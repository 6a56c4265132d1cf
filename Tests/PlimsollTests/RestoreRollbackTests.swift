import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import Synchronization
import TestSupport
import Testing

extension ProcessTests {
    /// A backup that is older than what a member's witness has cosigned.
    @Suite struct RestoreRollbackTests {
        @Test func `an old backup is a rollback, unless a mirror has the rest or all is given up`()
            async throws
        {
            let consortium = try await Witnessed()
            let backup = consortium.path("backup")
            let size = try await consortium.serve { url, key in
                try await consortium.admit(3, "early", url, key)
                let size = try await consortium.witnessed(url)
                let made = try ServerProcess.run([
                    "backup", "--data", consortium.path("data"), "--to", backup,
                ])
                #expect(made.status == 0, "\(made.output)")
                return size
            }
            let seen = try await consortium.serve { url, key in
                try await consortium.admit(5, "late", url, key)
                return try await consortium.witnessed(url)
            }
            #expect(seen == size + 5)
            let common = [
                "restore", backup, "--policy", consortium.path("policy"), "--signing-key",
                "\(consortium.path("data"))/keys/log.seed", "--data",
            ]

            let refused = try ServerProcess.run(common + [consortium.path("refused")])
            #expect(refused.status == 1)
            for part in [
                "this backup is a rollback: it has \(size) entries",
                "witness witness.example/bank cosigned \(seen)",
                "entries \(size) to \(seen - 1)", "--mirror", "--accept-rollback",
            ] {
                #expect(refused.output.contains(part), "\(part): \(refused.output)")
            }
            #expect(!FileManager.default.fileExists(atPath: consortium.path("refused")))

            let caught = try ServerProcess.run(
                common + [consortium.path("caught"), "--mirror", consortium.path("data")]
            )
            #expect(caught.status == 0, "\(caught.output)")
            #expect(caught.output.contains("5 entries more from mirrors: \(seen) in all"))
            try await consortium.expectCaughtUp("caught", at: seen, with: 5)

            let given = try ServerProcess.run(
                common + [consortium.path("given"), "--accept-rollback"]
            )
            #expect(given.status == 0, "\(given.output)")
            #expect(given.output.contains("are given up; it will not cosign this ledger again"))
            try await consortium.serve("given") { url, key in
                let answer = try await LedgerImage.admit("fork", url, key, consortium.curl)
                #expect(answer.status == 503, "\(answer.body)")
                #expect(answer.body["code"]?.stringValue == "ledgerDisowned")
                let entry = try await ask(
                    consortium.curl,
                    "GET",
                    "\(url)/v1/ledger/entries/1",
                    key: key
                )
                #expect(entry.status == 200)
            }
            await consortium.end()
        }

        @Test func `a backup from before a new log key is caught up under the key it leads to`()
            async throws
        {
            let consortium = try await Witnessed()
            let backup = consortium.path("backup")
            let size = try await consortium.serve { url, key in
                try await consortium.admit(3, "early", url, key)
                return try await consortium.witnessed(url)
            }
            let data = consortium.path("data")
            for command in [
                ["backup", "--data", data, "--to", backup, "--with-keys"],
                ["restore", backup, "--data", consortium.path("other")],
                ["key", "rotate-log", "--data", consortium.path("other")],
                ["key", "rotate-log", "--data", data],
            ] {
                let done = try ServerProcess.run(command)
                #expect(done.status == 0, "\(done.output)")
            }
            let old = try consortium.vkeys("backup")
            let new = try consortium.vkeys("data")
            #expect(old.count == 1 && new.count == 1 && new != old)
            try consortium.trust(new + old)
            let seen = try await consortium.serve { url, key in
                try await consortium.admit(5, "late", url, key)
                return try await consortium.witnessed(url)
            }
            #expect(seen == size + 6)

            func restore(_ name: String, _ extra: [String]) throws -> (
                status: Int32, output: String
            ) {
                let done = try ServerProcess.run(
                    [
                        "restore", backup, "--policy", consortium.path("policy"), "--data",
                        consortium.path(name),
                    ] + extra
                )
                return (done.status, done.output)
            }
            let other = try consortium.vkeys("other")[0]
            for (extra, reason) in [
                ([], "give the new one as --vkey"),
                (["--vkey", new[0]], "this backup is a rollback: it has \(size) entries"),
                (["--vkey", new[0]], "cosigned \(seen)"),
                (["--vkey", new[0], "--accept-rollback"], "catch up from whoever holds"),
                (["--vkey", other, "--mirror", data], "it is of \(new[0]), not of \(other)"),
                (["--mirror", consortium.path("other")], "cannot be told"),
                (
                    ["--vkey", new[0], "--mirror", consortium.path("other")],
                    "this backup is a rollback: it has \(size + 1) entries"
                ),
                (
                    ["--mirror", data, "--signing-key", "\(backup)/keys/log.seed"],
                    "it is the key of \(old[0]), not of \(new[0])"
                ),
            ] {
                let refused = try restore("refused", extra)
                #expect(refused.status == 1, "\(extra)")
                #expect(refused.output.contains(reason), "\(extra): \(refused.output)")
                #expect(!FileManager.default.fileExists(atPath: consortium.path("refused")))
            }

            let keyless = try restore("keyless", ["--mirror", data, "--vkey", new[0]])
            #expect(keyless.status == 0, "\(keyless.output)")
            #expect(keyless.output.contains("6 entries more from mirrors: \(seen) in all"))
            #expect(keyless.output.contains("the log's signing key is not there"))
            #expect(try consortium.vkeys("keyless") == new)
            let kept = "\(consortium.path("keyless"))/keys/log.seed"
            #expect(!FileManager.default.fileExists(atPath: kept))

            let caught = try restore(
                "caught",
                ["--mirror", data, "--signing-key", "\(data)/keys/log.seed"]
            )
            #expect(caught.status == 0, "\(caught.output)")
            try await consortium.expectCaughtUp("caught", at: seen, with: 5)
            await consortium.end()
        }

        @Test func `without an answer of its witnesses no backup is known to be new enough`()
            async throws
        {
            let consortium = try await Witnessed()
            try await consortium.serve { url, key in
                try await consortium.admit(2, "early", url, key)
                _ = try await consortium.witnessed(url)
            }
            let backup = consortium.path("backup")
            let made = try ServerProcess.run([
                "backup", "--data", consortium.path("data"), "--to", backup,
            ])
            #expect(made.status == 0, "\(made.output)")
            let common = ["restore", backup, "--data", consortium.path("restored"), "--policy"]
            await consortium.end()

            let silent = try ServerProcess.run(common + [consortium.path("policy")])
            #expect(silent.status == 1)
            #expect(
                silent.output.contains("cannot be told without that witness"),
                "\(silent.output)"
            )
            let policy = try String(contentsOfFile: consortium.path("policy"), encoding: .utf8)
            let other =
                "log example.com/log+6d71b8f3+Ad+WNK3AEXJiTKNYhJyCLjNpzz8FQRCBB0fsr7KyVW7w\n"
            try (other + policy).write(
                toFile: consortium.path("other"),
                atomically: true,
                encoding: .utf8
            )
            let foreign = try ServerProcess.run(common + [consortium.path("other")])
            #expect(foreign.status == 1)
            #expect(foreign.output.contains("--policy: "), "\(foreign.output)")
            #expect(!FileManager.default.fileExists(atPath: consortium.path("restored")))
        }
    }
}

/// A server with a witness of one member's, each a process of its own.
private final class Witnessed: Sendable {
    let curl: CurlClient
    private let folder: TemporaryFolder
    private let key: String
    private let witness: Mutex<ServerProcess>
    private let witnessing: [String]

    init() async throws {
        folder = try TemporaryFolder()
        curl = try CurlClient()
        let data = "\(folder.path)/data"
        let first = try ServerProcess(data: data)
        key = try #require(first.operatorKey)
        let ledger = try await ask(curl, "GET", "\(first.url)/v1/ledger", key: nil)
        let vkey = try #require(ledger.body["vkey"]?.stringValue)
        #expect(first.stop() == 0)
        let pem = "\(folder.path)/witness.pem"
        #expect(try ServerProcess.run(["key", "generate", pem]).status == 0)
        witnessing = [
            "witness", "--key", pem, "--name", "witness.example/bank", "--data",
            "\(folder.path)/witness",
        ]
        let printed = try ServerProcess.run(witnessing + ["--log", vkey, "--print-vkey"]).output
        let witness = try ServerProcess(witnessing + ["--log", vkey, "--listen", "127.0.0.1:0"])
        self.witness = Mutex(witness)
        try """
        witness bank \(printed.filter { !$0.isNewline }) \(witness.url)
        quorum bank

        """.write(toFile: "\(folder.path)/policy", atomically: true, encoding: .utf8)
    }

    func path(_ name: String) -> String { "\(folder.path)/\(name)" }

    /// Starts the witness again, with other keys of the log's.
    func trust(_ vkeys: [String]) throws {
        try witness.withLock { witness in
            #expect(witness.stop() == 0)
            let port = try #require(witness.url.split(separator: ":").last)
            witness = try ServerProcess(
                witnessing + vkeys.flatMap { ["--log", $0] } + ["--listen", "127.0.0.1:\(port)"]
            )
        }
    }

    /// The verifier keys that a folder states.
    func vkeys(_ name: String) throws -> [String] {
        let text = try String(contentsOfFile: "\(path(name))/keys/log.vkey", encoding: .utf8)
        return text.split(separator: "\n").map(String.init)
    }

    /// Serves a folder under the policy while a test does something, and stops in order.
    @discardableResult
    func serve<Value>(
        _ name: String = "data",
        _ body: (_ url: String, _ key: String) async throws -> Value
    ) async throws -> Value {
        let server = try ServerProcess(data: path(name), extra: ["--policy", path("policy")])
        let value = try await body(server.url, key)
        #expect(server.stop() == 0)
        return value
    }

    func admit(_ count: Int, _ prefix: String, _ url: String, _ key: String) async throws {
        for number in 0..<count {
            let answer = try await LedgerImage.admit("\(prefix)-\(number)", url, key, curl)
            #expect(answer.status == 201, "\(answer.body)")
        }
    }

    /// Serves a folder that was caught up: what was admitted last is there, what comes next is
    /// witnessed, and the whole audits clean.
    func expectCaughtUp(_ name: String, at size: Int64, with late: Int) async throws {
        try await serve(name) { url, key in
            try await admit(late, "late", url, key)
            #expect(try await self.size(url) == size)
            try await admit(1, "next", url, key)
            #expect(try await witnessed(url) == size + 1)
        }
        let audit = try ServerProcess.run([
            "audit", "--data", path(name), "--policy", path("policy"),
        ])
        #expect(audit.status == 0, "\(audit.output)")
    }

    func size(_ url: String) async throws -> Int64 {
        let ledger = try await ask(curl, "GET", "\(url)/v1/ledger", key: nil)
        return try #require(ledger.body["sizes"]?["committed"]?.integerValue)
    }

    /// Waits until everything is witnessed, and gives how much that is.
    func witnessed(_ url: String) async throws -> Int64 {
        let size = try await size(url)
        for _ in 0..<300 {
            let ledger = try await ask(curl, "GET", "\(url)/v1/ledger", key: nil)
            if ledger.body["sizes"]?["witnessed"]?.integerValue == size { return size }
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("\(size) entries are not witnessed within 30 s")
        return size
    }

    func end() async {
        _ = witness.withLock { $0.stop() }
        await curl.shutdown()
    }
}
