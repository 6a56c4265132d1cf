public import CanonicalJSON
public import Marine

/// How a loss is measured.
public enum Assessment: Record, Hashable, Sendable {
    /// The share of the insured value that the certificate's terms agree for a met trigger.
    case agreedLoss(
        /// The share agreed, in per cent of the insured value; 0 to 100.
        rate: Rate
    )
    /// Marine Insurance Act 1906 s. 71(3): insured x (gross sound - gross damaged) / gross sound.
    case partialLoss(
        /// What the goods would have fetched at the destination had they arrived sound, before
        /// charges; positive, in any one currency.
        grossSoundValue: Money,
        /// What they fetch there as they are, before charges; not negative, at most the sound
        /// value, in the same currency.
        grossDamagedValue: Money
    )
    /// Salvage loss: the insured value less the net proceeds. Not the same as s. 71(3).
    case salvageLoss(
        /// What the goods were sold for short of the destination, less the expenses of the sale;
        /// not negative, at most the insured value, in its currency.
        netProceeds: Money
    )
    /// Total loss: the insured value.
    case totalLoss
}

/// What a certificate gives to an adjustment.
public struct AdjustmentBasis: Record, Hashable, Sendable {
    /// The insured value; the policy is valued and insures in full, so no average applies.
    ///
    /// Of a part of the cover that pays by the insurable value, that.
    public var insuredValue: Money
    /// What the assured bears.
    public var deductible: Deductible
    /// The most that the loss pays; the insured value where absent.
    ///
    /// - Since: edition 2
    public var limit: Money?
    /// Whether the deductible or the limit comes first; the deductible where absent.
    ///
    /// - Since: edition 2
    public var order: LimitOrder?

    /// What of a loss is payable: never more than the limit, nor than the loss.
    func payable(_ loss: Money, in edition: Edition) throws(Refusal) -> Money {
        func limited(_ amount: Money) -> Money {
            guard let limit, limit.minorUnits < amount.minorUnits else { return amount }
            return limit
        }
        let counted = order == .limitFirst ? limited(loss) : loss
        return limited(
            try deductible.payable(loss: counted, insuredValue: insuredValue, in: edition)
        )
    }
}

/// A measured loss.
public struct Adjustment: Record, Hashable, Sendable {
    /// How it was measured.
    public var assessment: Assessment
    /// What it was measured against.
    public var basis: AdjustmentBasis
    /// The loss before the deductible.
    public var loss: Money
    /// What is payable.
    public var payable: Money

    enum Flattened { case basis }

    /// Measures a loss by an edition of the rules; rounded half away from zero to the minor unit.
    ///
    /// - Throws: `assessmentMalformed` where values contradict each other or the basis' currency.
    public init(
        assessment: Assessment,
        basis: AdjustmentBasis,
        in edition: Edition
    ) throws(Refusal) {
        self.assessment = assessment
        self.basis = basis
        loss = try Adjustment.loss(assessment, insuredValue: basis.insuredValue)
        payable = try basis.payable(loss, in: edition)
    }

    private static func loss(
        _ assessment: Assessment,
        insuredValue: Money
    ) throws(Refusal) -> Money {
        switch assessment {
        case .totalLoss:
            return insuredValue
        case .agreedLoss(let rate):
            return try checked { () throws(MoneyError) in
                try rate.applied(to: insuredValue, rounding: .halfAwayFromZero)
            }
        case .salvageLoss(let proceeds):
            guard proceeds.currency == insuredValue.currency, !proceeds.isNegative,
                proceeds.minorUnits <= insuredValue.minorUnits
            else {
                throw Refusal(
                    .assessmentMalformed,
                    ["netProceeds": "\(proceeds)", "insuredValue": "\(insuredValue)"]
                )
            }
            return try checked { () throws(MoneyError) in try insuredValue.subtracting(proceeds) }
        case .partialLoss(let sound, let damaged):
            // Sound and damaged values are those of the market on arrival: any one currency.
            guard sound.currency == damaged.currency, sound.isPositive, !damaged.isNegative,
                damaged.minorUnits <= sound.minorUnits
            else {
                throw Refusal(
                    .assessmentMalformed,
                    ["grossSoundValue": "\(sound)", "grossDamagedValue": "\(damaged)"]
                )
            }
            return try checked { () throws(MoneyError) in
                try insuredValue.multiplied(
                    by: sound.minorUnits - damaged.minorUnits,
                    over: sound.minorUnits,
                    rounding: .halfAwayFromZero
                )
            }
        }
    }
}
