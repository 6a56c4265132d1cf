import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import Testing

extension ProcessTests {
    /// The log's key on the disk: under a passphrase, its owner's alone, and never said.
    @Suite struct LogKeyFileTests {
        @Test func `a sealed key opens under its passphrase alone, and neither is ever said`()
            async throws
        {
            let home = try ServedFolder()
            let curl = try CurlClient()
            let first = try home.file("first", "correct horse battery staple")
            let second = try home.file("second", "another passphrase of enough bytes")
            let wrong = try home.file("wrong", "a wrong passphrase")
            let sealed = ["--log-key-passphrase-file", first]

            let key = try await home.serve(sealed) { url, key in
                try await ServedFolder.admit("m-1", url, key, curl)
            }
            #expect(
                try home.seed().hasPrefix("plimsoll log key v1\nvkey plimsoll.localhost/ledger+")
            )
            #expect(try home.mode("keys/log.seed") == 0o600)
            #expect(try home.mode("keys") == 0o700)
            #expect(try home.mode("keys/log.vkey") == 0o644)
            #expect(try home.mode("") == 0o700)

            #expect(
                try home.refused([]).contains("it is encrypted: give --log-key-passphrase-file")
            )
            let other = try home.refused(["--log-key-passphrase-file", wrong])
            #expect(other.contains("keys/log.seed: "), "\(other)")
            #expect(other.contains("passphrase"), "\(other)")
            let loose = "\(home.data)/keys/log.seed"
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: loose)
            #expect(try home.refused(sealed).contains("its mode is 0640"))
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: loose)

            // Another passphrase: the old one opens no more.
            let protect = ["key", "protect", "--data", home.data, "--log-key-passphrase-file"]
            let mistaken = try home.run(protect + [wrong, "--new-passphrase-file", second])
            #expect(mistaken.status == 1)
            let before = try home.seed()
            #expect(try home.run(protect + [first, "--new-passphrase-file", second]).status == 0)
            #expect(try home.seed() != before)
            #expect(try home.mode("keys/log.seed") == 0o600)
            _ = try home.refused(sealed)
            try await home.serve(["--log-key-passphrase-file", second], key: key) { url, key in
                try await ServedFolder.admit("m-2", url, key, curl)
            }
            let short = try home.file("short", "short")
            #expect(try home.run(protect + [second, "--new-passphrase-file", short]).status == 1)

            // A rotation keeps the passphrase; the new key is no more said than the old one.
            let rotate = ["key", "rotate-log", "--data", home.data, "--log-key-passphrase-file"]
            #expect(try home.run(rotate + [first]).status == 1)
            var seeds = [try home.openSeed(under: second)]
            let rotated = try home.run(rotate + [second])
            #expect(rotated.status == 0, "\(rotated.output)")
            #expect(!FileManager.default.fileExists(atPath: "\(home.data)/keys/log.seed.next"))
            #expect(try home.seed().hasPrefix("plimsoll log key v1\n"))
            try await home.serve(["--log-key-passphrase-file", second], key: key) { url, key in
                try await ServedFolder.admit("m-3", url, key, curl)
            }
            seeds.append(try home.openSeed(under: second))
            #expect(Set(seeds).count == 2)
            let audit = try home.run(["audit", "--data", home.data])
            #expect(audit.status == 0, "\(audit.output)")

            let said = home.said
            #expect(said.contains("debug") || said.contains("trace"), "the log was kept")
            for seed in seeds {
                #expect(!said.contains(seed))
                let bytes = stride(from: 0, to: 64, by: 2).compactMap {
                    UInt8(seed.dropFirst($0).prefix(2), radix: 16)
                }
                #expect(bytes.count == 32)
                #expect(!said.contains(Data(bytes).base64EncodedString().prefix(40)))
            }
            for file in [first, second, wrong] {
                let words = try String(contentsOfFile: file, encoding: .utf8)
                #expect(!said.contains(words.filter { !$0.isNewline }))
            }
            await curl.shutdown()
        }

        @Test func `a key that lay in clear is sealed by the first start under a passphrase`()
            async throws
        {
            let home = try ServedFolder()
            let key = try await home.serve([]) { _, _ in }
            let clear = try home.seed().filter { !$0.isNewline }
            #expect(clear.count == 64)
            #expect(try home.mode("keys/log.seed") == 0o600)
            let file = try home.file("first", "correct horse battery staple")
            try await home.serve(["--log-key-passphrase-file", file], key: key) { _, _ in }
            #expect(try home.seed().hasPrefix("plimsoll log key v1\n"))
            #expect(home.said.contains("the log's key lay in clear, and is encrypted now"))
            #expect(!home.said.contains(clear))
            #expect(try home.openSeed(under: file) == clear)
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(home.data)/keys")
            #expect(names.sorted() == ["log.seed", "log.vkey"])
        }
    }
}
