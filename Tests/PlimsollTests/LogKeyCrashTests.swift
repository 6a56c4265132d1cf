import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import Testing

extension ProcessTests {
    /// A rotation of the log's key, a start that settles one, and a change of its passphrase, each
    /// killed on the way.
    @Suite struct LogKeyCrashTests {
        @Test func `a rotation that is killed at any change leaves the key that the ledger says`()
            async throws
        {
            let rotation = try await RecordedRotation()
            let (library, home, curl) = (rotation.library, rotation.home, rotation.curl)
            let (key, command, changes) = (rotation.key, rotation.command, rotation.changes)
            for step in [
                "rename to keys/log.seed.next", "write ledger.sqlite-wal",
                "flush ledger.sqlite-wal",
                "rename to keys/log.seed", "rename to keys/log.vkey", "flush keys",
            ] {
                #expect(changes.contains(step), "\(step)")
            }
            // The steps of the rotation itself, some of what is around them, and all while the
            // files are opened that the record of the clean stop was over.
            let aside = try #require(changes.firstIndex(of: "rename to clean-stop.note.draft"))
            let removed = try #require(changes.firstIndex(of: "remove clean-stop.note.draft"))
            #expect(changes[aside..<removed].contains("write telemetry.sqlite-wal"))
            let points =
                (aside...removed).map { CrashPoint(number: $0 + 1, isTorn: false) }
                + CrashPoint.some(6, of: changes) { $0.contains("keys") }
                + CrashPoint.some(3, of: changes) { !$0.contains("keys") }
            for (number, point) in points.enumerated() {
                let copy = try home.copy("copy-\(number)")
                let killed = try library.run(
                    command + [copy.data],
                    under: copy.data,
                    at: point
                )
                let place = "\(point): \(changes[point.number - 1])"
                #expect(killed.status != 0, "\(place)")
                let acknowledged = killed.output.split(separator: "\n")
                    .first { $0.hasPrefix("Verifier key: ") }?.dropFirst(14).description
                let vkey = try await copy.expectSettled(key, curl, place)
                if let acknowledged { #expect(vkey == acknowledged, "\(place)") }
                let audit = try copy.run(["audit", "--data", copy.data])
                #expect(audit.status == 0, "\(place): \(audit.output)")
                try FileManager.default.removeItem(atPath: copy.data)
            }
            await curl.shutdown()
        }

        @Test func `a start that settles a rotation cut short may be cut short too`() async throws {
            let rotation = try await RecordedRotation()
            let (library, home, curl) = (rotation.library, rotation.home, rotation.curl)
            let (key, command, changes) = (rotation.key, rotation.command, rotation.changes)
            let kept = try #require(changes.firstIndex(of: "rename to keys/log.seed.next"))
            let committed = try #require(changes.firstIndex(of: "rename to keys/log.vkey"))
            for cut in [kept + 3, committed + 1] {
                let image = try home.copy("image-\(cut)")
                let point = CrashPoint(number: cut, isTorn: false)
                let killed = try library.run(command + [image.data], under: image.data, at: point)
                #expect(killed.status != 0)
                let first = try image.copy("first-\(cut)")
                let second = home.path("changes-\(cut)")
                try await first.serve(
                    [],
                    key: key,
                    prelude: library.prelude(under: first.data, log: second)
                ) { _, _ in }
                let settling = try ChangeLog(second).changes
                #expect(settling.count { $0.contains("keys") } >= 4, "\(settling)")
                for point in CrashPoint.some(3, of: settling, where: { $0.contains("keys") }) {
                    let place = "\(changes[cut - 1]), then \(point): \(settling[point.number - 1])"
                    let copy = try image.copy("copy")
                    let prelude = library.prelude(under: copy.data, at: point)
                    await #expect(throws: ServerDidNotStart.self, "\(place)") {
                        try await copy.serve([], key: key, prelude: prelude) { _, _ in }
                    }
                    _ = try await copy.expectSettled(key, curl, place)
                    try FileManager.default.removeItem(atPath: copy.data)
                }
            }
            await curl.shutdown()
        }

        @Test func `a change of the passphrase that is killed leaves the one or the other`()
            async throws
        {
            let library = try CrashLibrary()
            let home = try ServedFolder()
            let old = try home.file("old", "correct horse battery staple")
            let new = try home.file("new", "another passphrase of enough bytes")
            try await home.serve(["--log-key-passphrase-file", old]) { _, _ in }
            let seed = try home.openSeed(under: old)
            func command(_ data: String) -> [String] {
                [
                    "key", "protect", "--data", data, "--log-key-passphrase-file", old,
                    "--new-passphrase-file", new,
                ]
            }
            let log = home.path("changes")
            let whole = try home.copy("whole")
            #expect(try library.run(command(whole.data), under: whole.data, log: log).status == 0)
            let changes = try ChangeLog(log).changes
            for point in CrashPoint.some(1, of: changes) {
                let copy = try home.copy("copy")
                let killed = try library.run(command(copy.data), under: copy.data, at: point)
                #expect(killed.status != 0)
                let opened = [old, new].compactMap { try? copy.openSeed(under: $0) }
                #expect(opened == [seed], "\(point): \(changes[point.number - 1])")
                try FileManager.default.removeItem(atPath: copy.data)
            }
        }
    }
}

/// A ledger with a member, and the changes to files that a rotation of its key makes in a copy.
private struct RecordedRotation {
    let library: CrashLibrary
    let home: ServedFolder
    let curl: CurlClient
    let key: String
    let command = ["key", "rotate-log", "--data"]
    let changes: [String]

    init() async throws {
        library = try CrashLibrary()
        home = try ServedFolder()
        let curl = try CurlClient()
        self.curl = curl
        key = try await home.serve([]) { url, key in
            try await ServedFolder.admit("m-1", url, key, curl)
        }
        let whole = try home.copy("whole")
        let log = home.path("changes")
        #expect(try library.run(command + [whole.data], under: whole.data, log: log).status == 0)
        changes = try ChangeLog(log).changes
    }
}
