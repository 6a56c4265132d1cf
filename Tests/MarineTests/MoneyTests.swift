import Marine
import Testing

@Suite("Money")
struct MoneyTests {
    @Test(arguments: [
        ("USD 1250.50", 125_050), ("USD 1250.5", 125_050), ("JPY 1250", 1_250),
        ("BHD -0.001", -1), ("XBT 21000000.00000000", 2_100_000_000_000_000),
        ("CLF 1.2345", 12_345),
        ("USD 92233720368547758.07", Int64.max), ("USD -92233720368547758.08", Int64.min),
        ("USD 0", 0), ("USD -0.00", 0),
    ])
    func `an amount is read in the currency's own minor units`(
        text: String,
        minorUnits: Int64
    ) throws {
        let money = try Money(parsing: text)
        #expect(money.minorUnits == minorUnits)
        #expect(try Money(parsing: money.description) == money)
    }

    @Test(arguments: [
        ("USD1250.50", "moneyMalformed"), ("1250.50", "moneyMalformed"), ("", "moneyMalformed"),
        (" 1", "currencyUnknown"), ("usd 1", "currencyUnknown"), ("USX 1", "currencyUnknown"),
        ("1250.50 USD", "currencyUnknown"), ("USD  1", "decimalMalformed"),
        ("USD +1", "decimalMalformed"), ("USD 1e3", "decimalMalformed"),
        ("USD 1,000.00", "decimalMalformed"), ("USD ", "decimalMalformed"),
        ("USD \u{308}1", "decimalMalformed"), ("USD 1.001", "decimalTooPrecise"),
        ("JPY 1.0", "decimalTooPrecise"), ("USD 92233720368547758.08", "decimalOutOfRange"),
    ])
    func `what is no amount of its currency is refused`(text: String, expected: String) {
        #expect(code { try Money(parsing: text) } == expected)
    }

    @Test func `the text carries all the currency's decimals`() throws {
        #expect(try Money(parsing: "1250.5", currency: .usd).amountText == "1250.50")
        #expect(try Money(parsing: "1250.5", currency: .usd).description == "USD 1250.50")
        #expect(Money(minorUnits: -5, currency: .jpy).amountText == "-5")
        #expect(Money(minorUnits: 1, currency: .xbt).description == "XBT 0.00000001")
    }

    @Test func `a sum knows its sign`() {
        #expect(Money.zero(.eur).isZero)
        #expect(Money(minorUnits: -1, currency: .eur).isNegative)
        #expect(Money(minorUnits: 1, currency: .eur).isPositive)
        #expect(!Money.zero(.eur).isPositive && !Money.zero(.eur).isNegative)
    }

    @Test func `amounts add, subtract and compare within one currency`() throws {
        let hundred = try Money(parsing: "USD 100000")
        let thirty = try Money(parsing: "USD 30000")
        // Salvage loss: insured less net proceeds.
        #expect(try hundred.subtracting(thirty).description == "USD 70000.00")
        #expect(try thirty.adding(hundred).description == "USD 130000.00")
        #expect(try thirty.isLess(than: hundred))
        #expect(try !hundred.isLess(than: hundred))
    }

    @Test func `amounts of two currencies are never mixed`() throws {
        let dollars = Money(minorUnits: 1, currency: .usd)
        let euros = Money(minorUnits: 1, currency: .eur)
        let mismatch = MoneyError.currencyMismatch(.usd, .eur)
        #expect(throws: mismatch) { try dollars.adding(euros) }
        #expect(throws: mismatch) { try dollars.subtracting(euros) }
        #expect(throws: mismatch) { try dollars.isLess(than: euros) }
        #expect(mismatch.description == "USD and EUR cannot be mixed")
    }

    @Test func `overflow is refused, never wrapped`() {
        let most = Money(minorUnits: .max, currency: .usd)
        let least = Money(minorUnits: .min, currency: .usd)
        let cent = Money(minorUnits: 1, currency: .usd)
        #expect(throws: MoneyError.overflow) { try most.adding(cent) }
        #expect(throws: MoneyError.overflow) { try least.subtracting(cent) }
        #expect(throws: MoneyError.overflow) {
            try most.multiplied(by: 2, over: 1, rounding: .down)
        }
        #expect(throws: MoneyError.overflow) {
            try least.multiplied(by: -1, over: 1, rounding: .down)
        }
        #expect(throws: MoneyError.divisionByZero) {
            try cent.multiplied(by: 1, over: 0, rounding: .down)
        }
    }

    // Worked figures of the Marine Insurance ScenarioCommand 1906.
    @Test(arguments: [
        // s.71(3), a partial loss of goods: 440,000 x (400,000 - 160,000) / 400,000.
        ("USD 440000", 240_000, 400_000, "USD 264000.00"),
        // s.81, under-insurance: 50,000 / 150,000 x 30,000.
        ("USD 30000", 50_000, 150_000, "USD 10000.00"),
        // The insured value on CIF and 10 %: 1.1 (C + F) / (1 - 1.1 r), C + F 19,550, r 0.55 %.
        ("USD 19550", 11_000_000_000, 9_939_500_000, "USD 21635.90"),
    ])
    func `a ratio of an amount is exact until it is rounded once`(
        amount: String,
        numerator: Int64,
        denominator: Int64,
        expected: String
    ) throws {
        let money = try Money(parsing: amount)
        let part = try money.multiplied(
            by: numerator,
            over: denominator,
            rounding: .halfAwayFromZero
        )
        #expect(part.description == expected)
    }

    @Test func `a product beyond 64 bits is divided before it is judged`() throws {
        let most = Money(minorUnits: .max, currency: .xbt)
        #expect(try most.multiplied(by: .max, over: .max, rounding: .halfToEven) == most)
    }
}
