import Marine
import Testing

@Suite("Identifiers of containers, ships and places")
struct IdentifierTests {
    // CSQU3054383 is the example of ISO 6346 itself; TASU1170000 is from python-stdnum's iso6346;
    // ABCU1234560, whose remainder is 10, is computed by hand from annex A.
    @Test(arguments: [
        ("CSQU3054383", "CSQU3054383"), ("csqu 305438 3", "CSQU3054383"),
        ("tasu117 000 0", "TASU1170000"), (" CSQ U 305438 3 ", "CSQU3054383"),
        ("ABCU1234560", "ABCU1234560"),
    ])
    func `a container number is read and written in its canonical form`(
        text: String,
        canonical: String
    ) throws {
        let number = try ContainerNumber(parsing: text)
        #expect(number.description == canonical)
        #expect(number.ownerCode == String(canonical.prefix(3)))
        #expect(try ContainerNumber(parsing: canonical) == number)
    }

    @Test func `a wrong check digit of a container is refused with both digits`() {
        let error = #expect(throws: ParseError.self) {
            try ContainerNumber(parsing: "CSQU3054384")
        }
        #expect(error?.code == "containerCheckDigitWrong")
        #expect(
            error?.reason
                == "\"CSQU3054384\" ends in the check digit 4, its other characters give 3"
        )
    }

    @Test(arguments: [
        ("CSQX3054383", "containerCategoryUnknown"), ("CSQ13054383", "containerNumberMalformed"),
        ("CSQU305438", "containerNumberMalformed"), ("CSQU30543830", "containerNumberMalformed"),
        ("CSQU305438O", "containerNumberMalformed"), ("", "containerNumberMalformed"),
        ("CSQU-3054383", "containerNumberMalformed"),
        ("CSQU305438\u{663}", "containerNumberMalformed"),
        ("CSQU3054383                       ", "containerNumberMalformed"),
        ("SCQU3054383", "containerCheckDigitWrong"),
    ])
    func `what is no container number is refused`(text: String, expected: String) {
        #expect(code { try ContainerNumber(parsing: text) } == expected)
    }

    @Test func `one wrong digit never passes a container's check`() throws {
        // Each weight and 11 have no common divisor, so any one wrong digit changes the remainder.
        let digits = Array("305438".utf8)
        for place in digits.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != digits[place] {
                var changed = digits
                changed[place] = digit
                let text = "CSQU" + String(decoding: changed, as: UTF8.self) + "3"
                #expect(code { try ContainerNumber(parsing: text) } == "containerCheckDigitWrong")
            }
        }
    }

    // 9074729 is the example of the IMO scheme, 9319466 and 8814275 are from python-stdnum's imo,
    // 9619907 is the Maersk Mc-Kinney Moller.
    @Test(arguments: [
        ("9074729", "9074729"), ("IMO 9074729", "9074729"), ("IMO9319466", "9319466"),
        ("8814275", "8814275"), ("9619907", "9619907"),
    ])
    func `a ship's number is read and written as seven digits`(
        text: String,
        canonical: String
    ) throws {
        #expect(try IMONumber(parsing: text).description == canonical)
    }

    @Test func `a wrong check digit of a ship is refused with the sum and both digits`() {
        let error = #expect(throws: ParseError.self) { try IMONumber(parsing: "9074728") }
        #expect(error?.code == "imoCheckDigitWrong")
        #expect(
            error?.reason
                == "\"9074728\" ends in the check digit 8, its other digits sum to 139 and give 9"
        )
    }

    @Test(arguments: [
        "", "IMO", "907472", "90747290", "IMO  9074729", "imo 9074729", "907472A", " 9074729",
        "9074729           ", "IMO 9074729xxxxxxxxxxxxx",
    ])
    func `what is no ship's number is refused`(text: String) {
        #expect(code { try IMONumber(parsing: text) } == "imoNumberMalformed")
    }

    @Test(arguments: [
        ("USNYC", "USNYC", "US"), ("NL RTM", "NLRTM", "NL"), ("GB2AB", "GB2AB", "GB"),
        ("XZZZZ", "XZZZZ", "XZ"),
    ])
    func `a place code is read with or without its space`(
        text: String,
        canonical: String,
        country: String
    ) throws {
        let place = try UNLocode(parsing: text)
        #expect(place.description == canonical)
        #expect(place.country == country)
    }

    @Test(arguments: [
        "", "US0AB", "US1AB", "usnyc", "USNY", "USNYCC", "1SNYC", "US  NYC", "USN YC", "US-NYC",
        "USNYC                 ", "USNY\u{C7}",
    ])
    func `what is no place code is refused`(text: String) {
        #expect(code { try UNLocode(parsing: text) } == "unLocodeMalformed")
    }
}
