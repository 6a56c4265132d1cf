import Marine

/// No claim of another shipment was judged for a loss of the very same times and figures.
enum LossNotClaimedBefore: AdjudicationCheck {
    static let name: Text<60> = "lossNotClaimedBefore"
    static let clause = "MIA 1906 s. 17 (utmost good faith), s. 80 (contribution)"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.claim, .findings, .evidence]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "no other shipment's claim for the same times and figures"
        guard facts.breach != nil else {
            return CheckResult(true, figure: "no loss is shown", limit: limit)
        }
        return judge(facts, contested: facts.contested.losses, limit)
    }
}
