import Marine

/// Each device that the claim rests on was bound on the ledger before the loss began, and what is
/// said of when it left them cuts no loss short that had begun by then.
enum DeviceBoundBeforeLoss: AdjudicationCheck {
    static let name: Text<60> = "deviceBoundBeforeLoss"
    static let clause = "The certificate's telemetry terms: devices"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.claim, .shipment, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "bound before the loss"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        let names = Set(evidence.devices.map(\.device))
        let devices = evidence.shipment.devices.filter { names.contains($0.id.string) }
        guard let latest = devices.map(\.boundAt).max() else {
            return CheckResult(.unknown, figure: "no device is bound", limit: limit)
        }
        for device in devices {
            guard let to = device.to, to <= facts.loss.upperBound,
                let said = device.releasedAt, said > facts.lossFrom
            else { continue }
            return CheckResult(
                false,
                figure: "\(device.id) left the goods \(to), said \(said), loss \(facts.lossFrom)",
                limit: limit
            )
        }
        return CheckResult(
            latest <= facts.lossFrom,
            figure: "bound \(latest), loss \(facts.lossFrom)",
            limit: limit
        )
    }
}
