import Marine

/// The readings are those of a device that the parties bound to the shipment.
enum DeviceBound: AdjudicationCheck {
    static let name: Text<60> = "deviceBound"
    static let clause = "The certificate's telemetry terms: devices"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.shipment, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "bound to the shipment"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        let bound = Set(evidence.shipment.devices.map(\.id.string))
        return CheckResult(
            evidence.devices.allSatisfy { bound.contains($0.device) },
            figure: listed(evidence.devices.map(\.device)),
            limit: limit
        )
    }
}
