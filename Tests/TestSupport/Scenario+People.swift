package import Contracts
package import Marine
import TestSamples

extension Scenario {
    /// The same on a ledger that goes on by the edition it was founded by, or has adopted the one
    /// in preparation.
    package static func people(in edition: Edition) -> [ScenarioCommand] {
        edition > .current ? people : people.filter { $0.id != "adopt" }
    }

    /// A ledger that adopts the edition in preparation, on which everybody acts whom the second
    /// edition knows.
    ///
    /// A slip is subscribed, officers measure, approve and pay, a surveyor reports, and a bank
    /// comes to hold the certificate with two claims under it.
    package static let people: [ScenarioCommand] = {
        var acts = founding + members.dropLast()
        var at = day(0)
        func act(
            _ id: String,
            by member: MemberID,
            _ instruction: Instruction,
            officer: String? = nil,
            signer: MemberKey? = nil
        ) {
            acts.append(
                ScenarioCommand(
                    id,
                    by: member,
                    instruction,
                    at: at,
                    signer: signer,
                    officer: officer.map(TestSamples.id)
                )
            )
        }
        act("admit bank", by: .platform, .admit(.bank, [.bank]))
        act("admit surveyor", by: .platform, .admit(.stranger, [.surveyor]))
        act("adopt", by: .platform, .consortium(.adoptEdition(edition: .draft)))
        for officer in ["adjuster", "first", "second", "settler"] {
            act("officer \(officer)", by: .leader, .officer(officer))
        }
        act("authority", by: .leader, .authority(.setAuthority(member: .leader, table: table)))
        act(
            "settler's key",
            by: .leader,
            .consortium(
                .issueAPIKey(
                    member: .leader,
                    id: id("k-settler"),
                    digest: MemberKey.stranger.apiKeyDigest,
                    officer: id("settler")
                )
            )
        )
        at = day(1)
        let terms = changed(CoverTerms.frozenGoods) {
            $0.shares = constant {
                try Entries([
                    CoverTerms.Share(member: .leader, rate: percent("60")),
                    CoverTerms.Share(member: .follower, rate: percent("60")),
                ])
            }
        }
        act("cover", by: .leader, .openCover(.openCover(id: .cover, terms: terms)))
        act(
            "line",
            by: .follower,
            .openCover(.subscribe(cover: .cover, line: percent("60")))
        )
        at = day(10)
        act(
            "declare",
            by: .assured,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .certificate,
                    declaration: changed(.worth("100000")) {
                        ($0.cost, $0.freight) = (usd("100000"), usd("0"))
                    }
                )
            )
        )
        acts += certificate.filter { $0.id == "premium" }
        acts += shipment.prefix(1)
        acts += shipment.filter { $0.id == "depart" }
        at = day(45)
        for (claim, from) in [(InstanceID.claim, 40), (id("claim-2"), 42)] {
            act(
                "notify \(claim)",
                by: .assured,
                .claim(
                    .notifyClaim(
                        id: claim,
                        notice: Claim.Notice(
                            certificate: .certificate,
                            shipment: nil,
                            peril: .machineryBreakdown,
                            lossFrom: day(Int64(from)),
                            lossTo: day(Int64(from) + 1),
                            description: "The unit stopped.",
                            estimate: nil
                        )
                    )
                )
            )
        }
        act(
            "appoint",
            by: .leader,
            .survey(
                .appointSurveyor(
                    id: id("survey-1"),
                    claim: .claim,
                    surveyor: .stranger,
                    scope: "Cause and extent."
                )
            ),
            officer: "adjuster"
        )
        act(
            "report",
            by: .stranger,
            .survey(
                .fileReport(
                    survey: id("survey-1"),
                    digest: MemberKey.device.apiKeyDigest,
                    findings: "The compressor had failed.",
                    surveyedAt: day(45)
                )
            )
        )
        at = day(46)
        act("acknowledge", by: .leader, .claim(.acknowledge(claim: .claim)), officer: "adjuster")
        act(
            "adjust",
            by: .leader,
            .claim(
                .adjust(claim: .claim, assessment: .totalLoss, survey: id("survey-1"))
            ),
            officer: "adjuster"
        )
        for officer in ["first", "second"] {
            act(
                "approve \(officer)",
                by: .leader,
                .claim(.approve(claim: .claim, amount: usd("30000"))),
                officer: officer
            )
        }
        act(
            "assign",
            by: .assured,
            .certificate(.assignCertificate(certificate: .certificate, holder: .bank))
        )
        act(
            "settle",
            by: .leader,
            .claim(.settle(claim: .claim, paymentReference: "PAY-7")),
            officer: "settler"
        )
        at = day(47)
        act(
            "acknowledge second",
            by: .leader,
            .claim(.acknowledge(claim: id("claim-2"))),
            officer: "adjuster"
        )
        act(
            "goodwill",
            by: .leader,
            .claim(
                .payExGratia(claim: id("claim-2"), amount: usd("100.01"), reason: "Goodwill.")
            ),
            officer: "first"
        )
        act("consent", by: .follower, .claim(.consent(claim: id("claim-2"))))
        act(
            "settle second",
            by: .leader,
            .claim(.settle(claim: id("claim-2"), paymentReference: "PAY-8")),
            officer: "settler"
        )
        return acts
    }()

    static let table = Authority.Table(
        officers: constant {
            try Entries([
                Authority.Grant(officer: id("adjuster"), adjusts: true),
                Authority.Grant(
                    officer: id("first"),
                    approvesUpTo: try Entries([usd("50000")]),
                    releasesHolds: true,
                    paysExGratia: true
                ),
                Authority.Grant(
                    officer: id("second"),
                    approvesUpTo: try Entries([usd("50000")]),
                    releasesHolds: true
                ),
                Authority.Grant(officer: id("settler"), settles: true),
            ])
        },
        secondApprovalAbove: constant { try Entries([usd("20000")]) }
    )
}

extension Instruction {
    /// A person that acts for the leader.
    package static func officer(_ name: String) -> Instruction {
        .consortium(
            .registerOfficer(
                member: .leader,
                officer: id(name),
                name: "Someone",
                title: "Claims"
            )
        )
    }

    /// A signing key of a person that acts for the leader, with the proof that says so.
    package static func key(_ key: MemberKey, ofOfficer officer: String) -> Instruction {
        .consortium(
            .registerKey(
                member: .leader,
                publicKey: key.publicKey,
                proof: key.proof(.leader, officer: officer),
                officer: id(officer)
            )
        )
    }
}
