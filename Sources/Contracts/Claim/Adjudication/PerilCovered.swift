import Marine

/// The peril is one of those that a clause of the certificate covers.
enum PerilCovered: AdjudicationCheck {
    static let name: Text<60> = "perilCovered"
    static let clause = "MIA 1906 s. 55(1); the certificate's clauses"
    static let inputs: [Check.InputKind] = [.claim, .certificate]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let (peril, clauses) = (facts.notice.peril, facts.terms.clauses)
        // A part of the cover stands on one clause set, whatever the others insure.
        let ofPart = facts.terms.parts == nil ? nil : facts.part
        let covering = clauses.first {
            $0.covers(peril, in: facts.edition) && (ofPart.map(\.clause) ?? $0) == $0
        }
        return CheckResult(
            covering != nil,
            figure: covering.map { "\(peril.rawValue) by \($0.rawValue)" } ?? peril.rawValue,
            limit: clauses.map(\.rawValue).joined(separator: "; ")
        )
    }
}
