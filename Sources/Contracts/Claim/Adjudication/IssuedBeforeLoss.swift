import Marine

/// The certificate was on the ledger before the loss began, unless it insures lost or not lost.
enum IssuedBeforeLoss: AdjudicationCheck {
    static let name: Text<60> = "issuedBeforeLoss"
    static let clause = "MIA 1906 s. 6 (when interest must attach)"
    static let inputs: [Check.InputKind] = [.claim, .certificate, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let (issuedAt, lossFrom) = (facts.certificate.issuedAt, facts.lossFrom)
        let waived = facts.terms.lostOrNotLost == true
        return CheckResult(
            waived || issuedAt <= lossFrom,
            figure: "issued \(issuedAt), loss \(lossFrom)",
            limit: waived ? "lost or not lost" : "issued before the loss"
        )
    }
}
