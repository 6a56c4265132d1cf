import CanonicalJSON
import Foundation
import HTTPClient
import Notifier
import TestSupport
import Testing
import TransparencyLog

extension ProcessTests {
    /// What a witness has shown against a ledger, and what an operator may do about it.
    @Suite struct EvidenceTests {
        @Test func `evidence stops commands at every start, until one dismisses it`() async throws {
            let folder = try TemporaryFolder()
            let data = "\(folder.path)/data"
            let policy = "\(folder.path)/policy"
            try "quorum none\n".write(toFile: policy, atomically: true, encoding: .utf8)
            let publishing = ["--policy", policy]
            let curl = try CurlClient()
            let first = try ServerProcess(data: data, extra: publishing)
            let key = try #require(first.operatorKey)
            #expect(first.stop() == 0)
            try Self.show(400, against: data)

            for _ in 0..<2 {
                let server = try ServerProcess(data: data, extra: publishing)
                let ready = try await ask(curl, "GET", "\(server.url)/readyz", key: nil)
                #expect(ready.status == 503)
                #expect(ready.body["code"] == .string("ledgerDisowned"))
                let refused = try await LedgerImage.admit("m", server.url, key, curl)
                #expect(refused.status == 503)
                #expect(refused.body["code"] == .string("ledgerDisowned"))
                #expect(
                    refused.body["detail"]?.stringValue?.contains("--dismiss-evidence") == true
                )
                #expect(server.stop() == 0)
            }
            let log = "\(folder.path)/log"
            let dismissing = try ServerProcess(
                data: data,
                extra: publishing + ["--dismiss-evidence"],
                prelude: "exec 2> '\(log)'"
            )
            let taken = try await LedgerImage.admit("m", dismissing.url, key, curl)
            #expect(taken.status == 201, "\(taken.body)")
            #expect(dismissing.stop() == 0)
            let said = try String(contentsOfFile: log, encoding: .utf8)
            #expect(said.contains("evidence is forgotten"), "\(said)")
            #expect(said.contains("witness.example/w1"), "\(said)")
            let later = try ServerProcess(data: data, extra: publishing)
            #expect(try await LedgerImage.admit("n", later.url, key, curl).status == 201)
            #expect(later.stop() == 0)
            await curl.shutdown()
        }

        /// Keeps in a folder that is not served what a witness would show: a checkpoint of more
        /// entries, under the log's own key, that it has cosigned.
        private static func show(_ size: UInt64, against data: String) throws {
            let seed = try String(contentsOfFile: "\(data)/keys/log.seed", encoding: .utf8)
            let vkey = try String(contentsOfFile: "\(data)/keys/log.vkey", encoding: .utf8)
            let signer = try NoteSigner(
                name: try NoteVerifierKey(parsing: vkey.filter { !$0.isNewline }).name,
                seed: try #require(Hex.decode(seed.filter { !$0.isNewline }))
            )
            let witness = try NoteSigner(
                name: "witness.example/w1",
                seed: [UInt8](repeating: 1, count: 32),
                algorithm: .cosignatureV1
            )
            let note = try SignedCheckpoint.sign(
                Checkpoint(
                    origin: signer.verifierKey.name,
                    size: size,
                    root: Hash.sha256(of: Array("another tree".utf8))
                ),
                by: signer
            )
            let shown = try note.adding([witness.cosign(note.text, at: 1_767_225_600)])
            // The seal would tell that the file was changed.
            try FileManager.default.removeItem(atPath: "\(data)/clean-stop.note")
            let script =
                "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); "
                + "d.execute('INSERT INTO evidence VALUES (?, ?)', sys.argv[2:4]); d.commit()"
            let kept = try ServerProcess.shell([
                "python3", "-c", script, "\(data)/publication.sqlite", "\(witness.verifierKey)",
                shown.serialized,
            ])
            try #require(kept.status == 0, "\(kept.output)")
        }
    }
}
