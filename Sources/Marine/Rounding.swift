/// How a quotient is rounded to a whole number.
public enum Rounding: String, CanonicalText, CaseIterable {
    /// The nearer to zero: 2.7 is 2, -2.7 is -2.
    case towardZero

    /// The farther from zero: 2.1 is 3, -2.1 is -3.
    case awayFromZero

    /// The nearest, and of two equally near the farther from zero: 2.5 is 3, -2.5 is -3.
    case halfAwayFromZero

    /// The nearest, and of two equally near the even one: 2.5 is 2, 3.5 is 4.
    case halfToEven

    /// Toward minus infinity: 2.7 is 2, -2.1 is -3.
    case down

    /// Toward plus infinity: 2.1 is 3, -2.7 is -2.
    case up
}

extension Rounding {
    /// Divides two whole numbers and rounds the quotient.
    ///
    /// - Throws: ``MoneyError/divisionByZero``, or ``MoneyError/overflow`` beyond 128 bits.
    public func quotient(
        of dividend: Int128,
        dividedBy divisor: Int128
    ) throws(MoneyError) -> Int128 {
        guard divisor != 0 else { throw .divisionByZero }
        guard dividend != .min || divisor != -1 else { throw .overflow }
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        guard remainder != 0 else { return quotient }
        let isNegative = (dividend < 0) != (divisor < 0)
        let outward: Bool
        switch self {
        case .towardZero: outward = false
        case .awayFromZero: outward = true
        case .down: outward = isNegative
        case .up: outward = !isNegative
        case .halfAwayFromZero, .halfToEven:
            // Compared with the rest of the divisor, because twice the remainder may overflow.
            let rest = divisor.magnitude - remainder.magnitude
            let isHalf = remainder.magnitude == rest
            let tieGoesOutward = self == .halfAwayFromZero || quotient % 2 != 0
            outward = isHalf ? tieGoesOutward : remainder.magnitude > rest
        }
        return outward ? quotient + (isNegative ? -1 : 1) : quotient
    }
}
