import Foundation
import TestSupport
import Testing

extension ProcessTests {
    /// What the program says where it cannot do what it was asked: which file or address, and what
    /// to do about it.
    @Suite struct CommandErrorTests {
        @Test func `an address that is taken is named, and nothing is founded for it`() throws {
            let folder = try TemporaryFolder()
            let server = try ServerProcess(data: "\(folder.path)/data")
            let port = try #require(server.url.split(separator: ":").last)
            let vkey = try String(
                contentsOfFile: "\(folder.path)/data/keys/log.vkey",
                encoding: .utf8
            )
            .filter { !$0.isNewline }
            let key = "\(folder.path)/witness.pem"
            #expect(try ServerProcess.run(["key", "generate", key]).status == 0)
            for command in [
                ["serve", "--data", "\(folder.path)/other"],
                ["demo", "--data", "\(folder.path)/other"],
                [
                    "witness", "--data", "\(folder.path)/other", "--key", key, "--name",
                    "w.example/1",
                    "--log",
                    vkey,
                ],
            ] {
                let start = try ServerProcess.run(command + ["--listen", "127.0.0.1:\(port)"])
                #expect(start.status == 1, "\(start.output)")
                #expect(
                    start.output.contains(
                        "--listen 127.0.0.1:\(port): another program listens there already"
                    ),
                    "\(start.output)"
                )
                #expect(start.output.contains("Name another port"), "\(start.output)")
            }
            let other = "\(folder.path)/other/ledger.sqlite"
            #expect(!FileManager.default.fileExists(atPath: other))
            #expect(server.stop() == 0)
            let strange = try ServerProcess.run([
                "serve", "--data", "\(folder.path)/other", "--listen", "192.0.2.1:0",
            ])
            #expect(strange.status == 1)
            #expect(
                strange.output.contains("this machine has no such address"),
                "\(strange.output)"
            )
        }

        @Test func `options that contradict each other are a wrong use of the command`() throws {
            for options in [
                ["--data", "/nowhere", "--server", "http://127.0.0.1:9"],
                ["--policy", "/nowhere", "--server", "http://127.0.0.1:9"],
                ["--tsa-ca", "/nowhere", "--server", "http://127.0.0.1:9"],
            ] {
                let audit = try ServerProcess.run(["audit"] + options)
                #expect(audit.status == 64, "\(audit.output)")
                #expect(audit.output.contains("--server"), "\(audit.output)")
                #expect(audit.output.contains(options[0]), "\(audit.output)")
                #expect(audit.output.contains("Usage:"), "\(audit.output)")
            }
        }

        @Test func `an option that names nothing is a wrong use of the command`() throws {
            for arguments in [
                ["serve", "--data", ""], ["audit", "--data", ""], ["rebuild", "--data", ""],
                ["audit", "--data", "/nowhere", "--previous", ""],
                ["backup", "--data", "/nowhere", "--to", ""],
                ["backup", "--data", "", "--to", "/x"],
                ["restore", ""], ["restore", "/nowhere", "--data", ""],
                ["webhook", "lower-cursors", "--data", ""],
                ["webhook", "accept-endpoints", "--data", ""],
                ["key", "rotate-log", "--data", ""],
            ] {
                let run = try ServerProcess.run(arguments)
                #expect(run.status == 64, "\(arguments): \(run.output)")
                #expect(run.output.contains("it is empty"), "\(arguments): \(run.output)")
            }
        }

        @Test func `a start that is refused leaves no lock, and says what a strange one is`()
            throws
        {
            let folder = try TemporaryFolder()
            let data = folder.path("data")
            let server = try ServerProcess(data: data)
            #expect(server.stop() == 0)
            let files = FileManager.default
            for name in try files.contentsOfDirectory(atPath: data) where name != "keys" {
                try files.removeItem(atPath: "\(data)/\(name)")
            }
            let serve = ["serve", "--data", data, "--listen", "127.0.0.1:0"]
            let refused = try ServerProcess.run(serve)
            #expect(refused.status == 1, "\(refused.output)")
            #expect(try files.contentsOfDirectory(atPath: data) == ["keys"])
            try files.createDirectory(atPath: "\(data)/lock", withIntermediateDirectories: false)
            let strange = try ServerProcess.run(serve)
            #expect(strange.status == 1, "\(strange.output)")
            #expect(strange.output.contains("lock: it is a folder"), "\(strange.output)")
            #expect(strange.output.contains("move it away"), "\(strange.output)")
        }

        @Test func `a file that is none, a folder or too far is named with what to do`() throws {
            let folder = try TemporaryFolder()
            let file = "\(folder.path)/file"
            try "text\n".write(toFile: file, atomically: true, encoding: .utf8)
            let (data, missing) = ("\(folder.path)/data", "\(folder.path)/missing")
            let address = ["--listen", "127.0.0.1:0"]
            let isFolder = "\(folder.path): Is a directory; name a file in it"
            let isMissing = "\(missing): No such file or directory; check the path"
            for (arguments, said) in [
                (["serve", "--data", data, "--operator-key", folder.path] + address, isFolder),
                (["serve", "--data", data, "--operator-key", missing] + address, isMissing),
                (["serve", "--data", data, "--policy", folder.path] + address, isFolder),
                (
                    ["serve", "--data", data, "--log-key-passphrase-file", missing] + address,
                    isMissing
                ),
                (["serve", "--data", file] + address, "\(file): it is a file, and a folder is"),
                (["serve", "--data", "\(file)/data"] + address, "\(file): it is a file, and a"),
                (["key", "show", folder.path], isFolder),
                (["key", "show", missing], isMissing),
                (["key", "generate", file], "\(file): exists already, and is left alone"),
                (["key", "generate", "\(missing)/key"], "No such file or directory; check"),
                (["audit", "--data", data, "--previous", folder.path], isFolder),
                (
                    [
                        "key", "sign", missing, "--origin", "o", "--member", "m",
                    ], isMissing
                ),
            ] {
                let run = try ServerProcess.run(arguments)
                #expect(run.status != 0, "\(arguments): \(run.output)")
                #expect(run.output.contains(said), "\(arguments): \(run.output)")
            }
            #expect(!FileManager.default.fileExists(atPath: "\(data)/ledger.sqlite"))
        }

        @Test func `what is made is its owner's alone, whatever the umask`() throws {
            let folder = try TemporaryFolder()
            let data = "\(folder.path)/data"
            let server = try ServerProcess(data: data, prelude: "umask 0")
            func run(_ arguments: [String]) throws {
                let run = try ServerProcess.shell(
                    ["bash", "-c", "umask 0; exec \"$0\" \"$@\"", ServerProcess.program.path]
                        + arguments
                )
                #expect(run.status == 0, "\(arguments): \(run.output)")
            }
            try run(["backup", "--data", data, "--to", "\(folder.path)/backup", "--with-keys"])
            // While it runs the logs lie beside the stores.
            try Self.expectPrivate(data)
            #expect(server.stop() == 0)
            try run(["rebuild", "--data", data])
            try run(["key", "rotate-log", "--data", data])
            try run(["key", "generate", "\(folder.path)/key.pem"])
            try run(["restore", "\(folder.path)/backup", "--data", "\(folder.path)/restored"])
            let root = URL(fileURLWithPath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            try run([
                "demo", "--data", "\(folder.path)/demo", "--voyages",
                root.appendingPathComponent("Fixtures/voyages").path,
            ])
            for name in ["data", "backup", "restored", "demo", "key.pem"] {
                try Self.expectPrivate("\(folder.path)/\(name)")
            }
        }

        private static func expectPrivate(_ path: String) throws {
            let manager = FileManager.default
            let below = (try? manager.subpathsOfDirectory(atPath: path)) ?? []
            for name in [""] + below {
                let place = name.isEmpty ? path : "\(path)/\(name)"
                // The verifier key is public.
                guard !name.hasSuffix("log.vkey") else { continue }
                let attributes = try manager.attributesOfItem(atPath: place)
                let mode = try #require(attributes[.posixPermissions] as? Int)
                #expect(mode & 0o077 == 0, "\(place): 0\(String(mode, radix: 8))")
            }
        }
    }
}
