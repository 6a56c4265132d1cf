import CanonicalJSON
import Testing

@Suite("Writing canonical JSON by hand")
struct CanonicalWriterTests {
    @Test func `commas and escapes are the writer's`() throws {
        var writer = CanonicalWriter()
        for _ in 0..<2 {
            writer.removeAll()
            writer.beginObject()
            writer.key("a")
            writer.beginArray()
            try writer.integer(0)
            try writer.integer(-12_345_678_901)
            writer.bool(true)
            writer.null()
            writer.string("x\"\u{1}\n:{[é")
            writer.beginObject()
            writer.endObject()
            writer.string("{")
            writer.bool(false)
            writer.endArray()
            writer.key(escaping: "b")
            writer.asciiString("AAEC+/8=".utf8)
            writer.key(escaping: "c\n")
            try writer.value(.object(["z": .integer(1), "y": .array([])]))
            writer.key("d")
            writer.raw(Array("[1]".utf8))
            writer.key("e")
            writer.beginObject()
            writer.key("a")
            writer.null()
            writer.key("b")
            writer.null()
            writer.endObject()
            writer.endObject()
        }
        let expected =
            #"{"a":[0,-12345678901,true,null,"x\"\u0001\n:{[é",{},"{",false],"b":"AAEC+/8=","#
            + #""c\n":{"y":[],"z":1},"d":[1],"e":{"a":null,"b":null}}"#
        #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
        #expect(CanonicalJSON.isCanonical(writer.bytes))
    }

    @Test func `an integer beyond a double's reach is refused and leaves no trace`() throws {
        var writer = CanonicalWriter()
        writer.beginArray()
        try writer.integer(CanonicalJSON.largestInteger)
        #expect(throws: CanonicalJSONError.self) {
            try writer.integer(CanonicalJSON.largestInteger + 1)
        }
        writer.endArray()
        #expect(writer.bytes == Array("[9007199254740991]".utf8))
    }
}
