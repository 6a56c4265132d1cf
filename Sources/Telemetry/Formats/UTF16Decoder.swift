/// Makes UTF-8 of UTF-16 as the bytes arrive.
///
/// Half of a surrogate pair becomes U+FFFD, as the standard recommends.
struct UTF16Decoder {
    private let isBigEndian: Bool
    private var half: UInt8?
    private var high: UInt16?
    private var isAtStart = true

    /// Reads the order of the bytes from the first ones of an upload.
    /// - Returns: Nil where they are not UTF-16: no byte order mark, and no zero byte beside one
    ///   of ASCII.
    init?(firstBytes start: [UInt8]) {
        guard start.count >= 2 else { return nil }
        switch (start[0], start[1]) {
        case (0xFF, 0xFE): isBigEndian = false
        case (0xFE, 0xFF): isBigEndian = true
        case (1..<0x80, 0): isBigEndian = false
        case (0, 1..<0x80): isBigEndian = true
        default: return nil
        }
    }

    /// The next bytes in UTF-8, without a byte order mark.
    mutating func decode(_ chunk: Span<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(chunk.count)
        for index in 0..<chunk.count {
            guard let first = half else {
                half = chunk[index]
                continue
            }
            half = nil
            let second = chunk[index]
            let unit =
                isBigEndian
                ? UInt16(first) << 8 | UInt16(second) : UInt16(second) << 8 | UInt16(first)
            take(unit, into: &text)
        }
        return text
    }

    /// What is left at the end: half a character is U+FFFD.
    mutating func finish() -> [UInt8] {
        let isCutOff = half != nil || high != nil
        half = nil
        high = nil
        return isCutOff ? Array("\u{FFFD}".utf8) : []
    }

    private mutating func take(_ unit: UInt16, into text: inout [UInt8]) {
        defer { isAtStart = false }
        if isAtStart, unit == 0xFEFF { return }
        if let high {
            self.high = nil
            if 0xDC00..<0xE000 ~= unit {
                let scalar = 0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(unit - 0xDC00)
                return append(Unicode.Scalar(scalar), to: &text)
            }
            append(nil, to: &text)
        }
        if 0xD800..<0xDC00 ~= unit {
            high = unit
        } else {
            append(Unicode.Scalar(unit), to: &text)
        }
    }

    private func append(_ scalar: Unicode.Scalar?, to text: inout [UInt8]) {
        text.append(
            contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
        )
    }
}
