public import CanonicalJSON
public import Marine

/// The terms under which one kind of goods is insured; a certificate pins them at issue.
///
/// Where the market reads a clause in two ways the choice is a field here, with its default named.
public struct CertificateTerms: Record, Hashable, Sendable {
    /// The clause sets whose perils are insured.
    public var clauses: Entries<1, 20, ClauseSet>
    /// What the assured bears of a loss.
    public var deductible: Deductible
    /// What the loggers must show; `nil` where the goods travel without.
    public var telemetry: TelemetryTerms?
    /// The temperature event that is a loss by itself; `nil` where none is.
    public var trigger: TemperatureTrigger?
    /// The share of the insured value that a met trigger pays; `nil` asks for an assessment.
    public var agreedLoss: Rate?
    /// The longest gap in a device's readings that straight-through approval allows, in ms.
    public var toleratedGapMilliseconds: Milliseconds
    /// Whether straight-through approval asks that every upload is signed by a bound device's key.
    public var signedUploads: Bool = false
    /// The most that the automaton may approve and settle without a human.
    public var automationAuthority: Money
    /// Days after issue within which the premium is to be paid.
    public var premiumCreditDays: Whole<0, 365>
    /// Whether goods are insured that may be lost already when the certificate is issued, "lost or
    /// not lost"; not where left out.
    ///
    /// Marine Insurance Act 1906 s. 6(1).
    ///
    /// - Since: edition 2
    public var lostOrNotLost: Bool?
    /// The parts of the cover that figures trigger, each by itself.
    ///
    /// Beside them neither `trigger` nor `agreedLoss` is stated. Absent, those and the deductible
    /// make one part.
    ///
    /// - Since: edition 2
    public var parts: Entries<1, 20, CoverPart>?
    /// From what on readings are not believed without a person;
    /// as ``SignalTerms`` says where left out.
    ///
    /// - Since: edition 3
    public var signals: SignalTerms?
    /// Whether the automaton pays what passes, or says alone what it would do;
    /// it pays where left out.
    ///
    /// - Since: edition 3
    public var automation: Automation?

    /// What the automaton does with a claim that passes every check.
    public enum Automation: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// It pays.
        ///
        /// - Since: edition 3
        case straightThrough
        /// It refers, and its opinion is kept beside what the adjuster decides: shadow mode.
        ///
        /// - Since: edition 3
        case shadow
    }

    /// The trigger with the condition of the clause that it stands on: a trigger never gives more
    /// than its clause.
    public func effectiveTrigger(in edition: Edition) -> TemperatureTrigger? {
        guard edition >= .second, case .machineryBreakdown(let agreed)? = trigger else {
            return trigger
        }
        let needed = clauses.array.filter { $0.covers(.machineryBreakdown, in: edition) }
            .map { $0.requiredStoppageMilliseconds(in: edition) ?? 0 }.min()
        guard let needed, needed > agreed.value, let needed = try? Milliseconds(needed) else {
            return trigger
        }
        return .machineryBreakdown(atLeastConsecutiveMilliseconds: needed)
    }

    /// When the premium of a certificate that insures from an instant on is due.
    func premiumDue(from instant: Instant) -> Instant {
        instant.advanced(byDays: premiumCreditDays.value)
    }

    /// How many days after the ship's arrival the cover ends at the latest,
    /// by an edition of the rules.
    ///
    /// The longest of the clause sets that insure the trigger's peril, or of all sets where those
    /// say nothing; 60, as the Institute Cargo Clauses say, where none does. Where parts are
    /// stated, the longest of all sets, as each part ends by its own clause besides.
    func daysAfterArrival(in edition: Edition) -> Int {
        let insuring = clauses.array.filter { clause in
            trigger.map { clause.covers($0.peril, in: edition) } ?? true
        }
        func longest(_ sets: [ClauseSet]) -> Int? {
            sets.compactMap { $0.daysAfterArrival(in: edition) }.max()
        }
        return longest(insuring) ?? longest(clauses.array) ?? 60
    }

    /// Refuses terms that contradict themselves or the cover's currency,
    /// by an edition of the rules.
    func validate(currency: Currency, in edition: Edition) throws(Refusal) {
        guard Set(clauses).count == clauses.count else { throw Refusal(.entriesRepeat) }
        guard automationAuthority.currency == currency, !automationAuthority.isNegative else {
            throw Refusal(.limitMalformed, ["automationAuthority": "\(automationAuthority)"])
        }
        if let agreedLoss, agreedLoss > .one {
            throw Refusal(.termsMalformed, ["agreedLoss": "\(agreedLoss)"])
        }
        try deductible.validate(currency: currency, in: edition)
        if let telemetry {
            if let low = telemetry.lowerLimit, let high = telemetry.upperLimit, low > high {
                throw Refusal(
                    .termsMalformed,
                    ["lowerLimit": "\(low)", "upperLimit": "\(high)"]
                )
            }
            guard telemetry.reportableGapMilliseconds > 0 else {
                throw Refusal(
                    .termsMalformed,
                    ["reportableGapMilliseconds": "\(telemetry.reportableGapMilliseconds)"]
                )
            }
        }
        if let parts {
            if let trigger {
                throw Refusal(.termsMalformed, ["trigger": "\(trigger.peril), beside parts"])
            }
            if let agreedLoss {
                throw Refusal(.termsMalformed, ["agreedLoss": "\(agreedLoss), beside parts"])
            }
            for (place, part) in parts.enumerated() {
                guard !parts[..<place].contains(where: { $0.name == part.name }) else {
                    throw part.malformed("name", "another part has it")
                }
                try part.validate(beside: self, currency: currency, in: edition)
            }
        }
        guard let trigger else { return }
        guard let telemetry, telemetry.lowerLimit != nil || telemetry.upperLimit != nil else {
            throw Refusal(.termsMalformed, ["trigger": "needs a temperature band"])
        }
        try trigger.validate(in: edition)
    }
}

/// From what on readings are a sign of fraud or of a fault, so that a person looks at the claim.
public struct SignalTerms: Record, Hashable, Sendable {
    /// How long before the goods were stuffed, or before they left where no stuffing is recorded, a
    /// logger may have begun to record, in milliseconds; a day and 14 days where left out.
    public var loggerLeadMilliseconds: Milliseconds?
    /// The greatest speed between two positions, in kilometres per hour; 200 where left out.
    public var fastestKilometresPerHour: Whole<1, 40_000>?
    /// How long a measured value may stand still, in milliseconds; 72 hours where left out.
    public var standingMilliseconds: Milliseconds?
    /// From how many common passages on readings are a copy of another shipment's;
    /// 3 where left out.
    public var commonPassages: Whole<1, 16>?
}

extension CertificateTerms {
    /// How long before the stuffing, or the departure, a logger may have begun to record,
    /// in milliseconds.
    func loggerLead(isStuffingKnown: Bool) -> Int64 {
        signals?.loggerLeadMilliseconds?.value ?? (isStuffingKnown ? 86_400_000 : 14 * 86_400_000)
    }

    /// The greatest speed between two positions, in kilometres per hour.
    var fastestKilometresPerHour: Int64 {
        Int64(signals?.fastestKilometresPerHour?.value ?? 200)
    }

    /// How long a measured value may stand still, in milliseconds.
    var standingMilliseconds: Int64 { signals?.standingMilliseconds?.value ?? 72 * 3_600_000 }

    /// From how many common passages on readings are a copy.
    var commonPassages: Int { signals?.commonPassages?.value ?? 4 }
}

/// What the assured bears of each loss (Marine Insurance Act 1906 leaves it to the policy).
public struct Deductible: Record, Hashable, Sendable {
    /// How the threshold works.
    public enum Kind: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// The loss is paid from the ground up.
        case none
        /// The loss less the threshold is paid.
        case excess
        /// Nothing below the threshold, the whole loss at or above it.
        case franchise
        /// Nothing at or below the threshold, the whole loss above it.
        case franchiseAbove
    }

    /// How the threshold works.
    public var kind: Kind
    /// The threshold as a share of the insured value; ignored for `none`.
    public var rate: Rate = .zero

    func validate(currency: Currency, in edition: Edition) throws(Refusal) {
        guard rate <= .one else { throw Refusal(.termsMalformed, ["deductible": "\(rate)"]) }
    }

    /// The payable part of a loss, by an edition of the rules.
    ///
    /// - Returns: never negative, in minor units; the threshold is rounded half away from zero.
    public func payable(
        loss: Money,
        insuredValue: Money,
        in edition: Edition
    ) throws(Refusal) -> Money {
        let threshold = try checked { () throws(MoneyError) in
            try rate.applied(to: insuredValue, rounding: .halfAwayFromZero)
        }
        let nothing = Money.zero(loss.currency)
        let below = try checked { () throws(MoneyError) in try loss.isLess(than: threshold) }
        switch kind {
        case .none: return loss
        case .excess:
            return below
                ? nothing
                : try checked { () throws(MoneyError) in try loss.subtracting(threshold) }
        case .franchise: return below ? nothing : loss
        case .franchiseAbove: return below || loss == threshold ? nothing : loss
        }
    }
}

/// The temperature event that is a loss by the certificate's own terms.
public enum TemperatureTrigger: Record, Hashable, Sendable {
    /// Time above the band is allowed up to a temperature and a duration while the mean kinetic
    /// temperature stays at or below its limit; anything beyond is a loss.
    ///
    /// A reading below the band is judged by itself: the same duration, never by the mean. The
    /// durations are totals over the carriage; exactly the allowance is still allowed.
    case excursionAllowance(
        /// The highest temperature allowed while above the band, in degrees Celsius: any reading
        /// above it is a loss; none where left out.
        upTo: Temperature?,
        /// The lowest temperature allowed while below the band, in degrees Celsius: any reading
        /// below it is a loss; none where left out.
        downTo: Temperature?,
        /// The time out of the band that is allowed in all, on each side by itself, in
        /// milliseconds; 0 allows none, and exactly this long is still allowed.
        atMostMilliseconds: Milliseconds,
        /// The mean kinetic temperature of the whole carriage above which time above the band is a
        /// loss, in degrees Celsius; not judged where left out.
        meanKineticLimit: Temperature?
    )
    /// Temperature out of band by breakdown of machinery for at least so many consecutive ms.
    ///
    /// Institute Frozen Food Clauses (A): at least 24 consecutive hours; exactly 24 h is a loss.
    case machineryBreakdown(
        /// The time out of the band without a break from which on it is a loss, in milliseconds;
        /// positive, and exactly this long is a loss.
        atLeastConsecutiveMilliseconds: Milliseconds
    )

    /// The peril that the trigger is an instance of.
    public var peril: Peril {
        switch self {
        case .excursionAllowance: .temperatureVariation
        case .machineryBreakdown: .machineryBreakdown
        }
    }

    func validate(in edition: Edition) throws(Refusal) {
        switch self {
        case .excursionAllowance: break
        case .machineryBreakdown(let milliseconds):
            guard milliseconds > 0 else {
                throw Refusal(
                    .termsMalformed,
                    ["atLeastConsecutiveMilliseconds": "\(milliseconds)"]
                )
            }
        }
    }
}
