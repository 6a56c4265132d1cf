public import CanonicalJSON
public import Marine

/// A position outside the agreed corridor, for a time.
///
/// The carrier's own liberty to deviate leaves the insurance in force (Institute Cargo Clauses
/// 1/1/09 cl. 8.3); goods that leave the road they were to take are a sign of theft.
///
/// - Since: edition 2
public struct RouteDeviationTrigger: PerilTrigger, LastingTrigger, Record {
    /// The areas that together are the corridor; one at least.
    public var corridor: Areas
    /// How long the goods are outside it until it is a loss.
    public var lasting: EventDuration

    static var perils: [Peril] { [.theft] }
    static var clause: String {
        "Institute Cargo Clauses (A) 1/1/09 cl. 1 (all risks): theft; cl. 8.3 (deviation)"
    }
    static var figures: [LossFigure] { [.totalMilliseconds, .longestMilliseconds, .count] }

    var asked: String {
        "outside \(corridor.map(\.name.string).joined(separator: ", ")) \(lasting.asked)"
    }
    var measured: [MeasuredCondition] { [.outside(areas: corridor)] }

    func requireSound() throws(Refusal) {
        guard !corridor.isEmpty else { throw malformed("corridor", "no area is stated") }
        try corridor.requireSound("corridor")
    }
}
