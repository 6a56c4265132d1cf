/// A set of clauses under which cargo is insured, or a part of the cover with clauses of its own.
///
/// The answers below are those of the printed clauses for a peril taken by itself; what a
/// certificate adds or takes away is its own term. War, strikes and delay are covered only by sets
/// of their own.
public enum ClauseSet: String, CanonicalText, Codable, CaseIterable {
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

    /// Whether the set insures against a peril.
    ///
    /// ``frozenFoodA`` answers for a breakdown of machinery on the condition of
    /// ``requiredStoppageMilliseconds``.
    public func covers(_ peril: Peril) -> Bool { coveringClause(for: peril) != nil }

    /// How long machinery must stand still, at the least and without a break, for a loss to be insured.
    ///
    /// 24 hours under clause 1.2.1 of ``frozenFoodA``; exactly 24 hours is long enough. Nothing where
    /// the set has no such condition.
    public var requiredStoppageMilliseconds: Int64? {
        self == .frozenFoodA ? 24 * 3_600_000 : nil
    }
}
