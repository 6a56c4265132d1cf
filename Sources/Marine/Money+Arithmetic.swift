extension Money {
    /// The sum of two amounts of one currency.
    ///
    /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` or ``MoneyError/overflow``.
    public func adding(_ other: Money) throws(MoneyError) -> Money {
        try requireCurrency(of: other)
        let (sum, overflow) = minorUnits.addingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .overflow }
        return Money(minorUnits: sum, currency: currency)
    }

    /// This amount less another of the same currency.
    ///
    /// - Throws: ``MoneyError/currencyMismatch(_:_:)`` or ``MoneyError/overflow``.
    public func subtracting(_ other: Money) throws(MoneyError) -> Money {
        try requireCurrency(of: other)
        let (rest, overflow) = minorUnits.subtractingReportingOverflow(other.minorUnits)
        guard !overflow else { throw .overflow }
        return Money(minorUnits: rest, currency: currency)
    }

    /// Whether this amount is smaller than another of the same currency.
    ///
    /// - Throws: ``MoneyError/currencyMismatch(_:_:)``.
    public func isLess(than other: Money) throws(MoneyError) -> Bool {
        try requireCurrency(of: other)
        return minorUnits < other.minorUnits
    }

    /// The amount times a ratio of whole numbers, rounded once to a minor unit.
    ///
    /// The product is exact in 128 bits before it is divided.
    ///
    /// - Throws: ``MoneyError/divisionByZero`` or ``MoneyError/overflow``.
    public func multiplied(
        by numerator: Int64,
        over denominator: Int64,
        rounding: Rounding
    ) throws(MoneyError) -> Money {
        let product = Int128(minorUnits) * Int128(numerator)
        let quotient = try rounding.quotient(of: product, dividedBy: Int128(denominator))
        guard let minorUnits = Int64(exactly: quotient) else { throw .overflow }
        return Money(minorUnits: minorUnits, currency: currency)
    }

    /// Shares of the amount in proportion to weights, which sum to the whole exactly.
    ///
    /// Each share is cut toward zero to a minor unit; the minor units left over go one each to the
    /// shares with the largest remainders, and among equal remainders to the earlier. A negative
    /// amount is divided as its opposite is.
    ///
    /// - Throws: ``MoneyError/negativeWeight``, or ``MoneyError/noWeight`` where the weights sum to
    ///   zero.
    public func allocated(over weights: [Int64]) throws(MoneyError) -> [Money] {
        let shares = try LargestRemainder.shares(of: minorUnits.magnitude, over: weights)
        return shares.map { share in
            Money(
                minorUnits: isNegative ? Int64(truncatingIfNeeded: 0 &- share) : Int64(share),
                currency: currency
            )
        }
    }

    private func requireCurrency(of other: Money) throws(MoneyError) {
        guard currency == other.currency else {
            throw .currencyMismatch(currency, other.currency)
        }
    }
}

/// Whole numbers that share a whole in proportion to weights.
enum LargestRemainder {
    /// The shares in the order of their weights; what cutting leaves over goes one each to the
    /// largest remainders, and among equal ones to the earlier.
    ///
    /// - Throws: ``MoneyError/negativeWeight``, or ``MoneyError/noWeight`` where the weights sum to
    ///   zero.
    static func shares(of whole: UInt64, over weights: [Int64]) throws(MoneyError) -> [UInt64] {
        guard weights.allSatisfy({ $0 >= 0 }) else { throw .negativeWeight }
        let total = weights.reduce(0) { $0 + UInt128($1) }
        guard total > 0 else { throw .noWeight }
        var shares: [UInt64] = []
        var remainders: [UInt128] = []
        var unallocated = whole
        for weight in weights {
            // 64 bits times 63 fit in 128, and a share is never larger than the amount.
            let product = UInt128(whole) * UInt128(weight)
            let (quotient, remainder) = product.quotientAndRemainder(dividingBy: total)
            let share = UInt64(quotient)
            shares.append(share)
            remainders.append(remainder)
            unallocated -= share
        }
        let byRemainder = weights.indices.sorted { left, right in
            remainders[left] != remainders[right]
                ? remainders[left] > remainders[right] : left < right
        }
        // Fewer units are left than there are remainders above zero: each is less than one.
        for index in byRemainder.prefix(Int(unallocated)) { shares[index] += 1 }
        return shares
    }
}

/// Why a sum of money could not be computed.
public enum MoneyError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The result is beyond what 64 bits of minor units hold.
    case overflow

    /// Amounts of two currencies met in one computation; there are no implied rates of exchange.
    case currencyMismatch(Currency, Currency)

    /// A ratio has zero as its denominator.
    case divisionByZero

    /// A share to allocate over is negative.
    case negativeWeight

    /// There is nothing to allocate over: no shares, or all of them zero.
    case noWeight

    /// One sentence that says what went wrong.
    public var description: String {
        switch self {
        case .overflow: "the amount is beyond 64 bits of minor units"
        case .currencyMismatch(let left, let right): "\(left) and \(right) cannot be mixed"
        case .divisionByZero: "the denominator is zero"
        case .negativeWeight: "a share to allocate over is negative"
        case .noWeight: "there is no share to allocate over"
        }
    }
}
