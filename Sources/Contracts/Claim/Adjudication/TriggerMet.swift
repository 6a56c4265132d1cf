import Marine

/// The readings, or the voyage's dates, show the event that the terms agree to be a loss, of the
/// peril that is notified and at the time that is.
enum TriggerMet: AdjudicationCheck {
    static let name: Text<60> = "triggerMet"
    static let clause = "The certificate's terms: trigger"
    static let inputs: [Check.InputKind] = [.claim, .certificate, .shipment, .findings]

    static func judge(_ facts: ClaimFacts) -> CheckResult {
        guard facts.edition >= .second else { return judgeFirst(facts) }
        guard let part = facts.part else {
            let hasParts = facts.terms.parts != nil
            return CheckResult(
                .unknown,
                figure: hasParts
                    ? "the notice names no part of the cover"
                    : "the terms have no telemetry trigger",
                limit: "a trigger of the terms"
            )
        }
        guard part.peril == facts.notice.peril else {
            return CheckResult(
                false,
                figure: facts.notice.peril.rawValue,
                limit: part.peril.rawValue
            )
        }
        let asked = part.asked(in: facts.edition)
        guard let judgement = facts.judgement, let nearest = judgement.figure else {
            let isOfTemperature = facts.terms.parts == nil || facts.judgement == nil
            return CheckResult(
                .unknown,
                figure: isOfTemperature
                    ? "no temperature reading" : facts.judgement?.missing ?? "no shipment",
                limit: asked
            )
        }
        return CheckResult(
            facts.breach != nil,
            figure: facts.breach?.figure ?? nearest,
            limit: asked
        )
    }

    /// As the first edition judged it.
    private static func judgeFirst(_ facts: ClaimFacts) -> CheckResult {
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
