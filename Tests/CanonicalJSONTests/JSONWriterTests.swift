import CanonicalJSON
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    @Test func `commas and escapes are the writer's`() throws {
        var writer = JSONWriter()
        for _ in 0..<2 {
            writer.removeAll()
            writer.beginObject()
            writer.key("a")
            writer.beginArray()
            writer.integer(0)
            writer.integer(-12_345_678_901)
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
            JSONValue.object(["z": .integer(1), "y": .array([])]).write(to: &writer)
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

    @Test func `an integer beyond a double's reach has no canonical bytes`() throws {
        var writer = JSONWriter()
        writer.beginArray()
        writer.integer(CanonicalJSON.largestInteger)
        writer.integer(-CanonicalJSON.largestInteger)
        #expect(writer.fault == nil)
        writer.integer(CanonicalJSON.largestInteger + 1)
        writer.endArray()
        #expect(throws: CanonicalJSONError.self) { try writer.canonicalBytes() }
        writer.removeAll()
        writer.integer(1)
        #expect(try writer.canonicalBytes() == Array("1".utf8))
        var answer = JSONWriter(.exchange)
        answer.integer(.max)
        #expect(answer.fault == nil)
        #expect(answer.bytes == Array("9223372036854775807".utf8))
    }
}
