public import CanonicalJSON
import Marine

/// A figure of a loss as a scale states it, in the unit of its ``LossFigure``: 0 to 100 years in
/// milliseconds.
public struct FigureAmount: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number.
    public let value: Int64

    /// The number in decimal digits.
    public var description: String { "\(value)" }

    /// Whether the left figure is the lower.
    public static func < (left: FigureAmount, right: FigureAmount) -> Bool {
        left.value < right.value
    }
}

extension FigureAmount: ExpressibleByIntegerLiteral {
    /// Takes a number that stands in the code, where it is known to be in range.
    public init(integerLiteral value: Int64) {
        precondition((0...Milliseconds.longest).contains(value), "a figure of a loss")
        self.value = value
    }
}

extension FigureAmount: JSONCoded {
    /// Writes the number.
    public func write(to writer: inout JSONWriter) { writer.integer(value) }

    /// Reads a number in range.
    public init?(from reader: inout JSONReader) {
        guard let value = reader.integer(in: 0...Milliseconds.longest) else { return nil }
        self.value = value
    }

    /// A whole number from 0.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .integer(0...Milliseconds.longest)
    }
}
