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
                #expect(start.output.contains("file is not a database"), "\(start.output)")
                #expect(!start.output.contains("Listening"), "\(start.output)")
            }
            for name in ["view", "followers"] {
                let copy = try image.copy()
                try Self.scribble(over: "\(copy)/\(name).sqlite")
                let server = try ServerProcess(data: copy)
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
            #expect(full.output.contains("the ledger cannot be opened now"), "\(full.output)")
            #expect(full.output.contains("0 bytes are free"), "\(full.output)")
            #expect(full.output.contains("Listening on"), "\(full.output)")
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
        after prelude: String? = nil,
        then end: String = "exit $status"
    ) throws -> (status: Int32, output: String) {
        try ServerProcess.shell(
            (prelude == nil ? [] : ["unshare", "-m"]) + [
                "bash", "-c",
                "\(prelude ?? ":"); timeout 20 \"$0\" \"$@\"; status=$?; \(end)",
                ServerProcess.program.path, "serve", "--data", data, "--policy", policy, "--listen",
                "127.0.0.1:0",
            ]
        )
    }
}
