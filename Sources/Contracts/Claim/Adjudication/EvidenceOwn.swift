import Marine

/// No other shipment holds the readings of the loss too.
enum EvidenceOwn: AdjudicationCheck {
    static let name: Text<60> = "evidenceOwn"
    static let clause = "The certificate's telemetry terms: evidence"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.claim, .findings, .segments, .evidence]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        judge(facts, contested: facts.contested.readings, "no readings that another shipment has")
    }
}
