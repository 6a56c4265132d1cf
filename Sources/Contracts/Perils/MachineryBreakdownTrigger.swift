public import CanonicalJSON
public import Marine

/// Machinery broken down: a temperature above or below a limit for so long without a break.
///
/// Institute Frozen Food Clauses (A) 1/1/86 cl. 1.2.1: at least 24 consecutive hours, whatever is
/// agreed here. Each breakdown is a loss by itself, and exactly the time is one.
///
/// - Since: edition 2
public struct MachineryBreakdownTrigger: PerilTrigger, Record {
    /// The highest temperature of sound machinery, in degrees Celsius; none where left out.
    public var above: Temperature?
    /// The lowest temperature of sound machinery, in degrees Celsius; none where left out.
    public var below: Temperature?
    /// The time without a break from which on it is a loss, in milliseconds; positive.
    public var atLeastConsecutiveMilliseconds: Milliseconds

    static var perils: [Peril] { [.machineryBreakdown] }
    static var clause: String { "Institute Frozen Food Clauses (A) 1/1/86 cl. 1.2.1" }
    static var figures: [LossFigure] { LossFigure.allCases }

    var asked: String {
        "out of band for at least \(DurationText.text(atLeastConsecutiveMilliseconds.value)) "
            + "together"
    }
    var measured: [MeasuredCondition] { temperatures(above: above, below: below) }
    var listed: Milliseconds { atLeastConsecutiveMilliseconds }

    func requireSound() throws(Refusal) {
        try requireBand(above, below)
        guard atLeastConsecutiveMilliseconds > 0 else {
            throw malformed(
                "atLeastConsecutiveMilliseconds",
                "\(atLeastConsecutiveMilliseconds)"
            )
        }
    }

    func losses(_ found: [MeasureFindings], _ facts: TriggerFacts) -> [PerilLoss] {
        let lasting = EventDuration.consecutive(
            atLeastMilliseconds: atLeastConsecutiveMilliseconds
        )
        return found.flatMap { lasting.losses($0, isComplete: facts.isComplete) }
    }

    func figure(_ found: [MeasureFindings], of device: DeviceFindings) -> String {
        let longest = found.map(\.longestMilliseconds).max() ?? 0
        var parts = ["\(DurationText.text(longest)) together"]
        if let maximum = device.maximum { parts.append("highest \(maximum) C") }
        if let minimum = device.minimum { parts.append("lowest \(minimum) C") }
        return parts.joined(separator: ", ")
    }
}
