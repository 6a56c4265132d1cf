import CanonicalJSON
import HTTPTypes
import Publication
import Services
import TestSupport
import Testing
import TransparencyLog

/// Readers that wait for an entry to be witnessed.
@Suite(.serialized) struct WaitingTests {
    /// Waits until as many readers wait as the test has sent.
    private func settle(_ published: PublishedPlatform, at count: Int) async throws {
        for _ in 0..<600 where published.platform.publication.waiting != count {
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(published.platform.publication.waiting == count)
    }

    @Test func `one reader too many is answered at once with what is reached`() async throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        _ = try await found(data)
        // Port 9 takes nobody's connections: no entry is ever witnessed.
        let key = try LiveWitness.signer(1).verifierKey
        let policy = try policy([(key, "http://127.0.0.1:9")], "quorum a\n")
        try await PublishedPlatform.open(data, policy: policy) { published in
            let index = try await published.admit(1, "p")
            let publication = published.platform.publication
            await publication.wait(for: index, .published, seconds: 10)
            #expect(publication.waiting == 0)
            let readers = (0..<PublicationProgress.waitingLimit).map { _ in
                Task { await publication.wait(for: index, .witnessed, seconds: 120) }
            }
            try await settle(published, at: PublicationProgress.waitingLimit)

            let start = ContinuousClock.now
            let entry = try await published.get("/v1/ledger/entries/\(index)?wait=30")
            #expect(entry.status == 200)
            #expect(entry.entryStatus == "published")
            let proof = try await published.get("/v1/ledger/entries/\(index)/proof")
            #expect(proof.status == 200)
            #expect(proof.json["status"] == .string("published"))
            #expect(ContinuousClock.now - start < .seconds(30), "it did not wait to the end")
            #expect(publication.waiting == PublicationProgress.waitingLimit)

            // Whoever goes away leaves its place to another, who then waits.
            readers[0].cancel()
            try await settle(published, at: PublicationProgress.waitingLimit - 1)
            let second = ContinuousClock.now
            let later = try await published.get("/v1/ledger/entries/\(index)?wait=2")
            #expect(later.entryStatus == "published")
            #expect(ContinuousClock.now - second >= .seconds(2))
            for reader in readers { reader.cancel() }
            try await settle(published, at: 0)
        }
    }
}
