import CanonicalJSON
import DataFolder
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Services
import Storage
import TestSupport
import Testing
import TransparencyLog

/// A folder that lost what witnesses have seen.
@Suite(.serialized) struct RollbackTests {
    /// Founds a ledger, copies its folder, and has a witness cosign so many entries more than the
    /// copy has.
    private func witness(
        _ count: Int,
        beyond copy: String,
        of data: String,
        in folder: TemporaryFolder
    ) async throws -> (LiveWitness, TlogPolicy) {
        let log = try await found(data)
        try FileManager.default.copyItem(atPath: data, toPath: copy)
        let witness = try await LiveWitness(1, of: log, in: folder)
        let policy = try policy([(witness.key, witness.url)], "quorum a\n")
        try await PublishedPlatform.open(data, policy: policy) { published in
            let index = try await published.admit(count, "p")
            let entry = try await published.get("/v1/ledger/entries/\(index)?wait=10")
            #expect(entry.entryStatus == "witnessed")
        }
        return (witness, policy)
    }

    @Test(arguments: [true, false])
    func `a copy older than a witness's record takes no commands and is read on`(
        checksAtStart: Bool
    ) async throws {
        let folder = try TemporaryFolder()
        let (data, copy) = (folder.path("data"), folder.path("copy"))
        let (witness, policy) = try await witness(20, beyond: copy, of: data, in: folder)
        try await PublishedPlatform.open(copy, policy: policy, checksAtStart: checksAtStart) {
            published in
            let fault = try await fault(of: published)
            guard case .disowned(let reason)? = fault else {
                Issue.record("\(String(describing: fault))")
                return
            }
            #expect(reason.contains("witness.example/w1"))
            #expect(reason.contains("has cosigned 23 entries"))
            #expect(reason.contains("here are 3"))
            #expect(reason.contains("Restore a newer backup"))
            #expect(!(fault?.retryIsSafe ?? true))
            await #expect(throws: LedgerFault.self) { try await published.admit(1, "fork") }
            #expect(try await published.get("/v1/ledger/entries/0").status == 200)
            #expect(try await published.get("/ledger/checkpoint").status == 200)
            let ready = try await published.get("/readyz")
            #expect(ready.status == 503 || ready.status == 500)
            #expect(ready.json["code"] == .string("ledgerDisowned"))
        }
        try await witness.stop()
    }

    @Test func `what a witness has shown counts at every start, until it is dismissed`()
        async throws
    {
        let folder = try TemporaryFolder()
        let (data, copy) = (folder.path("data"), folder.path("copy"))
        let (witness, policy) = try await witness(20, beyond: copy, of: data, in: folder)
        try await PublishedPlatform.open(copy, policy: policy, checksAtStart: true) { published in
            #expect(await published.platform.sequencer.standingFault() != nil)
        }
        // The witness answers no more, and nobody asks for one.
        try await witness.stop()
        for _ in 0..<2 {
            try await PublishedPlatform.open(copy) { published in
                let fault = await published.platform.sequencer.standingFault()
                guard case .disowned(let reason)? = fault else {
                    Issue.record("\(String(describing: fault))")
                    return
                }
                #expect(reason.contains("witness.example/w1 has cosigned 23 entries"))
                #expect(reason.contains("--dismiss-evidence"))
                await #expect(throws: LedgerFault.self) { try await published.admit(1, "fork") }
                let ready = try await published.get("/readyz")
                #expect(ready.json["code"] == .string("ledgerDisowned"))
            }
        }
        // A ledger that continues what was shown is not held up by it.
        let file = LedgerFolder.File.publication
        let whole = folder.path("whole")
        try FileManager.default.copyItem(atPath: data, toPath: whole)
        try FileManager.default.removeItem(atPath: file.path(in: whole))
        // The seal would tell that the record is another's.
        try FileManager.default.removeItem(atPath: "\(whole)/clean-stop.note")
        try FileManager.default.copyItem(
            atPath: file.path(in: copy),
            toPath: file.path(in: whole)
        )
        try await PublishedPlatform.open(whole) { try await $0.admit(1, "next") }
        #expect(try await LedgerFolder.dismissEvidence(in: copy) == ["witness.example/w1"])
        // A server dismisses it once its files are open.
        try FileManager.default.removeItem(atPath: "\(copy)/clean-stop.note")
        try await PublishedPlatform.open(copy) { try await $0.admit(1, "next") }
    }

    @Test func `a copy that went another way is told so by the witness's evidence`() async throws {
        let folder = try TemporaryFolder()
        let (data, copy) = (folder.path("data"), folder.path("copy"))
        let (witness, policy) = try await witness(5, beyond: copy, of: data, in: folder)
        try await PublishedPlatform.open(copy) { try await $0.admit(9, "other") }
        try await PublishedPlatform.open(copy, policy: policy) { published in
            guard case .disowned(let reason)? = try await fault(of: published) else {
                Issue.record("no fault")
                return
            }
            #expect(reason.contains("another tree of 8 entries"))
        }
        try await witness.stop()
    }

    @Test(arguments: [true, false])
    func `a ledger behind what its own folder published takes no commands`(
        isPublishing: Bool
    ) async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        let copy = folder.path("copy")
        _ = try await found(data)
        try FileManager.default.copyItem(atPath: data, toPath: copy)
        let none = try TlogPolicy(allOf: [])
        try await PublishedPlatform.open(data, policy: none) { published in
            try await published.admit(5, "p")
            try await Task.sleep(for: .milliseconds(300))
        }
        let file = LedgerFolder.File.publication
        try? FileManager.default.removeItem(atPath: file.path(in: copy))
        try FileManager.default.removeItem(atPath: "\(copy)/clean-stop.note")
        try FileManager.default.copyItem(atPath: file.path(in: data), toPath: file.path(in: copy))
        try await PublishedPlatform.open(copy, policy: isPublishing ? none : nil) { published in
            guard case .disowned(let reason)? = try await fault(of: published) else {
                Issue.record("no fault")
                return
            }
            #expect(reason.contains("was published from this folder"))
            let served = try await published.get("/ledger/checkpoint").text
            #expect(try Checkpoint(parsing: SignedNote(parsing: served).text).size == 3)
        }
    }

    @Test func `a dead witness does not hold up the start`() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        _ = try await found(data)
        let key = try LiveWitness.signer(1).verifierKey
        let policy = try policy([(key, "http://127.0.0.1:9")], "quorum a\n")
        try await PublishedPlatform.open(data, policy: policy, checksAtStart: true) { published in
            try await published.admit(1, "p")
        }
    }
}
