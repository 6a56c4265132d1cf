import Marine
import Testing

@Suite("Currencies")
struct CurrencyTests {
    // Minor units as the ISO 4217 maintenance agency's list one gives them.
    @Test(arguments: [
        ("USD", 2), ("EUR", 2), ("GBP", 2), ("CHF", 2), ("MGA", 2), ("MRU", 2), ("HUF", 2),
        ("JPY", 0), ("KRW", 0), ("VND", 0), ("XOF", 0), ("ISK", 0), ("UYI", 0),
        ("BHD", 3), ("KWD", 3), ("TND", 3), ("IQD", 3), ("CLF", 4), ("UYW", 4),
        ("XCG", 2), ("ZWG", 2), ("SLE", 2), ("VED", 2), ("XBT", 8), ("XDR", 2),
    ])
    func `a currency has the minor units of the standard`(code: String, digits: Int) throws {
        let currency = try Currency(parsing: code)
        #expect(currency.code == code)
        #expect(currency.minorUnitDigits == digits)
        #expect(currency.description == code)
    }

    @Test(arguments: [
        "", "US", "USDD", "usd", " USD", "HRK", "ZWL", "DEM", "XXX", "XTS", "XAU", "BTC",
        "D\u{212A}\u{212A}",  // Kelvin signs, canonically equivalent to K
    ])
    func `an unknown or withdrawn code is refused`(text: String) {
        #expect(refusal(of: text) == "currencyUnknown")
    }

    @Test func `the list is whole, in order and without repetition`() {
        let codes = Currency.all.map(\.code)
        #expect(codes.count == 167)
        #expect(codes == Set(codes).sorted())
        #expect(codes.allSatisfy { $0.utf8.count == 3 })
    }

    @Test func `the named currencies are those of the list`() {
        for named in [Currency.usd, .eur, .gbp, .jpy, .bhd, .xbt] {
            #expect(Currency.all.contains(named))
        }
    }

    private func refusal(of text: String) -> String? {
        code { try Currency(parsing: text) }
    }
}
