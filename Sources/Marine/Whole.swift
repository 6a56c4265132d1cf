public import CanonicalJSON

/// A whole number from `least` to `most`: the limit is said once, by the type.
public struct Whole<let least: Int, let most: Int>: Hashable, Sendable, CustomStringConvertible {
    /// The number itself.
    public let value: Int

    /// Takes a number within the limit.
    ///
    /// - Throws: ``ParseError`` with `outOfRange`.
    public init(_ value: Int) throws(ParseError) {
        guard value >= least, value <= most else {
            throw ParseError(
                code: "outOfRange",
                reason: "This is from \(least) to \(most), not \(value)."
            )
        }
        self.value = value
    }

    /// The number in decimal digits.
    public var description: String { "\(value)" }
}

extension Whole: ExpressibleByIntegerLiteral {
    /// Takes a number that stands in the code, where it is known to be within the limit.
    public init(integerLiteral value: Int) {
        precondition(value >= least && value <= most, "a literal from \(least) to \(most)")
        self.value = value
    }
}

extension Whole: Comparable {
    /// Whether the left number is the smaller.
    public static func < (left: Whole, right: Whole) -> Bool { left.value < right.value }
}

extension Whole: JSONCoded {
    /// Writes the number.
    public func write(to writer: inout JSONWriter) { writer.integer(Int64(value)) }

    /// Reads a number within the limit.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.integer(in: Int64(least)...Int64(most)) else { return nil }
        self.value = Int(value)
    }

    /// A whole number from `least` to `most`.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .integer(Int64(least)...Int64(most))
    }
}
