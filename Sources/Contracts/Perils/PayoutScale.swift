public import CanonicalJSON
public import Marine

/// How much of the value a loss pays, by a figure of the loss.
///
/// A greater figure never pays less.
public enum PayoutScale: Record, Hashable, Sendable {
    /// The same share of every loss.
    case share(
        /// The share, in per cent of the value that the part goes by; above 0 and at most 100.
        rate: Rate
    )
    /// The share of the highest step that the figure reaches; nothing below the first.
    case steps(
        /// The figure that it goes by.
        by: LossFigure,
        /// The steps, each higher than the one before it and with no smaller share.
        steps: Entries<1, 20, PayoutStep>
    )
    /// In proportion between two figures; nothing below the lower, and no more above the higher.
    ///
    /// The share is rounded half away from zero to a billionth.
    case linear(
        /// The figure that it goes by.
        by: LossFigure,
        /// The figure from which on it pays.
        from: FigureAmount,
        /// The figure from which on it pays no more; above the first.
        to: FigureAmount,
        /// The share at the lower figure.
        least: Rate,
        /// The share at the higher figure; no less.
        most: Rate
    )
    /// A person assesses the loss.
    case assessed
}

/// One step of a scale.
public struct PayoutStep: Record, Hashable, Sendable {
    /// The figure from which on the share is paid, itself included.
    public var atLeast: FigureAmount
    /// The share of the value.
    public var rate: Rate
}

/// A figure of a loss by which a scale pays.
public enum LossFigure: String, JSONCoded, Hashable, Sendable, CaseIterable {
    /// The time that it lasted in all, in milliseconds.
    ///
    /// - Since: edition 2
    case totalMilliseconds
    /// The longest time that it lasted without a break, in milliseconds.
    ///
    /// - Since: edition 2
    case longestMilliseconds
    /// At how many readings it was seen.
    ///
    /// - Since: edition 2
    case count
    /// How far beyond the limit it went, in thousandths of the unit.
    ///
    /// - Since: edition 2
    case excess
}

/// The figures of one loss.
public struct LossFigures: Hashable, Sendable {
    /// The time that it lasted in all, in milliseconds.
    public var totalMilliseconds: Int64 = 0
    /// The longest time that it lasted without a break, in milliseconds.
    public var longestMilliseconds: Int64 = 0
    /// At how many readings it was seen.
    public var count: Int64 = 0
    /// How far beyond the limit it went, in thousandths of the unit.
    public var excess: Int64 = 0

    /// One of them.
    public subscript(figure: LossFigure) -> Int64 {
        switch figure {
        case .totalMilliseconds: totalMilliseconds
        case .longestMilliseconds: longestMilliseconds
        case .count: count
        case .excess: excess
        }
    }
}

extension PayoutScale {
    /// The share that a loss of these figures pays; nothing where a person assesses it.
    public func share(of figures: LossFigures) -> Rate? {
        switch self {
        case .share(let rate): return rate
        case .steps(let figure, let steps):
            return steps.last { $0.atLeast.value <= figures[figure] }?.rate ?? .zero
        case .linear(let figure, let from, let to, let least, let most):
            let (value, low, high) = (figures[figure], from.value, to.value)
            guard value >= low else { return .zero }
            guard value < high else { return most }
            let rise = Int128(most.partsPerBillion - least.partsPerBillion) * Int128(value - low)
            let span = Int128(high - low)
            let added = (2 * rise + span) / (2 * span)
            return try? Rate(partsPerBillion: least.partsPerBillion + Int64(added))
        case .assessed: return nil
        }
    }

    /// The most that it pays; nothing where a person assesses the loss.
    var most: Rate? {
        switch self {
        case .share(let rate): rate
        case .steps(_, let steps): steps.last?.rate
        case .linear(_, _, _, _, let most): most
        case .assessed: nil
        }
    }

    /// Whether what it pays hangs on how the loss goes on.
    var isGraded: Bool {
        switch self {
        case .share, .assessed: false
        case .steps, .linear: true
        }
    }

    /// The figure that it goes by, if any.
    var figure: LossFigure? {
        switch self {
        case .steps(let figure, _), .linear(let figure, _, _, _, _): figure
        case .share, .assessed: nil
        }
    }

    /// Refuses a scale that contradicts itself, or goes by a figure that the trigger does not give.
    func validate(_ figures: [LossFigure], of part: CoverPart) throws(Refusal) {
        if let figure, !figures.contains(figure) {
            throw part.malformed("by", "\(part.trigger.name) gives no \(figure.rawValue)")
        }
        switch self {
        case .assessed: break
        case .share(let rate):
            guard rate <= .one, rate > .zero else { throw part.malformed("rate", "\(rate)") }
        case .steps(_, let steps):
            for (place, step) in steps.enumerated() {
                guard step.rate <= .one else { throw part.malformed("rate", "\(step.rate)") }
                guard place > 0 else { continue }
                let before = steps[place - 1]
                guard before.atLeast < step.atLeast else {
                    throw part.malformed("atLeast", "\(step.atLeast) after \(before.atLeast)")
                }
                guard before.rate <= step.rate else {
                    throw part.malformed("rate", "\(step.rate) after \(before.rate)")
                }
            }
        case .linear(_, let from, let to, let least, let most):
            guard from < to else { throw part.malformed("to", "\(to), from \(from)") }
            guard most <= .one, least <= most else {
                throw part.malformed("most", "\(most), least \(least)")
            }
        }
    }
}

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
