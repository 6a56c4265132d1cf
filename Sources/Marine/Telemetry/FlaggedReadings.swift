public import CanonicalJSON

/// Values of one device that no sound sensor on cargo reports, for one reason and of one metric.
///
/// They are kept and shown, and judged by nothing: neither a trigger nor a limit nor the mean
/// kinetic temperature sees them. A claim for a loss near which there are any is referred.
public struct FlaggedReadings: Record, Hashable, Sendable {
    /// Why they are not believed.
    public var reason: Reason
    /// What of the readings is not believed.
    public var metric: Measured
    /// How many instants have such a value.
    public var instants: Int
    /// The earliest of them.
    public var first: Instant
    /// The latest of them.
    public var last: Instant
    /// The first ``runLimit`` runs of successive instants with such a value, in order.
    public var runs: [FlaggedRun]

    /// How many runs are listed; ``instants`` goes on past them.
    public static let runLimit = 20

    /// Why a value is not believed.
    public enum Reason: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// A value that a sensor or its converter reports when it is broken, absent, starting or at
        /// the end of its scale, and that the values beside it do not lead to.
        ///
        /// - Since: edition 4
        case sensorFault
        /// A temperature further from the one before it than cargo or the air about it can come
        /// in the time between.
        ///
        /// - Since: edition 4
        case impossibleStep
        /// A position at 0° north 0° east, where the others are not: what a receiver without a fix
        /// reports.
        ///
        /// - Since: edition 4
        case nullIsland
        /// A position that nothing which carries cargo reaches in the time between.
        ///
        /// - Since: edition 4
        case impossibleMovement
        /// An instant more than a year before the carriage or more than a day ahead of the ledger:
        /// that of a clock which was not set.
        ///
        /// - Since: edition 4
        case clockWrong
        /// A temperature among such as jump to and fro, as readings on two scales or of two sensors
        /// under one name do; which of them are right, nobody can tell.
        ///
        /// - Since: edition 5
        case alternating
    }

    /// What of a reading is not believed.
    public enum Measured: String, JSONCoded, Hashable, Sendable, CaseIterable {
        /// The temperature; values are in thousandths of a degree Celsius.
        ///
        /// - Since: edition 4
        case temperature
        /// The relative humidity; values are in thousandths of a percent.
        ///
        /// - Since: edition 4
        case humidity
        /// The position.
        ///
        /// - Since: edition 4
        case position
        /// The instant, and with it all of the reading.
        ///
        /// - Since: edition 4
        case time
    }

    /// Whether one of them is within a time; beyond the listed runs any may be.
    public func mayBeWithin(_ time: ClosedRange<Instant>) -> Bool {
        if runs.contains(where: { ($0.from...max($0.from, $0.to)).overlaps(time) }) { return true }
        let listed = runs.reduce(0) { $0 + $1.instants }
        guard listed < instants, let end = runs.last?.to, end < last else { return false }
        return (end...last).overlaps(time)
    }
}

/// Successive instants whose values are flagged for one reason.
public struct FlaggedRun: Record, Hashable, Sendable {
    /// The first of them.
    public var from: Instant
    /// The last of them.
    public var to: Instant
    /// How many there are.
    public var instants: Int
    /// The first one's value, in thousandths of the metric's unit; absent for positions and
    /// instants.
    public var value: Int64?
}
