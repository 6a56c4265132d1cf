public import CanonicalJSON

/// A port or other place of trade, UN/LOCODE (UNECE Recommendation 16), such as USNYC.
///
/// Two letters of the country and three of A to Z and 2 to 9 of the place. The text is the five
/// characters; the space with which the list itself prints them, "US NYC", is accepted on input.
/// Only the form is checked: the list grows twice a year.
public struct UNLocode: TextCoded, JSONKey {
    private let packed: PackedText

    /// The five characters.
    public var text: String { packed.text }

    /// Reads a place code in capitals.
    ///
    /// - Throws: ``ParseError`` with `unLocodeMalformed`.
    public init(parsing text: String) throws(ParseError) {
        if UNLocode.isCode(text.utf8) {
            packed = PackedText(text.utf8)
            return
        }
        var bytes = Array(text.utf8.prefix(16))
        if bytes.count == 6, bytes[2] == 0x20 { bytes.remove(at: 2) }
        guard UNLocode.isCode(bytes) else {
            throw ParseError(
                code: "unLocodeMalformed",
                reason: "\(ParseError.quoted(text)) is not two letters of a country "
                    + "and three of A-Z or 2-9"
            )
        }
        packed = PackedText(bytes)
    }

    private static func isCode(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.count == 5 else { return false }
        var place = 0
        for byte in bytes {
            let isLetter = (0x41...0x5A).contains(byte)
            guard isLetter || place >= 2 && (0x32...0x39).contains(byte) else { return false }
            place += 1
        }
        return true
    }

    /// The two letters of the country, ISO 3166-1.
    public var country: String { String(text.prefix(2)) }

    /// The five characters.
    public var description: String { text }
}

extension UNLocode {
    /// The five characters as the name of a member.
    public var key: String { text }

    /// Reads the place from the name of a member, which is the five characters.
    public init?(key: String) {
        guard let place = try? UNLocode(parsing: key), place.text == key else { return nil }
        self = place
    }

    /// The format of the text in a schema.
    public static let format = StringFormat("un-locode", pattern: "^[A-Z]{2} ?[A-Z2-9]{3}$")
    /// A text that reads.
    public static let example = "NLRTM"
}
