import Marine
import TestSamples
import Testing

@testable import Contracts

@Suite("Payout scales")
struct PayoutScaleTests {
    private static let linear = PayoutScale.linear(
        by: .totalMilliseconds,
        from: 100,
        to: 300,
        least: percent("10"),
        most: percent("50")
    )
    private static let steps = PayoutScale.steps(
        by: .count,
        steps: [
            PayoutStep(atLeast: 3, rate: percent("10")),
            PayoutStep(atLeast: 10, rate: percent("40")),
            PayoutStep(atLeast: 11, rate: percent("100")),
        ]
    )

    @Test(arguments: [
        (99, "0"), (100, "10"), (101, "10.2"), (200, "30"), (299, "49.8"), (300, "50"), (301, "50"),
        (Int64.max, "50"), (0, "0"),
    ])
    func `a linear scale pays in proportion between its figures`(figure: Int64, share: String) {
        #expect(
            Self.linear.share(of: LossFigures(totalMilliseconds: figure)) == percent(share)
        )
    }

    @Test(arguments: [
        (2, "0"), (3, "10"), (9, "10"), (10, "40"), (11, "100"), (12, "100"), (0, "0"),
    ])
    func `a step is paid from its figure on`(figure: Int64, share: String) {
        #expect(Self.steps.share(of: LossFigures(count: figure)) == percent(share))
    }

    @Test func `a share is rounded half away from zero to a billionth`() {
        let thirds = PayoutScale.linear(
            by: .excess,
            from: 0,
            to: 3,
            least: .zero,
            most: .one
        )
        #expect(thirds.share(of: LossFigures(excess: 1))?.partsPerBillion == 333_333_333)
        #expect(thirds.share(of: LossFigures(excess: 2))?.partsPerBillion == 666_666_667)
    }

    @Test func `an agreed share is of every loss, and a person's assessment of none`() {
        #expect(PayoutScale.share(rate: percent("60")).share(of: LossFigures()) == percent("60"))
        #expect(PayoutScale.assessed.share(of: LossFigures(count: 5)) == nil)
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func `a greater figure never pays less, and none pays more than the whole`(seed: UInt64) throws
    {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let scale = try Self.anyScale(&generator)
            var last = Rate.zero
            var figure: Int64 = 0
            for _ in 0..<50 {
                figure += Int64.random(in: 0...20_000, using: &generator)
                let share = try #require(scale.share(of: LossFigures(excess: figure)))
                #expect(share >= last && share <= .one, "seed \(seed): \(scale) at \(figure)")
                last = share
            }
        }
    }

    private static func anyScale(_ generator: inout SeededGenerator) throws -> PayoutScale {
        func rate(from: Rate) throws -> Rate {
            try Rate(
                partsPerBillion: Int64.random(
                    in: from.partsPerBillion...Rate.one.partsPerBillion,
                    using: &generator
                )
            )
        }
        var figure = Int64.random(in: 0...1000, using: &generator)
        func amount(_ value: Int64) -> FigureAmount { FigureAmount(integerLiteral: value) }
        let least = try rate(from: .zero)
        guard Bool.random(using: &generator) else {
            let to = figure + Int64.random(in: 1...100_000, using: &generator)
            return .linear(
                by: .excess,
                from: amount(figure),
                to: amount(to),
                least: least,
                most: try rate(from: least)
            )
        }
        var steps: [PayoutStep] = []
        var share = least
        for _ in 0..<Int.random(in: 1...20, using: &generator) {
            steps.append(PayoutStep(atLeast: amount(figure), rate: share))
            figure += Int64.random(in: 1...50_000, using: &generator)
            share = try rate(from: share)
        }
        return .steps(by: .excess, steps: try Entries(steps))
    }

    // A loss of 60,000 on 100,000; 1 % is 1,000.
    @Test(
        arguments: [
            (Deductible.Kind.excess, "1", nil, nil, "59000"),
            (.excess, "1", "50000", nil, "50000"),
            (.excess, "1", "50000", .deductibleFirst, "50000"),
            (.excess, "1", "50000", .limitFirst, "49000"),
            (.excess, "1", "59000.01", .deductibleFirst, "59000"),
            (.excess, "1", "59000", .limitFirst, "58000"),
            (.franchise, "60", "50000", .deductibleFirst, "50000"),
            (.franchise, "60", "50000", .limitFirst, "0"),
            (.franchise, "60.00001", nil, nil, "0"), (.none, "0", "0.01", nil, "0.01"),
        ] as [(Deductible.Kind, String, String?, LimitOrder?, String)]
    )
    func `the limit is in excess of the deductible or from the ground up`(
        kind: Deductible.Kind,
        rate: String,
        limit: String?,
        order: LimitOrder?,
        payable: String
    ) throws {
        let adjustment = try Adjustment(
            assessment: .agreedLoss(rate: percent("60")),
            basis: AdjustmentBasis(
                insuredValue: usd("100000"),
                deductible: Deductible(kind: kind, rate: percent(rate)),
                limit: limit.map { usd($0) },
                order: order
            ),
            in: .second
        )
        #expect(adjustment.loss == usd("60000"))
        #expect(adjustment.payable == usd(payable))
    }

    @Test(arguments: [21, 22] as [UInt64])
    func `never more than the limit, the loss or the value, and the limit first never pays more`(
        seed: UInt64
    ) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            func any(_ most: Int64) -> Int64 { Int64.random(in: 0...most, using: &generator) }
            let value = Money(minorUnits: any(1_000_000_00) + 1, currency: .usd)
            let kinds = Deductible.Kind.allCases
            var basis = AdjustmentBasis(
                insuredValue: value,
                deductible: Deductible(
                    kind: kinds[Int(any(Int64(kinds.count - 1)))],
                    rate: try Rate(partsPerBillion: any(1_000_000_000))
                ),
                limit: Money(minorUnits: any(value.minorUnits) + 1, currency: .usd),
                order: .deductibleFirst
            )
            let assessment = Assessment.agreedLoss(
                rate: try Rate(partsPerBillion: any(1_000_000_000))
            )
            let one = try Adjustment(assessment: assessment, basis: basis, in: .second)
            basis.order = .limitFirst
            let two = try Adjustment(assessment: assessment, basis: basis, in: .second)
            let limit = try #require(basis.limit)
            for adjustment in [one, two] {
                #expect(!adjustment.payable.isNegative, "seed \(seed)")
                #expect(adjustment.payable.minorUnits <= limit.minorUnits, "seed \(seed)")
                #expect(adjustment.payable.minorUnits <= adjustment.loss.minorUnits)
                #expect(adjustment.loss.minorUnits <= value.minorUnits)
            }
            #expect(two.payable.minorUnits <= one.payable.minorUnits, "seed \(seed)")
        }
    }
}
