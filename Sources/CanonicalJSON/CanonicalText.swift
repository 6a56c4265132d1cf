/// The spelling rules of RFC 8785 section 3.2: strings, integers and the order of members.
enum CanonicalText {
    /// 2^53 - 1, the largest integer of which every double reader sees each neighbour.
    static let largestInteger: UInt64 = 9_007_199_254_740_991

    private static let hexDigits: StaticString = "0123456789abcdef"

    /// Appends a quoted string, escaping only what RFC 8785 section 3.2.2.2 escapes.
    static func appendString(_ text: String, to out: inout [UInt8]) {
        var text = text
        text.withUTF8 { appendQuoted($0, to: &out) }
    }

    /// Appends well-formed UTF-8 as a quoted string.
    static func appendQuoted(_ utf8: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        out.append(0x22)
        var start = 0
        var index = 0
        while index < utf8.count {
            let byte = utf8[index]
            if byte >= 0x20 && byte != 0x22 && byte != 0x5C {
                index += 1
                continue
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
            appendEscape(byte, to: &out)
            index += 1
            start = index
        }
        out.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        out.append(0x22)
    }

    private static func appendEscape(_ byte: UInt8, to out: inout [UInt8]) {
        out.append(0x5C)
        switch byte {
        case 0x22, 0x5C: out.append(byte)
        case 0x08: out.append(UInt8(ascii: "b"))
        case 0x09: out.append(UInt8(ascii: "t"))
        case 0x0A: out.append(UInt8(ascii: "n"))
        case 0x0C: out.append(UInt8(ascii: "f"))
        case 0x0D: out.append(UInt8(ascii: "r"))
        default:
            let digits = UnsafeBufferPointer(
                start: hexDigits.utf8Start,
                count: hexDigits.utf8CodeUnitCount
            )
            out.append(UInt8(ascii: "u"))
            out.append(UInt8(ascii: "0"))
            out.append(UInt8(ascii: "0"))
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
    }

    /// Appends a decimal integer: no plus sign, no leading zero.
    static func appendInteger(negative: Bool, magnitude: UInt64, to out: inout [UInt8]) {
        if negative { out.append(UInt8(ascii: "-")) }
        if magnitude < 10 {
            out.append(UInt8(ascii: "0") + UInt8(magnitude))
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = magnitude
            var first = 20
            while rest > 0 {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
                first -= 1
                digits.initializeElement(at: first, to: UInt8(ascii: "0") + UInt8(remainder))
                rest = quotient
            }
            out.append(contentsOf: UnsafeBufferPointer(rebasing: digits[first..<20]))
        }
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
