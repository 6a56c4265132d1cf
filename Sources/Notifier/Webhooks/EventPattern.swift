public import CanonicalJSON
public import Marine

/// A type of events such as `claim.settled`, or the beginning of several such as `claim.*`.
public struct EventPattern: Hashable, Sendable, CustomStringConvertible {
    private static let lengths = 1...60
    private static let format = StringFormat(
        "event-pattern",
        pattern: #"^[A-Za-z0-9._-]+(\.\*)?$"#
    )

    /// The pattern itself.
    public let text: String

    /// Takes 1 to 60 letters, digits, dots, hyphens and underscores, with `.*` at the end or not.
    public init?(_ text: String) {
        let name = text.hasSuffix(".*") ? text.dropLast(2) : text[...]
        guard !name.isEmpty, Self.lengths.contains(text.utf8.count),
            name.utf8.allSatisfy(Self.isLegal)
        else { return nil }
        self.text = text
    }

    /// The pattern itself.
    public var description: String { text }

    /// Whether an event is of the type, or of one of the types.
    public func accepts(_ type: String) -> Bool {
        text == type || text.hasSuffix(".*") && type.hasPrefix(text.dropLast())
    }

    private static func isLegal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "._-".utf8.contains(byte)
        }
    }
}

extension EventPattern: JSONCoded {
    /// Writes the pattern.
    public func write(to writer: inout JSONWriter) { writer.string(text) }

    /// Reads a pattern.
    public init?(from reader: inout JSONReader) {
        guard let text = reader.string(Self.lengths) else { return nil }
        guard let pattern = EventPattern(text) else {
            reader.refuse(
                "characterRefused",
                "This holds letters, digits, dots, hyphens and underscores, "
                    + "and ends with .* or not."
            )
            return nil
        }
        self = pattern
    }

    /// A string of 1 to 60 bytes.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(bytes: lengths, format: format, example: "claim.*")
    }
}

/// What `POST /v1/webhook-endpoints` asks for.
public struct WebhookRegistration: Record, Hashable, Sendable {
    /// Where notifications go.
    public var url: Text<2000>
    /// What the endpoint is for, for people.
    public var description: OptionalText<200> = ""
    /// The types of events that are wanted; all where there are none.
    public var types: Entries<0, 50, EventPattern> = []
}
