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
        let length = encodedCount(bytes.count)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { ascii in
            encode(bytes, into: ascii)
            text.append(contentsOf: ascii)
        }
    }

    /// How many characters the base64 text of so many bytes has.
    public static func encodedCount(_ byteCount: Int) -> Int { (byteCount + 2) / 3 * 4 }

    /// Writes the base64 text of some bytes into a buffer of exactly its length.
    public static func encode(
        _ bytes: UnsafeBufferPointer<UInt8>,
        into text: UnsafeMutableBufferPointer<UInt8>
    ) {
        precondition(text.count == encodedCount(bytes.count), "a buffer of another length")
        let digits = UnsafeBufferPointer(start: alphabet.utf8Start, count: 64)
        var index = 0
        var end = 0
        func put(_ group: Int) {
            text[end] = digits[group >> 18]
            text[end + 1] = digits[group >> 12 & 63]
            text[end + 2] = digits[group >> 6 & 63]
            text[end + 3] = digits[group & 63]
            end += 4
        }
        while index + 2 < bytes.count {
            put(Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2]))
            index += 3
        }
        guard index < bytes.count else { return }
        let hasSecond = index + 1 < bytes.count
        put(Int(bytes[index]) << 16 | (hasSecond ? Int(bytes[index + 1]) << 8 : 0))
        if !hasSecond { text[end - 2] = padding }
        text[end - 1] = padding
    }

    /// The bytes of a base64 text.
    ///
    /// Nil for anything that `encode` would not write: missing padding, other alphabets, white
    /// space, bits set beyond the last byte.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var text = String(text)
        return text.withUTF8 { decode(ascii: $0) }
    }

    /// The bytes of a base64 text given as ASCII; nil as for a text.
    public static func decode(ascii text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var isRight = false
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) {
            let count = decode(text, into: $0)
            isRight = count != nil
            $1 = count ?? 0
        }
        return isRight ? bytes : nil
    }

    /// Writes the bytes of a base64 text into a buffer and returns how many they are; nil for what
    /// is not base64, and where the buffer is too small.
    static func decode(
        _ text: UnsafeBufferPointer<UInt8>,
        into bytes: UnsafeMutableBufferPointer<UInt8>
    ) -> Int? {
        guard text.count % 4 == 0 else { return nil }
        guard let last = text.last else { return 0 }
        let padded = last != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
        let count = text.count / 4 * 3 - padded
        guard count <= bytes.count else { return nil }
        return values.withUnsafeBufferPointer { values in
            var end = 0
            var bits: UInt32 = 0
            // A character outside the alphabet sets a bit above the six of every other.
            var wrong: UInt8 = 0
            for index in 0..<(text.count - padded) {
                let value = values[Int(text[index])]
                wrong |= value
                bits = bits << 6 | UInt32(value & 63)
                guard index & 3 == 3 else { continue }
                bytes[end] = UInt8(truncatingIfNeeded: bits >> 16)
                bytes[end + 1] = UInt8(truncatingIfNeeded: bits >> 8)
                bytes[end + 2] = UInt8(truncatingIfNeeded: bits)
                end += 3
            }
            guard wrong < 64 else { return nil }
            if padded == 1 {
                guard bits & 3 == 0 else { return nil }
                bytes[end] = UInt8(truncatingIfNeeded: bits >> 10)
                bytes[end + 1] = UInt8(truncatingIfNeeded: bits >> 2)
            } else if padded == 2 {
                guard bits & 15 == 0 else { return nil }
                bytes[end] = UInt8(truncatingIfNeeded: bits >> 4)
            }
            return count
        }
    }

    private static let padding = UInt8(ascii: "=")

    /// The six bits that each byte stands for; 64 for one that stands for none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        for value in 0..<64 { values[Int(alphabet.utf8Start[value])] = UInt8(value) }
        return values
    }()
}
