public import CanonicalJSON
public import Marine

// Small segments are merged into larger ones, so that a voyage of many uploads has few. Those whose
// place a larger one takes are kept where readings are: what the ledger pinned is proved by them.

extension Shipment {
    /// Segments of one device in whose place one is recorded that holds the same readings.
    public struct SegmentMerge: Record, Hashable, Sendable {
        /// The segment that holds the readings of all of them, and says of how many it was made.
        public var into: SegmentRecord
        /// The digests of the segments whose place it takes.
        public var parts: Entries<2, 32, Text<44>>
    }

    /// Segments that take back the place of the one that was made of them, as an upload that
    /// brought one of them is to be withdrawn.
    public struct SegmentSplit: Record, Hashable, Sendable {
        /// The digest of the segment that was made of them.
        public var segment: Text<44>
        /// The segments, as they were recorded before.
        public var parts: Entries<2, 32, SegmentRecord>
    }

    /// As many merges as one command makes.
    public typealias SegmentMerges = Entries<1, 50, SegmentMerge>
    /// As many splits as one command makes.
    public typealias SegmentSplits = Entries<1, 10, SegmentSplit>

    /// The fewest readings of a segment of which the ledger notes that a shipment holds it, from
    /// the fifth edition on: two loggers may well agree on fewer.
    static let fewestHeld = 16

    static func requireMerges(
        _ merges: SegmentMerges,
        _ state: State
    ) throws(Refusal) {
        var recorded: [Text<44>: SegmentRecord] = [:]
        for segment in state.segments { recorded[segment.digest] = segment }
        for merge in merges.array {
            var parts: [SegmentRecord] = []
            for digest in merge.parts.array {
                // Each is removed as it is met: none is a part twice.
                guard let part = recorded.removeValue(forKey: digest) else {
                    throw Refusal(.segmentsDiffer, ["segment": digest.string])
                }
                parts.append(part)
            }
            guard recorded[merge.into.digest] == nil else {
                throw Refusal(.segmentAlreadyRecorded, ["segment": merge.into.digest.string])
            }
            guard merge.into.upload == nil, merge.into.by == nil else {
                throw Refusal(.segmentsDiffer, ["segment": merge.into.digest.string])
            }
            try requireSame(merge.into, parts)
        }
    }

    static func requireSplits(
        _ splits: SegmentSplits,
        _ state: State
    ) throws(Refusal) {
        var recorded = Set(state.segments.map(\.digest))
        for split in splits.array {
            guard let whole = state.segments.first(where: { $0.digest == split.segment }),
                recorded.remove(split.segment) != nil
            else { throw Refusal(.segmentsDiffer, ["segment": split.segment.string]) }
            for part in split.parts.array where !recorded.insert(part.digest).inserted {
                throw Refusal(.segmentAlreadyRecorded, ["segment": part.digest.string])
            }
            try requireSame(whole, split.parts.array)
        }
    }

    /// Refuses a segment that cannot hold the readings of all parts and no others.
    private static func requireSame(
        _ whole: SegmentRecord,
        _ parts: [SegmentRecord]
    ) throws(Refusal) {
        // Readings of one instant may be one in the whole, and none is lost.
        let most = parts.map(\.readings).reduce(0, +)
        guard whole.parts == parts.count, let least = parts.map(\.readings).max(),
            (least...most).contains(whole.readings),
            whole.first == parts.map(\.first).min(), whole.last == parts.map(\.last).max(),
            parts.allSatisfy({ $0.device == whole.device && $0.unsigned == whole.unsigned })
        else {
            throw Refusal(
                .segmentsDiffer,
                [
                    "segment": whole.digest.string, "readings": "\(whole.readings)",
                    "inParts": "\(most)",
                ]
            )
        }
    }

    /// Segments with one in the place of each merge's parts, where the first of them stood.
    static func merged(_ segments: [SegmentRecord], _ merges: [SegmentMerge]) -> [SegmentRecord] {
        var merging: [Text<44>: Int] = [:]
        for (place, merge) in merges.enumerated() {
            for digest in merge.parts.array { merging[digest] = place }
        }
        var placed: Set<Int> = []
        return segments.compactMap { segment in
            guard let place = merging[segment.digest] else { return segment }
            return placed.insert(place).inserted ? merges[place].into : nil
        }
    }

    /// Segments with its parts in the place of each that is split.
    static func split(_ segments: [SegmentRecord], _ splits: [SegmentSplit]) -> [SegmentRecord] {
        segments.flatMap { segment in
            splits.first { $0.segment == segment.digest }?.parts.array ?? [segment]
        }
    }
}
