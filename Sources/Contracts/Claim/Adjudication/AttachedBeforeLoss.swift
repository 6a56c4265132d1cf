import Marine

/// The loss as notified and the breach as recorded both lie within the cover: readings from before
/// departure or after delivery prove nothing.
enum AttachedBeforeLoss: AdjudicationCheck {
    static let name: Text<60> = "attachedBeforeLoss"
    static let clause = "Institute Cargo Clauses 1/1/09 cl. 8 (Transit)"
    static let inputs: [Check.InputKind] = [.claim, .certificate, .shipment, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let (notice, certificate, breach) = (facts.notice, facts.certificate, facts.breach)
        let first = facts.lossFrom
        let last = max(notice.lossFrom, breach?.from ?? notice.lossFrom)
        let limit = "attached before the loss, not ended before it"
        guard let attachedAt = certificate.attachedAt else {
            return CheckResult(.unknown, figure: "not attached; loss \(first)", limit: limit)
        }
        // A breach that runs on past delivery is left to a person to apportion.
        let ended =
            facts.coverEnd.map { terminatedAt in
                terminatedAt <= last || breach.map { terminatedAt < $0.to } ?? false
            } ?? false
        var figure = "attached \(attachedAt), loss \(first)"
        if last != first { figure += " to \(last)" }
        if let terminatedAt = facts.coverEnd { figure += ", ended \(terminatedAt)" }
        return CheckResult(attachedAt <= first && !ended, figure: figure, limit: limit)
    }
}
