import Marine

/// The accepted readings of one shipment, as a set of facts.
///
/// A fact is that a device reported a value of a metric at an instant. The set keeps each fact
/// once, so nothing in it tells in which order readings came, how uploads were cut into batches, or
/// whether a combined report was repeated as one row per sensor. Two different values of one metric
/// at one instant are two facts: both are kept, and the instant counts as a contradiction.
public struct ReadingSet: Hashable, Sendable {
    /// For each device its facts as canonical samples.
    ///
    /// The samples ascend. An instant with no contradiction is one sample; otherwise the n-th
    /// sample of the instant holds the n-th of each metric's values in ascending order.
    private var series: [String: [Sample]] = [:]

    /// Starts empty.
    public init() {}

    /// The canonical samples of each device, in ascending order of the devices' UTF-8 bytes.
    public var devices: [DeviceSamples] {
        series.map { DeviceSamples(device: $0.key, samples: $0.value) }
            .sorted { $0.device.utf8.lexicographicallyPrecedes($1.device.utf8) }
    }

    /// The canonical samples of one device; empty if it reported nothing.
    public func samples(of device: String) -> [Sample] { series[device] ?? [] }

    /// Whether nothing was reported.
    public var isEmpty: Bool { series.isEmpty }

    /// The number of canonical samples of all devices.
    public var count: Int { series.values.reduce(0) { $0 + $1.count } }

    /// Adds readings.
    ///
    /// A reading is accepted if it states at least one fact that neither the set nor an earlier
    /// reading of the batch, in canonical order, has stated; otherwise it is a duplicate.
    @discardableResult
    public mutating func merge(_ readings: some Sequence<Reading>) -> MergeOutcome {
        merge(DeviceSamples.grouping(readings))
    }

    /// Adds the samples of several devices, in any order.
    @discardableResult
    public mutating func merge(_ batch: [DeviceSamples]) -> MergeOutcome {
        var outcome = MergeOutcome()
        for group in batch {
            var merging = SampleMerge(known: series.removeValue(forKey: group.device) ?? [])
            merging.take(group.samples)
            outcome.accepted += merging.accepted
            outcome.duplicates += merging.duplicates
            if !merging.additions.isEmpty {
                outcome.additions.append(
                    DeviceSamples(device: group.device, samples: merging.additions)
                )
            }
            if !merging.result.isEmpty { series[group.device] = merging.result }
        }
        outcome.additions.sort { $0.device.utf8.lexicographicallyPrecedes($1.device.utf8) }
        return outcome
    }

    /// Adds the samples of a segment.
    @discardableResult
    public mutating func merge(_ segment: Segment) -> MergeOutcome {
        merge([DeviceSamples(device: segment.device, samples: segment.samples)])
    }
}

/// What came of adding readings to a set.
public struct MergeOutcome: Hashable, Sendable {
    /// The number of readings that stated something new.
    public var accepted = 0

    /// The number of readings that stated nothing new.
    public var duplicates = 0

    /// The new facts alone, as canonical samples by device: what is packed into segments.
    ///
    /// A device may occur more than once only if it did so in the batch.
    public var additions: [DeviceSamples] = []

    /// Starts with nothing.
    public init() {}
}
