public import CanonicalJSON

/// A set of clauses under which cargo is insured, or a part of the cover with clauses of its own.
///
/// The answers below are those of the printed clauses for a peril taken by itself; what a
/// certificate adds or takes away is its own term. War, strikes and delay are covered only by sets
/// of their own. They are the answers of an edition of the rules:
/// what a claim was judged by stands.
public enum ClauseSet: String, CanonicalText, JSONCoded, CaseIterable {
    /// Institute Cargo Clauses (A), all risks but those excluded, CL382.
    case iccA = "ICC(A) 1/1/09"

    /// Institute Cargo Clauses (B), named perils, CL383.
    case iccB = "ICC(B) 1/1/09"

    /// Institute Cargo Clauses (C), the fewest named perils, CL384.
    case iccC = "ICC(C) 1/1/09"

    /// Institute Frozen Food Clauses (A), excluding frozen meat.
    case frozenFoodA = "Institute Frozen Food Clauses (A) 1/1/86"

    /// Institute War Clauses (Cargo), CL385.
    case warCargo = "Institute War Clauses (Cargo) 1/1/09"

    /// Institute Strikes Clauses (Cargo), CL386.
    case strikesCargo = "Institute Strikes Clauses (Cargo) 1/1/09"

    /// A part of the cover that readings trigger, and that asks for no cause.
    case temperatureExtension = "Plimsoll temperature-controlled cargo extension"

    /// A part of the cover for late arrival, which no Institute set gives.
    case delayExtension = "Plimsoll delay extension"

    /// Whether the set insures against a peril by the rules of an edition.
    ///
    /// ``frozenFoodA`` answers for a breakdown of machinery on the condition of
    /// ``requiredStoppageMilliseconds(in:)``.
    public func covers(_ peril: Peril, in edition: Edition) -> Bool {
        coveringClause(for: peril, in: edition) != nil
    }

    /// How long machinery must stand still, at the least and without a break, for a loss to be
    /// insured by the rules of an edition, in milliseconds.
    ///
    /// 24 hours under clause 1.2.1 of ``frozenFoodA``; exactly 24 hours is long enough. Nothing
    /// where the set has no such condition.
    public func requiredStoppageMilliseconds(in edition: Edition) -> Int64? {
        self == .frozenFoodA ? 24 * 3_600_000 : nil
    }

    /// How many days after the ship's arrival the insurance ends at the latest, by the rules of an
    /// edition; nothing where the set has no such clause and goes by the others'.
    ///
    /// Institute Cargo and Strikes Clauses 1/1/09 cl. 8.1.4 and 5.1.4: 60 days after discharge.
    /// Institute Frozen Food Clauses 1/1/86 cl. 8.1: 5 days after discharge. Institute War Clauses
    /// 1/1/09 cl. 5.1: 15 days from the day of arrival. The arrival that the parties record stands
    /// for the completion of discharge.
    public func daysAfterArrival(in edition: Edition) -> Int? {
        switch self {
        case .iccA, .iccB, .iccC, .strikesCargo: 60
        case .frozenFoodA: 5
        case .warCargo: 15
        case .temperatureExtension, .delayExtension: nil
        }
    }
}

extension ClauseSet {
    /// The number of the clause that insures against a peril by the rules of an edition, or nothing
    /// if none does.
    public func coveringClause(for peril: Peril, in edition: Edition) -> String? {
        switch self {
        case .iccA:
            exclusion(for: peril, in: edition) != nil ? nil : peril == .generalAverage ? "2" : "1"
        case .iccB: ClauseSet.namedPerilsB[peril]
        case .iccC: ClauseSet.namedPerilsC[peril]
        case .frozenFoodA:
            switch peril {
            case _ where exclusion(for: peril, in: edition) != nil: nil
            case .machineryBreakdown: "1.2.1"
            case .generalAverage: "2"
            default: "1.1"
            }
        case .warCargo: peril == .war ? "1" : nil
        case .strikesCargo: peril == .strikes ? "1" : nil
        case .temperatureExtension: peril == .temperatureVariation ? "1" : nil
        case .delayExtension: peril == .delay ? "1" : nil
        }
    }

    /// The number of the clause that excludes a peril by the rules of an edition, or nothing if no
    /// clause names it.
    ///
    /// A peril may be neither insured nor excluded: theft under (C) is simply not among the risks
    /// covered by clause 1.
    public func exclusion(for peril: Peril, in edition: Edition) -> String? {
        switch self {
        case .iccA, .iccB, .iccC: ClauseSet.cargoExclusions[peril]
        case .frozenFoodA:
            // Clause 1.1 takes variation in temperature out of all risks;
            // 1.2 gives back named causes.
            peril == .temperatureVariation ? "1.1" : ClauseSet.cargoExclusions[peril]
        case .warCargo: ClauseSet.warExclusions[peril]
        case .strikesCargo: peril == .war ? "3.10" : ClauseSet.warExclusions[peril]
        case .temperatureExtension, .delayExtension: nil
        }
    }

    private static let namedPerilsC: [Peril: String] = [
        .fireOrExplosion: "1.1.1", .strandingOrSinking: "1.1.2", .overturningOrDerailment: "1.1.3",
        .collision: "1.1.4", .dischargeAtPortOfDistress: "1.1.5", .jettison: "1.2.2",
        .generalAverage: "2",
    ]

    private static let namedPerilsB: [Peril: String] = namedPerilsC.merging([
        .earthquake: "1.1.6", .washingOverboard: "1.2.2", .entryOfWater: "1.2.3",
        .totalLossOfPackage: "1.3",
    ]) { inC, _ in inC }

    /// Alike in the three sets of 1/1/09 and in the Frozen Food Clauses.
    private static let cargoExclusions: [Peril: String] = [
        .insufficientPacking: "4.3", .inherentVice: "4.4", .delay: "4.5", .war: "6", .strikes: "7",
    ]

    /// Alike in the War and the Strikes Clauses.
    private static let warExclusions: [Peril: String] = [
        .insufficientPacking: "3.3", .inherentVice: "3.4", .delay: "3.5",
    ]
}
