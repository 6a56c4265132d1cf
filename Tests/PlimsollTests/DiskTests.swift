import CanonicalJSON
import Foundation
import Glibc
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// The program on a disk that fills up or takes no more writes, as its operator meets it.
    @Suite(.serialized) struct DiskTests {
        /// A limit on the size of any file is a write that fails, for every store at its own time.
        @Test
        func `at the limit of a file's size writes are refused, reads go on, and it recovers`()
            async throws
        {
            let folder = try TemporaryFolder()
            // In units of 1024 bytes; only the soft limit, so that it can be raised again.
            let server = try ServerProcess(data: folder.path, prelude: "ulimit -S -f 2000")
            let platform = try Operator(server)
            let acknowledged = try await platform.admit(from: 0, untilRefused: 3000)
            #expect(acknowledged.count > 10)
            let refused = try await platform.admit(99_000)
            #expect([503, 507].contains(refused.status), "\(refused.body)")
            #expect(
                ["storageFull", "storageUnavailable", "ledgerNotCommitted", "ledgerOutcomeUnknown"]
                    .contains(refused.body["code"]?.stringValue),
                "\(refused.body)"
            )
            #expect(refused.body["retryIsSafe"]?.boolValue == true)
            try await platform.expectReads(acknowledged)

            try platform.raiseFileLimit()
            try await platform.expectRecovery(acknowledged, refused: 99_000)
            #expect(server.stop() == 0)
            try expectCleanAudit(folder.path)
            await platform.curl.shutdown()
        }

        @Test func `on a full disk writes are refused with 507, reads go on, and it recovers`()
            async throws
        {
            guard MountNamespace.isAllowed else {
                print("skipped: this user may not mount a file system of its own")
                return
            }
            let folder = try TemporaryFolder()
            let server = try ServerProcess(
                data: folder.path,
                prelude: MountNamespace.mount(sizeMegabytes: 8, over: folder.path),
                hasOwnMounts: true
            )
            let platform = try Operator(server)
            let acknowledged = try await platform.admit(from: 0, untilRefused: 60)
            #expect(acknowledged.count == 60)

            // The server's own view of the folder, which no other process has.
            let inside = "/proc/\(server.processIdentifier)/root\(folder.path)"
            let filler = "\(inside)/filler"
            try fill(filler)
            var more = acknowledged
            more.merge(try await platform.admit(from: 1000, untilRefused: 3000)) { $1 }
            let refused = try await platform.admit(99_000)
            #expect(refused.status == 507, "\(refused.body)")
            #expect(refused.body["code"]?.stringValue == "storageFull")
            #expect(refused.retryAfter != nil)
            try await platform.expectReads(more)
            let healthy = try await ask(platform.curl, "GET", "\(server.url)/readyz", key: nil)
            #expect([200, 503].contains(healthy.status))

            try FileManager.default.removeItem(atPath: filler)
            try await platform.expectRecovery(more, refused: 99_000)
            // The disk fills up while the write-ahead log is being folded in, again and again.
            for round in 0..<5 {
                try fill(filler)
                let start = 10_000 + round * 1000
                more.merge(try await platform.admit(from: start, untilRefused: 400)) { $1 }
                try FileManager.default.removeItem(atPath: filler)
                more.merge(try await platform.admit(from: start + 500, untilRefused: 50)) { $1 }
            }
            try await platform.expectReads(more)
            let copy = try TemporaryFolder()
            #expect(server.stopInNamespace(copying: inside, to: copy.path) == 0)
            try expectCleanAudit(copy.path)
            await platform.curl.shutdown()
        }

        @Test func `files that no longer take writes are said to be so, and it recovers`()
            async throws
        {
            let folder = try TemporaryFolder()
            let server = try ServerProcess(data: folder.path)
            let platform = try Operator(server)
            let acknowledged = try await platform.admit(from: 0, untilRefused: 30)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.contains(".sqlite") }.map { "\(folder.path)/\($0)" }
            guard try ServerProcess.shell(["chattr", "+i"] + files).status == 0 else {
                print(
                    "skipped: this file system has no immutable files, "
                        + "or this user may not make any"
                )
                #expect(server.stop() == 0)
                return
            }
            defer { _ = try? ServerProcess.shell(["chattr", "-i"] + files) }
            let refused = try await platform.admit(99_000)
            #expect(refused.status == 503, "\(refused.body)")
            #expect(refused.body["code"]?.stringValue == "storageReadOnly")
            #expect(refused.body["retryIsSafe"]?.boolValue == true)
            #expect(refused.retryAfter != nil)
            try await platform.expectReads(acknowledged)
            #expect(try ServerProcess.shell(["chattr", "-i"] + files).status == 0)
            try await platform.expectRecovery(acknowledged, refused: 99_000)
            #expect(server.stop() == 0)
            try expectCleanAudit(folder.path)
            await platform.curl.shutdown()
        }

        private func fill(_ path: String) throws {
            let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
            try #require(descriptor >= 0)
            defer { close(descriptor) }
            for size in [65536, 4096, 512, 1] {
                let block = [UInt8](repeating: 0x20, count: size)
                while write(descriptor, block, block.count) == block.count {}
            }
        }

        private func expectCleanAudit(_ folder: String) throws {
            let audit = try ServerProcess.run(["audit", "--data", folder])
            // Of a folder that publishes, cosignatures are not examined without a policy.
            #expect(audit.status == 0 || audit.status == 3, "\(audit.output)")
        }
    }
}

/// The operator at its server: admits members, and looks after what it was told.
private struct Operator {
    let server: ServerProcess
    let curl: CurlClient
    let key: String

    init(_ server: ServerProcess) throws {
        self.server = server
        curl = try CurlClient()
        key = try #require(server.operatorKey)
    }

    struct Answer {
        let status: Int
        let body: JSONValue
        let retryAfter: Int64?
    }

    func admit(_ number: Int) async throws -> Answer {
        let id = "m-\(number)"
        let body = #"{"id":"\#(id)","name":"\#(id)","roles":["assured"]}"#
        let response = try await curl.send(
            CurlRequest(
                method: "POST",
                url: "\(server.url)/v1/members",
                headers: [
                    .init("Authorization", "Bearer \(key)"),
                    .init("Content-Type", "application/json"), .init("Idempotency-Key", id),
                ],
                body: Array(body.utf8)
            )
        )
        return Answer(
            status: response.status,
            body: (try? JSONValue(parsing: response.body)) ?? .null,
            retryAfter: response.retryAfterSeconds
        )
    }

    /// Admits members one after the other, up to a number or to the third refusal in a row.
    func admit(from start: Int, untilRefused count: Int) async throws -> [Int: Int64] {
        var acknowledged: [Int: Int64] = [:]
        var refusals = 0
        for number in start..<start + count where refusals < 3 {
            let answer = try await admit(number)
            if answer.status == 201, let index = answer.body["receipt"]?["index"]?.integerValue {
                acknowledged[number] = index
                refusals = 0
            } else {
                refusals += 1
            }
        }
        return acknowledged
    }

    /// Everything acknowledged can be read, by itself, in lists, and from the public log.
    func expectReads(_ acknowledged: [Int: Int64]) async throws {
        for (number, index) in acknowledged.prefix(20) {
            let member = try await ask(
                curl,
                "GET",
                "\(server.url)/v1/members/m-\(number)",
                key: key
            )
            #expect(member.status == 200, "\(member.body)")
            let entry = try await ask(
                curl,
                "GET",
                "\(server.url)/v1/ledger/entries/\(index)",
                key: key
            )
            #expect(entry.status == 200, "\(entry.body)")
        }
        let list = try await ask(curl, "GET", "\(server.url)/v1/open-covers", key: key)
        #expect(list.status == 200, "\(list.body)")
        let log = try await ask(curl, "GET", "\(server.url)/v1/ledger", key: nil)
        #expect(log.status == 200)
        #expect(
            try #require(log.body["size"]?.integerValue) > (acknowledged.values.max() ?? 0)
        )
    }

    func raiseFileLimit() throws {
        let raised = try ServerProcess.shell([
            "prlimit", "--pid", "\(server.processIdentifier)", "--fsize=unlimited:",
        ])
        #expect(raised.status == 0, "\(raised.output)")
    }

    /// What was refused is taken now, once; what was acknowledged is still where it was.
    func expectRecovery(_ acknowledged: [Int: Int64], refused: Int) async throws {
        var again = try await admit(refused)
        for _ in 0..<50 where again.status != 201 {
            try await Task.sleep(for: .milliseconds(200))
            again = try await admit(refused)
        }
        #expect(again.status == 201, "\(again.body)")
        let index = again.body["receipt"]?["index"]?.integerValue
        #expect(try await admit(refused).body["receipt"]?["index"]?.integerValue == index)
        for (number, index) in acknowledged.prefix(20) {
            let repeated = try await admit(number)
            #expect(repeated.body["receipt"]?["index"]?.integerValue == index)
        }
        try await expectReads(acknowledged.merging([refused: index ?? 0]) { $1 })
    }
}

/// A file system of a few megabytes that only the server sees.
enum MountNamespace {
    static var isAllowed: Bool {
        geteuid() == 0
            && (try? ServerProcess.shell([
                "unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt",
            ]))?.status == 0
    }

    /// How a shell mounts it over a folder.
    static func mount(sizeMegabytes: Int, over folder: String) -> String {
        "mount --make-rprivate / && mount -t tmpfs -o size=\(sizeMegabytes)m,mode=700 tmpfs "
            + "'\(folder)'"
    }
}
