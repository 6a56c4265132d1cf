public import CanonicalJSON
public import Marine

/// Light in a closed container outside the agreed places, for a time: it was opened on the way.
///
/// Where the device was is its last position, as long as that is no longer ago than a reportable
/// gap. Where nobody knows, light proves nothing.
///
/// - Since: edition 2
public struct LightTrigger: PerilTrigger, LastingTrigger, Record {
    /// The most light that is no loss, in thousandths of a lux.
    public var aboveMilliLux: Whole<0, 1_000_000_000>
    /// Where light is no loss, as where goods are stuffed or inspected;
    /// a loss anywhere where there are none.
    public var agreedPlaces: Areas
    /// How long it lasts until it is a loss.
    public var lasting: EventDuration

    static var perils: [Peril] { [.theft] }
    static var clause: String { "Institute Cargo Clauses (A) 1/1/09 cl. 1 (all risks): theft" }
    static var figures: [LossFigure] { LossFigure.allCases }

    var asked: String {
        let lux = DecimalText.text(Int64(aboveMilliLux.value), digits: 3)
        return "light above \(lux) lux\(agreedPlaces.outsideText) \(lasting.asked)"
    }
    var measured: [MeasuredCondition] {
        [.lightAbove(milliLux: aboveMilliLux, outside: agreedPlaces)]
    }

    func requireSound() throws(Refusal) { try agreedPlaces.requireSound("agreedPlaces") }
}
