public import Marine

/// The latest value of each metric that a device reported, and its latest position: of what is
/// believed alone.
public struct LatestValues: Hashable, Sendable {
    /// The device.
    public let device: String
    /// The latest instant of which anything is believed.
    public let time: Instant
    /// The latest value of each metric.
    public private(set) var values: [Metric: Series.Point] = [:]
    /// The latest position.
    public private(set) var position: Track.Point?

    /// Finds them among a device's samples up to an instant; `nil` where nothing is believed.
    ///
    /// Where a device contradicts itself the last in canonical order counts.
    /// - Parameters:
    ///   - marked: The samples.
    ///   - device: The device.
    ///   - from: From when on it travels with the goods; `nil` where nothing says.
    ///   - to: The latest instant that counts.
    public init?(in marked: MarkedSamples, of device: String, from: Instant?, to: Instant) {
        var time: Instant?
        for place in marked.samples.indices.reversed() {
            let sample = marked.believed(at: place)
            guard sample.time <= to, !sample.isEmpty else { continue }
            if let from, sample.time < from { break }
            time = time ?? sample.time
            for metric in Metric.allCases where values[metric] == nil {
                guard let milli = sample[metric] else { continue }
                values[metric] = Series.Point(time: sample.time, milli: milli)
            }
            if position == nil, let here = sample.position {
                position = Track.Point(time: sample.time, position: here)
            }
            if position != nil, values.count == Metric.allCases.count { break }
        }
        guard let time else { return nil }
        self.device = device
        self.time = time
    }
}
