public import CanonicalJSON

/// A country by the two capital letters of ISO 3166-1.
///
/// Whether the code is assigned is not judged: the list changes, and places carry it already.
public struct CountryCode: TextCoded {
    /// The format of the text in a schema.
    public static let format = StringFormat("country-code", pattern: "^[A-Z]{2}$")
    /// A text that reads.
    public static let example = "NL"

    /// The two letters.
    public let description: String

    /// Reads two capital letters.
    ///
    /// - Throws: ``ParseError`` with `countryMalformed`.
    public init(parsing text: String) throws(ParseError) {
        guard text.utf8.count == 2,
            text.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            throw ParseError(
                code: "countryMalformed",
                reason: "\(ParseError.quoted(text)) is not a country's two capital letters"
            )
        }
        description = text
    }
}
