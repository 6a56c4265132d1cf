import Contracts
import Marine
import Telemetry

/// A bounded cache of the readings of shipments under way.
struct ReadingCache {
    /// The most samples cached: some 30 MB.
    private static let limit = 1 << 18

    private struct Held {
        var readings: ReadingSet
        var digests: Set<Text<44>>
    }

    private var sets: [InstanceID: Held] = [:]
    private var count = 0

    func holds(_ shipment: InstanceID) -> Bool { sets[shipment] != nil }

    /// Removes and returns a shipment's readings, to be put back with more; `nil` where they are
    /// not those of the segments, as an upload was withdrawn.
    mutating func take(
        _ shipment: InstanceID,
        of segments: ArraySlice<Shipment.SegmentRecord>
    ) -> ReadingSet? {
        guard let held = sets.removeValue(forKey: shipment) else { return nil }
        count -= held.readings.count
        guard held.digests.count == segments.count,
            segments.allSatisfy({ held.digests.contains($0.digest) })
        else { return nil }
        return held.readings
    }

    /// Notes that a shipment's segments hold the same readings by others.
    mutating func rename(_ change: RearrangedSegments) {
        guard sets[change.shipment] != nil else { return }
        for (whole, parts) in change.pairs {
            let (gone, come) = change.isSplit ? ([whole], parts) : (parts, [whole])
            sets[change.shipment]?.digests.subtract(gone.map(\.digest))
            sets[change.shipment]?.digests.formUnion(come.map(\.digest))
        }
    }

    /// Adds a shipment's readings; a full cache is emptied, and they are read again when needed.
    mutating func put(_ set: ReadingSet, of shipment: Shipment.State) {
        if count + set.count > ReadingCache.limit {
            sets.removeAll()
            count = 0
        }
        sets[shipment.id] = Held(
            readings: set,
            digests: Set(shipment.segments.lazy.map(\.digest))
        )
        count += set.count
    }
}
