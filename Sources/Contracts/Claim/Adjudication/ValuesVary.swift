import Marine

/// No temperature and no humidity of a logger that the claim rests on stood still for long: a
/// sensor that says one value for days is stuck, or its record is made up.
enum ValuesVary: AdjudicationCheck {
    static let name = "valuesVary"
    static let clause = "The certificate's terms: signals"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.certificate, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let most = facts.terms.standingMilliseconds
        let limit = "no value that stands still for more than \(DurationText.text(most))"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        guard evidence.devices.allSatisfy({ $0.signals != nil }) else {
            return CheckResult(.unknown, figure: "values were not looked at", limit: limit)
        }
        let longest = evidence.devices.flatMap { found in
            (found.signals?.standing ?? []).map { (found.device, $0) }
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
