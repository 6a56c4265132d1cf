import Marine

/// The peril is one of those that a clause of the certificate covers.
enum PerilCovered: AdjudicationCheck {
    static let name = "perilCovered"
    static let clause = "MIA 1906 s. 55(1); the certificate's clauses"

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let (peril, clauses) = (facts.notice.peril, facts.terms.clauses)
        let covering = clauses.first { $0.covers(peril, in: facts.edition) }
        return CheckResult(
            covering != nil,
            figure: covering.map { "\(peril.rawValue) by \($0.rawValue)" } ?? peril.rawValue,
            limit: clauses.map(\.rawValue).joined(separator: "; ")
        )
    }
}
