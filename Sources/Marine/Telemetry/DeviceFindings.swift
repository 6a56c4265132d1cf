/// What one device's readings show against the certificate's terms.
///
/// A temperature reading stands until the device's next temperature reading. An interval longer
/// than the terms' reportable gap is a gap: the reading before it stands for no time at all, so
/// time above or below a limit never runs through a gap. The last reading stands for no time.
public struct DeviceFindings: Codable, Hashable, Sendable {
    /// How many excursions, and how many gaps, are listed; their counts go on past it.
    public static let listLimit = 100

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
    public var millisecondsAbove: Int64

    /// The whole time below the lower limit, in milliseconds.
    public var millisecondsBelow: Int64

    /// The longest single excursion above the upper limit, in milliseconds.
    public var longestAboveMilliseconds: Int64

    /// The longest single excursion below the lower limit, in milliseconds.
    public var longestBelowMilliseconds: Int64

    /// The number of excursions, listed or not.
    public var excursionCount: Int

    /// The first ``listLimit`` excursions, by start.
    public var excursions: [TemperatureExcursion]

    /// The number of gaps, listed or not.
    public var gapCount: Int

    /// The longest gap, in milliseconds; 0 if there is none.
    public var longestGapMilliseconds: Int64

    /// The first ``listLimit`` gaps, by start.
    public var gaps: [TelemetryGap]

    /// The number of instants at which the device reported two different values of one metric.
    public var contradictions: Int

    /// States the findings, with no excursion, gap or contradiction unless given.
    public init(
        device: String,
        readings: Int,
        first: Instant,
        last: Instant,
        minimum: Temperature? = nil,
        maximum: Temperature? = nil,
        meanKineticTemperature: Temperature? = nil,
        millisecondsAbove: Int64 = 0,
        millisecondsBelow: Int64 = 0,
        longestAboveMilliseconds: Int64 = 0,
        longestBelowMilliseconds: Int64 = 0,
        excursionCount: Int = 0,
        excursions: [TemperatureExcursion] = [],
        gapCount: Int = 0,
        longestGapMilliseconds: Int64 = 0,
        gaps: [TelemetryGap] = [],
        contradictions: Int = 0
    ) {
        self.device = device
        self.readings = readings
        self.first = first
        self.last = last
        self.minimum = minimum
        self.maximum = maximum
        self.meanKineticTemperature = meanKineticTemperature
        self.millisecondsAbove = millisecondsAbove
        self.millisecondsBelow = millisecondsBelow
        self.longestAboveMilliseconds = longestAboveMilliseconds
        self.longestBelowMilliseconds = longestBelowMilliseconds
        self.excursionCount = excursionCount
        self.excursions = excursions
        self.gapCount = gapCount
        self.longestGapMilliseconds = longestGapMilliseconds
        self.gaps = gaps
        self.contradictions = contradictions
    }
}
