public import CanonicalJSON

/// What of one device's readings is looked at for whether they are to be believed.
///
/// Nothing is judged by it alone: what it shows refers a claim to a person. All figures are whole
/// numbers and the same on every machine.
public struct ReadingSignals: Record, Hashable, Sendable {
    /// The fastest movement between two successive positions; absent where the device reported
    /// fewer than two instants with a position, or never moved by more than
    /// a position may be wrong.
    public var fastest: Movement?
    /// For how long each measured metric stood still at the longest, in the order of ``Measured``;
    /// of those that were read at two instants at least.
    public var standing: [StandingValue] = []
    /// The prints of passages in the readings, by which an altered copy is known again: of each
    /// metric the ``printLimit`` least, in ascending order, each 16 hexadecimal digits.
    ///
    /// A passage is ``passageSteps`` successive changes of value, of which ``passageMoves`` at
    /// least are not none and three at least differ. Its print is of the changes alone, so it is
    /// the same where a copy has other times, another name, or every value moved by one amount.
    public var prints: [Text<16>] = []

    /// How many prints there are of a metric at the most.
    public static let printLimit = 16
    /// How many successive changes of value a passage has.
    public static let passageSteps = 12
    /// How many of them are changes, at the least.
    public static let passageMoves = 8
    /// How far off a position may be, in metres: as much is taken off each distance.
    public static let positionErrorMetres: Int64 = 5_000

    /// The metrics that vary in any honest record.
    public enum Measured: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// Temperature.
        ///
        /// - Since: edition 3
        case temperature
        /// Relative humidity.
        ///
        /// - Since: edition 3
        case humidity
    }
}

/// A movement between two successive positions of one device.
public struct Movement: Record, Hashable, Sendable {
    /// The instant of the first position.
    public var from: Instant
    /// The instant of the second.
    public var to: Instant
    /// The way between them less what positions may be wrong by, in metres, rounded down.
    public var metres: Int64
    /// The speed that it takes, in whole kilometres per hour, rounded down.
    public var kilometresPerHour: Int64
}

/// The longest time for which a metric had one value at every instant at which it was read.
public struct StandingValue: Record, Hashable, Sendable {
    /// The metric.
    public var metric: ReadingSignals.Measured
    /// The first instant with the value.
    public var from: Instant
    /// The last one.
    public var to: Instant
    /// How many instants had it.
    public var instants: Int

    /// From the first to the last instant, in milliseconds.
    public var milliseconds: Int64 { to.milliseconds(since: from) }
}
