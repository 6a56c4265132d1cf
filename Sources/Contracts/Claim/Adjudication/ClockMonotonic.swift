import Marine

/// No device reports two different values for one instant.
enum ClockMonotonic: AdjudicationCheck {
    static let name: Text<60> = "clockMonotonic"
    static let clause = "The certificate's telemetry terms: evidence"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "no instant with two values"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        let contradictions = evidence.devices.reduce(0) { sum, device in
            let (added, overflow) = sum.addingReportingOverflow(device.contradictions)
            return overflow ? .max : added
        }
        return CheckResult(
            contradictions == 0,
            figure: "\(contradictions) instants with two values",
            limit: limit
        )
    }
}
