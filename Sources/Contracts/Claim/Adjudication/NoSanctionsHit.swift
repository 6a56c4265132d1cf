/// Nobody named on the declaration, and not the payee, is on the sanctions list.
enum NoSanctionsHit: AdjudicationCheck {
    static let name = "noSanctionsHit"
    static let clause = "Sanction Limitation and Exclusion Clause JC2010/014"

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let hits = facts.sanctionsHits
        return CheckResult(
            hits.isEmpty,
            figure: hits.isEmpty ? "none" : hits.joined(separator: ", "),
            limit: "none"
        )
    }
}
