import Marine

/// The certificate has no other claim for the peril, and none within the loss; from the second
/// edition on, none whose loss overlaps this one, under the same part of the
/// cover where both name one.
enum NoSecondClaim: AdjudicationCheck {
    static let name: Text<60> = "noSecondClaim"
    static let clause = "MIA 1906 s. 77 (successive losses)"
    static let inputs: [Check.InputKind] = [.claim, .certificate, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let notice = facts.notice
        let others = facts.certificate.claims.filter { other in
            guard other.claim != facts.claim.id else { return false }
            let noticed = notice.lossFrom...notice.lossTo
            guard facts.edition >= .second else {
                return other.peril == notice.peril || noticed.contains(other.lossFrom)
            }
            // Parts of the cover pay beside each other; together no more than is insured.
            let isApart = other.part != nil && notice.part != nil && other.part != notice.part
            // Successive losses are each paid (s. 77); one loss is not, whatever it is called.
            return other.withdrawn != true && !isApart
                && facts.loss.overlaps(
                    other.lossFrom...max(other.lossFrom, other.lossTo ?? other.lossFrom)
                )
        }
        return CheckResult(
            others.isEmpty,
            figure: others.isEmpty ? "none" : listed(others.map(\.claim.text)),
            limit: facts.edition >= .second
                ? "no other claim for an overlapping loss"
                : "no other claim for the peril or within the loss"
        )
    }
}
