import Marine

/// No logger of the shipment moved faster than goods are carried.
enum MovementPossible: AdjudicationCheck {
    static let name: Text<60> = "movementPossible"
    static let clause = "The certificate's terms: signals"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.certificate, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let most = facts.terms.fastestKilometresPerHour
        let limit = "no movement faster than \(most) km/h"
        return judge(
            \.signals,
            of: facts.evidence?.shipment.findings.devices,
            limit,
            unseen: "movement was not looked at"
        ) { seen in
            let fastest = seen.compactMap { signs in
                signs.found.fastest.map { (signs.device, $0) }
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
}
