public import CanonicalJSON

/// A duration in whole milliseconds, from 0 to 100 years of 365.25 days.
public struct Milliseconds: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The longest: 100 years.
    public static let longest: Int64 = 3_155_760_000_000

    /// The number of milliseconds.
    public let value: Int64

    /// Takes a number of milliseconds.
    ///
    /// - Throws: ``ParseError`` with `outOfRange`.
    public init(_ value: Int64) throws(ParseError) {
        guard (0...Milliseconds.longest).contains(value) else {
            throw ParseError(
                code: "outOfRange",
                reason: "This is from 0 to \(Milliseconds.longest), not \(value)."
            )
        }
        self.value = value
    }

    /// The number in decimal digits.
    public var description: String { "\(value)" }

    /// Whether the left duration is the shorter.
    public static func < (left: Milliseconds, right: Milliseconds) -> Bool {
        left.value < right.value
    }
}

extension Milliseconds: ExpressibleByIntegerLiteral {
    /// Takes a number that stands in the code, where it is known to be in range.
    public init(integerLiteral value: Int64) {
        precondition((0...Milliseconds.longest).contains(value), "a literal within 100 years")
        self.value = value
    }
}

extension Milliseconds: JSONCoded {
    /// Writes the number.
    public func write(to writer: inout JSONWriter) { writer.integer(value) }

    /// Reads a number in range.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.integer(in: 0...Milliseconds.longest) else { return nil }
        self.value = value
    }

    /// A whole number from 0 to 100 years.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .integer(0...Milliseconds.longest)
    }
}
