import Marine

/// Nobody who takes part and not the ship is on a sanctions list,
/// or two officers have released the hit.
enum NoSanctionsHit: AdjudicationCheck {
    static let name: Text<60> = "noSanctionsHit"
    static let clause = "Sanction Limitation and Exclusion Clause JC2010/014"
    static let inputs: [Check.InputKind] = [.screening]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let hits = facts.sanctionsHits
        return CheckResult(
            hits.isEmpty,
            figure: hits.isEmpty ? "none" : listed(hits),
            limit: "none"
        )
    }
}
