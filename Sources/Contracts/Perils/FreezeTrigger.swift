public import CanonicalJSON
public import Marine

/// Goods that must not freeze, at or below a temperature for a time.
///
/// What freeze indicators show: at or below -0.5 C for 60 minutes (WHO PQS E006/IN02). Exactly the
/// temperature counts.
///
/// - Since: edition 2
public struct FreezeTrigger: PerilTrigger, LastingTrigger, Record {
    /// The temperature at which it counts, in degrees Celsius, below 1000.
    public var atOrBelow: Temperature
    /// How long it lasts until it is a loss.
    public var lasting: EventDuration

    static var perils: [Peril] { [.temperatureVariation, .machineryBreakdown] }
    static var clause: String { "WHO PQS E006/IN02 (freeze indicators)" }
    static var figures: [LossFigure] { LossFigure.allCases }

    var asked: String { "at or below \(atOrBelow) C \(lasting.asked)" }
    var measured: [MeasuredCondition] {
        // Temperatures are whole thousandths: at the limit is below the next one.
        [.temperatureBelow(limit: Temperature(milliCelsius: atOrBelow.milliCelsius + 1))]
    }

    func requireSound() throws(Refusal) {
        guard atOrBelow < .highest else { throw malformed("atOrBelow", "\(atOrBelow)") }
    }

    func losses(_ found: [MeasureFindings], _ facts: TriggerFacts) -> [PerilLoss] {
        found.flatMap { lasting.losses($0, isComplete: facts.isComplete) }.map { loss in
            var loss = loss
            loss.figures.excess -= 1
            return loss
        }
    }
}
