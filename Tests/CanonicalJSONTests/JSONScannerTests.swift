import CanonicalJSON
import Testing

@Suite("Passing JSON token by token")
struct JSONScannerTests {
    private func scan<Value>(
        _ text: String,
        _ spelling: JSONScanner.Spelling = .unicode,
        _ steps: (inout JSONScanner) throws -> Value
    ) throws -> Value {
        try Array(text.utf8).withUnsafeBufferPointer { input in
            var scanner = JSONScanner(input, limits: JSONLimits(maximumDepth: 3), spelling)
            return try steps(&scanner)
        }
    }

    @Test func `members are passed one by one and their values taken or skipped`() throws {
        let text = #"{ "a" : [1, {"b":null}, "x"] , "\u0062":"y\n", "c":-1.5e3,"d":null} "#
        let passed = try scan(text) { scanner in
            var passed: [String] = []
            var next = try scanner.firstMember()
            while let name = next {
                passed.append(string(name, of: scanner))
                let start = scanner.position
                switch passed.last {
                case "b": passed.append(string(try scanner.string(), of: scanner))
                case "c": passed.append(String(Array(text)[try scanner.number()]))
                case "d": passed.append("\(scanner.passNull())")
                default:
                    let isNull = scanner.passNull()
                    #expect(!isNull && scanner.position == start)
                    try scanner.skipValue()
                }
                next = try scanner.nextMember()
            }
            try scanner.end()
            return passed
        }
        #expect(passed == ["a", "b", "y\n", "c", "-1.5e3", "d", "true"])
    }

    private func string(_ text: JSONScanner.StringToken, of scanner: JSONScanner) -> String {
        String(decoding: scanner.characters(of: text), as: UTF8.self)
    }

    @Test func `elements are counted by passing them`() throws {
        for (text, count) in [("[]", 0), ("[ ]", 0), ("[1]", 1), ("[ [2] , {} ]", 2)] {
            let passed = try scan(text) { scanner in
                var passed = 0
                var isElement = try scanner.firstElement()
                while isElement {
                    try scanner.skipValue()
                    passed += 1
                    isElement = try scanner.nextElement()
                }
                try scanner.end()
                return passed
            }
            #expect(passed == count, "\(text)")
        }
    }

    @Test(
        arguments: [
            ("[[[[]]]]", .nestingTooDeep, 3), ("{\"a\":{\"b\":[[]]}}", .nestingTooDeep, 11),
            ("[1,]", .unexpectedByte, 3), ("{\"a\":1,}", .unexpectedByte, 7),
            ("{\"a\" 1}", .unexpectedByte, 5), ("nul", .unexpectedEnd, 3),
            ("[] []", .trailingBytes, 3), ("\"\\ud800\"", .loneSurrogate, 1),
        ] as [(String, JSONError.Code, Int)]
    )
    func `what is skipped is held to the grammar`(
        text: String,
        code: JSONError.Code,
        offset: Int
    ) throws {
        #expect {
            try scan(text) { scanner in
                try scanner.skipValue()
                try scanner.end()
            }
        } throws: { error in
            (error as? JSONError)?.code == code && (error as? JSONError)?.offset == offset
        }
    }

    @Test(arguments: [
        (#""\ud800""#, "\u{FFFD}"), (#""\udc00x""#, "\u{FFFD}x"),
        (#""\ud800\u0041""#, "\u{FFFD}A"), (#""\ud800abcdef""#, "\u{FFFD}abcdef"),
        (#""\ud800\ud83d\ude02""#, "\u{FFFD}😂"),
    ])
    func `the grammar alone lets half of a surrogate pair pass`(
        text: String,
        characters: String
    ) throws {
        try scan(text, .any) { scanner in
            let passed = try scanner.string()
            #expect(string(passed, of: scanner) == characters)
            try scanner.end()
        }
    }
}
