public import CanonicalJSON

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
