public import CanonicalJSON

/// The name that the readings of a logger or tracker carry: 1 to 64 printable ASCII characters,
/// with no space at either end.
public struct DeviceName: Hashable, Sendable, CustomStringConvertible {
    /// How many characters.
    public static let lengths = 1...64

    /// The name itself.
    public let string: String

    /// Takes a name.
    ///
    /// - Throws: `ParseError` with `textLength` or `characterRefused`.
    public init(_ string: String) throws(ParseError) {
        guard Self.lengths.contains(string.utf8.count) else {
            throw ParseError.textLength(Self.lengths, string)
        }
        guard Self.areLegal(Array(string.utf8).span) else {
            throw ParseError(code: "characterRefused", reason: Self.expectation)
        }
        self.string = string
    }

    /// The name itself.
    public var description: String { string }

    /// Whether so many bytes are a device's name.
    @inlinable
    public static func areLegal(_ bytes: Span<UInt8>) -> Bool {
        guard lengths.contains(bytes.count) else { return false }
        for index in bytes.indices where bytes[index] < 0x20 || bytes[index] > 0x7E { return false }
        return bytes[0] != 0x20 && bytes[bytes.count - 1] != 0x20
    }

    private static let expectation =
        "This holds printable ASCII characters alone, with no space at either end"
}

extension DeviceName: ExpressibleByStringLiteral {
    /// Takes a name that stands in the code, where it is known to be legal.
    public init(stringLiteral value: String) {
        precondition(Self.areLegal(Array(value.utf8).span), "the name of a device")
        string = value
    }
}

extension DeviceName: JSONCoded {
    /// Writes the name.
    public func write(to writer: inout JSONWriter) { writer.string(string) }

    /// Reads a name.
    public init?(from reader: inout JSONReader) {
        guard let string = reader.string(Self.lengths) else { return nil }
        guard let name = try? Self(string) else {
            reader.refuse("characterRefused", "\(Self.expectation).")
            return nil
        }
        self = name
    }

    private static let format = StringFormat("device", pattern: "^[!-~]([ -~]*[!-~])?$")

    /// A string of 1 to 64 bytes.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(bytes: lengths, format: format, example: "TT-4711")
    }
}
