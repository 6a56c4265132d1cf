public import CanonicalJSON
public import Marine

/// A position within an excluded area, for a time.
///
/// - Since: edition 2
public struct GeofenceTrigger: PerilTrigger, LastingTrigger, Record {
    /// The areas that the goods must not come to; one at least.
    public var areas: Areas
    /// How long they are there until it is a loss.
    public var lasting: EventDuration

    static var perils: [Peril] { [.theft] }
    static var clause: String { "Institute Cargo Clauses (A) 1/1/09 cl. 1 (all risks): theft" }
    static var figures: [LossFigure] { [.totalMilliseconds, .longestMilliseconds, .count] }

    var asked: String {
        "within \(areas.map(\.name.string).joined(separator: ", ")) \(lasting.asked)"
    }
    var measured: [MeasuredCondition] { [.within(areas: areas)] }

    func requireSound() throws(Refusal) {
        guard !areas.isEmpty else { throw malformed("areas", "no area is stated") }
        try areas.requireSound("areas")
    }
}
