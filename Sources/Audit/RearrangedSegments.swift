import Contracts
import Ledger
import Marine
import Telemetry
import TransparencyLog

/// An entry by which larger segments took the place of small ones, or these took it back.
struct RearrangedSegments {
    let index: UInt64
    /// The edition of the rules that the entry is of.
    let edition: Edition
    let since: String
    let shipment: InstanceID
    /// Whether the small ones took their place back.
    let isSplit: Bool
    /// Each larger segment with those that it stands for.
    let pairs: [(whole: Shipment.SegmentRecord, parts: [Shipment.SegmentRecord])]

    /// The larger segments that came to be recorded.
    var wholes: [Shipment.SegmentRecord] { isSplit ? [] : pairs.map(\.whole) }

    /// What an entry rearranges; `nil` where it is none of these.
    init?(_ entry: FoldedEntry) {
        guard case .shipment(let record) = entry.payload,
            let before = entry.before.flatMap(Shipment.unwrap)
        else { return nil }
        switch record.arguments {
        case .mergeSegments(let merges):
            isSplit = false
            pairs = merges.map { merge in
                let digests = Set(merge.parts.array)
                return (merge.into, before.segments.filter { digests.contains($0.digest) })
            }
        case .splitSegments(let splits):
            isSplit = true
            pairs = splits.compactMap { split in
                before.segments.first { $0.digest == split.segment }.map {
                    ($0, split.parts.array)
                }
            }
        default: return nil
        }
        index = entry.index
        edition = entry.transition.edition
        since = "\(entry.transition.at)"
        shipment = before.id
    }
}

extension Segment {
    /// Whether it is what a record says of it.
    func isAs(stated record: Shipment.SegmentRecord, in edition: Edition) -> Bool {
        device == record.device.string && count == record.readings
            && first == record.first && last == record.last
            && record.content
                == content(in: edition) { DigestText(bytes: Hash.sha256(of: $0).bytes) }
    }
}

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
