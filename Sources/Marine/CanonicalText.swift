public import CanonicalJSON

/// A value of the vocabulary that people write as a text, with one canonical form.
///
/// `description` is the canonical text, and parsing it gives the value again.
public protocol CanonicalText: CustomStringConvertible, Hashable, Sendable {
    /// Reads a text, strictly: what is not exactly one value is refused with the reason.
    init(parsing text: String) throws(ParseError)
}

/// A value that is coded as its canonical text, one single string, in both dialects.
public protocol TextCoded: CanonicalText, JSONCoded {
    /// The text's format in a schema.
    static var format: StringFormat { get }
    /// A text that reads.
    static var example: String { get }
}

extension TextCoded {
    /// Writes the canonical text.
    public func write(to writer: inout JSONWriter) { writer.string(description) }

    /// Reads the text with the value's own reasons.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.parsed({ text throws(ParseError) in try Self(parsing: text) })
        else { return nil }
        self = value
    }

    /// A string of the type's format.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(format: format, example: example)
    }
}

extension JSONReader {
    /// Reads a string as a value of the vocabulary, which says itself what is wrong with it.
    public mutating func parsed<Value>(
        _ parse: (String) throws(ParseError) -> Value
    ) -> Value? {
        guard let text = string() else { return nil }
        do throws(ParseError) {
            return try parse(text)
        } catch {
            refuse(error.code, error.reason)
            return nil
        }
    }

    /// Reads a string of ASCII as a value of the vocabulary, from its bytes.
    mutating func parsedUTF8<Value>(
        _ parse: (UnsafeBufferPointer<UInt8>) throws(ParseError) -> Value
    ) -> Value? {
        var reason: ParseError?
        return asciiString { bytes in
            do throws(ParseError) { return try parse(bytes) } catch {
                reason = error
                return nil
            }
        } orElse: { _ in
            (reason?.code ?? "textMalformed", reason?.reason ?? "This does not read.")
        }
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
