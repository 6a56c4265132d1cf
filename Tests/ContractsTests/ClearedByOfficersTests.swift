import Marine
import TestSamples
import Testing

@testable import Contracts

/// What clears the way for a payment is no clerk's to say, and what somebody else has notified is
/// no leader's to take back; before the third edition both were.
@Suite("What clears the way for a payment")
struct ClearedByOfficersTests {
    typealias Voyage = CaseLedger.Voyage

    /// Two certificates on one container, whose readings are held by both; the leader has an
    /// officer that measures losses, and one that does not.
    private static func twice(_ edition: Edition) throws -> (CaseLedger, [Voyage]) {
        var ledger = try CaseLedger(foundedBy: edition)
        var voyages = ["one", "two"].map { Voyage($0) }
        (voyages[1].device, voyages[1].deviceKey) = ("TT-2", 2)
        for place in voyages.indices { voyages[place].content = apiKeyDigest(1) }
        for voyage in voyages { try ledger.sail(voyage) }
        for voyage in voyages { try ledger.record(voyage) }
        for officer in [CaseLedger.adjuster, CaseLedger.approver] { try ledger.register(officer) }
        try ledger.take(
            .authority(
                .setAuthority(
                    member: .leader,
                    table: Authority.Table(
                        officers: [
                            Authority.Grant(officer: CaseLedger.adjuster, adjusts: true),
                            Authority.Grant(officer: CaseLedger.approver),
                        ]
                    )
                )
            ),
            by: .leader
        )
        return (ledger, voyages)
    }

    @Test(arguments: [Edition.second, .third])
    func `goods are set apart and evidence is assigned by an officer that measures losses`(
        edition: Edition
    ) throws {
        var (ledger, voyages) = try Self.twice(edition)
        let interest = try #require(ledger.certificate(voyages[1]).interests?.first)
        try ledger.notify(voyages[1])
        try ledger.adjudicate(voyages[1].claim)
        let evidence = try #require(ledger.open(voyages[1].claim)["evidenceOwn"])
        for instruction in [
            Instruction.interest(
                .setApart(
                    interest: interest,
                    certificate: voyages[1].certificate,
                    reason: "Two consignments."
                )
            ),
            .evidence(
                .assignEvidence(
                    evidence: id(evidence),
                    shipment: voyages[1].shipment,
                    reason: "It is the second's."
                )
            ),
        ] {
            func code(_ officer: Identifier?) -> Refusal.Code? {
                var copy = ledger
                do { try copy.take(instruction, by: .leader, officer: officer) } catch {
                    return (error as? Refusal)?.code
                }
                return nil
            }
            #expect(code(nil) == (edition >= .third ? .officerMissing : nil))
            #expect(code(CaseLedger.approver) == (edition >= .third ? .authorityMissing : nil))
            #expect(code(CaseLedger.adjuster) == nil)
        }
    }

    @Test(arguments: [Edition.second, .third])
    func `the leader declines what the assured has notified, and takes it not back`(
        edition: Edition
    ) throws {
        var ledger = try CaseLedger(foundedBy: edition)
        let voyage = Voyage()
        try ledger.sail(voyage)
        ledger.at(day(45))
        try ledger.notify(voyage)
        let withdraw = Instruction.claim(.withdrawClaim(claim: voyage.claim, reason: "We say so."))
        #expect(
            ledger.refusal(withdraw, by: .leader)?.code
                == (edition >= .third ? .actorNotEntitled : nil)
        )
        #expect(ledger.refusal(withdraw, by: .assured) == nil)
        try ledger.take(
            .claim(
                .notifyClaim(
                    id: id("clm-automatic"),
                    notice: changed(.breakdown) { $0.certificate = voyage.certificate }
                )
            ),
            by: .platform
        )
        let mistaken = Instruction.claim(
            .withdrawClaim(claim: id("clm-automatic"), reason: "A door alarm.")
        )
        #expect(ledger.refusal(mistaken, by: .leader) == nil)
    }

    @Test(arguments: [Edition.second, .third])
    func `a schedule under way is changed by the leader alone`(edition: Edition) throws {
        var ledger = try CaseLedger(foundedBy: edition)
        var voyage = Voyage()
        voyage.declaration.arrival = day(60)
        try ledger.declareAndRegister(voyage)
        func arrive(by actor: MemberID) -> Refusal.Code? {
            ledger.refusal(
                .certificate(
                    .endorse(
                        certificate: voyage.certificate,
                        description: nil,
                        consignee: nil,
                        conveyance: nil,
                        sailing: nil,
                        reference: nil,
                        arrival: day(50)
                    )
                ),
                by: actor
            )?.code
        }
        #expect(arrive(by: .broker) == nil)
        ledger.at(day(30))
        try ledger.take(.shipment(.depart(shipment: voyage.shipment, at: day(30))), by: .carrier)
        #expect(arrive(by: .broker) == (edition >= .third ? .actorNotEntitled : nil))
        #expect(arrive(by: .leader) == nil)
    }

    @Test(arguments: [Edition.second, .third])
    func `nothing is cancelled once a sum was paid that was not owed`(edition: Edition) throws {
        var ledger = try CaseLedger(foundedBy: edition)
        let voyage = Voyage()
        try ledger.declareAndRegister(voyage)
        ledger.at(day(45))
        try ledger.notify(voyage)
        try ledger.register(CaseLedger.adjuster)
        try ledger.take(
            .authority(
                .setAuthority(
                    member: .leader,
                    table: Authority.Table(
                        officers: [
                            Authority.Grant(
                                officer: CaseLedger.adjuster,
                                adjusts: true,
                                approvesUpTo: [usd("500")],
                                settles: true,
                                paysExGratia: true
                            )
                        ]
                    )
                )
            ),
            by: .leader
        )
        for instruction in [
            Claim.Instruction.acknowledge(claim: voyage.claim),
            .payExGratia(claim: voyage.claim, amount: usd("100"), reason: "Goodwill."),
            .settle(claim: voyage.claim, paymentReference: "PAY-1"),
            .closeClaim(claim: voyage.claim),
        ] {
            try ledger.take(.claim(instruction), by: .leader, officer: CaseLedger.adjuster)
        }
        let refusal = ledger.refusal(
            .certificate(.cancel(certificate: voyage.certificate, reason: "Sold.")),
            by: .assured
        )
        #expect(refusal?.code == (edition >= .third ? .claimPaid : nil))
        #expect(refusal?.figures["paid"] == (edition >= .third ? "USD 70.00" : nil))
    }
}
