/// Standard base64 with padding (RFC 4648 section 4), in its one canonical spelling.
public enum Base64 {
    private static let alphabet: StaticString =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    /// The base64 text of some bytes.
    public static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends the base64 text of some bytes as ASCII.
    public static func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
        let done: Void? = bytes.withContiguousStorageIfAvailable { append($0, to: &text) }
        if done == nil { Array(bytes).withUnsafeBufferPointer { append($0, to: &text) } }
    }

    /// Appends the base64 text of contiguous bytes as ASCII.
    public static func append(_ bytes: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) {
        let digits = UnsafeBufferPointer(start: alphabet.utf8Start, count: 64)
        text.reserveCapacity(text.count + (bytes.count + 2) / 3 * 4)
        var index = 0
        while index + 2 < bytes.count {
            let group =
                Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
            text.append(digits[group >> 18])
            text.append(digits[group >> 12 & 63])
            text.append(digits[group >> 6 & 63])
            text.append(digits[group & 63])
            index += 3
        }
        guard index < bytes.count else { return }
        let second = index + 1 < bytes.count ? Int(bytes[index + 1]) : nil
        let group = Int(bytes[index]) << 16 | (second ?? 0) << 8
        text.append(digits[group >> 18])
        text.append(digits[group >> 12 & 63])
        text.append(second == nil ? UInt8(ascii: "=") : digits[group >> 6 & 63])
        text.append(UInt8(ascii: "="))
    }

    /// The bytes of a base64 text.
    ///
    /// Nil for anything that `encode` would not write: missing padding, other alphabets, white
    /// space, bits set beyond the last byte.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        for start in stride(from: 0, to: characters.count, by: 4) {
            guard
                decodeGroup(
                    characters[start..<(start + 4)],
                    last: start + 4 == characters.count,
                    into: &bytes
                )
            else { return nil }
        }
        return bytes
    }

    private static func decodeGroup(
        _ group: ArraySlice<UInt8>,
        last: Bool,
        into bytes: inout [UInt8]
    ) -> Bool {
        let padding = last ? group.reversed().prefix { $0 == UInt8(ascii: "=") }.count : 0
        guard padding <= 2 else { return false }
        var bits: UInt32 = 0
        for character in group.dropLast(padding) {
            guard let value = value(character) else { return false }
            bits = bits << 6 | value
        }
        bits <<= 6 * UInt32(padding)
        let unused: UInt32 = padding == 0 ? 0 : padding == 1 ? 0xFF : 0xFFFF
        guard bits & unused == 0 else { return false }
        bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
        if padding < 2 { bytes.append(UInt8(truncatingIfNeeded: bits >> 8)) }
        if padding < 1 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
        return true
    }

    private static func value(_ character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
