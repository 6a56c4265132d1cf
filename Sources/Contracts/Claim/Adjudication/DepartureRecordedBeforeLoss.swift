import Marine

/// The departure was on the ledger before the loss began: what is stated after a loss is left to a
/// person.
enum DepartureRecordedBeforeLoss: AdjudicationCheck {
    static let name: Text<60> = "departureRecordedBeforeLoss"
    static let clause = "MIA 1906 s. 29(3); Institute Cargo Clauses 1/1/09 cl. 8 (Transit)"
    static let inputs: [Check.InputKind] = [.claim, .shipment, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let limit = "recorded before the loss"
        guard let recordedAt = facts.shipment?.departureRecordedAt else {
            return CheckResult(
                .unknown,
                figure: "no departure recorded; loss \(facts.lossFrom)",
                limit: limit
            )
        }
        return CheckResult(
            recordedAt <= facts.lossFrom,
            figure: "recorded \(recordedAt), loss \(facts.lossFrom)",
            limit: limit
        )
    }
}
