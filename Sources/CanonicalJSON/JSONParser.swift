/// Reads one JSON text strictly by RFC 8259 and lays its values out on a tape.
struct JSONParser {
    var scanner: JSONScanner
    private(set) var tokens: [JSONToken] = []

    init(input: UnsafeBufferPointer<UInt8>, limits: JSONLimits, canonicalOnly: Bool) {
        scanner = JSONScanner(input, limits: limits, canonicalOnly ? .canonical : .unicode)
    }

    mutating func parseText() throws(JSONError) {
        let maximumBytes = scanner.limits.effectiveMaximumBytes
        guard scanner.input.count <= maximumBytes else {
            throw JSONError(
                code: .inputTooLong,
                offset: maximumBytes,
                reason: "more than \(maximumBytes) bytes"
            )
        }
        tokens.reserveCapacity(min(scanner.input.count / 4 + 8, 4096))
        try scanner.skipWhiteSpace()
        try parseValue()
        try scanner.end()
    }

    private mutating func parseValue() throws(JSONError) {
        switch scanner.next {
        case UInt8(ascii: "{"): try parseObject()
        case UInt8(ascii: "["): try parseArray()
        case UInt8(ascii: "\""): append(try scanner.string())
        default:
            let start = scanner.position
            let kind = try scanner.bareScalar()
            append(kind, start..<scanner.position)
        }
    }

    private mutating func parseArray() throws(JSONError) {
        let token = open(.array)
        var count = 0
        var isElement = try scanner.firstElement()
        while isElement {
            try parseValue()
            count += 1
            isElement = try scanner.nextElement()
        }
        close(token, count: count)
    }

    private mutating func parseObject() throws(JSONError) {
        let token = open(.object)
        var members = JSONMemberCheck(firstToken: tokens.count)
        var next = try scanner.firstMember()
        while let name = next {
            append(name)
            let isPlainASCII = name.isASCII && !name.isEscaped
            try members.add(tokens.count - 1, isPlainASCII: isPlainASCII, in: self)
            try parseValue()
            next = try scanner.nextMember()
        }
        close(token, count: members.count)
        try members.finish(in: self)
    }

    private mutating func append(_ text: JSONScanner.StringToken) {
        append(text.isEscaped ? .escapedString : .string, text.range)
    }

    private mutating func append(_ kind: JSONToken.Kind, _ range: Range<Int>) {
        tokens.append(
            JSONToken(
                kind: kind,
                start: UInt32(truncatingIfNeeded: range.lowerBound),
                end: UInt32(truncatingIfNeeded: range.upperBound),
                next: UInt32(truncatingIfNeeded: tokens.count + 1),
                count: 0
            )
        )
    }

    private mutating func open(_ kind: JSONToken.Kind) -> Int {
        append(kind, scanner.position..<scanner.position)
        return tokens.count - 1
    }

    private mutating func close(_ token: Int, count: Int) {
        tokens[token].end = UInt32(truncatingIfNeeded: scanner.position)
        tokens[token].next = UInt32(truncatingIfNeeded: tokens.count)
        tokens[token].count = UInt32(truncatingIfNeeded: count)
    }
}

/// How much JSON a reader takes before it refuses.
public struct JSONLimits: Hashable, Sendable {
    /// The longest input in bytes; never more than 4 GiB - 1.
    public var maximumBytes: Int
    /// The deepest nesting of arrays and objects.
    public var maximumDepth: Int
    /// The longest number in characters.
    public var maximumNumberLength: Int

    /// Sets limits, capped at what the reader can address.
    public init(
        maximumBytes: Int = 16 << 20,
        maximumDepth: Int = 64,
        maximumNumberLength: Int = 1024
    ) {
        self.maximumBytes = maximumBytes
        self.maximumDepth = maximumDepth
        self.maximumNumberLength = maximumNumberLength
    }

    /// 16 MiB of input, 64 levels, 1024 characters to a number.
    public static let standard = JSONLimits()

    var effectiveMaximumBytes: Int { min(maximumBytes, Int(UInt32.max) - 1) }

    // Reader and writer recurse once a level, so the cap also bounds the stack.
    var effectiveMaximumDepth: Int { min(maximumDepth, 512) }
}
