public import CanonicalJSON

/// A text of 1 to `most` bytes of UTF-8: the limit is said once, by the type.
public struct Text<let most: Int>: Hashable, Sendable, CustomStringConvertible {
    /// The text itself.
    public let string: String

    /// Takes a text within the limit.
    ///
    /// - Throws: ``ParseError`` with `textLength`.
    public init(_ string: String) throws(ParseError) {
        guard !string.isEmpty, string.utf8.count <= most else {
            throw ParseError.textLength(1...most, string)
        }
        self.string = string
    }

    /// Cuts a text to the limit, between two characters; `nil` where nothing is left.
    public init?(cutting string: String) {
        let cut = OptionalText<most>(cutting: string)
        guard !cut.string.isEmpty else { return nil }
        self.string = cut.string
    }

    /// Takes a text of a limit that is not above this one.
    public init<let other: Int>(_ text: Text<other>) {
        precondition(other <= most, "a text of up to \(other) bytes, where \(most) are the most")
        string = text.string
    }

    /// The text itself.
    public var description: String { string }
}

/// A text of at most `most` bytes of UTF-8, which may be empty.
public struct OptionalText<let most: Int>: Hashable, Sendable, CustomStringConvertible {
    /// The text itself.
    public let string: String

    /// Takes a text within the limit.
    ///
    /// - Throws: ``ParseError`` with `textLength`.
    public init(_ string: String) throws(ParseError) {
        guard string.utf8.count <= most else { throw ParseError.textLength(0...most, string) }
        self.string = string
    }

    /// Cuts a text to the limit, between two characters.
    public init(cutting string: String) {
        guard string.utf8.count > most else {
            self.string = string
            return
        }
        var text = ""
        for character in string {
            guard text.utf8.count + character.utf8.count <= most else { break }
            text.append(character)
        }
        self.string = text
    }

    /// The text itself.
    public var description: String { string }
}

extension Text: ExpressibleByStringLiteral {
    /// Takes a text that stands in the code, where it is known to be within the limit.
    public init(stringLiteral value: String) {
        precondition(!value.isEmpty && value.utf8.count <= most, "a literal of 1 to \(most) bytes")
        string = value
    }
}

extension OptionalText: ExpressibleByStringLiteral {
    /// Takes a text that stands in the code, where it is known to be within the limit.
    public init(stringLiteral value: String) {
        precondition(value.utf8.count <= most, "a literal of at most \(most) bytes")
        string = value
    }
}

extension Text: JSONCoded {
    /// Writes the string.
    public func write(to writer: inout JSONWriter) { writer.string(string) }

    /// Reads a string within the limit.
    public init?(from reader: inout JSONReader) {
        guard let string = reader.string(1...most) else { return nil }
        self.string = string
    }

    /// A string of 1 to `most` bytes.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(bytes: 1...most, example: String("text".prefix(most)))
    }
}

extension OptionalText: JSONCoded, JSONKey {
    /// Writes the string.
    public func write(to writer: inout JSONWriter) { writer.string(string) }

    /// Reads a string within the limit.
    public init?(from reader: inout JSONReader) {
        guard let string = reader.string(0...most) else { return nil }
        self.string = string
    }

    /// The text as the name of a member.
    public var key: String { string }

    /// Reads a name within the limit.
    public init?(key: String) {
        guard let text = try? Self(key) else { return nil }
        self = text
    }

    /// A string of at most `most` bytes.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(bytes: 0...most, example: String("text".prefix(most)))
    }
}

extension ParseError {
    static func textLength(_ bytes: ClosedRange<Int>, _ text: String) -> ParseError {
        ParseError(
            code: "textLength",
            reason: "This has \(bytes.lowerBound) to \(bytes.upperBound) bytes, "
                + "not \(text.utf8.count)."
        )
    }
}
