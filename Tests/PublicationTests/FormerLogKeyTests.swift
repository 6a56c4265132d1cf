import DataFolder
import Foundation
import HTTPClient
import Ledger
import Logging
import Marine
import Publication
import Services
import TestSupport
import Testing
import TransparencyLog

/// What witnesses cosigned before the log's key was replaced counts as before.
@Suite(.serialized) struct FormerLogKeyTests {
    private static let now: @Sendable () -> Instant = {
        Instant(millisecondsSinceEpoch: Int64(Date().timeIntervalSince1970 * 1000))
    }

    private func rotate(_ path: String) async throws {
        _ = try await LogKeyRotation.run(
            path: path,
            passphrase: nil,
            logger: silent,
            clock: Self.now
        )
    }

    /// A ledger that a witness has cosigned up to 22 entries, and a copy from before them; both
    /// with a new key of the log's since.
    private func rotated(
        _ folder: TemporaryFolder,
        _ body: (_ whole: String, _ behind: String, LiveWitness, TlogPolicy) async throws -> Void
    ) async throws {
        let whole = folder.path("whole")
        let behind = folder.path("behind")
        let log = try await found(whole)
        try FileManager.default.copyItem(atPath: whole, toPath: behind)
        let witness = try await LiveWitness(1, of: log, in: folder)
        let policy = try policy([(witness.key, witness.url)], "quorum a\n")
        try await PublishedPlatform.open(whole, policy: policy) { published in
            let index = try await published.admit(20, "p")
            let entry = try await published.get("/v1/ledger/entries/\(index)?wait=10")
            #expect(entry.entryStatus == "witnessed")
        }
        try await rotate(whole)
        try await rotate(behind)
        for path in [whole, behind] {
            #expect(try LedgerFolder.verifierKey(in: path) != log)
        }
        try await body(whole, behind, witness, policy)
        try await witness.stop()
    }

    @Test func `a restore counts what was cosigned under a former key`() async throws {
        let folder = try TemporaryFolder()
        try await rotated(folder) { whole, behind, witness, _ in
            let client = try CurlClient()
            var options = FolderRestore.Options()
            options.witnesses = [try WitnessAddress(key: witness.key, url: witness.url)]
            for path in [whole, behind] {
                _ = try await FolderBackup.run(
                    data: path,
                    to: "\(path)-backup",
                    withKeys: true,
                    now: Self.now()
                )
            }
            let restore = FolderRestore(client: client)
            let outcome = try await restore.run(
                "\(whole)-backup",
                to: "\(whole)-restored",
                options: options
            )
            #expect(outcome.size == 24)
            #expect(outcome.warnings == [])
            await #expect {
                _ = try await restore.run(
                    "\(behind)-backup",
                    to: "\(behind)-restored",
                    options: options
                )
            } throws: { error in
                "\(error)".contains("this backup is a rollback: it has 4 entries")
                    && "\(error)".contains("cosigned 23")
            }
            await client.shutdown()
        }
    }

    @Test func `a start counts what was cosigned under a former key`() async throws {
        let folder = try TemporaryFolder()
        try await rotated(folder) { whole, behind, _, policy in
            // Without publishing, so that what is found is found before anything is submitted.
            try await PublishedPlatform.open(behind) { published in
                let client = try CurlClient()
                try await published.platform.published.checkForRollback(
                    by: policy,
                    client: client,
                    record: published.store,
                    logger: silent
                )
                await client.shutdown()
                guard
                    case .disowned(let reason)? = await published.platform.sequencer.standingFault()
                else {
                    Issue.record("no fault")
                    return
                }
                #expect(reason.contains("has cosigned 23 entries"), "\(reason)")
            }
            try await PublishedPlatform.open(whole, policy: policy, checksAtStart: true) {
                published in
                try await published.admit(1, "q")
                #expect(await published.platform.sequencer.standingFault() == nil)
            }
        }
    }

    @Test func `a submission counts what was cosigned under a former key`() async throws {
        let folder = try TemporaryFolder()
        try await rotated(folder) { _, behind, _, policy in
            try await PublishedPlatform.open(behind, policy: policy) { published in
                guard case .disowned(let reason)? = try await fault(of: published) else {
                    Issue.record("no fault")
                    return
                }
                #expect(reason.contains("has cosigned 23 entries"), "\(reason)")
                #expect(reason.contains("here are 4"))
            }
        }
    }
}
