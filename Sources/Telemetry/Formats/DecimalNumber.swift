/// A decimal number as written, exact up to seventeen significant digits.
///
/// Loggers send binary floating point in full (`4.3100000000000005`) and degrees Fahrenheit, so a
/// value has to keep its digits until it is in its unit. Digits past the seventeenth are replaced
/// by one digit 1, which cannot change how the value rounds: every tie has far fewer digits.
struct DecimalNumber: Hashable {
    /// Why a text is no such number.
    enum Fault: Error {
        case malformed
        case exponent
        case tooLarge
    }

    /// The number times ten to the power of `scale`; below 10^18 in magnitude.
    private(set) var mantissa: Int64

    /// The number of decimals, 0...18.
    private(set) var scale: Int

    /// Reads an optional sign, digits, optionally a point followed by digits, and optionally an
    /// exponent of one or two digits; nothing else.
    /// - Parameters:
    ///   - bytes: The text.
    ///   - range: The part of it that is the number.
    ///   - allowsDecimalComma: Whether a comma may stand for the point.
    /// - Throws: ``Fault``.
    init(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        allowsDecimalComma: Bool = false
    ) throws(Fault) {
        var index = range.lowerBound
        let end = range.upperBound
        var isNegative = false
        if index < end, bytes[index] == ASCII.minus || bytes[index] == ASCII.plus {
            isNegative = bytes[index] == ASCII.minus
            index += 1
        }
        var magnitude: Int64 = 0
        let wholeStart = index
        var isTooLarge = false
        while index < end, ASCII.isDigit(bytes[index]) {
            if magnitude < 1_000_000_000_000_000 {
                magnitude = magnitude * 10 + Int64(bytes[index] &- ASCII.zero)
            } else {
                isTooLarge = true
            }
            index += 1
        }
        guard index > wholeStart else { throw .malformed }
        var scale = 0
        var isInexact = false
        if index < end,
            bytes[index] == ASCII.dot || (allowsDecimalComma && bytes[index] == ASCII.comma)
        {
            index += 1
            let fractionStart = index
            while index < end, ASCII.isDigit(bytes[index]) {
                let digit = bytes[index] &- ASCII.zero
                if scale < 17, magnitude < 10_000_000_000_000_000 {
                    magnitude = magnitude * 10 + Int64(digit)
                    scale += 1
                } else if digit != 0 {
                    isInexact = true
                }
                index += 1
            }
            guard index > fractionStart else { throw .malformed }
        }
        let exponent = index == end ? 0 : try Self.exponent(bytes, index..<end)
        guard !isTooLarge else { throw .tooLarge }
        if isInexact {
            magnitude = magnitude * 10 + 1
            scale += 1
        }
        self.mantissa = isNegative ? -magnitude : magnitude
        self.scale = scale
        if exponent != 0 { try shift(by: exponent) }
    }

    /// The exponent of ten that the range states: `e`, a sign or none, one or two digits.
    private static func exponent(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(Fault) -> Int {
        guard bytes[range.lowerBound] | 0x20 == UInt8(ascii: "e") else { throw .malformed }
        var index = range.lowerBound + 1
        var isNegative = false
        if index < range.upperBound, bytes[index] == ASCII.minus || bytes[index] == ASCII.plus {
            isNegative = bytes[index] == ASCII.minus
            index += 1
        }
        guard index < range.upperBound else { throw .malformed }
        var value = 0
        for place in index..<range.upperBound {
            guard ASCII.isDigit(bytes[place]) else { throw .malformed }
            value = min(value * 10 + Int(bytes[place] &- ASCII.zero), 100)
        }
        guard value < 100 else { throw .exponent }
        return isNegative ? -value : value
    }

    /// Multiplies by ten to the power of the exponent, which keeps every digit but those past the
    /// eighteenth decimal: they cannot change how a value rounds to millionths.
    private mutating func shift(by exponent: Int) throws(Fault) {
        scale -= exponent
        while scale < 0 {
            guard mantissa.magnitude < 100_000_000_000_000_000 else { throw .tooLarge }
            mantissa *= 10
            scale += 1
            if mantissa == 0 { scale = 0 }
        }
        while scale > 18 {
            let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: 10)
            // A digit that is dropped leaves its trace, so that a tie is not made of what is none.
            let isTie = remainder != 0 && (quotient % 10 == 0 || quotient % 10 == 5)
            mantissa = isTie ? quotient + mantissa.signum() : quotient
            scale -= 1
            if mantissa == 0 { scale = 0 }
        }
    }

    /// (this x numerator - offset) / denominator, rounded half away from zero, once.
    ///
    /// - Parameters:
    ///   - numerator: Positive.
    ///   - offset: Subtracted in the unit that the numerator leads to.
    ///   - denominator: Positive.
    /// - Returns: The result, or nil where it does not fit.
    @inline(__always)
    func converted(
        times numerator: Int64,
        minus offset: Int64 = 0,
        over denominator: Int64 = 1
    ) -> Int64? {
        if offset == 0, denominator == 1 {
            let (product, overflow) = mantissa.multipliedReportingOverflow(by: numerator)
            if !overflow {
                let power = Self.powersOfTen[scale]
                let (quotient, remainder) = product.quotientAndRemainder(dividingBy: power)
                let isHalfOrMore = remainder.magnitude >= power.magnitude - remainder.magnitude
                return isHalfOrMore ? quotient + product.signum() : quotient
            }
        }
        return convertedWide(times: numerator, minus: offset, over: denominator)
    }

    private func convertedWide(
        times numerator: Int64,
        minus offset: Int64,
        over denominator: Int64
    ) -> Int64? {
        let power = Int128(Self.powersOfTen[scale])
        let dividend = Int128(mantissa) * Int128(numerator) - Int128(offset) * power
        let divisor = power * Int128(denominator)
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        let isHalfOrMore = remainder.magnitude * 2 >= divisor.magnitude
        return Int64(exactly: isHalfOrMore ? quotient + dividend.signum() : quotient)
    }

    private static let powersOfTen: [Int64] = {
        var powers: [Int64] = [1]
        for _ in 1...18 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()
}
