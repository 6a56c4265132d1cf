/// The characters that the formats give a meaning to.
enum ASCII {
    static let tab = UInt8(ascii: "\t")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let space = UInt8(ascii: " ")
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let dot = UInt8(ascii: ".")
    static let plus = UInt8(ascii: "+")
    static let minus = UInt8(ascii: "-")
    static let slash = UInt8(ascii: "/")
    static let zero = UInt8(ascii: "0")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool {
        byte == space || byte == lineFeed || byte == carriageReturn || byte == tab
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
    }

    /// An excerpt for a person to read: at most 40 bytes, whatever is not printable shown as `?`.
    static func excerpt(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        var text = ""
        for index in range.prefix(40) {
            let byte = bytes[index]
            let isPrintable = byte >= 0x20 && byte < 0x7F
            text.unicodeScalars.append(isPrintable ? Unicode.Scalar(byte) : "?")
        }
        return range.count > 40 ? text + "..." : text
    }
}

extension Span<UInt8> {
    /// The position of the first line feed in the range, eight bytes at a time, or nil.
    func firstLineFeed(in range: Range<Int>) -> Int? {
        let pattern: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
        var index = range.lowerBound
        let raw = bytes
        while index + 8 <= range.upperBound {
            let word = raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
            let zeroed = word ^ pattern
            // The lowest set high bit marks the first zero byte; borrows only reach bytes above it.
            let found = (zeroed &- 0x0101_0101_0101_0101) & ~zeroed & 0x8080_8080_8080_8080
            if found != 0 { return index + found.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < range.upperBound {
            if self[index] == ASCII.lineFeed { return index }
            index += 1
        }
        return nil
    }

    /// The range without the spaces, tabs and line ends at either end.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, ASCII.isSpace(self[lower]) { lower += 1 }
        while upper > lower, ASCII.isSpace(self[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// Whether the range holds exactly these characters, letter for letter.
    @inline(__always)
    func equals(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        let expected = text.utf8Start
        for offset in 0..<range.count where self[range.lowerBound + offset] != expected[offset] {
            return false
        }
        return true
    }

    /// Whether the range holds these lower-case characters in any case.
    func equalsIgnoringCase(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        let expected = text.utf8Start
        for offset in 0..<range.count
        where ASCII.lowercased(self[range.lowerBound + offset]) != expected[offset] {
            return false
        }
        return true
    }
}
