import Contracts
import Ledger
import Marine
import TestSamples
import TransparencyLog

/// What comes after the paid claim.
extension Scenario {
    /// What else an edition's ledger must still replay: keys, sanctions, endorsement,
    /// cancellation, a declined claim, the end of the voyage and of the cover.
    package static let aftermath = [
        ScenarioCommand(
            "issue",
            by: .shipper,
            .consortium(
                .issueAPIKey(
                    member: .shipper,
                    id: id("k-1"),
                    digest: MemberKey.stranger.apiKeyDigest
                )
            ),
            at: day(46)
        ),
        ScenarioCommand(
            "revoke",
            by: .shipper,
            .consortium(.revokeAPIKey(member: .shipper, id: id("k-1"))),
            at: day(46)
        ),
        ScenarioCommand("list", by: .leader, .list("MV Nowhere"), at: day(46), signer: .leader),
        ScenarioCommand("delist", by: .leader, .delist("MV Nowhere"), at: day(46), signer: .leader),
        ScenarioCommand(
            "second",
            by: .broker,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: id("certificate-2"),
                    declaration: .worth("40000.50", sailing: day(60))
                )
            ),
            at: day(46)
        ),
        ScenarioCommand(
            "endorse",
            by: .broker,
            .certificate(
                .endorse(
                    certificate: id("certificate-2"),
                    description: "600 cartons",
                    consignee: nil,
                    conveyance: nil,
                    sailing: nil,
                    reference: "PO-2"
                )
            ),
            at: day(47)
        ),
        ScenarioCommand(
            "cancel",
            by: .assured,
            .certificate(
                .cancel(certificate: id("certificate-2"), reason: "The order was withdrawn.")
            ),
            at: day(47)
        ),
        ScenarioCommand(
            "arrive",
            by: .carrier,
            .shipment(.arrive(shipment: .shipment, at: day(50))),
            at: day(50)
        ),
        ScenarioCommand(
            "deliver",
            by: .carrier,
            .shipment(.deliver(shipment: .shipment, at: day(51))),
            at: day(51)
        ),
        ScenarioCommand(
            "second notice",
            by: .assured,
            .claim(
                .notifyClaim(
                    id: id("claim-2"),
                    notice: Claim.Notice(
                        certificate: .certificate,
                        shipment: nil,
                        peril: .theft,
                        lossFrom: day(49),
                        lossTo: day(49),
                        description: "A carton is missing: 1 \u{D7} 20 kg, \"B\".",
                        estimate: usd("120")
                    )
                )
            ),
            at: day(52)
        ),
        ScenarioCommand(
            "acknowledge",
            by: .leader,
            .claim(.acknowledge(claim: id("claim-2"))),
            at: day(52),
            signer: .leader
        ),
        ScenarioCommand(
            "decline",
            by: .leader,
            .claim(.decline(claim: id("claim-2"), clause: "4.5", reason: "not shown")),
            at: day(53),
            signer: .leader
        ),
        ScenarioCommand(
            "close claim",
            by: .leader,
            .claim(.closeClaim(claim: .claim)),
            at: day(54),
            signer: .leader
        ),
        ScenarioCommand(
            "close cover",
            by: .leader,
            .openCover(.closeCover(cover: .cover)),
            at: day(56),
            signer: .leader
        ),
    ]
}
