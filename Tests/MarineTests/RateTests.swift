import Marine
import Testing

@Suite("Rates")
struct RateTests {
    @Test(arguments: [
        ("0.55", 5_500_000, "0.55"), ("100", 1_000_000_000, "100"), ("0", 0, "0"),
        ("12.50", 125_000_000, "12.5"), ("0.0000001", 1, "0.0000001"),
        ("1000", 10_000_000_000, "1000"), ("10", 100_000_000, "10"),
    ])
    func `per cent is read to a part per billion`(
        text: String,
        partsPerBillion: Int64,
        canonical: String
    ) throws {
        let rate = try Rate(parsing: text)
        #expect(rate.partsPerBillion == partsPerBillion)
        #expect(rate.description == canonical)
        #expect(try Rate(parsing: canonical) == rate)
    }

    @Test(arguments: [
        ("0.00000001", "decimalTooPrecise"), ("-0.1", "rateOutOfRange"),
        ("1000.0000001", "rateOutOfRange"), ("0.55%", "decimalMalformed"),
        ("+1", "decimalMalformed"), ("", "decimalMalformed"), ("1e1", "decimalMalformed"),
    ])
    func `what is no rate is refused`(text: String, expected: String) {
        #expect(code { try Rate(parsing: text) } == expected)
    }

    @Test func `a rate out of range is refused with the figure`() {
        let error = #expect(throws: ParseError.self) { try Rate(partsPerBillion: -1) }
        #expect(error?.reason == "-0.0000001 % is outside 0 to 1000 %")
    }

    // Figures of an open cover and of a franchise.
    @Test(arguments: [
        ("0.55", "USD 21635.90", "USD 119.00"),  // premium on CIF and 10 %
        ("0.12", "USD 10000000", "USD 12000.00"),  // premium on the estimate
        ("75", "USD 12000", "USD 9000.00"),  // deposit
        ("0.12", "USD 12500000", "USD 15000.00"),  // premium earned, 6,000 more than the deposit
        ("0.12", "USD 6000000", "USD 7200.00"),  // premium earned, less than the deposit
        ("5", "USD 100000", "USD 5000.00"),  // franchise
        ("110", "USD 19550", "USD 21505.00"),  // plain basis
    ])
    func `a rate gives its part of an amount`(
        rate: String,
        amount: String,
        expected: String
    ) throws {
        let part = try Rate(parsing: rate).applied(
            to: Money(parsing: amount),
            rounding: .halfAwayFromZero
        )
        #expect(part.description == expected)
    }

    @Test func `the whole and nothing are rates, in order`() throws {
        #expect(Rate.one.description == "100")
        #expect(Rate.zero < Rate.one)
        let most = Money(minorUnits: .max, currency: .usd)
        #expect(try Rate.one.applied(to: most, rounding: .down) == most)
        let thousand = try Rate(parsing: "1000")
        #expect(throws: MoneyError.overflow) { try thousand.applied(to: most, rounding: .down) }
    }
}
