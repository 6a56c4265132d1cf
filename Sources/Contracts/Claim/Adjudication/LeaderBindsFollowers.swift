import Marine

/// What the leader's decision would pay is paid for all insurers: there is no other, the cover says
/// that it binds them, or they have consented.
enum LeaderBindsFollowers: AdjudicationCheck {
    static let name: Text<60> = "leaderBindsFollowers"
    static let clause = "The cover's leader clause"
    static let inputs: [Check.InputKind] = [.claim, .certificate]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let consents = facts.claim.consents ?? []
        let silent = facts.certificate.insurers.map(\.member).dropFirst().filter {
            facts.certificate.leaderClause == .eachInsurerConsents && !consents.contains($0)
        }
        return CheckResult(
            silent.isEmpty,
            figure: silent.isEmpty ? "none" : listed(silent.map(\.text)),
            limit: "no insurer whose consent is missing"
        )
    }
}
