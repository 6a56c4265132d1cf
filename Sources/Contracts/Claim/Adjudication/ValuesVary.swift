import Marine

/// No temperature and no humidity of a logger that the claim rests on stood still for long: a
/// sensor that says one value for days is stuck, or its record is made up.
enum ValuesVary: AdjudicationCheck {
    static let name: Text<60> = "valuesVary"
    static let clause = "The certificate's terms: signals"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.certificate, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let most = facts.terms.standingMilliseconds
        let limit = "no value that stands still for more than \(DurationText.text(most))"
        return judge(
            \.signals,
            of: facts.evidence?.devices,
            limit,
            unseen: "values were not looked at"
        ) { seen in
            let longest = seen.flatMap { signs in
                signs.found.standing.map { (signs.device, $0) }
            }.max { $0.1.milliseconds < $1.1.milliseconds }
            guard let (device, standing) = longest else {
                return CheckResult(true, figure: "none stood still", limit: limit)
            }
            return CheckResult(
                standing.milliseconds <= most,
                figure: "\(device), \(standing.metric.rawValue) for "
                    + "\(DurationText.text(standing.milliseconds)) from \(standing.from)",
                limit: limit
            )
        }
    }
}
