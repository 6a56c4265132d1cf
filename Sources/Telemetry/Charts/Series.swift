public import Marine

/// Readings of one metric, reduced to as many points as a chart can show.
public enum Series {
    /// The most points that one series may be asked for.
    public static let pointLimit = 10_000

    /// One point of a series.
    public struct Point: Hashable, Sendable {
        /// The instant of the reading.
        public var time: Instant

        /// The value in thousandths of the metric's unit.
        public var milli: Int32

        /// States a point.
        public init(time: Instant, milli: Int32) {
            self.time = time
            self.milli = milli
        }
    }

    /// Picks the readings of a metric within an interval, at most as many as asked for.
    ///
    /// If there are more, the interval is cut into half as many buckets of equal length, and of
    /// each bucket its lowest and its highest reading stay, the earliest where several are alike:
    /// no excursion is thinned away.
    /// - Parameters:
    ///   - samples: Samples in ascending order of time.
    ///   - metric: The metric.
    ///   - from: The beginning, inclusive; nil for the first reading.
    ///   - to: The end, inclusive; nil for the last reading.
    ///   - points: The most points to return, taken as 2...``pointLimit``.
    /// - Returns: The points in order of time.
    public static func points(
        of samples: [Sample],
        metric: Metric,
        from: Instant? = nil,
        to: Instant? = nil,
        points: Int
    ) -> [Point] {
        var all: [Point] = []
        for sample in samples {
            guard let milli = sample[metric], from.map({ sample.time >= $0 }) ?? true,
                to.map({ sample.time <= $0 }) ?? true
            else { continue }
            all.append(Point(time: sample.time, milli: milli))
        }
        let limit = min(max(points, 2), pointLimit)
        guard all.count > limit, let first = all.first, let last = all.last else { return all }
        let bucketCount = Int64(limit / 2)
        let span = last.time.milliseconds(since: first.time) + 1
        var result: [Point] = []
        var start = 0
        while start < all.count {
            let bucket = bucketIndex(all[start].time, first.time, span, bucketCount)
            var end = start + 1
            while end < all.count,
                bucketIndex(all[end].time, first.time, span, bucketCount) == bucket
            {
                end += 1
            }
            appendExtremes(of: all[start..<end], to: &result)
            start = end
        }
        return result
    }

    private static func bucketIndex(
        _ time: Instant,
        _ first: Instant,
        _ span: Int64,
        _ count: Int64
    ) -> Int64 {
        // At most 2^48 ms times 5,000 buckets: well within 64 bits.
        time.milliseconds(since: first) * count / span
    }

    private static func appendExtremes(of bucket: ArraySlice<Point>, to result: inout [Point]) {
        guard var low = bucket.indices.first else { return }
        var high = low
        for index in bucket.indices {
            if bucket[index].milli < bucket[low].milli { low = index }
            if bucket[index].milli > bucket[high].milli { high = index }
        }
        result.append(bucket[min(low, high)])
        if low != high { result.append(bucket[max(low, high)]) }
    }
}
