import CanonicalJSON
import Testing

private struct Consignment: Codable, Equatable {
    var vessel: String
    var packages: Int
    var weightGrams: UInt64?
    var hazardous: Bool
    var marks: [String]
    var limits: [Peril: Int]
    var route: [Leg]
    var state: State
    var note: JSONValue

    enum Peril: String, Codable, CodingKeyRepresentable { case theft, wetting }
    struct Leg: Codable, Equatable { var from: String, to: String, days: Int8 }
    enum State: Codable, Equatable {
        case afloat
        case landed(port: String, day: Int)
        case lost(String)
    }
}

private struct Name: Codable, Equatable {
    let text: String
    init(_ text: String) { self.text = text }
    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

private final class Token: Sendable {}

/// Encodes under a key that holds an object, whose end shows that of everything that held the key.
private struct Traced: Encodable {
    let token: Token

    struct Key: CodingKey {
        let token: Token?
        var stringValue: String { "traced" }
        var intValue: Int? { nil }
        init(token: Token) { self.token = token }
        init?(stringValue: String) { nil }
        init?(intValue: Int) { nil }
    }

    func encode(to encoder: any Encoder) throws {
        var outer = encoder.container(keyedBy: Key.self)
        var inner = outer.nestedContainer(keyedBy: Key.self, forKey: Key(token: token))
        try inner.encode([1], forKey: Key(token: token))
    }
}

private class Base: Codable {
    var a = 1
}

private final class Derived: Base {
    var b = 2
    enum Keys: CodingKey { case b }
    override init() { super.init() }
    required init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Keys.self)
        b = try container.decode(Int.self, forKey: .b)
        try super.init(from: container.superDecoder(forKey: .b))
    }
    override func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try super.encode(to: container.superEncoder(forKey: .b))
    }
}

@Suite("Coding in the ledger's profile")
struct CanonicalCodingTests {
    private let consignment = Consignment(
        vessel: "MV \"Plim\\soll\"\n",
        packages: -3,
        weightGrams: nil,
        hazardous: true,
        marks: ["é", ""],
        limits: [.wetting: 2, .theft: 1],
        route: [.init(from: "NLRTM", to: "SGSIN", days: 31)],
        state: .landed(port: "SGSIN", day: 4),
        note: .object(["b": .null, "a": .integer(7)])
    )

    private let consignmentText =
        #"{"hazardous":true,"limits":{"theft":1,"wetting":2},"marks":["é",""],"#
        + #""note":{"a":7,"b":null},"packages":-3,"#
        + #""route":[{"days":31,"from":"NLRTM","to":"SGSIN"}],"#
        + #""state":{"landed":{"day":4,"port":"SGSIN"}},"vessel":"MV \"Plim\\soll\"\n"}"#

    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try CanonicalJSON.encode(value), as: UTF8.self)
    }

    @Test func `a structure is written with its members in order and read back`() throws {
        #expect(try text(consignment) == consignmentText)
        let bytes = Array(consignmentText.utf8)
        #expect(try CanonicalJSON.decode(Consignment.self, from: bytes) == consignment)
        #expect(try CanonicalJSON.decodeCanonical(Consignment.self, from: bytes) == consignment)
    }

    @Test func `a structure passes through a JSON value`() throws {
        let value = try CanonicalJSON.value(of: consignment)
        #expect(value["route"]?[0]?["days"] == .integer(31))
        #expect(try CanonicalJSON.decode(Consignment.self, from: value) == consignment)
        #expect(try CanonicalJSON.encode(value) == Array(consignmentText.utf8))
    }

    @Test func `cases without and with a plain value are written as Swift has it`() throws {
        #expect(try text(Consignment.State.afloat) == #"{"afloat":{}}"#)
        #expect(try text(Consignment.State.lost("fire")) == #"{"lost":{"_0":"fire"}}"#)
        let read = try CanonicalJSON.decode(
            [Consignment.State].self,
            from: Array(#"[{"afloat":{}},{"lost":{"_0":"x"}}]"#.utf8)
        )
        #expect(read == [.afloat, .lost("x")])
    }

    @Test func `scalars stand alone`() throws {
        #expect(try text("a") == #""a""#)
        #expect(try text(Name("b")) == #""b""#)
        #expect(try text([Name("b"), Name("c")]) == #"["b","c"]"#)
        #expect(try text(Int?.none) == "null")
        #expect(try text([1, nil, 3]) == "[1,null,3]")
        #expect(try text(CanonicalJSON.largestInteger) == "9007199254740991")
        #expect(try text(-CanonicalJSON.largestInteger) == "-9007199254740991")
        #expect(try CanonicalJSON.decode(String.self, from: Array(#""a""#.utf8)) == "a")
        #expect(try CanonicalJSON.decode([Int?].self, from: Array("[1,null]".utf8)) == [1, nil])
        #expect(try CanonicalJSON.decode(Int8.self, from: Array("-128".utf8)) == -128)
        #expect(try CanonicalJSON.decode(Int64.self, from: Array("\(Int64.min)".utf8)) == .min)
        #expect(try CanonicalJSON.decode(UInt64.self, from: Array("\(UInt64.max)".utf8)) == .max)
    }

    @Test func `every control character is escaped as the RFC has it`() throws {
        let all = String(String.UnicodeScalarView((0...0x7F).compactMap(Unicode.Scalar.init)))
        let bytes = try CanonicalJSON.encode(all)
        let escapes =
            "\\u0000\\u0001\\u0002\\u0003\\u0004\\u0005\\u0006\\u0007\\b\\t\\n\\u000b\\f\\r\\u000e"
            + "\\u000f\\u0010\\u0011\\u0012\\u0013\\u0014\\u0015\\u0016\\u0017\\u0018\\u0019"
            + "\\u001a\\u001b\\u001c\\u001d\\u001e\\u001f !\\\"#"
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("\"" + escapes))
        #expect(try CanonicalJSON.decodeCanonical(String.self, from: bytes) == all)
    }

    @Test func `a superclass goes where its super encoder stands`() throws {
        #expect(try text(Derived()) == #"{"b":{"a":1}}"#)
    }

    @Test(
        arguments: [
            ("Int64", .integerOutOfRange, "/a/0"), ("UInt64", .integerOutOfRange, "/a/0"),
            ("Double", .notAnInteger, "/a/0"), ("Float", .notAnInteger, "/a/0"),
            ("Set", .unorderedCollection, "/a"), ("Dictionary", .unorderedCollection, "/a"),
            ("JSONValue", .notAnInteger, "/a/1/x~1y"),
        ] as [(String, CanonicalJSONError.Code, String)]
    )
    func `what the profile has no spelling for is refused at its place`(
        kind: String,
        code: CanonicalJSONError.Code,
        path: String
    ) throws {
        #expect {
            switch kind {
            case "Int64": _ = try CanonicalJSON.encode(["a": [Int64(1) << 53]])
            case "UInt64": _ = try CanonicalJSON.encode(["a": [UInt64.max]])
            case "Double": _ = try CanonicalJSON.encode(["a": [1.0]])
            case "Float": _ = try CanonicalJSON.encode(["a": [Float(1)]])
            case "Set": _ = try CanonicalJSON.encode(["a": Set([1, 2])])
            case "Dictionary": _ = try CanonicalJSON.encode(["a": [[1]: 1]])
            default:
                let value = JSONValue.array([.null, .object(["x/y": .number("1.5")])])
                _ = try CanonicalJSON.encode(["a": value])
            }
        } throws: { error in
            guard let error = error as? CanonicalJSONError else { return false }
            return error.code == code && error.path == path
        }
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

    @Test(arguments: [
        ("{}", "/", "missing"), (#"{"a":"x"}"#, "a", "integer"),
        (#"{"a":[1,300]}"#, "a", "integer"),
        (#"{"a":1.5}"#, "a", "1.5"), (#"{"a":256}"#, "a", "256"), (#"{"a":-1}"#, "a", "-1"),
        (#"{"a":1e1}"#, "a", "1e1"), (#"{"a":null}"#, "a", "null"),
    ])
    func `a value of another shape is refused with its path`(
        text: String,
        key: String,
        word: String
    ) {
        struct Small: Decodable { let a: UInt8 }
        #expect {
            try CanonicalJSON.decode(Small.self, from: Array(text.utf8))
        } throws: { error in
            switch error as? DecodingError {
            case .keyNotFound(_, let context):
                return key == "/" && context.debugDescription.contains(word)
            case .dataCorrupted(let context):
                return context.codingPath.map(\.stringValue) == [key]
                    && context.debugDescription.contains(word)
            default: return false
            }
        }
    }

    @Test func `floating point is refused when it is read`() {
        #expect(throws: DecodingError.self) {
            try CanonicalJSON.decode([Double].self, from: Array("[1]".utf8))
        }
    }

    @Test func `a large object is read by its index`() throws {
        let members = Dictionary(uniqueKeysWithValues: (0..<5000).map { ("k\($0)", $0) })
        let bytes = try CanonicalJSON.encode(members)
        #expect(CanonicalJSON.isCanonical(bytes))
        #expect(try CanonicalJSON.decode([String: Int].self, from: bytes) == members)
    }

    @Test func `an encoding leaves nothing behind`() throws {
        weak var token: Token?
        do {
            let value = Traced(token: Token())
            token = value.token
            #expect(try text(value) == #"{"traced":{"traced":[1]}}"#)
        }
        #expect(token == nil)
    }

    @Test func `what is nested deeper than a reader accepts is not written`() throws {
        func nested(_ depth: Int) -> JSONValue {
            (0..<depth).reduce(.null) { value, _ in .array([value]) }
        }
        #expect(CanonicalJSON.isCanonical(try nested(64).canonicalBytes()))
        #expect(throws: CanonicalJSONError.self) { try nested(65).canonicalBytes() }
    }
}
