import Contracts
import Marine
import TestSamples
import Testing

@Suite("Officers' keys")
struct OfficerKeyTests {
    private typealias Ledger = CaseLedger
    private static let claim = Ledger.Voyage().claim

    @Test func `a signature is the officer's whose key it is, whatever the command names`() throws {
        var ledger = try Ledger.staffed()
        for (officer, number) in [(Ledger.adjuster, 11), (Ledger.approver, 12)] {
            try ledger.take(
                .consortium(
                    .registerKey(
                        member: .leader,
                        publicKey: key(number),
                        proof: .unproved,
                        officer: officer
                    )
                ),
                by: .leader,
                on: number == 11 ? .operatorAlone : .by(11),
                officer: nil,
                isAllowed: number == 11
            )
        }
        #expect(
            ledger.history.consortium?.members[.leader]?.signingKeys.map(\.officer) == [
                Ledger.adjuster
            ]
        )
        try ledger.sail(Ledger.Voyage())
        try ledger.record(Ledger.Voyage())
        try ledger.notify(Ledger.Voyage())
        try ledger.take(
            .claim(.acknowledge(claim: Self.claim)),
            by: .leader,
            on: .by(11),
            officer: nil
        )
        let named = ledger.history.refusal(
            Ledger.adjust(),
            by: .leader,
            on: .by(11),
            officer: Ledger.allrounder
        )
        #expect(named?.code == .officerNotOfKey)
        try ledger.take(Ledger.adjust(), by: .leader, on: .by(11), officer: Ledger.adjuster)
        #expect(try ledger.claim(Self.claim).adjustedBy == Ledger.adjuster)
        // A key in its place is the same officer's.
        try ledger.take(
            .consortium(
                .rotateKey(member: .leader, old: key(11), new: key(13), proof: .unproved)
            ),
            by: .leader,
            on: .by(11),
            officer: nil
        )
        let keys = ledger.history.consortium?.members[.leader]?.signingKeys
        #expect(keys?.last?.officer == Ledger.adjuster)
    }

    @Test func `a retired officer's keys are revoked, and the last of them locks the member`()
        throws
    {
        var ledger = try Ledger.staffed()
        try ledger.take(
            .consortium(
                .issueAPIKey(
                    member: .leader,
                    id: id("k"),
                    digest: apiKeyDigest(1),
                    officer: Ledger.keeper
                )
            ),
            by: .leader
        )
        try ledger.take(
            .consortium(
                .registerKey(
                    member: .leader,
                    publicKey: key(11),
                    proof: .unproved,
                    officer: Ledger.keeper
                )
            ),
            by: .leader
        )
        try ledger.take(
            .consortium(.retireOfficer(member: .leader, officer: Ledger.keeper)),
            by: .leader,
            on: .by(11),
            officer: nil
        )
        let member = try #require(ledger.history.consortium?.members[.leader])
        #expect(member.signingKeys.allSatisfy { $0.revokedAt != nil })
        #expect(member.apiKeys.allSatisfy { $0.revokedAt != nil })
        #expect(member.lockedAt != nil)
        #expect(
            ledger.history.refusal(Ledger.setAuthority, by: .leader, on: .by(11))?.code
                == .keyRevoked
        )
    }
}
