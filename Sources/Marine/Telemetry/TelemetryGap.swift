/// An interval between two readings of one device that is longer than the terms allow.
///
/// Only temperature readings count, so that a tracker which still reports its position does not
/// hide a dead probe. Of a device that reports no temperature at all, every reading counts.
/// A gap is evidence of nothing: neither of goods in range nor of goods out of it.
public struct TelemetryGap: Codable, Hashable, Sendable {
    /// The instant of the last reading before the gap.
    public var start: Instant

    /// The instant of the first reading after the gap.
    public var end: Instant

    /// States a gap.
    public init(start: Instant, end: Instant) {
        self.start = start
        self.end = end
    }
}
