import Marine

/// No other shipment holds the readings of the loss too.
enum EvidenceOwn: AdjudicationCheck {
    static let name = "evidenceOwn"
    static let clause = "The certificate's telemetry terms: evidence"

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "no readings that another shipment has"
        guard facts.evidence != nil else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        guard facts.contested.isKnown else {
            return CheckResult(.unknown, figure: "the ledger keeps no secret", limit: limit)
        }
        let contested = facts.contested.readings
        return CheckResult(
            contested.isEmpty,
            figure: contested.isEmpty ? "none" : listed(contested.map(\.text)),
            limit: limit
        )
    }
}
