import Audit
import Ledger
import TestSamples
import TestSupport
import Testing
import Timestamping
import TransparencyLog

/// What was published of a ledger against its tree, over a source that is made by hand.
@Suite struct PublicationAuditTests {
    private let source: AuditedSource

    init() throws {
        source = try AuditedSource()
    }

    private func note(
        _ size: UInt64,
        root: Hash? = nil,
        by signer: NoteSigner = LedgerWriter.signer
    ) throws -> SignedNote {
        try source.note(size, root: root, by: signer)
    }

    private func audit(
        published: [PublicationSource.Published] = [],
        stamped: [PublicationSource.Stamped] = [],
        evidence: [PublicationSource.Shown] = [],
        policy: TlogPolicy? = nil,
        authorities: TrustedAuthorities? = nil
    ) async throws -> [AuditSection] {
        let held = PublicationSource(
            published: { from, limit in
                Array(published.filter { $0.size >= from }.prefix(limit))
            },
            stamped: { after, limit in
                Array(stamped.filter { after == nil || $0.size > after ?? 0 }.prefix(limit))
            },
            evidence: { evidence }
        )
        var source = source
        source.publication = AuditedPublication(
            source: held,
            policy: policy,
            authorities: authorities
        )
        return Array(try await source.audit().sections.suffix(5))
    }

    @Test func `what was published of the tree is clean, as far as it can be judged`() async throws
    {
        let size = UInt64(source.entries.count)
        let sections = try await audit(published: [
            .init(size: 3, note: try note(3), isWitnessed: true),
            .init(size: size, note: try note(size), isWitnessed: false),
        ])
        let names = [
            "published", "cosignatures", "timestamps", "timestampSignatures", "evidence",
        ]
        #expect(sections.map(\.name) == names)
        #expect(sections[0].examined == 2 && sections[0].findingCount == 0)
        #expect(sections.map(\.state) == [.ok, .notExamined, .ok, .ok, .ok])
        #expect(sections[1].total == 2 && sections[1].findingCount == 0)
        #expect(sections[1].incomplete == "cosignatures are not judged without --policy")
    }

    @Test func `a published checkpoint that is not the tree's is found`() async throws {
        let beyond = UInt64(source.entries.count) + 1
        for (published, reason) in [
            (.init(size: 3, note: nil, isWitnessed: false), "it is no signed note"),
            (.init(size: 4, note: try note(3), isWitnessed: false), "it is of 3 entries"),
            (
                .init(
                    size: 3,
                    note: try note(3, root: Hash.sha256(of: [3])),
                    isWitnessed: false
                ),
                "its root is"
            ),
            (
                .init(
                    size: beyond,
                    note: try note(beyond, root: Hash.sha256(of: [])),
                    isWitnessed: false
                ),
                "the ledger has only"
            ),
            (.init(size: 3, note: try note(3, by: LedgerWriter.successor), isWitnessed: false), ""),
        ] as [(PublicationSource.Published, String)] {
            let section = try await audit(published: [published])[0]
            #expect(section.findingCount == 1, "\(reason)")
            let found = try #require(section.findings.first)
            #expect(found.place == "publication checkpoint \(published.size)")
            #expect(found.reason.hasPrefix(reason), "\(found.reason)")
        }
    }

    @Test func `a checkpoint kept as witnessed must meet the policy`() async throws {
        let witness = try NoteSigner(
            name: "witness.example/w1",
            seed: [UInt8](repeating: 9, count: 32),
            algorithm: .cosignatureV1
        )
        let policy = try TlogPolicy(
            parsing: "witness a \(witness.verifierKey)\nquorum a\n"
        )
        let plain = try note(3)
        for (isWitnessed, findings) in [(true, 1), (false, 0)] {
            let section = try await audit(
                published: [.init(size: 3, note: plain, isWitnessed: isWitnessed)],
                policy: policy
            )[1]
            #expect(section.findingCount == findings)
            #expect(section.incomplete == nil)
        }
        let cosignature = try witness.cosign(plain.text, at: 1_767_225_600)
        let cosigned = try SignedNote(
            text: plain.text,
            signatures: plain.signatures + [cosignature]
        )
        let section = try await audit(
            published: [.init(size: 3, note: cosigned, isWitnessed: true)],
            policy: policy
        )[1]
        #expect(section.findingCount == 0, "\(section.findings)")
    }

    @Test
    func `what a witness has shown against the ledger is found, unless the ledger continues it`()
        async throws
    {
        let witness = try NoteSigner(
            name: "witness.example/w1",
            seed: [UInt8](repeating: 9, count: 32),
            algorithm: .cosignatureV1
        )
        let size = UInt64(source.entries.count)
        func shown(_ note: SignedNote) throws -> PublicationSource.Shown {
            let cosignature = try witness.cosign(note.text, at: 1_767_225_600)
            return .init(
                witness: "\(witness.verifierKey)",
                note: try SignedNote(text: note.text, signatures: note.signatures + [cosignature])
            )
        }
        let continued = try await audit(evidence: [shown(note(3))])[4]
        #expect(continued.state == .ok && continued.examined == 1, "\(continued)")
        for (note, reason) in [
            (
                try note(size + 40, root: Hash.sha256(of: [])),
                "it has cosigned \(size + 40) entries of this log on 2026-01-01T00:00:00.000Z, "
                    + "under the log's own signature: the ledger has only \(size) entries"
            ),
            (try note(3, root: Hash.sha256(of: [3])), "it has cosigned 3 entries of this log"),
        ] {
            let section = try await audit(evidence: [shown(note)])[4]
            let found = try #require(section.findings.first)
            #expect(section.severity == .critical && found.severity == nil)
            #expect(
                found.place.hasPrefix("publication evidence of witness witness.example/w1")
            )
            #expect(found.reason.hasPrefix(reason), "\(found.reason)")
        }
        // What either has not signed is no evidence: somebody wrote it.
        let forged = try note(size + 40, root: Hash.sha256(of: []), by: LedgerWriter.successor)
        for row in [
            try shown(forged),
            .init(
                witness: "\(witness.verifierKey)",
                note: try note(size + 40, root: Hash.sha256(of: []))
            ),
            .init(witness: "\(witness.verifierKey)", note: nil),
            .init(witness: "nobody", note: try note(3)),
        ] {
            let section = try await audit(evidence: [row])[4]
            #expect(section.findingCount == 1)
            #expect(section.findings.first?.severity == .serious, "\(section.findings)")
            #expect(section.findings.first?.remedy?.hasPrefix("It proves nothing") == true)
        }
    }

    @Test func `a published note that the log has not signed is called no proof`() async throws {
        let section = try await audit(published: [
            .init(size: 3, note: try note(3, by: LedgerWriter.successor), isWitnessed: false)
        ])[0]
        #expect(section.findings.first?.remedy?.hasPrefix("It proves nothing") == true)
        #expect(section.findings.first?.reason == "no key that is known here has signed it")
    }

    @Test func `a timestamp is over the checkpoint that is kept with it`() async throws {
        let authority = try TestAuthority()
        let trusted = try TrustedAuthorities(pem: authority.root)
        let notes = try [3, 4].map { Array(try note($0).serialized.utf8) }
        let replies = try notes.map { bytes in
            try authority.reply(
                to: TimestampQuery(over: bytes, nonce: [UInt8](repeating: 1, count: 16)).bytes
            )
        }
        let right = PublicationSource.Stamped(size: 3, note: notes[0], reply: replies[0])
        let clean = try await audit(stamped: [right], authorities: trusted)
        #expect(clean[2...3].allSatisfy { $0.state == .ok && $0.examined == 1 })
        let unjudged = try await audit(stamped: [right])[3]
        #expect(unjudged.incomplete?.contains("not judged") == true)
        #expect(unjudged.state == .notExamined)
        for (stamped, reason) in [
            (.init(size: 4, note: notes[0], reply: replies[0]), "it is of 3 entries"),
            (.init(size: 3, note: notes[0], reply: replies[1]), "the token is over other bytes"),
            (.init(size: 3, note: notes[0], reply: [0x30, 0]), ""),
        ] as [(PublicationSource.Stamped, String)] {
            let section = try await audit(stamped: [stamped], authorities: trusted)[2]
            let found = try #require(section.findings.first)
            #expect(found.place == "publication timestamp \(stamped.size)")
            #expect(found.reason.hasPrefix(reason), "\(found.reason)")
        }
        let others = try TrustedAuthorities(pem: TestAuthority().root)
        let distrusted = try await audit(stamped: [right], authorities: others)[3]
        #expect(distrusted.findingCount == 1)
    }
}
