public import CanonicalJSON
public import Marine

/// How the insured value and the premium follow from what the goods cost.
public struct Valuation: Record, Hashable, Sendable {
    /// The basis, a choice of each cover.
    public enum Basis: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Cost, insurance and freight with an uplift: A = u (C + F) / (1 - u r). The premium is
        /// itself insured. The default.
        case costInsuranceFreight
        /// The uplift times cost and freight: A = u (C + F).
        case plain
    }

    /// The basis.
    public var basis: Basis
    /// The uplift u, 110 % by default; 100 % to 200 %.
    public var uplift: Rate

    func validate(in edition: Edition) throws(Refusal) {
        guard uplift >= .one, uplift.partsPerBillion <= 2 * Rate.one.partsPerBillion else {
            throw Refusal(.termsMalformed, ["uplift": "\(uplift)"])
        }
    }

    /// The insured value of goods of this cost and freight at this rate,
    /// by an edition of the rules.
    ///
    /// Rounded half away from zero to the minor unit, once, at the end.
    ///
    /// - Throws: `rateTooHigh` where 1 - u r is not positive, `arithmeticOutOfRange`.
    public func insuredValue(
        costAndFreight: Money,
        rate: Rate,
        in edition: Edition
    ) throws(Refusal) -> Money {
        let whole = Int128(Rate.one.partsPerBillion)
        let uplift = Int128(uplift.partsPerBillion)
        let sum = Int128(costAndFreight.minorUnits)
        let numerator: Int128
        let denominator: Int128
        switch basis {
        case .plain:
            numerator = uplift * sum
            denominator = whole
        case .costInsuranceFreight:
            numerator = uplift * sum * whole
            denominator = whole * whole - uplift * Int128(rate.partsPerBillion)
        }
        guard denominator > 0 else {
            throw Refusal(.rateTooHigh, ["rate": "\(rate)", "uplift": "\(self.uplift)"])
        }
        let rounded = (numerator + denominator / 2) / denominator
        guard let minorUnits = Int64(exactly: rounded) else {
            throw Refusal(.arithmeticOutOfRange, ["insuredValue": "beyond 64 bits"])
        }
        return Money(minorUnits: minorUnits, currency: costAndFreight.currency)
    }
}
