import Marine

/// Nobody has taken back an upload with readings at the time of the loss.
enum UploadsStand: AdjudicationCheck {
    static let name: Text<60> = "uploadsStand"
    static let clause = "The certificate's telemetry terms: evidence"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.claim, .shipment]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "no upload with readings of the loss taken back"
        guard let shipment = facts.evidence?.shipment else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        let withdrawn = (shipment.withdrawn ?? []).filter {
            ($0.first...$0.last).overlaps(facts.loss)
        }
        return CheckResult(
            withdrawn.isEmpty,
            figure: withdrawn.isEmpty
                ? "none" : listed(withdrawn.map { "\($0.upload), by \($0.by), \($0.at)" }),
            limit: limit
        )
    }
}
