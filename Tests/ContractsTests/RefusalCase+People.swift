import Contracts
import Marine
import TestSamples

/// What the second edition refuses of who acts for whom.
extension RefusalCase {
    private typealias Ledger = CaseLedger
    private typealias Voyage = CaseLedger.Voyage

    /// An instruction of the leader's, by one of its officers.
    private init(
        _ code: Refusal.Code,
        _ name: String,
        _ figures: [String: String] = [:],
        officer: Identifier?,
        _ instruction: Instruction,
        given: @escaping @Sendable () throws -> CaseLedger
    ) {
        self.init(
            code,
            name,
            figures,
            given: { try given().history },
            when: { history in
                _ = try history.decide(instruction, by: .leader, officer: officer)
            }
        )
    }

    private static func opening(
        _ code: Refusal.Code,
        _ name: String,
        _ change: @escaping @Sendable (inout CoverTerms) -> Void
    ) -> RefusalCase {
        RefusalCase(
            code,
            name,
            given: { try CaseLedger().history },
            by: .leader,
            .openCover(.openCover(id: id("slip"), terms: changed(.sample, change)))
        )
    }

    private static func open() throws -> CaseLedger {
        try CaseLedger(isSubscribed: false)
    }

    static let people: [RefusalCase] = [
        RefusalCase(
            .officerUnknown,
            "a key for an officer that there is not",
            ["officer": "nobody"],
            officer: Ledger.keeper,
            .consortium(
                .issueAPIKey(
                    member: .leader,
                    id: id("k"),
                    digest: apiKeyDigest(1),
                    officer: id("nobody")
                )
            ),
            given: { try Ledger.staffed() }
        ),
        RefusalCase(
            .officerExists,
            "a second officer of the same name",
            officer: Ledger.keeper,
            .consortium(
                .registerOfficer(member: .leader, officer: Ledger.adjuster, name: "A", title: "B")
            ),
            given: { try Ledger.staffed() }
        ),
        RefusalCase(
            .officerNotOfKey,
            "an officer named beside the signature of a key that is none's",
            given: {
                var ledger = try Ledger.staffed()
                try ledger.take(
                    .consortium(
                        .registerKey(member: .leader, publicKey: key(1), proof: .unproved)
                    ),
                    by: .leader
                )
                return ledger.history
            },
            when: { history in
                _ = try history.decide(
                    .consortium(.listSanction(entry: "MV Aurora")),
                    by: .leader,
                    on: .by(1),
                    officer: Ledger.adjuster
                )
            }
        ),
        RefusalCase(
            .officerNotAdministrator,
            "an officer that registers another",
            officer: Ledger.approver,
            .consortium(.registerOfficer(member: .leader, officer: id("x"), name: "A", title: "B")),
            given: { try Ledger.staffed() }
        ),
        RefusalCase(
            .coverNotSubscribed,
            "a declaration on a slip with a line open",
            ["open": "follower"],
            given: { try open().history },
            by: .assured,
            .openCover(
                .declare(
                    cover: .cover,
                    certificate: .certificate,
                    declaration: Voyage().declaration
                )
            )
        ),
        RefusalCase(
            .lineMalformed,
            "a line of nothing",
            given: { try open().history },
            by: .follower,
            .openCover(.subscribe(cover: .cover, line: .zero))
        ),
        opening(.lineMalformed, "a slip that asks for a line of nothing") {
            $0.shares[1].rate = .zero
            $0.shares[0].rate = .one
        },
        opening(.sharesDoNotSumToWhole, "a slip that does not come to the whole") {
            $0.shares[1].rate = percent("29.9")
        },
        opening(.lineNotOfInsurer, "a line of a bank") { $0.shares[1].member = .bank },
        opening(.insurerIsAssured, "a leader that insures itself") { $0.assured = .leader },
        opening(.insurerIsBroker, "a follower that is the broker") { $0.broker = .follower },
        opening(.brokerIsAssured, "a broker that is the assured") { $0.broker = .assured },
        RefusalCase(
            .holderIsInsurer,
            "an assignment to the follower",
            ["holder": "follower"],
            given: {
                var ledger = try Ledger()
                try ledger.sail(Voyage())
                return ledger.history
            },
            by: .assured,
            Ledger.assign(to: .follower)
        ),
        RefusalCase(
            .consentMissing,
            "a payment for insurers that each consent, one of whom has not",
            ["insurers": "follower"],
            officer: Ledger.settler,
            Ledger.settle(),
            given: { try Ledger.approved { $0.leaderClause = .eachInsurerConsents } }
        ),
        RefusalCase(
            .paymentReferenceUsed,
            "a reference that another payment carries",
            ["reference": "pay-1"],
            given: {
                var ledger = try Ledger.approved()
                try ledger.take(Ledger.settle(), by: .leader, officer: Ledger.settler)
                return ledger.history
            },
            when: { history in
                let step = history.steps.last { $0.key.contract == .paymentReference }
                let used = step.map(\.state).flatMap(PaymentReference.unwrap)
                _ = try PaymentReference.decide(
                    used,
                    .use(
                        id: .unknown,
                        payer: .leader,
                        reference: "pay-1",
                        claim: .claim,
                        amount: usd("1")
                    ),
                    history.context(.leader)
                )
            }
        ),
        RefusalCase(
            .authorityMalformed,
            "an authority up to nothing",
            ["figure": "USD 0.00"],
            officer: nil,
            .authority(
                .setAuthority(
                    member: .leader,
                    table: Authority.Table(
                        officers: constant {
                            try Entries([
                                Authority.Grant(
                                    officer: Ledger.adjuster,
                                    approvesUpTo: try Entries([usd("0")])
                                )
                            ])
                        }
                    )
                )
            ),
            given: { try Ledger.staffed() }
        ),
        RefusalCase(
            .authorityMalformed,
            "two limits in one currency",
            officer: nil,
            .authority(
                .setAuthority(
                    member: .leader,
                    table: Authority.Table(
                        officers: [],
                        secondApprovalAbove: constant { try Entries([usd("1"), usd("2")]) }
                    )
                )
            ),
            given: { try Ledger.staffed() }
        ),
        RefusalCase(
            .officerMissing,
            "an adjustment by no officer of a member that has some",
            officer: nil,
            Ledger.adjust(),
            given: { try Ledger.claim(at: .acknowledged) }
        ),
        RefusalCase(
            .authorityMissing,
            "an adjustment by an officer that settles",
            ["officer": "settler", "authority": "adjust"],
            officer: Ledger.settler,
            Ledger.adjust(),
            given: { try Ledger.claim(at: .acknowledged) }
        ),
        RefusalCase(
            .authorityExceeded,
            "an approval of a cent more than the limit",
            ["figure": "USD 50000.01", "limit": "USD 50000.00"],
            officer: Ledger.approver,
            Ledger.approve("50000.01"),
            given: { try Ledger.adjusted() }
        ),
        RefusalCase(
            .approverIsAdjuster,
            "an approval by who has measured",
            officer: Ledger.adjuster,
            Ledger.approve("1"),
            given: { try Ledger.adjusted() }
        ),
        RefusalCase(
            .oneOfficerNotAccepted,
            "an approval at a member without officers",
            ["officers": "0"],
            officer: nil,
            Ledger.approve("1"),
            given: {
                var ledger = try Ledger { $0.oneOfficerAccepted = false }
                try ledger.sail(Voyage())
                try ledger.record(Voyage())
                try ledger.notify(Voyage())
                try ledger.take(.claim(.acknowledge(claim: Voyage().claim)), by: .leader)
                try ledger.take(Ledger.adjust(), by: .leader)
                return ledger
            }
        ),
        RefusalCase(
            .secondApprovalNeeded,
            "a second approval by the first officer",
            ["figure": "USD 20000.01", "limit": "USD 20000.00"],
            officer: Ledger.approver,
            Ledger.approve("20000.01"),
            given: {
                var ledger = try Ledger.adjusted()
                try ledger.take(
                    Ledger.approve("20000.01"),
                    by: .leader,
                    officer: Ledger.approver
                )
                return ledger
            }
        ),
        RefusalCase(
            .settlerActedAlone,
            "the payment of what its settler alone has granted",
            officer: Ledger.allrounder,
            Ledger.settle(),
            given: {
                var ledger = try Ledger.adjusted()
                try ledger.take(
                    Ledger.exGratia("100"),
                    by: .leader,
                    officer: Ledger.allrounder
                )
                return ledger
            }
        ),
        RefusalCase(
            .surveyorUnfit,
            "a bank that is to survey",
            ["surveyor": "bank"],
            officer: Ledger.adjuster,
            Ledger.appoint(.bank),
            given: { try Ledger.adjusted() }
        ),
        RefusalCase(
            .reportMissing,
            "an adjustment that cites a report not yet filed",
            officer: Ledger.adjuster,
            Ledger.adjust(survey: id("srv-1")),
            given: {
                var ledger = try Ledger.adjusted()
                try ledger.take(
                    Ledger.appoint(.stranger),
                    by: .leader,
                    officer: Ledger.adjuster
                )
                return ledger
            }
        ),
    ]
}
