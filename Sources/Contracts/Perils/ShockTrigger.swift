public import CanonicalJSON
public import Marine

/// Impacts above an acceleration, so many of them: rough handling.
///
/// All impacts of the window are one loss. Each instant with a reading above
/// the limit is one impact.
///
/// - Since: edition 2
public struct ShockTrigger: PerilTrigger, Record {
    /// The greatest acceleration that is no loss, in thousandths of a g.
    public var aboveMilliG: Whole<0, 1_000_000>
    /// How many impacts are a loss.
    public var atLeastImpacts: Whole<1, 100_000>

    static var perils: [Peril] { [.roughHandling] }
    static var clause: String { "Institute Cargo Clauses (A) 1/1/09 cl. 1 (all risks), cl. 4.3" }
    static var figures: [LossFigure] { [.count, .excess] }

    var asked: String {
        "\(atLeastImpacts) impacts above \(DecimalText.text(Int64(aboveMilliG.value), digits: 3)) g"
    }
    var measured: [MeasuredCondition] { [.shockAbove(milliG: aboveMilliG)] }

    func requireSound() throws(Refusal) {}

    func losses(_ found: [MeasureFindings], _ facts: TriggerFacts) -> [PerilLoss] {
        found.filter { $0.instantsMet >= atLeastImpacts.value }
            .compactMap { $0.whole(isFinal: facts.isComplete) }
    }

    func figure(_ found: [MeasureFindings], of device: DeviceFindings) -> String {
        var text = "\(found.map(\.instantsMet).max() ?? 0) impacts"
        if let excess = found.compactMap(\.excess).max() {
            text += ", greatest \(DecimalText.text(Int64(aboveMilliG.value) + excess, digits: 3)) g"
        }
        return text
    }
}
