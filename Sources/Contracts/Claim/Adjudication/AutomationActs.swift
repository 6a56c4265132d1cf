import Marine

/// The terms let the automaton pay; in shadow mode it says alone what it would do.
enum AutomationActs: AdjudicationCheck {
    static let name: Text<60> = "automationActs"
    static let clause = "The certificate's terms: automation"
    static let inputs: [Check.InputKind] = [.certificate]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let mode = facts.terms.automation ?? .straightThrough
        return CheckResult(
            mode == .straightThrough,
            figure: mode.rawValue,
            limit: CertificateTerms.Automation.straightThrough.rawValue
        )
    }
}
