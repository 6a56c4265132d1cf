import Marine

/// The payable amount is positive, and within the authority that the terms give the automaton.
enum AmountWithinAuthority: AdjudicationCheck {
    static let name: Text<60> = "amountWithinAuthority"
    static let clause = "The certificate's automation authority"
    static let inputs: [Check.InputKind] = [.certificate, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let authority = facts.terms.automationAuthority
        guard let amount = facts.adjustment?.payable else {
            return CheckResult(
                .unknown,
                figure: "no agreed loss applies",
                limit: "\(authority)"
            )
        }
        return CheckResult(
            amount.isPositive && amount.minorUnits <= authority.minorUnits,
            figure: "\(amount)",
            limit: "\(authority)"
        )
    }
}
