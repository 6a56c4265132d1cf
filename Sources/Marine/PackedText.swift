/// A text of up to 16 ASCII characters, none of them NUL, kept in two words.
///
/// States hold many codes: two words are copied without reference counting, which a `String` may
/// need.
struct PackedText: Hashable, Sendable {
    private let head: UInt64
    private let tail: UInt64

    /// Packs ASCII, of which no more than 16 characters are taken.
    init(_ ascii: some Collection<UInt8>) {
        var words: (UInt64, UInt64) = (0, 0)
        for (place, byte) in ascii.prefix(16).enumerated() {
            let bits = UInt64(byte) << UInt64(place % 8 * 8)
            if place < 8 { words.0 |= bits } else { words.1 |= bits }
        }
        (head, tail) = words
    }

    /// The text itself.
    var text: String {
        withUnsafeBytes(of: (head.littleEndian, tail.littleEndian)) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
