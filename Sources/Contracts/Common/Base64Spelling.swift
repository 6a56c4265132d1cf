/// Standard base64 with padding (RFC 4648 section 4), in its one canonical spelling.
enum Base64Spelling {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    )

    /// The text of some bytes.
    static func text(of bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits =
                group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for digit in 0..<4 {
                bits &= 0xFF_FFFF
                text.append(digit <= group.count ? alphabet[Int(bits >> 18)] : UInt8(ascii: "="))
                bits <<= 6
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for anything but the canonical spelling: bits set beyond the last byte are another.
    static func bytes(of text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        let digits = characters.prefix { $0 != UInt8(ascii: "=") }
        guard characters.count % 4 == 0, characters.count - digits.count <= 2,
            characters[digits.count...].allSatisfy({ $0 == UInt8(ascii: "=") })
        else { return nil }
        var bytes: [UInt8] = []
        var (bits, held): (UInt32, Int) = (0, 0)
        for digit in digits {
            guard let value = sixBits(digit) else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xFFFF
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        }
        guard held < 6, bits & ((1 << UInt32(held)) - 1) == 0 else { return nil }
        return bytes
    }

    private static func sixBits(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
