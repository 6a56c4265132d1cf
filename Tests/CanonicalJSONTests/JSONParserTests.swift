import CanonicalJSON
import Testing

@Suite("Reading JSON")
struct JSONParserTests {
    private func parse(_ text: String) throws(JSONError) -> JSONValue {
        try JSONValue(parsing: text.utf8)
    }

    @Test(
        arguments: [
            ("null", .null),
            (" [ ] ", .array([])),
            ("{}", .object([:])),
            ("-0", .number("-0")),
            ("1.50e+3", .number("1.50e+3")),
            ("18446744073709551616", .number("18446744073709551616")),
            (#""\ud83d\ude02\/\b\f\n\r\t\"\\""#, .string("😂/\u{8}\u{c}\n\r\t\"\\")),
            (
                #"{"a":[true,false,{"b":"é"}],"":0}"#,
                .object([
                    "a": .array([.bool(true), .bool(false), .object(["b": .string("é")])]),
                    "": .number("0"),
                ])
            ),
            (
                #"{"z":1,"a":{"z":2},"m":3}"#,
                .object(["z": .number("1"), "a": .object(["z": .number("2")]), "m": .number("3")])
            ),
        ] as [(String, JSONValue)]
    )
    func `a value is read as it stands`(text: String, value: JSONValue) throws {
        #expect(try parse(text) == value)
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd, 0),
            ("[1,", .unexpectedEnd, 3),
            (#"{"a""#, .unexpectedEnd, 4),
            (#""abc"#, .unexpectedEnd, 4),
            ("nul", .unexpectedEnd, 3),
            ("nulL", .unexpectedByte, 3),
            ("[1,]", .unexpectedByte, 3),
            ("{\"a\":1,}", .unexpectedByte, 7),
            ("{a:1}", .unexpectedByte, 1),
            ("'a'", .unexpectedByte, 0),
            ("[1 2]", .unexpectedByte, 3),
            ("\"a\u{1}\"", .unexpectedByte, 2),
            ("\"12345678\u{1f}\"", .unexpectedByte, 9),
            ("\u{feff}1", .unexpectedByte, 0),
            ("1 1", .trailingBytes, 2),
            ("[]]", .trailingBytes, 2),
            ("NaN", .unexpectedByte, 0),
            ("+1", .unexpectedByte, 0),
            (".5", .unexpectedByte, 0),
            ("-", .invalidNumber, 1),
            ("01", .invalidNumber, 1),
            ("-01", .invalidNumber, 2),
            ("1.", .invalidNumber, 2),
            ("1e", .invalidNumber, 2),
            ("1e+", .invalidNumber, 3),
            (#""\x""#, .invalidEscape, 1),
            (#""\u12g4""#, .invalidEscape, 1),
            (#""\u12"#, .invalidEscape, 1),
            (#""\ud800""#, .loneSurrogate, 1),
            (#""\ud800\u0041""#, .loneSurrogate, 1),
            (#""\udc00""#, .loneSurrogate, 1),
            (#"{"a":1,"a":2}"#, .duplicateKey, 7),
            (#"{"b":1,"c":2,"a":3,"b":4}"#, .duplicateKey, 19),
            (#"{"a":1,"\u0061":2}"#, .duplicateKey, 7),
            (#"{"\u0061":1,"0":0,"a":2}"#, .duplicateKey, 18),
            (#"{"\u00e9":1,"e\u0301":2}"#, .duplicateKey, 12),
        ] as [(String, JSONError.Code, Int)]
    )
    func `what is not JSON is refused at its place`(
        text: String,
        code: JSONError.Code,
        offset: Int
    ) {
        #expect {
            try parse(text)
        } throws: { error in
            guard let error = error as? JSONError else { return false }
            return error.code == code && error.offset == offset
        }
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x9F, 0xBF],
            [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],
            [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],
            [0xF0, 0x9F, 0x98], [0xFF],
        ] as [[UInt8]]
    )
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8]) {
        for padding in [0, 7, 8] {
            let text = [0x22] + [UInt8](repeating: 0x61, count: padding) + bytes + [0x22]
            #expect {
                try JSONValue(parsing: text)
            } throws: { ($0 as? JSONError)?.code == .invalidUTF8 }
        }
    }

    @Test func `every escape position around the eight-byte stride is found`() throws {
        for before in 0...20 {
            let plain = String(repeating: "x", count: before)
            let text = "[\"\(plain)\\n\(plain)é\(plain)\"]"
            #expect(try parse(text) == .array([.string("\(plain)\n\(plain)é\(plain)")]))
        }
    }

    @Test func `sixty-four levels are read and sixty-five refused`() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try parse(nested(64)).arrayValue?.count == 1)
        #expect {
            try parse(nested(65))
        } throws: { ($0 as? JSONError)?.code == .nestingTooDeep }
        #expect {
            try parse(String(repeating: "{\"a\":", count: 100_000))
        } throws: { ($0 as? JSONError)?.code == .nestingTooDeep }
    }

    @Test func `input and numbers have a greatest length`() throws {
        let limits = JSONLimits(maximumBytes: 10, maximumNumberLength: 4)
        #expect(try JSONValue(parsing: "[1234,567]".utf8, limits: limits)[0] == .integer(1234))
        #expect {
            try JSONValue(parsing: "[1234,5678]".utf8, limits: limits)
        } throws: { ($0 as? JSONError)?.code == .inputTooLong }
        #expect {
            try JSONValue(parsing: "12345".utf8, limits: limits)
        } throws: { ($0 as? JSONError)?.code == .numberTooLong }
    }

    @Test func `members and elements are reached by name and place`() throws {
        let value = try parse(#"{"a":[1,"x",true,null,2.5]}"#)
        #expect(value["a"]?[0]?.integerValue == 1)
        #expect(value["a"]?[1]?.stringValue == "x")
        #expect(value["a"]?[2]?.boolValue == true)
        #expect(value["a"]?[3]?.isNull == true)
        #expect(value["a"]?[4]?.integerValue == nil)
        #expect(value["a"]?[5] == nil)
        #expect(value["b"] == nil)
        #expect(value.objectValue?.count == 1)
        #expect(value["a"]?.arrayValue?.count == 5)
    }
}
