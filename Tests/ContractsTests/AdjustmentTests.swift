import Contracts
import Marine
import TestSamples
import Testing

@Suite("Adjustment")
struct AdjustmentTests {
    // 5 % of 100,000: the market's worked figures for an excess and a franchise.
    @Test(
        arguments: [
            (.none, "4000", "4000"), (.none, "0", "0"),
            (.excess, "4000", "0"), (.excess, "4999.99", "0"), (.excess, "5000", "0"),
            (.excess, "5000.01", "0.01"), (.excess, "6000", "1000"), (.excess, "100000", "95000"),
            (.franchise, "4000", "0"), (.franchise, "4999.99", "0"), (.franchise, "5000", "5000"),
            (.franchise, "6000", "6000"),
            (.franchiseAbove, "4000", "0"), (.franchiseAbove, "5000", "0"),
            (.franchiseAbove, "5000.01", "5000.01"), (.franchiseAbove, "6000", "6000"),
        ] as [(Deductible.Kind, String, String)]
    )
    func `the assured bears what the terms say`(
        kind: Deductible.Kind,
        loss: String,
        payable: String
    ) throws {
        let deductible = Deductible(kind: kind, rate: percent("5"))
        #expect(
            try deductible.payable(loss: usd(loss), insuredValue: usd("100000"), in: .current)
                == usd(payable)
        )
    }

    @Test func `a threshold is rounded half away from zero to the cent`() throws {
        // 5 % of 0.10 is half a cent: the threshold is 1 cent.
        let excess = Deductible(kind: .excess, rate: percent("5"))
        #expect(
            try excess.payable(loss: usd("0.10"), insuredValue: usd("0.10"), in: .current)
                == usd("0.09")
        )
    }

    // Marine Insurance ScenarioCommand 1906 s. 71(3) and the salvage loss:
    // the market's worked figures.
    @Test(
        arguments: [
            (
                .partialLoss(grossSoundValue: usd("400000"), grossDamagedValue: usd("160000")),
                "440000", "264000"
            ),
            (
                .partialLoss(
                    grossSoundValue: money("EUR 400000"),
                    grossDamagedValue: money("EUR 160000")
                ),
                "440000", "264000"
            ),
            (
                .partialLoss(grossSoundValue: usd("3"), grossDamagedValue: usd("1")), "100",
                "66.67"
            ),
            (.partialLoss(grossSoundValue: usd("3"), grossDamagedValue: usd("3")), "100", "0"),
            (.partialLoss(grossSoundValue: usd("3"), grossDamagedValue: usd("0")), "100", "100"),
            (.salvageLoss(netProceeds: usd("30000")), "100000", "70000"),
            (.salvageLoss(netProceeds: usd("0")), "100000", "100000"),
            (.salvageLoss(netProceeds: usd("100000")), "100000", "0"),
            (.totalLoss, "100000", "100000"),
            (.agreedLoss(rate: percent("60")), "208843.23", "125305.94"),
            (.agreedLoss(rate: percent("50")), "0.01", "0.01"),
        ] as [(Assessment, String, String)]
    )
    func `a loss is measured by its assessment`(
        assessment: Assessment,
        insuredValue: String,
        loss: String
    ) throws {
        let adjustment = try Adjustment(
            assessment: assessment,
            basis: AdjustmentBasis(
                insuredValue: usd(insuredValue),
                deductible: Deductible(kind: .none, rate: percent("0"))
            ),
            in: .current
        )
        #expect(adjustment.loss == usd(loss))
        #expect(adjustment.payable == usd(loss))
    }

    @Test func `the deductible is taken off the loss measured`() throws {
        // The vaccines of the fixture voyage from Basel to Chicago.
        let adjustment = try Adjustment(
            assessment: .agreedLoss(rate: percent("60")),
            basis: AdjustmentBasis(
                insuredValue: usd("208843.23"),
                deductible: Deductible(kind: .excess, rate: percent("1"))
            ),
            in: .current
        )
        #expect(adjustment.loss == usd("125305.94"))
        #expect(adjustment.payable == usd("123217.51"))
    }

    @Test func `an adjustment stands on the certificate's own value and terms`() throws {
        let adjustment = try #require(ContractHistory.adjusted().claim().adjustment)
        #expect(adjustment.basis.insuredValue == usd("100000"))
        #expect(adjustment.basis.deductible == CertificateTerms.frozen.deductible)
        #expect(adjustment.payable == usd("99000"))
    }

    @Test func `a further adjustment takes the place of the first`() throws {
        let history = try ContractHistory.adjusted().after(
            .claim(.adjust(claim: .claim, assessment: .salvageLoss(netProceeds: usd("30000")))),
            by: .leader
        )
        #expect(try history.claim().adjustment?.loss == usd("70000"))
        #expect(
            history.refusal(.claim(.approve(claim: .claim, amount: usd("69000.01"))), by: .leader)
                != nil
        )
        #expect(
            history.refusal(.claim(.approve(claim: .claim, amount: usd("69000"))), by: .leader)
                == nil
        )
    }
}
