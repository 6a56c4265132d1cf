public import CanonicalJSON
public import Marine

/// Relative humidity above or below a limit, for a time: condensation, or goods that dry out.
///
/// Wetting by condensation is insured by Institute Cargo Clauses (A) alone; what goods sweat of
/// themselves is excluded (cl. 4.4).
///
/// - Since: edition 2
public struct HumidityTrigger: PerilTrigger, LastingTrigger, Record {
    /// The highest humidity that is no loss, in thousandths of a percent; none where left out.
    public var aboveMilliPercent: Whole<0, 100_000>?
    /// The lowest humidity that is no loss, in thousandths of a percent; none where left out.
    public var belowMilliPercent: Whole<0, 100_000>?
    /// How long it lasts until it is a loss.
    public var lasting: EventDuration

    static var perils: [Peril] { [.wetting] }
    static var clause: String { "Institute Cargo Clauses (A) 1/1/09 cl. 1 (all risks), cl. 4.4" }
    static var figures: [LossFigure] { LossFigure.allCases }

    var asked: String {
        func percent(_ limit: Whole<0, 100_000>) -> String {
            DecimalText.text(Int64(limit.value), digits: 3)
        }
        let limits = [
            aboveMilliPercent.map { "above \(percent($0)) %" },
            belowMilliPercent.map { "below \(percent($0)) %" },
        ]
        return limits.compactMap(\.self).joined(separator: " or ") + " \(lasting.asked)"
    }
    var measured: [MeasuredCondition] {
        [
            aboveMilliPercent.map { .humidityAbove(milliPercent: $0) },
            belowMilliPercent.map { .humidityBelow(milliPercent: $0) },
        ].compactMap(\.self)
    }

    func requireSound() throws(Refusal) {
        try requireBand(aboveMilliPercent, belowMilliPercent, field: "aboveMilliPercent")
    }
}
