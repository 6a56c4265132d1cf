import Marine
import TestSamples
import Testing

@Suite("Decimal texts")
struct DecimalTextTests {
    @Test(arguments: [
        ("4.31", 3, 4_310), ("4", 3, 4_000), ("-18.5", 3, -18_500), ("+0.001", 3, 1),
        ("007.5", 1, 75), ("0", 0, 0), ("-0", 3, 0), ("1250", 0, 1_250),
        ("9223372036854775807", 0, Int64.max), ("-9223372036854775808", 0, Int64.min),
        ("-92233720368547758.08", 2, Int64.min), ("0.000000000000000001", 18, 1),
    ])
    func `a decimal is scaled exactly`(text: String, digits: Int, expected: Int64) throws {
        #expect(
            try DecimalText.scaled(text.utf8, digits: digits, rounding: .exact) == expected
        )
    }

    @Test(arguments: [
        ("4.3124", 4_312), ("4.3125", 4_313), ("-4.3125", -4_313), ("4.31249999999999999", 4_312),
        ("0.0004999", 0), ("-0.0005", -1), ("9.9995", 10_000), ("21.06250", 21_063),
    ])
    func `digits past those kept are rounded, halves away from zero`(
        text: String,
        expected: Int64
    ) throws {
        let value = try DecimalText.scaled(text.utf8, digits: 3, rounding: .halfAwayFromZero)
        #expect(value == expected)
    }

    @Test(arguments: [
        "", "-", "+", ".", ".5", "5.", "-.5", "1e3", "1E3", "0x10", " 1", "1 ", "1,5", "1.2.3",
        "1.23456x",
        "--1", "1-", "NaN", "inf", "1_000", "\u{0661}", "\u{FF11}", "1\u{0}",
    ])
    func `what is not a strict decimal is refused`(text: String) {
        #expect(
            code { try DecimalText.scaled(text.utf8, digits: 3, rounding: .exact) }
                == "decimalMalformed"
        )
    }

    @Test func `a digit too many is refused when the value must be exact`() {
        let error = #expect(throws: ParseError.self) {
            try DecimalText.scaled("1.2300".utf8, digits: 3, rounding: .exact)
        }
        #expect(error?.code == "decimalTooPrecise")
        #expect(error?.reason == "\"1.2300\" has 4 decimals, where at most 3 may stand")
    }

    @Test(arguments: [
        ("9223372036854775808", 0), ("-9223372036854775809", 0), ("92233720368547758.08", 2),
        ("18446744073709551616", 0), ("10", 18), ("99999999999999999999999999", 0),
        ("9223372036854775807.5", 0),
    ])
    func `what 64 bits do not hold is refused`(text: String, digits: Int) {
        let refused = code {
            try DecimalText.scaled(text.utf8, digits: digits, rounding: .halfAwayFromZero)
        }
        #expect(refused == "decimalOutOfRange")
    }

    @Test func `a text of more than 64 bytes is refused whatever it says`() throws {
        let longest = "1." + String(repeating: "0", count: 62)
        #expect(
            try DecimalText.scaled(longest.utf8, digits: 3, rounding: .halfAwayFromZero) == 1_000
        )
        let longer = longest + "0"
        #expect(
            code { try DecimalText.scaled(longer.utf8, digits: 3, rounding: .halfAwayFromZero) }
                == "decimalTooLong"
        )
    }

    @Test(arguments: [
        (4_310, 3, "4.310"), (-5, 2, "-0.05"), (0, 2, "0.00"), (1_250, 0, "1250"),
        (Int64.min, 8, "-92233720368.54775808"), (Int64.max, 18, "9.223372036854775807"),
    ])
    func `a scaled integer is written with all its decimals`(
        value: Int64,
        digits: Int,
        expected: String
    ) {
        #expect(DecimalText.text(value, digits: digits) == expected)
    }

    @Test func `any integer comes back from its text`() throws {
        var generator = SeededGenerator.printingSeed()
        for _ in 0..<2_000 {
            let shift = Int.random(in: 0..<64, using: &generator)
            let value = Int64.random(in: .min ... .max, using: &generator) >> shift
            let digits = Int.random(in: 0...18, using: &generator)
            let text = DecimalText.text(value, digits: digits)
            let bytes = Array(text.utf8)
            let read = try bytes.withUnsafeBytes { raw in
                try DecimalText.scaled(raw, digits: digits, rounding: .exact)
            }
            #expect(read == value, "\(text)")
        }
    }
}
