/// A strict reader of RFC 8259 JSON over bytes, which makes no strings.
///
/// Every access is checked against the span's bounds.
struct JSONCursor {
    /// How deep arrays and objects may be nested.
    static let depthLimit = 16

    /// A string's characters between the quotes, as written.
    struct Text {
        var range: Range<Int>
        var hasEscapes: Bool
    }

    /// The position of the next byte.
    var position = 0

    @inline(__always)
    mutating func skipSpace(_ bytes: Span<UInt8>) {
        while position < bytes.count, ASCII.isSpace(bytes[position]) { position += 1 }
    }

    /// Takes the character if it is next, after any space.
    @inline(__always)
    mutating func take(_ character: UInt8, _ bytes: Span<UInt8>) -> Bool {
        skipSpace(bytes)
        guard position < bytes.count, bytes[position] == character else { return false }
        position += 1
        return true
    }

    /// The next character after any space, without taking it; 0 at the end.
    @inline(__always)
    mutating func peek(_ bytes: Span<UInt8>) -> UInt8 {
        skipSpace(bytes)
        return position < bytes.count ? bytes[position] : 0
    }

    /// Takes a string.
    mutating func string(_ bytes: Span<UInt8>) throws(Rejection) -> Text {
        guard take(ASCII.quote, bytes) else { throw malformed("a string is missing", bytes) }
        let start = position
        var hasEscapes = false
        var isASCII = true
        while position < bytes.count {
            let byte = bytes[position]
            if byte == ASCII.quote {
                let range = start..<position
                position += 1
                if !isASCII { try Self.validateUTF8(bytes, range) }
                return Text(range: range, hasEscapes: hasEscapes)
            }
            if byte == ASCII.backslash {
                hasEscapes = true
                try skipEscape(bytes)
            } else if byte < 0x20 {
                throw malformed("a string holds a control character", bytes)
            } else {
                if byte >= 0x80 { isASCII = false }
                position += 1
            }
        }
        throw malformed("a string is not closed", bytes)
    }

    /// Takes a number and returns where it stands; it keeps to JSON's grammar.
    @inline(__always)
    mutating func number(_ bytes: Span<UInt8>) throws(Rejection) -> Range<Int> {
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case ASCII.comma, ASCII.closeBrace, ASCII.closeBracket, ASCII.space, ASCII.tab,
                ASCII.lineFeed, ASCII.carriageReturn:
                return start..<position
            default: position += 1
            }
        }
        return start..<position
    }

    /// Takes one of the three literals `true`, `false`, `null`.
    mutating func literal(_ text: StaticString, _ bytes: Span<UInt8>) -> Bool {
        let end = position + text.utf8CodeUnitCount
        guard end <= bytes.count, bytes.equals(position..<end, text) else { return false }
        position = end
        return true
    }

    /// Takes any value and checks its syntax.
    mutating func skipValue(_ bytes: Span<UInt8>, depth: Int = 1) throws(Rejection) {
        guard depth <= Self.depthLimit else {
            throw Rejection(.nestingTooDeep, "values are nested deeper than \(Self.depthLimit)")
        }
        switch peek(bytes) {
        case ASCII.quote: _ = try string(bytes)
        case ASCII.openBrace:
            position += 1
            if take(ASCII.closeBrace, bytes) { return }
            repeat {
                _ = try string(bytes)
                guard take(ASCII.colon, bytes) else { throw malformed("a colon is missing", bytes) }
                try skipValue(bytes, depth: depth + 1)
            } while take(ASCII.comma, bytes)
            guard take(ASCII.closeBrace, bytes) else {
                throw malformed("an object is not closed", bytes)
            }
        case ASCII.openBracket:
            position += 1
            if take(ASCII.closeBracket, bytes) { return }
            repeat { try skipValue(bytes, depth: depth + 1) } while take(ASCII.comma, bytes)
            guard take(ASCII.closeBracket, bytes) else {
                throw malformed("an array is not closed", bytes)
            }
        default:
            if literal("true", bytes) || literal("false", bytes) || literal("null", bytes) {
                return
            }
            let range = try number(bytes)
            guard JSONNumber.isValid(bytes, range) else {
                throw malformed("a value is missing", bytes)
            }
        }
    }

    /// A rejection that states the position.
    func malformed(_ what: String, _ bytes: Span<UInt8>) -> Rejection {
        Rejection(.malformedJSON, "\(what) at character \(min(position, bytes.count) + 1)")
    }

    private mutating func skipEscape(_ bytes: Span<UInt8>) throws(Rejection) {
        guard position + 1 < bytes.count else { throw malformed("a string is not closed", bytes) }
        switch bytes[position + 1] {
        case ASCII.quote, ASCII.backslash, ASCII.slash, UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            guard position + 6 <= bytes.count,
                JSONText.hexadecimal(bytes, position + 2) != nil
            else { throw malformed("an escape is not complete", bytes) }
            position += 6
        default: throw malformed("an escape is unknown", bytes)
        }
    }

    private static func validateUTF8(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>
    ) throws(Rejection) {
        var copy: [UInt8] = []
        for index in range { copy.append(bytes[index]) }
        guard String(validating: copy, as: UTF8.self) != nil else {
            throw Rejection(.encodingUnsupported, "a string is not in UTF-8")
        }
    }
}
