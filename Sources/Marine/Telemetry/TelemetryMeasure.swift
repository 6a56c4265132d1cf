public import CanonicalJSON

/// One thing that a part of the cover has counted in a shipment's readings.
///
/// It follows from the certificate's terms when the shipment is registered, and is pinned there:
/// what is found by it is a pure function of it, of the readings,
/// of the carriage and of the edition.
public struct TelemetryMeasure: Record, Hashable, Sendable {
    /// The part of the cover that it is for.
    public var part: Text<60>
    /// What of a reading counts.
    public var condition: MeasuredCondition
    /// Which part of the carriage is judged.
    public var window: CarriagePart
    /// How many days after the ship's arrival the clause's own insurance ends; the carriage's end
    /// alone counts where it is absent.
    public var daysAfterArrival: Int?
    /// The shortest run that is listed by itself.
    public var listedMilliseconds: Milliseconds
    /// Whether the mean kinetic temperature of the window is found too.
    public var meanKinetic: Bool
}

/// What of a reading counts; a value exactly at a limit never does.
public enum MeasuredCondition: Record, Hashable, Sendable {
    /// A temperature above a limit.
    case temperatureAbove(
        /// The temperature above which time counts; at the limit itself it does not.
        limit: Temperature
    )
    /// A temperature below a limit.
    case temperatureBelow(
        /// The temperature below which time counts; at the limit itself it does not.
        limit: Temperature
    )
    /// Relative humidity above a limit, in thousandths of a percent.
    case humidityAbove(
        /// The relative humidity, in thousandths of a percent, above which time counts.
        milliPercent: Whole<0, 100_000>
    )
    /// Relative humidity below a limit, in thousandths of a percent.
    case humidityBelow(
        /// The relative humidity, in thousandths of a percent, below which time counts.
        milliPercent: Whole<0, 100_000>
    )
    /// An acceleration above a limit, in thousandths of a g.
    case shockAbove(
        /// The peak acceleration, in thousandths of standard gravity, above which a shock counts.
        milliG: Whole<0, 1_000_000>
    )
    /// Light above a limit, in thousandths of a lux, at a place outside the areas; anywhere where
    /// there are none.
    case lightAbove(
        /// The illuminance, in thousandths of a lux, above which time counts.
        milliLux: Whole<0, 1_000_000_000>,
        /// The areas where light is expected and does not count; anywhere it counts where there are
        /// none.
        outside: Areas
    )
    /// An open door at a place outside the areas; anywhere where there are none.
    case doorOpen(
        /// The areas where an open door is expected and does not count; anywhere it counts where
        /// there are none.
        outside: Areas
    )
    /// A position within one of the areas.
    case within(
        /// The areas, in any of which time counts.
        areas: Areas
    )
    /// A position outside all of the areas.
    case outside(
        /// The areas, outside all of which time counts.
        areas: Areas
    )
    /// No reading of any kind for the time that is listed, or longer.
    case silence
}

/// Which part of a carriage a part of the cover is for.
public enum CarriagePart: Record, Hashable, Sendable {
    /// All of it, from attachment to the end of the cover.
    case wholeCarriage
    /// The voyage: from attachment to the ship's arrival.
    case untilArrival
    /// What follows the voyage: from the ship's arrival to the end of the cover.
    case afterArrival
    /// What of it lies between two instants, both included.
    case between(
        /// The first instant.
        from: Instant,
        /// The last instant; not before the first.
        to: Instant
    )
}

extension CarriagePart {
    /// The part of a carriage as it is known; nothing where it has not begun, or lies outside it.
    ///
    /// It has no end while the carriage has none, unless one is stated. `days` after the ship's
    /// arrival it ends at the latest.
    public func window(in carriage: CarriageWindow?, days: Int? = nil) -> CarriageWindow? {
        guard let carriage else { return nil }
        var (from, to) = (carriage.from, carriage.to)
        func end(by limit: Instant?) { if let limit { to = to.map { min($0, limit) } ?? limit } }
        switch self {
        case .wholeCarriage: break
        case .untilArrival: end(by: carriage.arrived)
        case .afterArrival:
            guard let arrived = carriage.arrived else { return nil }
            from = max(from, arrived)
        case .between(let first, let last):
            from = max(from, first)
            end(by: last)
        }
        if let days { end(by: carriage.arrived?.advanced(byDays: days)) }
        if let to, to < from { return nil }
        return CarriageWindow(from: from, to: to, arrived: carriage.arrived)
    }
}
