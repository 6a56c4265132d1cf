/// The escapes of RFC 8259 section 7, once the scanner has found them well formed.
enum JSONEscape {
    /// The characters of a string whose escapes are already known to be valid; half of a surrogate
    /// pair is U+FFFD.
    static func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(raw.count)
        var index = 0
        while index < raw.count {
            let byte = raw[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < raw.count else {
                out.append(byte)
                index += 1
                continue
            }
            let letter = raw[index + 1]
            if letter != UInt8(ascii: "u") {
                out.append(short(letter) ?? letter)
                index += 2
                continue
            }
            var scalar = codeUnit(raw, at: index + 2) ?? 0
            index += 6
            if (0xD800..<0xDC00).contains(scalar), let low = lowSurrogate(raw, at: index) {
                scalar = 0x10000 + ((scalar & 0x3FF) << 10) + (low & 0x3FF)
                index += 6
            } else if (0xD800..<0xE000).contains(scalar) {
                scalar = 0xFFFD
            }
            appendScalar(scalar, to: &out)
        }
        return out
    }

    /// What the one-letter escapes stand for.
    static func short(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The four hexadecimal digits at an offset, if they are there.
    static func codeUnit(_ input: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32? {
        guard offset + 4 <= input.count else { return nil }
        var unit: UInt32 = 0
        for byte in input[offset..<(offset + 4)] {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// The second half of a surrogate pair, if its escape stands at an offset.
    static func lowSurrogate(_ input: UnsafeBufferPointer<UInt8>, at offset: Int) -> UInt32? {
        guard offset + 6 <= input.count, input[offset] == UInt8(ascii: "\\"),
            input[offset + 1] == UInt8(ascii: "u"), let unit = codeUnit(input, at: offset + 2),
            (0xDC00..<0xE000).contains(unit)
        else { return nil }
        return unit
    }

    private static func appendScalar(_ scalar: UInt32, to out: inout [UInt8]) {
        switch scalar {
        case ..<0x80:
            out.append(UInt8(scalar))
        case ..<0x800:
            out.append(UInt8(0xC0 | scalar >> 6))
            out.append(UInt8(0x80 | scalar & 0x3F))
        case ..<0x10000:
            out.append(UInt8(0xE0 | scalar >> 12))
            out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            out.append(UInt8(0x80 | scalar & 0x3F))
        default:
            out.append(UInt8(0xF0 | scalar >> 18))
            out.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            out.append(UInt8(0x80 | scalar & 0x3F))
        }
    }
}
