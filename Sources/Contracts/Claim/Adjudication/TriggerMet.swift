import Marine

/// The readings show the event that the terms agree to be a loss, of the peril that is notified.
enum TriggerMet: AdjudicationCheck {
    static let name = "triggerMet"
    static let clause = "The certificate's temperature trigger"

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        guard let trigger = facts.terms.effectiveTrigger(in: facts.edition) else {
            return CheckResult(
                .unknown,
                figure: "the terms have no telemetry trigger",
                limit: "a trigger of the terms"
            )
        }
        guard trigger.peril == facts.notice.peril else {
            return CheckResult(
                false,
                figure: facts.notice.peril.rawValue,
                limit: trigger.peril.rawValue
            )
        }
        guard let figure = facts.shipment.flatMap({ trigger.nearestFigure(in: $0.findings) })
        else {
            return CheckResult(
                .unknown,
                figure: "no temperature reading",
                limit: trigger.limitText
            )
        }
        return CheckResult(
            facts.breach != nil,
            figure: facts.breach?.figure ?? figure,
            limit: trigger.limitText
        )
    }
}
