/// JSON's number grammar, RFC 8259 section 6.
enum JSONNumber {
    /// Whether the range is a number of JSON, with or without an exponent.
    static func isValid(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        func digits() -> Bool {
            let start = index
            while index < range.upperBound, ASCII.isDigit(bytes[index]) { index += 1 }
            return index > start
        }
        if index < range.upperBound, bytes[index] == ASCII.minus { index += 1 }
        guard index < range.upperBound else { return false }
        let isZero = bytes[index] == ASCII.zero
        let wholeStart = index
        guard digits(), !isZero || index == wholeStart + 1 else { return false }
        if index < range.upperBound, bytes[index] == ASCII.dot {
            index += 1
            guard digits() else { return false }
        }
        if index < range.upperBound, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < range.upperBound,
                bytes[index] == ASCII.plus || bytes[index] == ASCII.minus
            {
                index += 1
            }
            guard digits() else { return false }
        }
        return index == range.upperBound
    }

    /// Whether a decimal number starts as JSON wants it: no plus sign, no superfluous zero.
    @inline(__always)
    static func startsCanonically(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var index = range.lowerBound
        guard index < range.upperBound, bytes[index] != ASCII.plus else { return false }
        if bytes[index] == ASCII.minus { index += 1 }
        guard index + 1 < range.upperBound, bytes[index] == ASCII.zero else { return true }
        return !ASCII.isDigit(bytes[index + 1])
    }
}

/// Decoding of JSON's string escapes.
enum JSONText {
    /// The string's UTF-8 bytes; a lone surrogate becomes U+FFFD.
    ///
    /// The text has already passed ``JSONCursor/string(_:)``.
    static func unescaped(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
        var result: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == ASCII.backslash else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let kind = bytes[index + 1]
            index += 2
            switch kind {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                var scalar = hexadecimal(bytes, index) ?? 0xFFFD
                index += 4
                if 0xD800..<0xDC00 ~= scalar, index + 6 <= range.upperBound,
                    bytes[index] == ASCII.backslash, bytes[index + 1] == UInt8(ascii: "u"),
                    let low = hexadecimal(bytes, index + 2), 0xDC00..<0xE000 ~= low
                {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    index += 6
                }
                result.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
            default: result.append(kind)
            }
        }
        return result
    }

    /// Four hexadecimal digits from a position, or nil if they are none.
    static func hexadecimal(_ bytes: Span<UInt8>, _ start: Int) -> UInt32? {
        guard start + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for index in start..<start + 4 {
            let byte = bytes[index]
            let digit: UInt8
            switch ASCII.lowercased(byte) {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - ASCII.zero
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = (byte | 0x20) - 0x57
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
