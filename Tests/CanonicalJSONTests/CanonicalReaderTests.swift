import CanonicalJSON
import Testing

/// What the fixed shape of these tests holds.
private struct Lading: Codable, Equatable {
    var count: Int64
    var gone: Bool?
    var marks: [String]
    var name: String
    var note: String?

    init(_ count: Int64, _ gone: Bool?, _ marks: [String], _ name: String, _ note: String?) {
        (self.count, self.gone, self.marks, self.name, self.note) = (count, gone, marks, name, note)
    }

    init(from reader: inout CanonicalReader) throws(UnexpectedShape) {
        try reader.beginObject()
        try reader.key("count")
        count = try reader.integer()
        gone = reader.passKey("gone") ? try reader.bool() : nil
        try reader.key("marks")
        try reader.beginArray()
        marks = []
        while !reader.passArrayEnd() { marks.append(try reader.string()) }
        try reader.key("name")
        name = try reader.string()
        try reader.key("note")
        note = try reader.passNull() ? nil : try reader.string()
        try reader.endObject()
    }

    static func read(_ text: String) -> Lading? {
        CanonicalReader.read([UInt8](text.utf8)) { (reader) throws(UnexpectedShape) in
            try Lading(from: &reader)
        }
    }
}

@Suite("Reading canonical JSON by hand")
struct CanonicalReaderTests {
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

    /// Whatever one changed byte makes of the text, the reader accepts no more than the decoder.
    @Test func `a changed byte is refused, or read as the decoder reads it`() {
        let whole = [UInt8](Self.text.utf8)
        for place in whole.indices {
            for byte in UInt8.min...UInt8.max {
                var changed = whole
                changed[place] = byte
                let read = CanonicalReader.read(changed) { (reader) throws(UnexpectedShape) in
                    try Lading(from: &reader)
                }
                guard let read else { continue }
                #expect((try? CanonicalJSON.decodeCanonical(Lading.self, from: changed)) == read)
            }
        }
    }

    @Test func `bytes that are not UTF-8 are no string`() {
        let shape: (inout CanonicalReader) throws(UnexpectedShape) -> String = {
            (reader) throws(UnexpectedShape) in try reader.string()
        }
        #expect(CanonicalReader.read([0x22, 0xC3, 0xA9, 0x22], shape) == "é")
        #expect(CanonicalReader.read([0x22, 0xC3, 0x28, 0x22], shape) == nil)
        #expect(CanonicalReader.read([0x22, 0xED, 0xA0, 0x80, 0x22], shape) == nil)
        #expect(
            CanonicalReader.read(
                [0x22, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0xFF, 0x22],
                shape
            ) == nil
        )
    }

    @Test func `a text of ASCII is lent to whoever knows what it must be`() {
        func read(_ text: String) -> Int? {
            CanonicalReader.read([UInt8](text.utf8)) { (reader) throws(UnexpectedShape) in
                try reader.asciiString { $0.elementsEqual("ten".utf8) ? 10 : nil }
            }
        }
        #expect(read(#""ten""#) == 10)
        #expect(read(#""two""#) == nil)
        #expect(read(#"10"#) == nil)
    }
}
