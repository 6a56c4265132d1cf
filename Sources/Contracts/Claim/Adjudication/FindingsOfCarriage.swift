import Marine

/// The findings are of the carriage as the ledger knows it by now, and not of a part of it.
enum FindingsOfCarriage: AdjudicationCheck {
    static let name: Text<60> = "findingsOfCarriage"
    static let clause = "Institute Cargo Clauses 1/1/09 cl. 8 (Transit)"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.shipment]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        guard let shipment = facts.shipment, let carriage = shipment.carriage else {
            return CheckResult(.unknown, figure: "no carriage", limit: "the whole carriage")
        }
        let limit = text(carriage)
        guard let judged = shipment.judged else {
            return CheckResult(.unknown, figure: "no readings are judged", limit: limit)
        }
        return CheckResult(
            judged == carriage ? .passed : .unknown,
            figure: text(judged),
            limit: limit
        )
    }

    private static func text(_ carriage: CarriageWindow) -> String {
        "\(carriage.from) to \(carriage.to.map { "\($0)" } ?? "now")"
    }
}
