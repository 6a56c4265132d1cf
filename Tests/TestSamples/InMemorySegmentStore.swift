package import Telemetry

/// A segment store that lasts as long as the process.
package actor InMemorySegmentStore: SegmentStore {
    private var segments: [[UInt8]: [UInt8]] = [:]

    /// Creates an empty store.
    package init() {}

    /// Keeps segments, all or none.
    package func put(_ new: [StoredSegment]) throws {
        guard new.count <= SegmentStoreLimits.putSegments else {
            throw SegmentStoreFault.tooManySegments(new.count)
        }
        var merged = segments
        for segment in new {
            guard segment.digest.count == SegmentStoreLimits.digestBytes else {
                throw SegmentStoreFault.digestMalformed(length: segment.digest.count)
            }
            guard segment.bytes.count <= SegmentStoreLimits.segmentBytes else {
                throw SegmentStoreFault.segmentTooLarge(bytes: segment.bytes.count)
            }
            guard merged[segment.digest] ?? segment.bytes == segment.bytes else {
                throw SegmentStoreFault.digestCollides(segment.digest)
            }
            merged[segment.digest] = segment.bytes
        }
        segments = merged
    }

    /// The bytes under a digest, or nil if there are none.
    package func segment(digest: [UInt8]) -> [UInt8]? { segments[digest] }

    /// Digests in ascending order of their bytes.
    package func digests(after digest: [UInt8]?, limit: Int) -> [[UInt8]] {
        let following = segments.keys.filter { digest?.lexicographicallyPrecedes($0) ?? true }
        return Array(
            following.sorted { $0.lexicographicallyPrecedes($1) }
                .prefix(min(limit, SegmentStoreLimits.pageDigests))
        )
    }
}
