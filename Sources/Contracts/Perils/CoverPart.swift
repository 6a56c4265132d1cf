public import CanonicalJSON
public import Marine

/// One part of a certificate's cover: an event of one peril, told by figures, and what it pays.
///
/// It gives what its clause gives and no more. A claim is for one loss under one part.
public struct CoverPart: Record, Hashable, Sendable {
    /// What it is called; no two parts of the terms have one name.
    public var name: Text<60>
    /// The peril of which its event is an instance.
    public var peril: Peril
    /// The clause set that it stands on: one of the certificate's, which insures the peril.
    public var clause: ClauseSet
    /// The event that is a loss.
    public var trigger: Trigger
    /// Which part of the carriage is judged; all of it where left out.
    public var window: CarriagePart?
    /// How much of the value a loss pays.
    public var scale: PayoutScale
    /// What the assured bears of each loss; as the certificate says where left out.
    public var deductible: Deductible?
    /// The most that one loss pays, in the cover's currency; positive; the value where left out.
    public var limit: Money?
    /// Whether the deductible or the limit is applied first; the deductible where left out.
    public var order: LimitOrder?
    /// The time at the beginning of each loss that pays nothing, in milliseconds: it is taken off
    /// the figures that the scale goes by, and a loss no longer than it is none.
    public var waitingMilliseconds: Milliseconds?
    /// The value that the scale's share is of; the agreed one where left out.
    public var value: ValueBasis?
}

/// Which comes first, the deductible or the limit.
public enum LimitOrder: String, JSONCoded, Hashable, Sendable, CaseIterable {
    /// The loss less the deductible, at most the limit: the limit is in excess of the deductible.
    ///
    /// - Since: edition 2
    case deductibleFirst
    /// The loss, at most the limit, less the deductible: the limit is of the
    /// loss from the ground up.
    ///
    /// - Since: edition 2
    case limitFirst
}

/// What a part pays a share of.
public enum ValueBasis: String, JSONCoded, Hashable, Sendable, CaseIterable {
    /// The insured value, which the parties have agreed (Marine Insurance Act 1906 s. 27(3)).
    ///
    /// - Since: edition 2
    case agreed
    /// The insurable value, where it is less: prime cost, freight and the premium (s. 16(3),
    /// s. 28).
    ///
    /// - Since: edition 2
    case indemnity
}

extension CoverPart {
    /// Refuses a part that contradicts itself, the terms that it is of or the cover's currency.
    func validate(
        beside terms: CertificateTerms,
        currency: Currency,
        in edition: Edition
    ) throws(Refusal) {
        guard terms.clauses.contains(clause) else {
            throw malformed("clause", "\(clause) is none of the certificate's clauses")
        }
        guard clause.covers(peril, in: edition) else {
            throw malformed("clause", "\(clause) does not insure \(peril)")
        }
        let rule = trigger.rule
        guard type(of: rule).perils.contains(peril) else {
            throw malformed("peril", "\(trigger.name) shows no \(peril)")
        }
        do throws(Refusal) { try rule.requireSound() } catch {
            throw Refusal(error.code, error.figures.merging(["part": name.string]) { $1 })
        }
        if !rule.measured.isEmpty, terms.telemetry == nil {
            throw malformed("trigger", "\(trigger.name) needs the certificate's telemetry terms")
        }
        let figures = type(of: rule).figures
        if clause.requiredStoppage(for: peril, in: edition) > 0,
            !figures.contains(.longestMilliseconds)
        {
            throw malformed("trigger", "\(clause) asks for a time without a break")
        }
        switch window {
        case .between(let from, let to)? where to < from:
            throw malformed("window", "\(from) to \(to)")
        case .some where rule.measured.isEmpty:
            throw malformed("window", "\(trigger.name) is judged over the whole carriage")
        default: break
        }
        try scale.validate(figures, of: self)
        if type(of: rule).provesNothing, scale != .assessed {
            throw malformed("scale", "\(trigger.name) proves nothing; a person assesses the loss")
        }
        try deductible?.validate(currency: currency, in: edition)
        if let limit, limit.currency != currency || !limit.isPositive {
            throw malformed("limit", "\(limit)")
        }
        if order != nil, limit == nil { throw malformed("order", "there is no limit") }
        if let waitingMilliseconds,
            waitingMilliseconds == 0 || !figures.contains(.totalMilliseconds)
        {
            throw malformed("waitingMilliseconds", "\(waitingMilliseconds)")
        }
    }

    func malformed(_ field: String, _ figure: String) -> Refusal {
        Refusal(.termsMalformed, [field: figure, "part": name.string])
    }

    /// What a loss under the part is measured against.
    func basis(of certificate: Certificate.State) throws(Refusal) -> AdjustmentBasis {
        AdjustmentBasis(
            insuredValue: try worth(certificate),
            deductible: deductible ?? certificate.terms.deductible,
            limit: limit,
            order: order
        )
    }

    private func worth(_ certificate: Certificate.State) throws(Refusal) -> Money {
        guard value == .indemnity else { return certificate.insuredValue }
        let (declared, premium) = (certificate.declaration, certificate.premium)
        let insurable = try checked { () throws(MoneyError) in
            try declared.cost.adding(declared.freight).adding(premium)
        }
        return insurable.minorUnits < certificate.insuredValue.minorUnits
            ? insurable : certificate.insuredValue
    }

    /// What the shipment's readings are measured for.
    func measures(in edition: Edition) -> [TelemetryMeasure] {
        let rule = trigger.rule
        return rule.measured.map { condition in
            TelemetryMeasure(
                part: name,
                condition: condition,
                window: window ?? .wholeCarriage,
                daysAfterArrival: clause.daysAfterArrival(in: edition),
                listedMilliseconds: rule.listed,
                meanKinetic: rule.needsMean
            )
        }
    }

    /// What is asked, in words and numbers: by the trigger,
    /// and by the clause where that asks for more.
    public func asked(in edition: Edition) -> String {
        let needed = clause.requiredStoppage(for: peril, in: edition)
        guard needed > 0 else { return trigger.rule.asked }
        return "\(trigger.rule.asked); by \(clause) at least \(DurationText.text(needed)) together"
    }
}

extension ClauseSet {
    /// How long a loss by a peril must last without a break at the least, in milliseconds; 0 where
    /// the set has no such condition for it.
    func requiredStoppage(for peril: Peril, in edition: Edition) -> Int64 {
        guard peril == .machineryBreakdown else { return 0 }
        return requiredStoppageMilliseconds(in: edition) ?? 0
    }
}
