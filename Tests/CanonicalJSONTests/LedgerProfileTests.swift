import CanonicalJSON
import Testing

@Suite("The ledger's profile of canonical JSON")
struct LedgerProfileTests {
    private func bytes(_ value: some JSONWritable) throws -> [UInt8] {
        var writer = JSONWriter()
        value.write(to: &writer)
        return try writer.canonicalBytes()
    }

    private func text(_ value: some JSONWritable) throws -> String {
        String(decoding: try bytes(value), as: UTF8.self)
    }

    @Test func `scalars stand alone`() throws {
        #expect(try text("a") == #""a""#)
        #expect(try text(["b", "c"]) == #"["b","c"]"#)
        #expect(try text(true) == "true")
        #expect(try text(CanonicalJSON.largestInteger) == "9007199254740991")
        #expect(try text(-CanonicalJSON.largestInteger) == "-9007199254740991")
        #expect(try JSONReader.canonical(String.self, from: Array(#""a""#.utf8)) == "a")
        #expect(try JSONReader.canonical([Int].self, from: Array("[1,-2]".utf8)) == [1, -2])
        #expect(throws: JSONReadingError.self) {
            try JSONReader.canonical(Int64.self, from: Array("\(Int64.min)".utf8))
        }
        #expect(
            try JSONReader.read(Int64.self, from: Array("\(Int64.min)".utf8), .exchange) == .min
        )
        #expect(throws: JSONReadingError.self) {
            try JSONReader.canonical(UInt64.self, from: Array("-1".utf8))
        }
    }

    @Test func `every control character is escaped as the RFC has it`() throws {
        let all = String(String.UnicodeScalarView((0...0x7F).compactMap(Unicode.Scalar.init)))
        let escaped = try bytes(all)
        let escapes =
            "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e"
            + "\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019"
            + "\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f !\\\"#"
        #expect(String(decoding: escaped, as: UTF8.self).hasPrefix("\"" + escapes))
        #expect(try JSONReader.canonical(String.self, from: escaped) == all)
    }

    @Test func `what the profile has no spelling for is refused at its place`() throws {
        let value = JSONValue.object([
            "a": .array([.null, .object(["x/y": .number("1.5")])])
        ])
        #expect {
            try value.canonicalBytes()
        } throws: { error in
            let error = error as? CanonicalJSONError
            return error?.code == .notAnInteger && error?.path == "/a/1/x~1y"
        }
        #expect {
            try bytes(["a": [Int64(1) << 53]])
        } throws: { error in
            let error = error as? CanonicalJSONError
            return error?.code == .integerOutOfRange && error?.path == "/a/0"
        }
        #expect {
            try bytes([["a\"b": [0, 1], "c/d": [2, Int64(1) << 53]]])
        } throws: { ($0 as? CanonicalJSONError)?.path == "/0/c~1d/1" }
    }

    @Test(arguments: ["1.0", "1e3", "-0", "9007199254740992", "1e400", "-9007199254740992"])
    func `a JSON value is canonical only with plain integers`(number: String) {
        #expect(throws: CanonicalJSONError.self) {
            try JSONValue.number(number).canonicalBytes()
        }
    }

    @Test(arguments: [
        #" {"packages":1}"#, #"{"packages": 1}"#, "{\"packages\":1}\n", #"{"b":1,"a":2}"#,
        #"{"a":"\u0041"}"#, #"{"a":"\u000A"}"#, #"{"a":"\/"}"#, #"{"a":"\u001F"}"#, "-0", "1.0",
        "1e2", "9007199254740992", #"{"\ufb33":1,"\ud83d\ude00":2}"#,
        "{\"\u{fb33}\":1,\"\u{1f600}\":2}",
    ])
    func `another spelling of the same value is not canonical`(text: String) {
        #expect {
            try CanonicalJSON.requireCanonical(Array(text.utf8))
        } throws: { ($0 as? JSONError)?.code == .notCanonical }
    }

    @Test func `a large object is read by its names`() throws {
        let members = Dictionary(uniqueKeysWithValues: (0..<5000).map { ("k\($0)", $0) })
        let bytes = try bytes(members)
        #expect(CanonicalJSON.isCanonical(bytes))
        #expect(try JSONReader.canonical([String: Int].self, from: bytes) == members)
    }

    @Test func `what is nested deeper than a reader accepts is not written`() throws {
        func nested(_ depth: Int) -> JSONValue {
            (0..<depth).reduce(.null) { value, _ in .array([value]) }
        }
        #expect(CanonicalJSON.isCanonical(try nested(64).canonicalBytes()))
        #expect(throws: CanonicalJSONError.self) { try nested(65).canonicalBytes() }
    }
}
