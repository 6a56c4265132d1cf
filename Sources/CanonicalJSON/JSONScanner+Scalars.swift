/// Strings, numbers and literals.
extension JSONScanner {
    /// Passes a string, at whose first quote the scanner stands.
    public mutating func string() throws(JSONError) -> StringToken {
        position += 1
        let start = position
        var isEscaped = false
        var isASCII = true
        while true {
            skipPlainASCII()
            guard let byte = next else { throw fault(.unexpectedEnd, "a string is not closed") }
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try passEscape()
            } else if byte < 0x20 {
                throw fault(.unexpectedByte, "a control character must be escaped")
            } else if byte < 0x80 {
                position += 1
            } else {
                isASCII = false
                try passUTF8()
            }
        }
        let range = start..<position
        position += 1
        return StringToken(range: range, isEscaped: isEscaped, isASCII: isASCII)
    }

    /// The characters of a string that was passed, its escapes resolved; half of a surrogate pair
    /// is U+FFFD.
    public func characters(of text: StringToken) -> [UInt8] {
        let raw = UnsafeBufferPointer(rebasing: input[text.range])
        return text.isEscaped ? JSONEscape.unescaped(raw) : Array(raw)
    }

    // Eight bytes at a time while none of them is a quote, a backslash, a control character or
    // outside ASCII.
    private mutating func skipPlainASCII() {
        guard let base = UnsafeRawPointer(input.baseAddress) else { return }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while position + 8 <= input.count {
            let word = UInt64(
                littleEndian: base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
            )
            let quote = word ^ (ones &* 0x22)
            let slash = word ^ (ones &* 0x5C)
            let special =
                ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)
                | ((word &- (ones &* 0x20)) & ~word) | word
            // Only the lowest flag is exact: a borrow may have set those above it.
            let flags = special & highs
            if flags != 0 {
                position += flags.trailingZeroBitCount / 8
                return
            }
            position += 8
        }
    }

    private mutating func passEscape() throws(JSONError) {
        let start = position
        guard start + 1 < input.count else { throw unexpected("an escape") }
        let letter = input[start + 1]
        guard letter == UInt8(ascii: "u") else {
            guard JSONEscape.short(letter) != nil else {
                throw fault(.invalidEscape, "no such escape")
            }
            if spelling == .canonical && letter == UInt8(ascii: "/") {
                throw fault(.notCanonical, "a solidus is not escaped")
            }
            position += 2
            return
        }
        guard let unit = JSONEscape.codeUnit(input, at: start + 2) else {
            throw fault(.invalidEscape, "\\u takes four hexadecimal digits")
        }
        if spelling == .canonical { try requireCanonicalEscape(unit) }
        position += 6
        guard (0xD800..<0xE000).contains(unit), spelling != .any else { return }
        if unit >= 0xDC00 {
            throw fault(.loneSurrogate, "a low surrogate without its high one", at: start)
        }
        guard JSONEscape.lowSurrogate(input, at: position) != nil else {
            throw fault(.loneSurrogate, "a high surrogate without its low one", at: start)
        }
        position += 6
    }

    private func requireCanonicalEscape(_ unit: UInt32) throws(JSONError) {
        let hasShortForm = unit == 8 || unit == 9 || unit == 10 || unit == 12 || unit == 13
        let digits = input[(position + 2)..<(position + 6)]
        let upper = digits.contains { (UInt8(ascii: "A")...UInt8(ascii: "F")).contains($0) }
        guard unit < 0x20, !hasShortForm, !upper else {
            throw fault(.notCanonical, "canonical text spells this character otherwise")
        }
    }

    // RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
    private mutating func passUTF8() throws(JSONError) {
        let lead = input[position]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { second = 0xA0...0xBF }
            if lead == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { second = 0x90...0xBF }
            if lead == 0xF4 { second = 0x80...0x8F }
        default: throw fault(.invalidUTF8, "not the first byte of a character")
        }
        guard position + length <= input.count else {
            throw fault(.invalidUTF8, "the text ends inside a character")
        }
        guard second.contains(input[position + 1]),
            input[(position + 2)..<(position + length)].allSatisfy({ 0x80...0xBF ~= $0 })
        else { throw fault(.invalidUTF8, "not well-formed UTF-8") }
        position += length
    }

    /// Passes a number and says where it stands.
    public mutating func number() throws(JSONError) -> Range<Int> {
        let start = position
        if next == UInt8(ascii: "-") { position += 1 }
        if next == UInt8(ascii: "0") {
            position += 1
            guard !isAtDigit else { throw fault(.invalidNumber, "a number has no leading zero") }
        } else {
            try passDigits("a number")
        }
        if spelling == .canonical { try requireLedgerInteger(from: start) }
        try passFractionAndExponent()
        guard position - start <= limits.maximumNumberLength else {
            throw fault(
                .numberTooLong,
                "a number of more than \(limits.maximumNumberLength) digits"
            )
        }
        return start..<position
    }

    private func requireLedgerInteger(from start: Int) throws(JSONError) {
        let isNegative = input[start] == UInt8(ascii: "-")
        var magnitude: UInt64 = 0
        for digit in input[(isNegative ? start + 1 : start)..<position] {
            // Saturates: beyond 2^53 the exact value no longer matters here.
            guard magnitude <= CanonicalSpelling.largestInteger else { break }
            magnitude = magnitude * 10 + UInt64(digit - UInt8(ascii: "0"))
        }
        let isWhole = next != UInt8(ascii: ".") && next.map { $0 | 0x20 } != UInt8(ascii: "e")
        guard isWhole, magnitude <= CanonicalSpelling.largestInteger,
            !(isNegative && magnitude == 0)
        else {
            throw fault(.notCanonical, "the ledger holds integers within 2^53 - 1", at: start)
        }
    }

    @inline(__always)
    private mutating func passFractionAndExponent() throws(JSONError) {
        if next == UInt8(ascii: ".") {
            position += 1
            try passDigits("a fraction")
        }
        if let letter = next, letter | 0x20 == UInt8(ascii: "e") {
            position += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
            try passDigits("an exponent")
        }
    }

    @inline(__always)
    private mutating func passDigits(_ part: StaticString) throws(JSONError) {
        guard isAtDigit else { throw fault(.invalidNumber, "\(part) needs a digit") }
        repeat { position += 1 } while isAtDigit
    }

    @inline(__always)
    private var isAtDigit: Bool { position < input.count && input[position] &- 0x30 < 10 }

    /// Passes `null` if it stands next, and says so.
    @inlinable
    public mutating func passNull() -> Bool { next == UInt8(ascii: "n") && passRestOfNull() }

    @usableFromInline
    mutating func passRestOfNull() -> Bool {
        let before = position
        if passLiteral("null") { return true }
        position = before
        return false
    }

    /// Passes a value that is neither a string nor has others inside.
    mutating func bareScalar() throws(JSONError) -> JSONToken.Kind {
        if isAtDigit || next == UInt8(ascii: "-") {
            _ = try number()
            return .number
        }
        let (literal, kind): (StaticString, JSONToken.Kind)
        switch next {
        case UInt8(ascii: "t"): (literal, kind) = ("true", .yes)
        case UInt8(ascii: "f"): (literal, kind) = ("false", .no)
        case UInt8(ascii: "n"): (literal, kind) = ("null", .null)
        default: throw unexpected("a value")
        }
        guard passLiteral(literal) else { throw unexpected("the rest of \(literal)") }
        return kind
    }

    /// Passes a literal, or as much of it as there is.
    private mutating func passLiteral(_ literal: StaticString) -> Bool {
        for place in 0..<literal.utf8CodeUnitCount {
            guard next == literal.utf8Start[place] else { return false }
            position += 1
        }
        return true
    }
}
