import Marine

/// No other shipment that is underway bound a logger of this one before.
enum DeviceOnOneShipment: AdjudicationCheck {
    static let name = "deviceOnOneShipment"
    static let clause = "The certificate's telemetry terms: devices"

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "no logger that another shipment has"
        guard facts.evidence != nil else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        guard facts.contested.isKnown else {
            return CheckResult(.unknown, figure: "the ledger keeps no secret", limit: limit)
        }
        let contested = facts.contested.devices
        return CheckResult(
            contested.isEmpty,
            figure: contested.isEmpty ? "none" : listed(contested.map(\.text)),
            limit: limit
        )
    }
}
