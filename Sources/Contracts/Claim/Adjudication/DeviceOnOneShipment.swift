import Marine

/// No other shipment that is underway bound a logger of this one before.
enum DeviceOnOneShipment: AdjudicationCheck {
    static let name: Text<60> = "deviceOnOneShipment"
    static let clause = "The certificate's telemetry terms: devices"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.findings, .evidence]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        judge(facts, contested: facts.contested.devices, "no logger that another shipment has")
    }
}
