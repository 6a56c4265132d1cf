public import CanonicalJSON
public import Marine

/// More time out of a band than is allowed, or further out of it, or a mean kinetic temperature
/// above its limit.
///
/// Each side is judged by itself, and all of it is one loss. The mean is judged once the window is
/// over, of heat alone: cold below the band must not offset time above it.
/// Exactly what is allowed is no loss.
///
/// - Since: edition 2
public struct ExcursionAllowanceTrigger: PerilTrigger, Record {
    /// The upper end of the band, in degrees Celsius; none where left out.
    public var above: Temperature?
    /// The lower end of the band, in degrees Celsius; none where left out.
    public var below: Temperature?
    /// The highest temperature allowed while above the band; any reading above it is a loss.
    public var upTo: Temperature?
    /// The lowest temperature allowed while below the band; any reading below it is a loss.
    public var downTo: Temperature?
    /// The time out of the band that is allowed in all, on each side by itself, in milliseconds.
    public var atMostMilliseconds: Milliseconds
    /// The highest mean kinetic temperature of the window allowed,
    /// where there was time above the band.
    public var meanKineticLimit: Temperature?

    static var perils: [Peril] { [.temperatureVariation] }
    static var clause: String {
        "USP General Chapter 1079 (excursions); the temperature-controlled cargo extension"
    }
    static var figures: [LossFigure] { LossFigure.allCases }

    var asked: String {
        var parts = ["out of band for at most \(DurationText.text(atMostMilliseconds.value))"]
        if let upTo { parts.append("never above \(upTo) C") }
        if let downTo { parts.append("never below \(downTo) C") }
        if let meanKineticLimit {
            parts.append("mean kinetic temperature at most \(meanKineticLimit) C")
        }
        return parts.joined(separator: "; ")
    }
    var measured: [MeasuredCondition] { temperatures(above: above, below: below) }
    var needsMean: Bool { meanKineticLimit != nil }

    func requireSound() throws(Refusal) {
        try requireBand(above, below, missing: "no band is stated")
        if let upTo, above.map({ upTo < $0 }) ?? true { throw malformed("upTo", "\(upTo)") }
        if let downTo, below.map({ downTo > $0 }) ?? true {
            throw malformed("downTo", "\(downTo)")
        }
        if let meanKineticLimit, above == nil {
            throw malformed("meanKineticLimit", "\(meanKineticLimit)")
        }
    }

    func losses(_ found: [MeasureFindings], _ facts: TriggerFacts) -> [PerilLoss] {
        let (high, low) = sides(found)
        var met = [high, low].compactMap(\.self).contains {
            $0.totalMilliseconds > atMostMilliseconds.value
        }
        if let upTo, let above, let excess = high?.excess {
            met = met || excess > Int64(upTo.milliCelsius) - Int64(above.milliCelsius)
        }
        if let downTo, let below, let excess = low?.excess {
            met = met || excess > Int64(below.milliCelsius) - Int64(downTo.milliCelsius)
        }
        if facts.isComplete, let meanKineticLimit, let high, high.instantsMet > 0,
            let mean = high.meanKineticTemperature, mean > meanKineticLimit
        {
            met = true
        }
        let wholes = [high, low].compactMap { $0?.whole(isFinal: facts.isComplete) }
        guard met, var loss = wholes.first else { return [] }
        for other in wholes.dropFirst() {
            loss.from = min(loss.from, other.from)
            loss.to = max(loss.to, other.to)
            let (one, two) = (loss.figures, other.figures)
            loss.figures = LossFigures(
                totalMilliseconds: max(one.totalMilliseconds, two.totalMilliseconds),
                longestMilliseconds: max(one.longestMilliseconds, two.longestMilliseconds),
                count: max(one.count, two.count),
                excess: max(one.excess, two.excess)
            )
        }
        return [loss]
    }

    func figure(_ found: [MeasureFindings], of device: DeviceFindings) -> String {
        let (high, low) = sides(found)
        var parts = [
            "\(DurationText.text(high?.totalMilliseconds ?? 0)) above",
            "\(DurationText.text(low?.totalMilliseconds ?? 0)) below",
        ]
        if let maximum = device.maximum { parts.append("highest \(maximum) C") }
        if let minimum = device.minimum { parts.append("lowest \(minimum) C") }
        if let mean = high?.meanKineticTemperature {
            parts.append("mean kinetic temperature \(mean) C")
        }
        return parts.joined(separator: ", ")
    }

    private func sides(_ found: [MeasureFindings])
        -> (high: MeasureFindings?, low: MeasureFindings?)
    {
        above == nil
            ? (nil, found.first) : (found.first, below == nil ? nil : found.dropFirst().first)
    }
}
