/// The spelling rules of RFC 8785 section 3.2: strings, integers and the order of members.
enum CanonicalSpelling {
    /// 2^53 - 1, the largest integer of which every double reader sees each neighbour.
    static let largestInteger: UInt64 = 9_007_199_254_740_991

    private static let hexDigits: StaticString = "0123456789abcdef"

    /// How many bytes stand before the first that RFC 8785 section 3.2.2.2 escapes.
    static func plainPrefix(of utf8: UnsafeBufferPointer<UInt8>) -> Int {
        guard let base = UnsafeRawPointer(utf8.baseAddress) else { return 0 }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = 0
        // Eight bytes at a time while none of them is a quote, a backslash or a control character.
        while index + 8 <= utf8.count {
            let word = UInt64(
                littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            )
            let quote = word ^ (ones &* 0x22)
            let slash = word ^ (ones &* 0x5C)
            let special =
                ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash)
                | ((word &- (ones &* 0x20)) & ~word)
            // Only the lowest flag is exact: a borrow may have set those above it.
            let flags = special & highs
            if flags != 0 { return index + flags.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < utf8.count, utf8[index] >= 0x20, utf8[index] != 0x22, utf8[index] != 0x5C {
            index += 1
        }
        return index
    }

    static func isASCII(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = UnsafeRawPointer(utf8.baseAddress) else { return true }
        var all: UInt64 = 0
        var index = 0
        while index + 8 <= utf8.count {
            all |= base.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            index += 8
        }
        while index < utf8.count {
            all |= UInt64(utf8[index])
            index += 1
        }
        return all & 0x8080_8080_8080_8080 == 0
    }

    /// The most bytes that a string of so many takes in quotes: each as `\u00xx`.
    static func quotedBound(_ count: Int) -> Int { 6 * count + 2 }

    /// Writes well-formed UTF-8 as a quoted string and returns its length, at most `quotedBound`.
    static func writeQuoted(
        _ utf8: UnsafeBufferPointer<UInt8>,
        to out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        out[0] = 0x22
        var end = 1
        var rest = utf8
        while true {
            let plain = plainPrefix(of: rest)
            if let base = rest.baseAddress { (out + end).update(from: base, count: plain) }
            end += plain
            guard plain < rest.count else { break }
            end += writeEscape(rest[plain], to: out + end)
            rest = UnsafeBufferPointer(rebasing: rest[(plain + 1)...])
        }
        out[end] = 0x22
        return end + 1
    }

    private static func writeEscape(_ byte: UInt8, to out: UnsafeMutablePointer<UInt8>) -> Int {
        out[0] = 0x5C
        switch byte {
        case 0x22, 0x5C: out[1] = byte
        case 0x08: out[1] = UInt8(ascii: "b")
        case 0x09: out[1] = UInt8(ascii: "t")
        case 0x0A: out[1] = UInt8(ascii: "n")
        case 0x0C: out[1] = UInt8(ascii: "f")
        case 0x0D: out[1] = UInt8(ascii: "r")
        default:
            let digits = hexDigits.utf8Start
            out[1] = UInt8(ascii: "u")
            out[2] = UInt8(ascii: "0")
            out[3] = UInt8(ascii: "0")
            out[4] = digits[Int(byte >> 4)]
            out[5] = digits[Int(byte & 15)]
            return 6
        }
        return 2
    }

    /// The most bytes that a 64-bit integer takes: 20 digits and a sign.
    static let integerBound = 21

    /// Writes a decimal integer and returns its length, at most `integerBound`.
    static func writeInteger(
        negative: Bool,
        magnitude: UInt64,
        to out: UnsafeMutablePointer<UInt8>
    ) -> Int {
        var length = negative ? 2 : 1
        var power: UInt64 = 10
        while magnitude >= power {
            length += 1
            let (next, overflow) = power.multipliedReportingOverflow(by: 10)
            if overflow { break }
            power = next
        }
        var rest = magnitude
        var place = length
        repeat {
            place -= 1
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            out[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: remainder)
            rest = quotient
        } while rest > 0
        if negative { out[0] = UInt8(ascii: "-") }
        return length
    }

    /// Whether one member name stands before another in UTF-16 code units (section 3.2.3).
    static func precedes(
        _ left: UnsafeBufferPointer<UInt8>,
        _ right: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let common = min(left.count, right.count)
        var index = 0
        while index < common && left[index] == right[index] { index += 1 }
        if index == common { return left.count < right.count }
        return utf16Rank(left[index]) < utf16Rank(right[index])
    }

    // UTF-8 orders as code points do. UTF-16 differs in one thing: U+10000 and up (lead bytes F0 to
    // F4) are written with surrogates D800 to DFFF, which stand before U+E000 to U+FFFF (EE, EF).
    @inline(__always)
    private static func utf16Rank(_ byte: UInt8) -> UInt8 {
        switch byte {
        case 0xEE, 0xEF: byte + 0x10
        default: byte
        }
    }
}
