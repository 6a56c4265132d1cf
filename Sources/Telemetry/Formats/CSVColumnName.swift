/// A header's text as the table's reader compares it.
///
/// Lower case; underscores, hyphens, points and degree signs are spaces, runs of spaces one; what
/// stands in round or square brackets, or after a comma outside them, is taken out.
struct CSVColumnName: Hashable {
    /// The text outside brackets.
    private(set) var name: String

    /// The texts in brackets and after a comma, in lower case and with their punctuation.
    private(set) var notes: [String] = []

    /// Reads a header cell or the key of a preamble line.
    ///
    /// - Parameters:
    ///   - bytes: The line.
    ///   - range: The cell or key.
    ///   - dividesAtCapitals: Whether a capital after a small letter begins another word.
    init(_ bytes: Span<UInt8>, _ range: Range<Int>, dividesAtCapitals: Bool = false) {
        let text = Self.plain(bytes, range, dividesAtCapitals: dividesAtCapitals)
        var outside: [UInt8] = []
        var inside: [UInt8]?
        var afterComma: [UInt8]?
        for byte in text {
            switch byte {
            case UInt8(ascii: "("), ASCII.openBracket: inside = inside ?? []
            case UInt8(ascii: ")"), ASCII.closeBracket:
                if let note = inside { notes.append(Self.joined(note)) }
                inside = nil
            default:
                if inside != nil {
                    inside?.append(byte)
                } else if afterComma != nil {
                    afterComma?.append(byte)
                } else if byte == ASCII.comma {
                    afterComma = []
                } else if [ASCII.minus, ASCII.dot, ASCII.colon, UInt8(ascii: "_")].contains(byte) {
                    outside.append(ASCII.space)
                } else {
                    outside.append(byte)
                }
            }
        }
        if let inside { notes.append(Self.joined(inside)) }
        if let afterComma { notes.insert(Self.joined(afterComma), at: 0) }
        name = Self.joined(outside)
    }

    /// Whether a capital stands behind a small letter somewhere.
    static func hasInnerCapital(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.dropFirst().contains { isInnerCapital(bytes, $0) }
    }

    private static func isInnerCapital(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
        bytes[index] &- UInt8(ascii: "A") < 26 && bytes[index - 1] &- UInt8(ascii: "a") < 26
    }

    /// The name without its last words, which then count as a note.
    func movingLastWords(_ count: Int) -> CSVColumnName? {
        let words = name.split(separator: " ")
        guard words.count > count else { return nil }
        var moved = self
        moved.name = words.dropLast(count).joined(separator: " ")
        moved.notes.append(words.suffix(count).joined(separator: " "))
        return moved
    }

    /// The name without its first word, which then counts as a note.
    func movingFirstWord() -> CSVColumnName? {
        let words = name.split(separator: " ")
        guard words.count > 1 else { return nil }
        var moved = self
        moved.name = words.dropFirst().joined(separator: " ")
        moved.notes.append(String(words[0]))
        return moved
    }

    /// Lower case ASCII, with the degree sign of UTF-8 and of Windows-1252 as a space.
    private static func plain(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        dividesAtCapitals: Bool
    ) -> [UInt8] {
        var text: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            let left = range.upperBound - index
            if byte < 0x80 {
                if byte == UInt8(ascii: "%") { text.append(ASCII.space) }
                if dividesAtCapitals, index > range.lowerBound, isInnerCapital(bytes, index) {
                    text.append(ASCII.space)
                }
                text.append(ASCII.isSpace(byte) ? ASCII.space : ASCII.lowercased(byte))
                index += 1
            } else if left >= 2, byte == 0xC2, [0xB0, 0xBA, 0xA0].contains(bytes[index + 1]) {
                text.append(ASCII.space)
                index += 2
            } else if left >= 3, byte == 0xE2, bytes[index + 1] == 0x84,
                bytes[index + 2] == 0x83 || bytes[index + 2] == 0x89
            {
                // The one-character signs for degrees Celsius and Fahrenheit.
                text += [ASCII.space, UInt8(ascii: bytes[index + 2] == 0x83 ? "c" : "f")]
                index += 3
            } else if left >= 3, byte == 0xEF, bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBD {
                text.append(ASCII.space)
                index += 3
            } else {
                text.append(byte == 0xB0 || byte == 0xBA ? ASCII.space : UInt8(ascii: "?"))
                index += 1
            }
        }
        return text
    }

    private static func joined(_ bytes: [UInt8]) -> String {
        bytes.split(separator: ASCII.space).map { String(decoding: $0, as: UTF8.self) }
            .joined(separator: " ")
    }
}
