import Marine

/// No other certificate insured the same goods before, or has paid for them.
///
/// Double insurance is lawful; who pays how much of a loss is then a person's decision.
enum SoleInsurance: AdjudicationCheck {
    static let name: Text<60> = "soleInsurance"
    static let clause = "MIA 1906 s. 32 (double insurance), s. 80 (contribution)"
    static let inputs: [Check.InputKind] = [.certificate, .interests]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "no other certificate on the same goods"
        guard !facts.interests.isEmpty else {
            return CheckResult(
                .unknown,
                figure: "the goods have no container, bill of lading or lot",
                limit: limit
            )
        }
        let others = facts.interests.flatMap { $0.before(facts.certificate.id) }
        guard !others.isEmpty else { return CheckResult(true, figure: "none", limit: limit) }
        let sums = others.map { "\($0.insuredValue)" }
        return CheckResult(
            false,
            figure: "\(others.count) for \(listed(sums))",
            limit: limit
        )
    }
}
