import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// What the program says where it cannot start, and that it then serves nothing.
    @Suite struct RefusedStartTests {
        @Test func `a file that is no database is named with what to do, or made again`()
            async throws
        {
            let image = try Image()
            for name in ["ledger", "telemetry", "notifier", "publication"] {
                let copy = try image.copy()
                try Self.scribble(over: "\(copy)/\(name).sqlite")
                let start = try image.start(copy)
                #expect(start.status == 1, "\(name): \(start.output)")
                #expect(start.output.contains("\(name).sqlite: "), "\(start.output)")
                // What is sealed is compared before it is opened.
                let reasons = ["file is not a database", "it was changed since the server stopped"]
                #expect(reasons.contains { start.output.contains($0) }, "\(start.output)")
                #expect(!start.output.contains("Listening"), "\(start.output)")
            }
            for name in ["view", "followers"] {
                let copy = try image.copy()
                try Self.scribble(over: "\(copy)/\(name).sqlite")
                let server = try ServerProcess(data: copy, extra: image.publishing)
                #expect(server.stop() == 0, "\(name)")
                let audit = try ServerProcess.run(["audit", "--data", copy])
                // What was published is not examined against a policy here.
                #expect(audit.status == 3, "\(name): \(audit.output)")
                #expect(audit.output.contains("to the end: cosignatures"))
            }
        }

        @Test func `on a disk that is read-only or full it says so, and starts when it is not`()
            async throws
        {
            guard MountNamespace.isAllowed else {
                print("skipped: this user may not mount a file system of its own")
                return
            }
            let image = try Image()
            let copy = try image.copy()
            let readOnly = try image.start(
                copy,
                after: "mount --make-rprivate / && mount --bind '\(copy)' '\(copy)' "
                    + "&& mount -o remount,ro,bind '\(copy)'"
            )
            #expect(readOnly.status == 1, "\(readOnly.output)")
            #expect(readOnly.output.contains("Read-only file system"), "\(readOnly.output)")

            let disk = "\(copy)-disk"
            try FileManager.default.createDirectory(
                atPath: disk,
                withIntermediateDirectories: false
            )
            let mount = MountNamespace.mount(sizeMegabytes: 2, over: disk)
            // Full at the first start; with room again at the second, on the same disk.
            let full = try image.start(
                disk,
                after: "\(mount) && cp -a '\(copy)/.' '\(disk)/' "
                    + "&& (dd if=/dev/zero of='\(disk)/filler' bs=512 2> /dev/null || true)",
                then: "rm '\(disk)/filler'; timeout 5 \"$0\" \"$@\""
            )
            #expect(full.output.contains("there is no room to write"), "\(full.output)")
            #expect(full.output.contains("Make room on that disk"), "\(full.output)")
            #expect(full.output.contains("Listening on"), "\(full.output)")
        }

        @Test func `a key that was never the log's is refused, and both keys are named`() throws {
            let (image, strangers) = (try Image(), try Image())
            let (stranger, copy) = (try strangers.copy(), try image.copy())
            let vkey = try Self.vkey(copy)
            try Self.put("log.seed", of: stranger, in: copy)
            let other = try Self.vkey(stranger)
            let start = try image.start(copy)
            #expect(start.status == 1, "\(start.output)")
            #expect(start.output.contains("keys/log.seed: it is the key of \(other)"))
            #expect(start.output.contains("the key in force of this ledger is \(vkey)"))

            // The stated identity is as easily replaced as the key; what was signed is not.
            try Self.put("log.vkey", of: stranger, in: copy)
            let both = try image.start(copy)
            #expect(both.status == 1, "\(both.output)")
            #expect(both.output.contains("keys/log.seed: it is the key of \(other)"))
            #expect(both.output.contains("the key in force of this ledger is \(vkey)"))
            #expect(!(start.output + both.output).contains("Listening"))
            withExtendedLifetime(strangers) {}
        }

        @Test(arguments: [false, true])
        func `a former key of the log's is refused, and the one in force named`(
            isLastEntry: Bool
        ) throws {
            let image = try Image()
            let (before, copy) = (try image.copy(), try image.copy())
            let rotated = try ServerProcess.run(["key", "rotate-log", "--data", copy])
            #expect(rotated.status == 0, "\(rotated.output)")
            if !isLastEntry {
                // Then the last checkpoint is the new key's alone.
                let again = try ServerProcess.run(["key", "rotate-log", "--data", copy])
                #expect(again.status == 0, "\(again.output)")
            }
            let vkey = try Self.vkey(copy)
            for name in ["log.seed", "log.vkey"] {
                try Self.put(name, of: before, in: copy)
                let start = try image.start(copy)
                #expect(start.status == 1, "\(start.output)")
                #expect(start.output.contains("it is the key of \(try Self.vkey(before))"))
                #expect(start.output.contains(vkey), "\(start.output)")
                #expect(!start.output.contains("Listening"), "\(start.output)")
            }
        }

        @Test func `a folder that recorded a policy is not started without one`() throws {
            let image = try Image()
            let copy = try image.copy()
            let start = try image.start(copy, publishing: [])
            #expect(start.status != 0, "\(start.output)")
            #expect(start.output.contains("none is given"), "\(start.output)")
            #expect(start.output.contains("quorum none"), "\(start.output)")
            #expect(start.output.contains("--leave-policy"), "\(start.output)")
            #expect(!start.output.contains("Listening"), "\(start.output)")
            let both = try image.start(copy, publishing: image.publishing + ["--leave-policy"])
            #expect(both.output.contains("give one of the two"), "\(both.output)")

            for extra in [image.publishing, ["--leave-policy"], []] {
                let server = try ServerProcess(data: copy, extra: extra)
                #expect(server.stop() == 0, "\(extra)")
            }
        }

        @Test(arguments: [
            ("followers", "INSERT INTO cursor VALUES ('automation', 9999)", "has read 9999"),
            (
                "notifier",
                "INSERT INTO endpoint (id, member, url, secret, description, types, createdAt, "
                    + "cursor) VALUES ('e', 'm', 'u', 's', '', '', 0, 9999)",
                "told of 9999 entries"
            ),
            (
                "notifier",
                "INSERT INTO delivery (endpoint, notification, ledgerIndex, type, subject, state, "
                    + "createdAt, nextAttemptAt) VALUES ('e', 'n', 9999, '', '', 1, 0, 0)",
                "a delivery of entry 9999"
            ),
            ("view", "UPDATE progress SET size = 9999", "9999 entries"),
        ])
        func `what has read more entries than the ledger has keeps it from starting`(
            name: String,
            change: String,
            said: String
        ) throws {
            let image = try Image()
            let copy = try image.copy()
            let script =
                "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); "
                + "d.execute(sys.argv[2]); d.commit()"
            // Otherwise the seal tells that the file was changed.
            try FileManager.default.removeItem(atPath: "\(copy)/clean-stop.note")
            let changed = try ServerProcess.shell([
                "python3", "-c", script, "\(copy)/\(name).sqlite", change,
            ])
            #expect(changed.status == 0, "\(changed.output)")
            let start = try image.start(copy)
            #expect(start.status == 1, "\(start.output)")
            #expect(start.output.contains("\(name).sqlite: "), "\(start.output)")
            #expect(start.output.contains(said), "\(start.output)")
            #expect(start.output.contains("plimsoll restore"), "\(start.output)")
            #expect(!start.output.contains("Listening"), "\(start.output)")
        }

        @Test func `no member keeps the server from starting by asking for what is to come`()
            async throws
        {
            let home = try ServedFolder()
            let curl = try CurlClient()
            let key = try await home.serve([]) { url, key in
                let made = try await ask(
                    curl,
                    "POST",
                    "\(url)/v1/webhook-endpoints",
                    key: key,
                    body: #"{"url":"https://hook.example/plimsoll"}"#
                )
                #expect(made.status == 201, "\(made.body)")
                let id = try #require(made.body["id"]?.stringValue)
                for (from, status) in [("50", 422), ("9007199254740991", 422), ("2", 200)] {
                    let answer = try await ask(
                        curl,
                        "POST",
                        "\(url)/v1/webhook-endpoints/\(id)/actions/replay",
                        key: key,
                        body: "{\"from\":\(from)}"
                    )
                    #expect(answer.status == status, "\(from): \(answer.body)")
                }
            }
            try await home.serve([], key: key) { url, key in
                try await ServedFolder.admit("m-1", url, key, curl)
            }
            #expect(!home.said.contains("the record of it is gone"))
            let audit = try home.run(["audit", "--data", home.data])
            #expect(audit.status == 0, "\(audit.output)")
            // Without the record of the stop everything is checked, and that is said.
            try FileManager.default.removeItem(atPath: "\(home.data)/clean-stop.note")
            try await home.serve([], key: key) { _, _ in }
            #expect(home.said.contains("the record of it is gone: everything is checked"))
            try Data("x".utf8).write(to: URL(fileURLWithPath: "\(home.data)/clean-stop.note"))
            let refused = try home.refused([])
            #expect(refused.contains("it is no record of a clean stop"), "\(refused)")
            await curl.shutdown()
        }

        private static func vkey(_ data: String) throws -> String {
            try String(contentsOfFile: "\(data)/keys/log.vkey", encoding: .utf8)
                .filter { !$0.isNewline }
        }

        /// Puts one folder's key file in the place of another's.
        private static func put(_ name: String, of source: String, in data: String) throws {
            try FileManager.default.removeItem(atPath: "\(data)/keys/\(name)")
            try FileManager.default.copyItem(
                atPath: "\(source)/keys/\(name)",
                toPath: "\(data)/keys/\(name)"
            )
        }

        private static func scribble(over path: String) throws {
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.write(contentsOf: Data("garbage garbage garbage".utf8))
            try handle.close()
        }
    }
}

/// A folder that a server has stopped on in order, with every store there is.
private final class Image: Sendable {
    private let folder: TemporaryFolder
    private var policy: String { "\(folder.path)/policy" }
    /// The options that the folder was served with.
    var publishing: [String] { ["--policy", policy] }

    init() throws {
        folder = try TemporaryFolder()
        try "quorum none\n".write(
            toFile: "\(folder.path)/policy",
            atomically: true,
            encoding: .utf8
        )
        let server = try ServerProcess(
            data: "\(folder.path)/image",
            extra: ["--policy", "\(folder.path)/policy"]
        )
        #expect(server.stop() == 0)
    }

    func copy() throws -> String {
        let copy = "\(folder.path)/\(UUID().uuidString)"
        try FileManager.default.copyItem(atPath: "\(folder.path)/image", toPath: copy)
        return copy
    }

    /// Starts a server that is expected to end by itself, in mounts of its own where a shell is to
    /// do something first; what is to be done `then` is done after it has ended.
    func start(
        _ data: String,
        publishing: [String]? = nil,
        after prelude: String? = nil,
        then end: String = "exit $status"
    ) throws -> (status: Int32, output: String) {
        try ServerProcess.shell(
            (prelude == nil ? [] : ["unshare", "-m"]) + [
                "bash", "-c",
                "\(prelude ?? ":"); timeout 20 \"$0\" \"$@\"; status=$?; \(end)",
                ServerProcess.program.path, "serve", "--data", data, "--listen", "127.0.0.1:0",
            ] + (publishing ?? self.publishing)
        )
    }
}
