import CanonicalJSON
import Testing

@Suite("RFC 8785, the reference test data")
struct ReferenceTests {
    @Test(arguments: ReferenceCase.all)
    func `each file has the published canonical form`(_ reference: ReferenceCase) throws {
        #expect(try CanonicalJSON.canonicalize(Array(reference.input.utf8)) == reference.canonical)
    }

    @Test(arguments: ReferenceCase.all)
    func `a canonical form is its own canonical form`(_ reference: ReferenceCase) throws {
        #expect(try CanonicalJSON.canonicalize(reference.canonical) == reference.canonical)
    }

    // RFC 8785 section 3.2.2: the sample object, and its bytes from section 3.2.4.
    @Test func `the RFC's sample object has the bytes the RFC gives`() throws {
        let input = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let canonical =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(try CanonicalJSON.canonicalize(Array(input.utf8)) == Array(canonical.utf8))
    }

    // RFC 8785 section 3.2.3 orders these by UTF-16: U+1F600 (D83D...) before U+FB33.
    @Test func `members are in the order of their UTF-16 code units`() throws {
        let input = """
            {"\\u20ac":"Euro Sign","\\r":"Carriage Return",
             "\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\\ud83d\\ude00":"Emoji: Grinning Face",
             "\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}
            """
        let order = try CanonicalJSON.canonicalize(Array(input.utf8))
        let values = String(decoding: order, as: UTF8.self).split(separator: "\"").map {
            String($0)
        }.filter { $0.first?.isASCII == true && $0.first?.isLetter == true && $0.count > 2 }
        #expect(
            values == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis",
                "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ]
        )
    }

    @Test func `the writer orders members as canonicalize does`() throws {
        let members = [
            "\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "ö": 7,
            "": 8, "a": 9, "A": 10, "aa": 11, "\u{ffff}": 12, "\u{10ffff}": 13, "\u{e000}": 14,
        ]
        var writer = JSONWriter()
        members.write(to: &writer)
        let encoded = try writer.canonicalBytes()
        #expect(try CanonicalJSON.canonicalize(encoded) == encoded)
        #expect(
            try JSONValue.object(members.mapValues { .integer(Int64($0)) }).canonicalBytes()
                == encoded
        )
        #expect(CanonicalJSON.isCanonical(encoded))
        #expect(try JSONReader.canonical([String: Int].self, from: encoded) == members)
    }
}
