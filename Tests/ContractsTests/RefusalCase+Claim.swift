import Contracts
import Marine
import TestSamples

extension RefusalCase {
    /// What a claim refuses: 6xxx.
    static let claims: [RefusalCase] = [
        RefusalCase(
            .lossAfterCoverEnded,
            "a loss that began at delivery",
            ["ended": "2026-02-21T00:00:00.000Z"],
            given: ContractHistory.delivered,
            by: .assured,
            .claim(
                .notifyClaim(
                    id: .claim,
                    notice: changed(.breakdown) {
                        $0.lossFrom = day(51)
                        $0.lossTo = day(51)
                    }
                )
            )
        ),
        RefusalCase(
            .amountMalformed,
            "an estimate of less than nothing",
            given: ContractHistory.delivered,
            by: .assured,
            .claim(
                .notifyClaim(id: .claim, notice: changed(.breakdown) { $0.estimate = usd("-1") })
            )
        ),
        RefusalCase(
            .amountMalformed,
            "an estimate in another currency",
            given: ContractHistory.delivered,
            by: .assured,
            .claim(
                .notifyClaim(
                    id: .claim,
                    notice: changed(.breakdown) { $0.estimate = money("EUR 1") }
                )
            )
        ),
        approving("one cent above the adjustment", "99000.01"),
        approving("nothing", "0"),
        approving("less than nothing", "-1"),
        RefusalCase(
            .amountMalformed,
            "approving in another currency",
            given: ContractHistory.adjusted,
            by: .leader,
            .claim(.approve(claim: .claim, amount: money("EUR 1")))
        ),
        RefusalCase(
            .notStraightThrough,
            "the operator approves by hand",
            given: ContractHistory.adjusted
        ) { history in
            _ = try history.ask(
                Claim.self,
                history.claim(),
                .approve(amount: usd("1"), straightThrough: false),
                by: .platform
            )
        },
        RefusalCase(
            .notStraightThrough,
            "straight through without a check",
            given: ContractHistory.adjusted
        ) { history in
            _ = try history.ask(
                Claim.self,
                history.claim(),
                .approve(amount: usd("1"), straightThrough: true)
            )
        },
        RefusalCase(
            .notStraightThrough,
            "straight through with checks open",
            ["failed": "a, b"],
            given: ContractHistory.adjusted
        ) { history in
            let state = changed(try history.claim()) {
                $0.checks = [
                    Check("a", .failed, figure: "", limit: ""),
                    Check("b", .unknown, figure: "", limit: ""),
                    Check("c", .passed, figure: "", limit: ""),
                ]
            }
            _ = try history.ask(
                Claim.self,
                state,
                .approve(amount: usd("1"), straightThrough: true),
                by: .platform
            )
        },
        adjusting("damaged goods worth more than sound", "400000", "400000.01"),
        adjusting("sound goods worth nothing", "0", "0"),
        adjusting("damaged goods worth less than nothing", "400000", "-0.01"),
        RefusalCase(
            .assessmentMalformed,
            "sound and damaged in two currencies",
            given: ContractHistory.acknowledged,
            by: .leader,
            .claim(
                .adjust(
                    claim: .claim,
                    assessment: .partialLoss(
                        grossSoundValue: usd("2"),
                        grossDamagedValue: money("EUR 1")
                    )
                )
            )
        ),
        salvaging("proceeds above the insured value", usd("100000.01")),
        salvaging("proceeds of less than nothing", usd("-0.01")),
        salvaging("proceeds in another currency", money("EUR 1")),
        RefusalCase(
            .nothingNew,
            "the same adjustment again",
            given: ContractHistory.adjusted,
            by: .leader,
            .claim(.adjust(claim: .claim, assessment: .totalLoss))
        ),
        RefusalCase(
            .nothingNew,
            "the same referral again",
            given: {
                try ContractHistory.acknowledged().after(
                    .claim(.refer(claim: .claim, reasons: ["large"])),
                    by: .leader
                )
            },
            by: .leader,
            .claim(.refer(claim: .claim, reasons: ["large"]))
        ),
        RefusalCase(
            .sanctionsHold,
            "paying while the ship is listed",
            ["hits": "MV Aurora (1000: consortium mv aurora, mv aurora)"],
            given: {
                try ContractHistory.approved().after(
                    .consortium(.listSanction(entry: "mv aurora")),
                    by: .platform
                )
            },
            by: .leader,
            .claim(.settle(claim: .claim, paymentReference: "PAY-1"))
        ),
    ]

    private static func approving(_ name: String, _ amount: String) -> RefusalCase {
        RefusalCase(
            .amountMalformed,
            "approving \(name)",
            ["payable": "USD 99000.00"],
            given: ContractHistory.adjusted,
            by: .leader,
            .claim(.approve(claim: .claim, amount: usd(amount)))
        )
    }

    private static func adjusting(
        _ name: String,
        _ sound: String,
        _ damaged: String
    ) -> RefusalCase {
        RefusalCase(
            .assessmentMalformed,
            name,
            given: ContractHistory.acknowledged,
            by: .leader,
            .claim(
                .adjust(
                    claim: .claim,
                    assessment: .partialLoss(
                        grossSoundValue: usd(sound),
                        grossDamagedValue: usd(damaged)
                    )
                )
            )
        )
    }

    private static func salvaging(_ name: String, _ proceeds: Money) -> RefusalCase {
        RefusalCase(
            .assessmentMalformed,
            name,
            ["insuredValue": "USD 100000.00"],
            given: ContractHistory.acknowledged,
            by: .leader,
            .claim(.adjust(claim: .claim, assessment: .salvageLoss(netProceeds: proceeds)))
        )
    }
}
