import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing

extension ProcessTests {
    /// `plimsoll backup` and `plimsoll restore` as an operator runs them.
    @Suite struct BackupTests {
        @Test func `a backup made under load has all that was acknowledged before it`() async throws
        {
            let folder = try TemporaryFolder()
            let curl = try CurlClient()
            let data = "\(folder.path)/data"
            try "quorum none\n".write(
                toFile: "\(folder.path)/policy",
                atomically: true,
                encoding: .utf8
            )
            let server = try ServerProcess(
                data: data,
                extra: ["--policy", "\(folder.path)/policy"]
            )
            let key = try #require(server.operatorKey)
            let load = Load(server.url, key, curl)
            let storm = Task { await load.run() }
            try await load.wait(for: 40)
            let before = await load.acknowledged
            let backup = try ServerProcess.run([
                "backup", "--data", data, "--to", "\(folder.path)/backup",
            ])
            #expect(backup.status == 0, "\(backup.output)")
            #expect(backup.output.contains("verified"))
            // The load has not stood still meanwhile.
            try await load.wait(for: before.count + 5)
            await load.end()
            await storm.value

            let manifest = try Manifest(of: "\(folder.path)/backup")
            #expect(manifest.size > Int64(before.count))
            for name in ["ledger.sqlite", "publication.sqlite", "keys/log.vkey"] {
                #expect(manifest.files.contains(name), "\(name)")
            }
            #expect(!manifest.files.contains("view.sqlite"))
            #expect(!manifest.files.contains("keys/log.seed"))
            let restored = try ServerProcess.run([
                "restore", "\(folder.path)/backup", "--data", "\(folder.path)/restored",
                "--signing-key", "\(data)/keys/log.seed",
            ])
            #expect(restored.status == 0, "\(restored.output)")
            #expect(restored.output.contains("no witness was asked"))
            #expect(try mode("\(folder.path)/restored/keys/log.seed") == 0o600)
            #expect(try mode("\(folder.path)/restored") == 0o700)
            let audit = try ServerProcess.run([
                "audit", "--data", "\(folder.path)/restored", "--policy", "\(folder.path)/policy",
            ])
            // The view is made at the first start.
            #expect(audit.status == 3, "\(audit.output)")
            #expect(audit.output.contains("view.sqlite: missing"), "\(audit.output)")
            let again = try ServerProcess(
                data: "\(folder.path)/restored",
                extra: ["--policy", "\(folder.path)/policy"]
            )
            for (id, index) in before {
                let answer = try await LedgerImage.admit(id, again.url, key, curl)
                #expect(answer.body["receipt"]?["index"]?.integerValue == index, "\(id)")
            }
            let next = try await LedgerImage.admit("after", again.url, key, curl)
            #expect(next.status == 201)
            #expect(next.body["receipt"]?["index"]?.integerValue == manifest.size)
            #expect(again.stop() == 0)
            #expect(server.stop() == 0)
            await curl.shutdown()
        }

        @Test
        func `a file of a backup that was changed, cut or lost is named, and nothing restored`()
            async throws
        {
            let folder = try TemporaryFolder()
            let backup = try await small(in: folder)
            let manifest = try Manifest(of: backup)
            #expect(manifest.files.count >= 5)
            for name in manifest.files {
                for harm in Harm.allCases {
                    let copy = "\(folder.path)/harmed"
                    try FileManager.default.copyItem(atPath: backup, toPath: copy)
                    try harm.strike("\(copy)/\(name)")
                    try expectRefusal(of: copy, in: folder, naming: name)
                    try FileManager.default.removeItem(atPath: copy)
                }
            }
            let copy = "\(folder.path)/harmed"
            try FileManager.default.copyItem(atPath: backup, toPath: copy)
            try Harm.lost.strike("\(copy)/manifest.json")
            try expectRefusal(of: copy, in: folder, naming: "manifest.json")
        }

        /// The digests are no secret: whoever changes a file can change them too.
        @Test func `a backup whose manifest was made to fit is held against the signed tree`()
            async throws
        {
            let folder = try TemporaryFolder()
            let backup = try await small(in: folder)
            let forge = """
                import hashlib, json, sqlite3, sys
                base = sys.argv[1]
                db = sqlite3.connect(base + "/ledger.sqlite")
                assert db.execute(sys.argv[2]).rowcount > 0
                db.commit(); db.close()
                manifest = json.load(open(base + "/manifest.json"))
                for file in manifest["files"]:
                    data = open(base + "/" + file["name"], "rb").read()
                    file["bytes"], file["sha256"] = len(data), hashlib.sha256(data).hexdigest()
                json.dump(manifest, open(base + "/manifest.json", "w"))
                """
            for (sql, place) in [
                ("UPDATE entry SET payload = x'7B7D' WHERE idx = 3", "entry 3"),
                ("DELETE FROM entry WHERE idx = 4", "entry 4"),
                ("UPDATE tile SET hashes = zeroblob(length(hashes))", "entry 0: its leaf"),
                ("DELETE FROM tile", "tile/0/0"),
                ("DELETE FROM command WHERE first = 3", "command"),
                ("UPDATE checkpoint SET note = replace(note, '=', 'A')", "checkpoint"),
            ] {
                let copy = "\(folder.path)/forged"
                try FileManager.default.copyItem(atPath: backup, toPath: copy)
                let forged = try ServerProcess.shell(["python3", "-c", forge, copy, sql])
                #expect(forged.status == 0, "\(forged.output)")
                try expectRefusal(of: copy, in: folder, naming: place)
                try FileManager.default.removeItem(atPath: copy)
            }
        }

        @Test func `nothing that is there is written over`() async throws {
            let folder = try TemporaryFolder()
            let backup = try await small(in: folder)
            let target = "\(folder.path)/mine"
            try FileManager.default.createDirectory(
                atPath: target,
                withIntermediateDirectories: false
            )
            try "mine".write(toFile: "\(target)/mine.txt", atomically: true, encoding: .utf8)
            let restore = try ServerProcess.run(["restore", backup, "--data", target])
            #expect(restore.status == 1)
            #expect(restore.output.contains("it is not empty"), "\(restore.output)")
            #expect(try FileManager.default.contentsOfDirectory(atPath: target) == ["mine.txt"])
            let again = try ServerProcess.run([
                "backup", "--data", "\(folder.path)/data", "--to", backup,
            ])
            #expect(again.status == 1)
            #expect(again.output.contains("there is something of that name already"))
            let nothing = try ServerProcess.run(["restore", target, "--data", "\(folder.path)/new"])
            #expect(nothing.status == 1)
            #expect(nothing.output.contains("is this a backup?"), "\(nothing.output)")
            #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/new"))
            // An empty folder is as good as none.
            try FileManager.default.removeItem(atPath: "\(target)/mine.txt")
            let empty = try ServerProcess.run(["restore", backup, "--data", target])
            #expect(empty.status == 0, "\(empty.output)")
            #expect(empty.output.contains("the log's signing key is not there"))
            let serve = try ServerProcess.run([
                "serve", "--data", target, "--listen", "127.0.0.1:0",
            ])
            #expect(serve.status != 0)
            #expect(serve.output.contains("the ledger's signing key is missing"), "\(serve.output)")
        }

        @Test func `a backup or a restore that is killed leaves a whole folder or none`()
            async throws
        {
            let library = try CrashLibrary()
            let folder = try TemporaryFolder()
            let backup = try await small(in: folder)
            let runs: [(name: String, arguments: [String])] = [
                ("backup", ["backup", "--data", "\(folder.path)/data", "--with-keys", "--to"]),
                ("restore", ["restore", backup, "--data"]),
            ]
            for run in runs {
                let place = "\(folder.path)/\(run.name)s"
                try FileManager.default.createDirectory(
                    atPath: place,
                    withIntermediateDirectories: false
                )
                let log = "\(folder.path)/\(run.name).log"
                let whole = try library.run(run.arguments + ["\(place)/0"], under: place, log: log)
                #expect(whole.status == 0, "\(whole.output)")
                let changes = try ChangeLog(log).changes
                for point in CrashPoint.some(6, of: changes) {
                    let target = "\(place)/\(point.number)\(point.isTorn ? "t" : "")"
                    let killed = try library.run(run.arguments + [target], under: place, at: point)
                    #expect(killed.status != 0, "\(run.name) \(point): \(killed.output)")
                    guard FileManager.default.fileExists(atPath: target) else { continue }
                    let audit = try ServerProcess.run(["audit", "--data", target])
                    // What the ledger gives is left out until the first start,
                    // so not all is examined.
                    #expect(audit.status == 3, "\(run.name) \(point): \(audit.output)")
                    #expect(!audit.output.contains("FOUND"), "\(run.name) \(point)")
                    #expect(changes[point.number - 1] == "flush .", "\(point)")
                }
            }
        }

        /// A backup of a ledger of ten entries whose server is stopped.
        private func small(in folder: TemporaryFolder) async throws -> String {
            let curl = try CurlClient()
            let server = try ServerProcess(data: "\(folder.path)/data")
            let key = try #require(server.operatorKey)
            for number in 0..<8 {
                let answer = try await LedgerImage.admit("m-\(number)", server.url, key, curl)
                #expect(answer.status == 201)
            }
            #expect(server.stop() == 0)
            await curl.shutdown()
            let backup = "\(folder.path)/backup"
            let made = try ServerProcess.run([
                "backup", "--data", "\(folder.path)/data", "--to", backup,
            ])
            #expect(made.status == 0, "\(made.output)")
            return backup
        }

        private func expectRefusal(
            of backup: String,
            in folder: TemporaryFolder,
            naming place: String
        ) throws {
            let target = "\(folder.path)/refused"
            let restore = try ServerProcess.run(["restore", backup, "--data", target])
            #expect(restore.status == 1, "\(place)")
            #expect(restore.output.contains(place), "\(restore.output)")
            #expect(!FileManager.default.fileExists(atPath: target), "\(place)")
            let drafts = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                .filter { $0.contains(".draft-") }
            #expect(drafts.isEmpty, "\(drafts)")
        }

        private func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
    }
}

/// What can happen to a file that lies about.
private enum Harm: CaseIterable {
    case flipped, cut, lost

    func strike(_ path: String) throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        switch self {
        case .flipped: bytes[bytes.count / 2] ^= 1
        case .cut: bytes.removeLast()
        case .lost: return try FileManager.default.removeItem(atPath: path)
        }
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}

/// What a backup says it holds.
private struct Manifest {
    let size: Int64
    let files: [String]

    init(of backup: String) throws {
        let bytes = try #require(FileManager.default.contents(atPath: "\(backup)/manifest.json"))
        let read = try JSONDecoder().decode(Contents.self, from: bytes)
        size = read.size
        files = read.files.map(\.name)
    }

    private struct Contents: Decodable {
        let size: Int64
        let files: [File]

        struct File: Decodable { let name: String }
    }
}

/// Clients that admit members until they are told to end.
private actor Load {
    private(set) var acknowledged: [String: Int64] = [:]
    private var isEnded = false
    private let url: String
    private let key: String
    private let curl: CurlClient

    init(_ url: String, _ key: String, _ curl: CurlClient) {
        self.url = url
        self.key = key
        self.curl = curl
    }

    func end() { isEnded = true }

    func wait(for count: Int) async throws {
        let patience = ContinuousClock.now + .seconds(60)
        while acknowledged.count < count, ContinuousClock.now < patience {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(acknowledged.count >= count)
    }

    func run() async {
        await withTaskGroup(of: Void.self) { group in
            for client in 0..<4 {
                group.addTask {
                    for number in 0..<5000 {
                        guard await self.admit("m-\(client)-\(number)") else { return }
                    }
                }
            }
        }
    }

    private func admit(_ id: String) async -> Bool {
        guard !isEnded, let answer = try? await LedgerImage.admit(id, url, key, curl),
            answer.status == 201
        else { return false }
        acknowledged[id] = answer.body["receipt"]?["index"]?.integerValue
        return true
    }
}
