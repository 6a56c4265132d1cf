public import CanonicalJSON
public import Marine

/// A figure of a loss as a scale states it, in the unit of its ``LossFigure``: 0 to 100 years in
/// milliseconds.
public struct FigureAmount: RawCoded, Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The number, which is as large as a duration may be.
    public let rawValue: Milliseconds

    /// Takes a number.
    public init(rawValue: Milliseconds) { self.rawValue = rawValue }

    /// The number.
    public var value: Int64 { rawValue.value }

    /// The number in decimal digits.
    public var description: String { rawValue.description }

    /// Whether the left figure is the lower.
    public static func < (left: FigureAmount, right: FigureAmount) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension FigureAmount: ExpressibleByIntegerLiteral {
    /// Takes a number that stands in the code, where it is known to be in range.
    public init(integerLiteral value: Int64) { rawValue = Milliseconds(integerLiteral: value) }
}
