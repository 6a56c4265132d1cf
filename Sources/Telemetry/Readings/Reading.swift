public import Marine

/// What one named device measured at one instant.
///
/// Readings have one total order: the device's UTF-8 bytes, then the time, then the measurements as
/// ``Sample`` orders them. So a set of readings has one canonical sequence.
public struct Reading: Hashable, Comparable, Sendable {
    /// The device's identifier: 1...64 printable ASCII characters, no space at either end.
    public var device: String

    /// The instant and what was measured.
    public var sample: Sample

    /// Pairs a device with a sample.
    public init(device: String, sample: Sample) {
        self.device = device
        self.sample = sample
    }

    /// The instant of the measurement.
    public var time: Instant { sample.time }

    /// Whether one reading precedes another in the canonical order.
    public static func < (left: Reading, right: Reading) -> Bool {
        if left.device != right.device {
            return left.device.utf8.lexicographicallyPrecedes(right.device.utf8)
        }
        return left.sample < right.sample
    }
}

/// The samples of one device, in no particular order unless their source states one.
public struct DeviceSamples: Hashable, Sendable {
    /// The device's identifier.
    public var device: String

    /// What it measured.
    public var samples: [Sample]

    /// Pairs a device with its samples.
    public init(device: String, samples: [Sample]) {
        self.device = device
        self.samples = samples
    }

    /// The same as readings.
    public var readings: [Reading] { samples.map { Reading(device: device, sample: $0) } }

    /// Groups readings by device, in ascending order of the devices' UTF-8 bytes.
    public static func grouping(_ readings: some Sequence<Reading>) -> [DeviceSamples] {
        var groups: [String: [Sample]] = [:]
        for reading in readings { groups[reading.device, default: []].append(reading.sample) }
        return groups.map { DeviceSamples(device: $0.key, samples: $0.value) }
            .sorted { $0.device.utf8.lexicographicallyPrecedes($1.device.utf8) }
    }
}
