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
