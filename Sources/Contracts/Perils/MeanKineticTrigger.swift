public import CanonicalJSON
public import Marine

/// A mean kinetic temperature of the whole window above a limit.
///
/// It is judged once the window is over, as later readings may still lower it, and only where some
/// reading was above the limit itself. Exactly the limit is no loss. USP General Chapter 1079.
///
/// - Since: edition 2
public struct MeanKineticTrigger: PerilTrigger, Record {
    /// The highest mean that is no loss, in degrees Celsius.
    public var above: Temperature

    static var perils: [Peril] { [.temperatureVariation] }
    static var clause: String { "USP General Chapter 1079 (mean kinetic temperature)" }
    static var figures: [LossFigure] { [.excess] }

    var asked: String { "mean kinetic temperature above \(above) C" }
    var measured: [MeasuredCondition] { [.temperatureAbove(limit: above)] }
    var needsMean: Bool { true }

    func requireSound() throws(Refusal) {}

    func losses(_ found: [MeasureFindings], _ facts: TriggerFacts) -> [PerilLoss] {
        guard facts.isComplete, let found = found.first, var loss = found.whole(isFinal: true),
            let mean = found.meanKineticTemperature, mean > above
        else { return [] }
        let excess = Int64(mean.milliCelsius) - Int64(above.milliCelsius)
        loss.figures = LossFigures(excess: excess)
        return [loss]
    }

    func figure(_ found: [MeasureFindings], of device: DeviceFindings) -> String {
        let mean = found.first?.meanKineticTemperature
        return mean.map { "mean kinetic temperature \($0) C" } ?? "no mean kinetic temperature"
    }
}
