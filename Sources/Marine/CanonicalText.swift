/// A value of the vocabulary that people write as a text, with one canonical form.
///
/// `description` is the canonical text, and parsing it gives the value again.
public protocol CanonicalText: CustomStringConvertible, Hashable, Sendable {
    /// Reads a text, strictly: what is not exactly one value is refused with the reason.
    init(parsing text: String) throws(ParseError)
}

/// A value that is coded as its canonical text, one single string.
public protocol TextCoded: CanonicalText, Codable {}

extension TextCoded {
    /// Decodes the single string, refusing with `DecodingError.dataCorrupted` what does not parse.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do throws(ParseError) {
            try self.init(parsing: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.reason)
        }
    }

    /// Encodes the canonical text as a single string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension CanonicalText where Self: RawRepresentable, RawValue == String {
    /// Reads the raw value of a case, exactly; there are no other spellings.
    public init(parsing text: String) throws(ParseError) {
        guard let value = Self(rawValue: text) else {
            throw ParseError(
                code: "caseUnknown",
                reason: "\(ParseError.quoted(text)) is not one of the known values of \(Self.self)"
            )
        }
        self = value
    }

    /// The raw value, which is the canonical text.
    public var description: String { rawValue }
}
