import Marine

/// No logger that the claim rests on recorded long before the goods were stuffed: what it saw
/// before, it saw somewhere else.
///
/// Where nobody recorded the stuffing the departure counts, with more time before it.
enum LoggerStartedWithGoods: AdjudicationCheck {
    static let name: Text<60> = "loggerStartedWithGoods"
    static let clause = "MIA 1906 s. 17 (utmost good faith); the certificate's terms: signals"
    static let isOfReadings = true
    static let inputs: [Check.InputKind] = [.certificate, .shipment, .findings, .segments]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        let stuffedAt = facts.shipment?.stuffedAt
        let lead = facts.terms.loggerLead(isStuffingKnown: stuffedAt != nil)
        let start = stuffedAt == nil ? "departure" : "stuffing"
        let limit = "no reading more than \(DurationText.text(lead)) before the \(start)"
        guard let evidence = facts.evidence else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        guard let from = stuffedAt ?? evidence.shipment.departedAt else {
            return CheckResult(.unknown, figure: "no departure recorded", limit: limit)
        }
        let loggers = Set(evidence.devices.map(\.device))
        let segments = evidence.shipment.segments.lazy.filter { loggers.contains($0.device.string) }
        guard let first = segments.map(\.first).min() else {
            return CheckResult(.unknown, figure: "no telemetry", limit: limit)
        }
        return CheckResult(
            first >= from.advanced(byMilliseconds: -lead),
            figure: "first reading \(first), \(start) \(from)",
            limit: limit
        )
    }
}
