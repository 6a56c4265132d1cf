import Marine
import TestSamples
import Testing

@Suite("Allocation")
struct AllocationTests {
    @Test func `general average is borne in proportion and sums to the whole`() throws {
        // Contributory values of 16.0, 7.0, 6.0 and 0.41 million, expenditure 610,000.
        let expenditure = try Money(parsing: "USD 610000")
        let shares = try expenditure.allocated(over: [16_000_000, 7_000_000, 6_000_000, 410_000])
        #expect(shares.map(\.amountText) == ["331859.91", "145188.71", "124447.47", "8503.91"])
    }

    @Test(
        arguments: [
            (100, [1, 1, 1], [34, 33, 33]), (-100, [1, 1, 1], [-34, -33, -33]),
            (5, [1, 1, 1, 1], [2, 1, 1, 1]), (2, [1, 1, 1], [1, 1, 0]),
            (10, [0, 1, 0], [0, 10, 0]), (0, [1, 2], [0, 0]), (7, [1, 2], [2, 5]),
            // 10 x 45 / 100 = 4.5, 4.5 and 1.0: the tie goes to the earlier.
            (10, [45, 45, 10], [5, 4, 1]),
        ] as [(Int64, [Int64], [Int64])]
    )
    func `what is left over goes to the largest remainders, ties to the earlier`(
        minorUnits: Int64,
        weights: [Int64],
        expected: [Int64]
    ) throws {
        let shares = try Money(minorUnits: minorUnits, currency: .usd).allocated(over: weights)
        #expect(shares.map(\.minorUnits) == expected)
    }

    @Test(arguments: [Int64.min, .max])
    func `the largest amounts and weights are allocated exactly`(minorUnits: Int64) throws {
        let whole = Money(minorUnits: minorUnits, currency: .jpy)
        #expect(try whole.allocated(over: [.max]) == [whole])
        let shares = try whole.allocated(over: [.max, .max, .max])
        let sum = shares.reduce(Int128(0)) { $0 + Int128($1.minorUnits) }
        #expect(sum == Int128(minorUnits))
    }

    @Test func `a negative weight, and nothing to allocate over, are refused`() {
        let money = Money(minorUnits: 1, currency: .usd)
        #expect(throws: MoneyError.negativeWeight) { try money.allocated(over: [1, -1]) }
        #expect(throws: MoneyError.noWeight) { try money.allocated(over: []) }
        #expect(throws: MoneyError.noWeight) { try money.allocated(over: [0, 0]) }
    }

    @Test func `shares sum to the whole and lie within a unit of their exact part`() throws {
        var generator = SeededGenerator.printingSeed()
        for _ in 0..<500 {
            let minorUnits = Int64.random(in: .min ... .max, using: &generator)
            let weights = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
                Int64.random(in: 0...1_000_000, using: &generator)
            }
            let total = weights.reduce(0, +)
            guard total > 0 else { continue }
            let shares = try Money(minorUnits: minorUnits, currency: .usd)
                .allocated(over: weights).map { Int128($0.minorUnits) }
            #expect(shares.reduce(0, +) == Int128(minorUnits))
            for (share, weight) in zip(shares, weights) {
                let excess = share * Int128(total) - Int128(minorUnits) * Int128(weight)
                #expect(excess.magnitude < UInt128(total))
            }
        }
    }
}
