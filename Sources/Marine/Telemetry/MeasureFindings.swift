public import CanonicalJSON

/// What one device's readings show of one ``TelemetryMeasure``, in whole numbers.
///
/// A reading stands until the device's next one of the same kind. Through an interval longer than
/// the reportable gap no time runs, and the last reading stands for none. Where a device
/// contradicts itself at an instant, the instant counts only if each of its values does.
public struct MeasureFindings: Record, Hashable, Sendable {
    /// The part of the cover.
    public var part: Text<60>
    /// At how many instants of the window the device reported what is measured.
    public var readings: Int = 0
    /// The earliest of them.
    public var first: Instant?
    /// The latest of them.
    public var last: Instant?
    /// The longest time between two of them, where it is longer than the reportable gap, in ms;
    /// 0 if none is.
    public var longestGapMilliseconds: Int64 = 0
    /// At how many of them the condition was met.
    public var instantsMet: Int = 0
    /// How many runs there were, listed or not.
    public var runCount: Int = 0
    /// The time for which it was met in all, in milliseconds.
    public var totalMilliseconds: Int64 = 0
    /// The longest time without a break, in milliseconds.
    public var longestMilliseconds: Int64 = 0
    /// How far beyond the limit it went, in thousandths of the unit; absent where it was never met,
    /// or has no amount.
    public var excess: Int64?
    /// When the first run began.
    public var firstStart: Instant?
    /// When the last one ended.
    public var lastEnd: Instant?
    /// The first runs that are as long as what is listed, by start.
    public var runs: [MeasuredRun] = []
    /// The mean kinetic temperature of the window, where it is asked for
    /// and a temperature was read.
    public var meanKineticTemperature: Temperature?
}

/// A time for which a measure's condition was met, as far as readings tell.
///
/// It ends with the reading that shows that the condition is met no more. A gap ends no run and
/// adds no time to it; neither does an instant at which the device contradicts itself.
public struct MeasuredRun: Record, Hashable, Sendable {
    /// The first reading that met it.
    public var start: Instant
    /// The first reading that did not; or the last one that did, where none follows.
    public var end: Instant
    /// The time for which it was met, in milliseconds: without gaps.
    public var milliseconds: Int64 = 0
    /// The longest part of that without a break, in milliseconds.
    public var longestMilliseconds: Int64 = 0
    /// At how many instants it was met.
    public var instants: Int = 0
    /// How far beyond the limit it went, in thousandths of the unit; absent where it has no amount.
    public var excess: Int64?
    /// Whether a reading has shown that it is over.
    public var isOver: Bool = false
}
