import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// The server killed at each single change that it makes to its files.
    @Suite struct CrashTests {
        @Test func `a server that is killed at any change to its files loses and doubles nothing`()
            async throws
        {
            let library = try CrashLibrary()
            let image = try LedgerImage()
            let curl = try CurlClient()
            let whole = try await image.live(curl, library, at: nil)
            #expect(whole.acknowledged.count == LedgerImage.commands.count)
            // Every step of a life is among the places to crash.
            for step in [
                "rename to clean-stop.note.draft", "remove clean-stop.note.draft",
                "write ledger.sqlite-wal", "flush ledger.sqlite-wal",
                "write view.sqlite-wal", "write publication.sqlite-wal",
                "flush publication.sqlite-wal", "write notifier.sqlite-wal",
                "flush notifier.sqlite-wal", "write ledger.sqlite", "flush ledger.sqlite",
                "remove ledger.sqlite-wal", "rename to ledger.fold", "write clean-stop.note.draft",
                "flush clean-stop.note.draft", "rename to clean-stop.note", "rename to view.sqlite",
            ] {
                #expect(whole.changes.contains(step), "\(step)")
            }
            for point in CrashPoint.some(8, of: whole.changes) {
                try await image.live(curl, library, at: point).expectRecovery(curl)
            }
            await curl.shutdown()
        }

        @Test func `what is acknowledged has been flushed to the disk`() async throws {
            let library = try CrashLibrary()
            let folder = try TemporaryFolder()
            let log = try TemporaryFolder()
            let server = try ServerProcess(
                data: folder.path,
                prelude: library.prelude(under: folder.path, log: "\(log.path)/changes")
            )
            let key = try #require(server.operatorKey)
            let curl = try CurlClient()
            for number in 0..<5 {
                let before = try ChangeLog("\(log.path)/changes").changes.count
                let answer = try await LedgerImage.admit("m-\(number)", server.url, key, curl)
                #expect(answer.status == 201)
                let changes = try ChangeLog("\(log.path)/changes").changes.dropFirst(before)
                    .filter { $0.hasSuffix(" ledger.sqlite-wal") }
                #expect(changes.contains("write ledger.sqlite-wal"))
                #expect(changes.last == "flush ledger.sqlite-wal")
            }
            #expect(server.stop() == 0)
            await curl.shutdown()
        }

        @Test func `a founding that is cut short anywhere is made good by the next start`()
            async throws
        {
            let library = try CrashLibrary()
            let logs = try TemporaryFolder()
            let whole = try TemporaryFolder()
            let first = try ServerProcess(
                data: whole.path,
                prelude: library.prelude(under: whole.path, log: "\(logs.path)/changes")
            )
            let changes = try ChangeLog("\(logs.path)/changes").changes
            #expect(first.stop() == 0)
            for point in CrashPoint.some(6, of: changes) {
                let folder = try TemporaryFolder()
                var key: String?
                do {
                    let server = try ServerProcess(
                        data: folder.path,
                        prelude: library.prelude(under: folder.path, at: point)
                    )
                    key = server.operatorKey
                    server.killNow()
                } catch is ServerDidNotStart {}
                let again = try ServerProcess(data: folder.path)
                let curl = try CurlClient()
                let ledger = try await ask(curl, "GET", "\(again.url)/v1/ledger", key: nil)
                let size = try #require(ledger.body["size"]?.integerValue)
                // The founding, the secret, and one key of the operator's, which was shown now or
                // lost unseen.
                #expect(size == 3, "\(point)")
                if let key = key ?? again.operatorKey {
                    let answer = try await LedgerImage.admit("m-1", again.url, key, curl)
                    #expect(answer.status == 201, "\(point): \(answer.body)")
                }
                #expect(again.stop() == 0)
                let audit = try ServerProcess.run(["audit", "--data", folder.path])
                #expect(audit.status == 0, "\(point): \(audit.output)")
                await curl.shutdown()
            }
        }
    }
}

/// A data folder as a server left it, of which each life has a copy.
final class LedgerImage: Sendable {
    /// The names of the commands of one life.
    static let commands = (0..<6).map { "c-\($0)" }

    private let folder: TemporaryFolder
    private let key: String
    private let policy: String
    private var path: String { "\(folder.path)/image" }

    init() throws {
        folder = try TemporaryFolder()
        let server = try ServerProcess(data: "\(folder.path)/image")
        key = try #require(server.operatorKey)
        #expect(server.stop() == 0)
        policy = "\(folder.path)/policy"
        try "quorum none\n".write(toFile: policy, atomically: true, encoding: .utf8)
    }

    static func admit(
        _ id: String,
        _ url: String,
        _ key: String,
        _ curl: CurlClient
    ) async throws -> (status: Int, body: JSONValue) {
        try await ask(
            curl,
            "POST",
            "\(url)/v1/members",
            key: key,
            body: #"{"id":"\#(id)","name":"\#(id)","roles":["assured"]}"#,
            idempotencyKey: id
        )
    }

    /// Admits so many members, `m-0` and on.
    static func admit(_ count: Int, _ url: String, _ key: String, _ curl: CurlClient) async throws {
        for number in 0..<count {
            let answer = try await admit("m-\(number)", url, key, curl)
            #expect(answer.status == 201)
        }
    }

    /// Starts a server on a copy, has it do what it can, and stops it, unless it is killed before.
    func live(
        _ curl: CurlClient,
        _ library: CrashLibrary,
        at point: CrashPoint?
    ) async throws -> Life {
        let copy = try TemporaryFolder()
        let data = "\(copy.path)/data"
        try FileManager.default.copyItem(atPath: path, toPath: data)
        let life = Life(
            copy: copy,
            data: data,
            key: key,
            policy: policy,
            point: point,
            log: "\(copy.path)/changes"
        )
        try await life.live(curl, library)
        return life
    }
}

/// One life of a server.
final class Life: @unchecked Sendable {
    private let copy: TemporaryFolder
    private let data: String
    private let key: String
    private let policy: String
    private let point: CrashPoint?
    private let log: String
    private(set) var acknowledged: [String: Int64] = [:]

    /// What it changed on the disk.
    var changes: [String] { (try? ChangeLog(log))?.changes ?? [] }

    init(
        copy: TemporaryFolder,
        data: String,
        key: String,
        policy: String,
        point: CrashPoint?,
        log: String
    ) {
        self.copy = copy
        self.data = data
        self.key = key
        self.policy = policy
        self.point = point
        self.log = log
    }

    func live(_ curl: CurlClient, _ library: CrashLibrary) async throws {
        let server: ServerProcess
        do {
            server = try ServerProcess(
                data: data,
                extra: ["--policy", policy],
                prelude: library.prelude(under: data, at: point, log: log)
            )
        } catch is ServerDidNotStart { return }
        defer { server.killNow() }
        for id in LedgerImage.commands {
            guard let answer = try? await LedgerImage.admit(id, server.url, key, curl) else {
                break
            }
            guard answer.status == 201 else { continue }
            acknowledged[id] = answer.body["receipt"]?["index"]?.integerValue
        }
        _ = try? await ask(
            curl,
            "POST",
            "\(server.url)/v1/webhook-endpoints",
            key: key,
            body: #"{"url":"https://hook.example/plimsoll"}"#
        )
        // Publication follows the commit; it is part of the life.
        try await Task.sleep(for: .milliseconds(300))
        _ = server.stop()
    }

    /// A server on what this one left has everything acknowledged, once, and goes on.
    func expectRecovery(_ curl: CurlClient) async throws {
        let place = "\(point.map { "\($0)" } ?? "the end"): \(changes.last ?? "no change")"
        let server = try ServerProcess(data: data, extra: ["--policy", policy])
        for (id, index) in acknowledged {
            let entry = try await ask(
                curl,
                "GET",
                "\(server.url)/v1/ledger/entries/\(index)",
                key: key
            )
            #expect(entry.status == 200, "\(place)")
            let again = try await LedgerImage.admit(id, server.url, key, curl)
            #expect(again.body["receipt"]?["index"]?.integerValue == index, "\(place)")
        }
        for id in LedgerImage.commands {
            let answer = try await LedgerImage.admit(id, server.url, key, curl)
            #expect(answer.status == 201, "\(place): \(answer.body)")
        }
        let ledger = try await ask(curl, "GET", "\(server.url)/v1/ledger", key: nil)
        let size = try #require(ledger.body["sizes"]?["committed"]?.integerValue)
        #expect(size == 3 + Int64(LedgerImage.commands.count), "\(place)")
        let list = try await ask(curl, "GET", "\(server.url)/v1/members", key: key)
        #expect(list.status == 200, "\(place)")
        #expect(server.stop() == 0)
        let audit = try ServerProcess.run(["audit", "--data", data, "--policy", policy])
        #expect(audit.status == 0, "\(place): \(audit.output)")
    }
}
