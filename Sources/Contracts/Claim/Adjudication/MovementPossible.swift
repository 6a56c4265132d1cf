import Marine

/// No logger of the shipment moved faster than goods are carried.
enum MovementPossible: AdjudicationCheck {
    static let name = "movementPossible"
    static let clause = "The certificate's terms: signals"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.certificate, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let most = facts.terms.fastestKilometresPerHour
        let limit = "no movement faster than \(most) km/h"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        let devices = evidence.shipment.findings.devices
        guard devices.allSatisfy({ $0.signals != nil }) else {
            return CheckResult(.unknown, figure: "movement was not looked at", limit: limit)
        }
        let fastest = devices.compactMap { found in
            found.signals?.fastest.map { (found.device, $0) }
        }.max { $0.1.kilometresPerHour < $1.1.kilometresPerHour }
        guard let (device, movement) = fastest else {
            return CheckResult(true, figure: "no movement is shown", limit: limit)
        }
        return CheckResult(
            movement.kilometresPerHour <= most,
            figure: "\(device), \(movement.kilometresPerHour) km/h from \(movement.from) to "
                + "\(movement.to)",
            limit: limit
        )
    }
}
