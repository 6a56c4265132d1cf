/// An unbroken run of readings on one side of the band.
public struct TemperatureExcursion: Codable, Hashable, Sendable {
    /// The side of the band on which the readings lie.
    public enum Kind: String, Codable, CaseIterable, Hashable, Sendable {
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

    /// States an excursion.
    public init(
        kind: Kind,
        start: Instant,
        end: Instant,
        milliseconds: Int64,
        extreme: Temperature,
        readings: Int
    ) {
        self.kind = kind
        self.start = start
        self.end = end
        self.milliseconds = milliseconds
        self.extreme = extreme
        self.readings = readings
    }
}
