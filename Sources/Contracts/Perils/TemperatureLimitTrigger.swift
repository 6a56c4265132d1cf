public import CanonicalJSON
public import Marine

/// A temperature above or below a limit, for a time.
///
/// Each side is judged by itself. A reading exactly at a limit is within it.
///
/// - Since: edition 2
public struct TemperatureLimitTrigger: PerilTrigger, LastingTrigger, Record {
    /// The highest temperature that is no loss, in degrees Celsius; none where left out.
    public var above: Temperature?
    /// The lowest temperature that is no loss, in degrees Celsius; none where left out.
    public var below: Temperature?
    /// How long it lasts until it is a loss.
    public var lasting: EventDuration

    static var perils: [Peril] { [.temperatureVariation, .machineryBreakdown] }
    static var clause: String {
        "The parties' agreement; ICC(A) 1/1/09 cl. 1, or the temperature-controlled cargo extension"
    }
    static var figures: [LossFigure] { LossFigure.allCases }

    var asked: String {
        let limits = [above.map { "above \($0) C" }, below.map { "below \($0) C" }]
        return limits.compactMap(\.self).joined(separator: " or ") + " \(lasting.asked)"
    }
    var measured: [MeasuredCondition] { temperatures(above: above, below: below) }

    func requireSound() throws(Refusal) {
        try requireBand(above, below)
    }
}
