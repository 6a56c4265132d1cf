import Marine
import Testing

@Suite("Parse errors")
struct ParseErrorTests {
    @Test func `an error is described by its reason and code`() {
        let error = ParseError(code: "tooWet", reason: "the cargo is too wet")
        #expect(error.description == "the cargo is too wet [tooWet]")
    }

    @Test func `an offending text is quoted without control bytes and cut short`() {
        let error = #expect(throws: ParseError.self) {
            try Currency(parsing: "\u{1B}[2J\"\\\u{E9}\n")
        }
        #expect(
            error?.reason
                == #""\x1b[2J\"\\\xc3\xa9\x0a" is not the code of an active currency"#
        )
        let long = #expect(throws: ParseError.self) {
            try Currency(parsing: String(repeating: "A", count: 100_000))
        }
        #expect(
            long?.reason
                == "\"" + String(repeating: "A", count: 48)
                + "\"... is not the code of an active currency"
        )
    }
}
