/// Strings and numbers.
extension JSONParser {
    /// Reads a string and says whether it is ASCII without escapes.
    mutating func parseString() throws(JSONError) -> Bool {
        position += 1
        let start = position
        var escaped = false
        var isASCII = true
        while true {
            skipPlainASCII()
            guard position < input.count else { throw unexpected("the rest of the string") }
            let byte = input[position]
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                escaped = true
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
        append(escaped ? .escapedString : .string, start: start, end: position)
        position += 1
        return isASCII && !escaped
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
            if canonicalOnly && letter == UInt8(ascii: "/") {
                throw fault(.notCanonical, "a solidus is not escaped")
            }
            position += 2
            return
        }
        guard let unit = JSONEscape.codeUnit(input, at: start + 2) else {
            throw fault(.invalidEscape, "\\u takes four hexadecimal digits")
        }
        if canonicalOnly { try requireCanonicalEscape(unit) }
        position += 6
        if (0xDC00..<0xE000).contains(unit) {
            throw fault(.loneSurrogate, "a low surrogate without its high one", at: start)
        }
        guard (0xD800..<0xDC00).contains(unit) else { return }
        guard position + 6 <= input.count, input[position] == UInt8(ascii: "\\"),
            input[position + 1] == UInt8(ascii: "u"),
            let low = JSONEscape.codeUnit(input, at: position + 2), (0xDC00..<0xE000).contains(low)
        else { throw fault(.loneSurrogate, "a high surrogate without its low one", at: start) }
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

    mutating func parseNumber() throws(JSONError) {
        let start = position
        let negative = input[position] == UInt8(ascii: "-")
        if negative { position += 1 }
        guard let first = digit(at: position) else {
            throw fault(.invalidNumber, "a digit should stand here")
        }
        var magnitude = UInt64(first)
        position += 1
        if first == 0, digit(at: position) != nil {
            throw fault(.invalidNumber, "a number has no leading zero")
        }
        while let digit = digit(at: position) {
            // Saturates: beyond 2^53 the exact value no longer matters here.
            if magnitude <= CanonicalSpelling.largestInteger { magnitude = magnitude * 10 + digit }
            position += 1
        }
        let integerEnd = position
        try passFractionAndExponent()
        guard position - start <= limits.maximumNumberLength else {
            throw fault(
                .numberTooLong,
                "a number of more than \(limits.maximumNumberLength) digits"
            )
        }
        if canonicalOnly {
            guard position == integerEnd, magnitude <= CanonicalSpelling.largestInteger,
                !(negative && magnitude == 0)
            else {
                throw fault(.notCanonical, "the ledger holds integers within 2^53 - 1", at: start)
            }
        }
        append(.number, start: start, end: position)
    }

    private mutating func passFractionAndExponent() throws(JSONError) {
        if position < input.count, input[position] == UInt8(ascii: ".") {
            position += 1
            try passDigits("a fraction")
        }
        if position < input.count, input[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < input.count,
                input[position] == UInt8(ascii: "+") || input[position] == UInt8(ascii: "-")
            {
                position += 1
            }
            try passDigits("an exponent")
        }
    }

    private mutating func passDigits(_ part: String) throws(JSONError) {
        guard digit(at: position) != nil else {
            throw fault(.invalidNumber, "\(part) needs a digit")
        }
        while digit(at: position) != nil { position += 1 }
    }

    @inline(__always)
    private func digit(at offset: Int) -> UInt64? {
        guard offset < input.count else { return nil }
        let digit = input[offset] &- UInt8(ascii: "0")
        return digit < 10 ? UInt64(digit) : nil
    }
}
