import Marine

/// The payable amount is within what remains of the insured value.
enum LimitNotExhausted: AdjudicationCheck {
    static let name: Text<60> = "limitNotExhausted"
    static let clause = "MIA 1906 s. 67 (extent of the insurer's liability)"
    static let inputs: [Check.InputKind] = [.certificate, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let remaining = facts.certificate.remaining
        guard let amount = facts.adjustment?.payable else {
            return CheckResult(
                .unknown,
                figure: "no agreed loss applies",
                limit: "\(remaining)"
            )
        }
        return CheckResult(
            amount.minorUnits <= remaining.minorUnits,
            figure: "\(amount)",
            limit: "\(remaining)"
        )
    }
}
