import CanonicalJSON
import Testing

/// What the fixed shape of these tests holds.
private struct Lading: JSONReadable, Equatable {
    var count: Int64
    var gone: Bool?
    var marks: [String]
    var name: String
    var note: String?

    init(_ count: Int64, _ gone: Bool?, _ marks: [String], _ name: String, _ note: String?) {
        (self.count, self.gone, self.marks, self.name, self.note) = (count, gone, marks, name, note)
    }

    init?(from reader: inout JSONReader) {
        guard reader.beginObject() else { return nil }
        let count: Int64? = reader.member("count")
        let gone: Bool?? = reader.optional("gone")
        let marks: [String]? = reader.member("marks")
        let name: String? = reader.member("name")
        let note: String?? = reader.nullable("note")
        reader.endObject()
        guard let count, let gone, let marks, let name, let note else { return nil }
        self.init(count, gone, marks, name, note)
    }

    /// Reads a text in one pass, without a tape.
    static func read(_ text: String) -> Lading? { read([UInt8](text.utf8)) }

    static func read(_ bytes: [UInt8]) -> Lading? {
        JSONReader.passing(bytes) { reader in Lading(from: &reader) }
    }
}

@Suite("Reading canonical JSON in one pass")
struct JSONReaderTests {
    private static let text =
        #"{"count":-12,"gone":true,"marks":["","a b","é😂"],"name":"crates of twelve","note":null}"#

    @Test func `a fixed shape is read as it stands`() {
        #expect(
            Lading.read(Self.text) == Lading(-12, true, ["", "a b", "é😂"], "crates of twelve", nil)
        )
        #expect(
            Lading.read(#"{"count":0,"marks":[],"name":"","note":""}"#)
                == Lading(0, nil, [], "", "")
        )
        #expect(
            Lading.read(
                #"{"count":9007199254740991,"gone":false,"marks":["x"],"name":"","note":"n"}"#
            )
                == Lading(CanonicalJSON.largestInteger, false, ["x"], "", "n")
        )
    }

    /// What is replaced in the text, and by what.
    @Test(arguments: [
        ("-12", "-0"), ("-12", "012"), ("-12", "00"), ("-12", "-"), ("-12", ""), ("-12", "1.0"),
        ("-12", "1e3"), ("-12", "9007199254740992"), ("-12", "99999999999999999999"),
        ("-12", "\"12\""), ("-12", "+1"), ("-12", " 12"), ("-12", "null"),
        ("true", "yes"), ("true", "null"), ("true", "True"), ("true", "tru"),
        ("\"\",", "\"\""), ("\"\",", "\"\",,"), ("[\"\",", "[,\"\","), ("\"]", "\",]"),
        ("\"a b\"", "\"a\\u0020b\""), ("\"a b\"", "\"a\\nb\""), ("\"a b\"", "\"a\nb\""),
        ("\"a b\"", "\"a b"), ("\"a b\"", "a b"), ("\"a b\"", "[\"a b\"]"), ("\"a b\"", "7"),
        ("\"name\"", "\"nam\""), ("\"name\"", "\"names\""), ("\"name\"", "name"),
        ("\"name\":", "\"name\" :"), ("\"name\":", "\"name\""), (",\"name\"", "\"name\""),
        (",\"gone\":true", ",\"gone\":true,\"gone\":true"), (",\"gone\":true", ",\"more\":1"),
        ("{\"count\"", "{,\"count\""), ("{\"count\"", "[\"count\""), ("null}", "null"),
        ("null}", "null}}"), ("null}", "null} "), ("null}", "null,}"), ("null", "nul"),
        ("{", " {"), ("crates of twelve\"", "crates of twelve"),
    ])
    func `another text is refused`(what: String, by: String) throws {
        let text = Self.text.replacing(what, with: by, maxReplacements: 1)
        try #require(text != Self.text)
        #expect(Lading.read(text) == nil)
    }

    @Test func `every beginning of a text is refused`() {
        for length in 0..<Self.text.utf8.count {
            #expect(
                Lading.read(String(decoding: Self.text.utf8.prefix(length), as: UTF8.self)) == nil
            )
        }
    }

    /// Whatever one changed byte makes of the text, one pass accepts no more than a tape does.
    @Test func `a changed byte is refused, or read as it is on a tape`() {
        let whole = [UInt8](Self.text.utf8)
        for place in whole.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = whole
                changed[place] = byte
                guard let read = Lading.read(changed) else { continue }
                #expect(CanonicalJSON.isCanonical(changed))
                #expect((try? JSONReader.read(Lading.self, from: changed, .ledger)) == read)
            }
        }
    }

    @Test func `bytes that are not UTF-8 are no string`() {
        func read(_ bytes: [UInt8]) -> String? {
            JSONReader.passing(bytes) { reader in reader.string() }
        }
        #expect(read([0x22, 0xC3, 0xA9, 0x22]) == "é")
        #expect(read([0x22, 0xC3, 0x28, 0x22]) == nil)
        #expect(read([0x22, 0xED, 0xA0, 0x80, 0x22]) == nil)
        #expect(read([0x22, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0xFF, 0x22]) == nil)
    }

    @Test func `a text of ASCII is lent to whoever knows what it must be`() {
        func read(_ text: String) -> Int? {
            JSONReader.passing([UInt8](text.utf8)) { reader in
                reader.asciiString {
                    $0.elementsEqual("ten".utf8) ? 10 : nil
                } orElse: { _ in
                    ("noTen", "This is ten.")
                }
            }
        }
        #expect(read(#""ten""#) == 10)
        #expect(read(#""two""#) == nil)
        #expect(read(#"10"#) == nil)
    }

    private static func faults(
        _ text: String,
        _ dialect: JSONDialect = .exchange
    ) -> [String] {
        do throws(JSONReadingError) {
            _ = try JSONReader.read(Lading.self, from: [UInt8](text.utf8), dialect)
            return []
        } catch {
            guard case .fields(let faults) = error else { return ["\(error)"] }
            return faults.map { "\($0.pointer) \($0.code)" }
        }
    }

    @Test func `members stand in any order, and null is no member`() throws {
        let text = #" {"note":"n", "name":"\u0041", "marks":[ "x" ], "gone":null, "count":7 } "#
        let read = try JSONReader.read(Lading.self, from: [UInt8](text.utf8), .exchange)
        #expect(read == Lading(7, nil, ["x"], "A", "n"))
    }

    @Test(arguments: [
        ("[]", [" wrongType"]),
        (#"{"marks":[]}"#, ["/count missing", "/name missing"]),
        (
            #"{"count":"1","gone":2,"marks":["a",1,null],"name":3,"note":"n","x/y":4,"a":5}"#,
            [
                "/count wrongType", "/gone wrongType", "/marks/1 wrongType", "/marks/2 wrongType",
                "/name wrongType", "/a unknownField", "/x~1y unknownField",
            ]
        ),
        (
            #"{"count":1.5,"marks":{},"name":"","note":""}"#,
            ["/count wrongType", "/marks wrongType"]
        ),
    ])
    func `everything that is wrong is named at once`(text: String, faults: [String]) {
        #expect(Self.faults(text) == faults)
    }

    @Test func `at most a hundred faults are named`() {
        let marks = [String](repeating: "1", count: 500).joined(separator: ",")
        #expect(Self.faults(#"{"marks":[\#(marks)]}"#).count == JSONReader.faultLimit)
    }

    @Test func `canonical text that is wrong is refused with its place`() {
        func reason(_ text: String) -> String {
            do throws(JSONReadingError) {
                _ = try JSONReader.canonical(Lading.self, from: [UInt8](text.utf8))
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(reason(Self.text) == "")
        #expect(reason(Self.text.replacing("-12", with: "\"-12\"")).hasPrefix("/count: "))
        #expect(reason(Self.text.replacing("-12", with: "-012")).hasPrefix("invalidNumber at byte"))
        #expect(reason(Self.text.replacing("{", with: "{ ")).hasPrefix("notCanonical at byte"))
        #expect(reason(Self.text.replacing("gone", with: "gooe")).hasPrefix("/gooe: "))
        // One pass takes no escapes; a tape does.
        #expect(reason(Self.text.replacing("a b", with: "a\\nb")) == "")
    }

    @Test func `a document takes what a request left out, and names where a text stands`() throws {
        let given = try JSONDocument(parsing: [UInt8](#"{"a":"x","b":null,"c":["y","x"]}"#.utf8))
        #expect(given.pointers(to: "x") == ["/a", "/c/1"])
        let whole = given.supplying("b", "z").supplying("a", "other").supplying("d", [1, 2])
        #expect(whole.string("a") == "x")
        #expect(whole.string("b") == "z")
        #expect(whole.contains("d"))
        let read = try whole.read(JSONValue.self)
        #expect(read["d"] == nil || read["d"] == .array([.integer(1), .integer(2)]))
        #expect(
            try JSONDocument(parsing: [UInt8]("[1]".utf8)).supplying("a", "x").bytes
                == Array("[1]".utf8)
        )
    }

    @Test func `a document has a member under another name, and all others as they were`() throws {
        let given = try JSONDocument(parsing: [UInt8](#"{"a":"x","b":{"a":1},"c":null}"#.utf8))
        let renamed = given.renaming("a", to: "d\"").renaming("zzz", to: "e")
        #expect(renamed.string("a") == nil && renamed.string("d\"") == "x")
        #expect(renamed.states("b") && !renamed.states("c") && !renamed.states("a"))
    }
}
