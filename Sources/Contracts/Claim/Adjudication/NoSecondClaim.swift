/// The certificate has no other claim for the peril, and none within the loss.
enum NoSecondClaim: AdjudicationCheck {
    static let name = "noSecondClaim"
    static let clause = "MIA 1906 s. 77 (successive losses)"

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let notice = facts.notice
        let others = facts.certificate.claims.filter {
            $0.claim != facts.claim.id
                && ($0.peril == notice.peril
                    || (notice.lossFrom...notice.lossTo).contains($0.lossFrom))
        }
        return CheckResult(
            others.isEmpty,
            figure: others.isEmpty ? "none" : listed(others.map(\.claim.text)),
            limit: "no other claim for the peril or within the loss"
        )
    }
}
