import CanonicalJSON
import Testing

@Suite struct JSONValueTests {
    private func written(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(.exchange)
        value.write(to: &writer)
        return writer.bytes
    }

    @Test func `integers alone give the canonical bytes`() throws {
        let text = #"""
            {"b":[1,-20,{"a":null}],"":true,"a\"\\\u0007\n\t\u001f":"é\u20ac😀","\ufb33":1,"😂":2}
            """#
        let value = try JSONValue(parsing: Array(text.utf8))
        #expect(written(value) == (try value.canonicalBytes()))
    }

    @Test func `a decimal is written as it stands`() {
        let value = JSONValue.object(["t": .number("-18.000"), "a": .array([])])
        #expect(String(decoding: written(value), as: UTF8.self) == #"{"a":[],"t":-18.000}"#)
    }

    @Test func `a text is found in a body by its pointers`() throws {
        let body = try JSONDocument(
            parsing: Array(#"{"a/b": [{"x": "m"}, "n"], "c": "m"}"#.utf8)
        )
        #expect(body.pointers(to: "m") == ["/a~1b/0/x", "/c"])
        #expect(body.pointers(to: "z") == [])
    }
}
