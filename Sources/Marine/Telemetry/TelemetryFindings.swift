public import CanonicalJSON

/// What the accepted readings of one shipment show, device by device.
///
/// Findings are a pure function of the set of accepted readings, the certificate's terms and the
/// edition of the rules; from the second edition on of the carriage too, outside which no reading
/// is judged, and of what the parts of the cover have measured. The order in which readings
/// arrived, and the batches they arrived in, leave no trace, so an auditor who evaluates the stored
/// segments again must reach the same bytes.
public struct TelemetryFindings: Record, Hashable, Sendable {
    /// One entry per device that reported anything, in ascending order of the device's UTF-8 bytes.
    public var devices: [DeviceFindings]
    /// How many instants with readings lie outside the carriage, which are kept and not judged.
    ///
    /// - Since: edition 2
    public var outside: Int?
    /// The instant as of which readings are judged: one that is said to be of a later time waits.
    ///
    /// - Since: edition 4
    public var asOf: Instant?
    /// How many instants with readings wait until they are past: those up to a day ahead.
    ///
    /// - Since: edition 4
    public var ahead: Int?
    /// The earliest of them; absent where none waits.
    ///
    /// - Since: edition 4
    public var aheadFrom: Instant?
}

/// What one device's readings show against the certificate's terms.
///
/// A temperature reading stands until the device's next temperature reading. An interval longer
/// than the terms' reportable gap is a gap: the reading before it stands for no time at all, so
/// time above or below a limit never runs through a gap. The last reading stands for no time.
public struct DeviceFindings: Record, Hashable, Sendable {
    /// How many excursions, and how many gaps, are listed by the rules of an edition; their counts
    /// go on past it.
    public static func listLimit(in edition: Edition) -> Int { 100 }

    /// The device's own identifier.
    public var device: String

    /// The number of instants at which the device reported at least one measurement.
    public var readings: Int

    /// The earliest of those instants.
    public var first: Instant

    /// The latest of those instants.
    public var last: Instant

    /// The lowest temperature reported, or nil if none was.
    public var minimum: Temperature?

    /// The highest temperature reported, or nil if none was.
    public var maximum: Temperature?

    /// The time-weighted mean kinetic temperature, or nil if no temperature was reported.
    ///
    /// Rounded half away from zero to a milli-degree.
    public var meanKineticTemperature: Temperature?

    /// The whole time above the upper limit, in milliseconds.
    public var millisecondsAbove: Int64 = 0

    /// The whole time below the lower limit, in milliseconds.
    public var millisecondsBelow: Int64 = 0

    /// The longest single excursion above the upper limit, in milliseconds.
    public var longestAboveMilliseconds: Int64 = 0

    /// The longest single excursion below the lower limit, in milliseconds.
    public var longestBelowMilliseconds: Int64 = 0

    /// The number of excursions, listed or not.
    public var excursionCount: Int = 0

    /// The first ``listLimit(in:)`` excursions, by start.
    public var excursions: [TemperatureExcursion] = []

    /// The number of gaps, listed or not.
    public var gapCount: Int = 0

    /// The longest gap, in milliseconds; 0 if there is none.
    public var longestGapMilliseconds: Int64 = 0

    /// The first ``listLimit(in:)`` gaps, by start.
    public var gaps: [TelemetryGap] = []

    /// The number of instants at which the device reported two different values of one metric.
    public var contradictions: Int = 0

    /// What is found by each of the shipment's measures, in their order; absent where it has none.
    ///
    /// - Since: edition 2
    public var measures: [MeasureFindings]?

    /// What of the readings is looked at for whether they are to be believed.
    ///
    /// - Since: edition 3
    public var signals: ReadingSignals?

    /// The values that are not believed and that nothing was judged by, by metric and reason.
    ///
    /// - Since: edition 4
    public var flagged: [FlaggedReadings]?
}

/// An unbroken run of readings on one side of the band.
public struct TemperatureExcursion: Record, Hashable, Sendable {
    /// The side of the band on which the readings lie.
    public enum Kind: String, JSONCoded, CaseIterable, Hashable, Sendable {
        /// Above the upper limit.
        case above
        /// Below the lower limit.
        case below
    }

    /// The side of the band.
    public var kind: Kind

    /// The instant of the first reading out of the band.
    public var start: Instant

    /// The instant at which the excursion is over.
    ///
    /// The instant of the first reading back in the band or across it; or, where a gap or the end
    /// of the data follows, the instant of the last reading out of the band.
    public var end: Instant

    /// The length of the excursion in milliseconds, which is `end` less `start`.
    public var milliseconds: Int64

    /// The reading furthest from the band.
    public var extreme: Temperature

    /// The number of instants in the run, at least 1.
    public var readings: Int
}

/// An interval between two readings of one device that is longer than the terms allow; from the
/// second edition on also one between an end of the carriage and the reading next to it.
///
/// Only temperature readings count, so that a tracker which still reports its position does not
/// hide a dead probe. Of a device that reports no temperature at all, every reading counts.
/// A gap is evidence of nothing: neither of goods in range nor of goods out of it.
public struct TelemetryGap: Record, Hashable, Sendable {
    /// The instant of the last reading before the gap.
    public var start: Instant

    /// The instant of the first reading after the gap.
    public var end: Instant
}

/// What a certificate asks its shipment's loggers to show.
///
/// Both limits belong to the band: a reading of exactly `upperLimit` is in range.
public struct TelemetryTerms: Record, Hashable, Sendable {
    /// The lowest temperature in range, or nil where the goods have no lower limit.
    public var lowerLimit: Temperature?

    /// The highest temperature in range, or nil where the goods have no upper limit.
    public var upperLimit: Temperature?

    /// The interval between two readings of one device beyond which the time between them is a gap.
    ///
    /// In milliseconds; an interval of exactly this length is not yet a gap.
    public var reportableGapMilliseconds: Milliseconds
}
