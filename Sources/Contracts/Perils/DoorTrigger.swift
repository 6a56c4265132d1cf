public import CanonicalJSON
public import Marine

/// A door open outside the agreed places, for a time.
///
/// Where the device was is its last position, as long as that is no longer ago than a reportable
/// gap. Where nobody knows, an open door proves nothing.
///
/// - Since: edition 2
public struct DoorTrigger: PerilTrigger, LastingTrigger, Record {
    /// Where an open door is no loss; a loss anywhere where there are none.
    public var agreedPlaces: Areas
    /// How long it lasts until it is a loss.
    public var lasting: EventDuration

    static var perils: [Peril] { [.theft] }
    static var clause: String { "Institute Cargo Clauses (A) 1/1/09 cl. 1 (all risks): theft" }
    static var figures: [LossFigure] { [.totalMilliseconds, .longestMilliseconds, .count] }

    var asked: String { "door open\(agreedPlaces.outsideText) \(lasting.asked)" }
    var measured: [MeasuredCondition] { [.doorOpen(outside: agreedPlaces)] }

    func requireSound() throws(Refusal) { try agreedPlaces.requireSound("agreedPlaces") }
}
