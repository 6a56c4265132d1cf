import Marine
import Telemetry
import TestSamples
import Testing

@Suite struct `Charts` {
    @Test func `a short series is given whole and within its interval`() {
        let samples = (0..<10).map { sample($0 * 1_000, Int32($0)) }
        let all = Series.points(of: samples, metric: .temperature, points: 10)
        #expect(all.map(\.milli) == Array(0..<10))
        let some = Series.points(
            of: samples,
            metric: .temperature,
            from: Instant(millisecondsSinceEpoch: 3_000),
            to: Instant(millisecondsSinceEpoch: 5_000),
            points: 10
        )
        #expect(some.map(\.milli) == [3, 4, 5])
        #expect(Series.points(of: samples, metric: .humidity, points: 10).isEmpty)
    }

    @Test func `thinning keeps the lowest and the highest of every bucket`() {
        let seed = UInt64.random(in: .min ... .max)
        print("series seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for limit in [1, 2, 7, 100, 999] {
            let samples = (0..<5_000).map {
                sample($0 * 1_000, Int32.random(in: -20_000...20_000, using: &generator))
            }
            let points = Series.points(of: samples, metric: .temperature, points: limit)
            let values = samples.compactMap { $0.temperature?.milliCelsius }
            #expect(points.count <= max(limit, 2), "seed \(seed)")
            #expect(points.map(\.milli).min() == values.min(), "seed \(seed)")
            #expect(points.map(\.milli).max() == values.max(), "seed \(seed)")
            #expect(points.map(\.time) == points.map(\.time).sorted(), "seed \(seed)")
            #expect(Set(points.map(\.time)).count == points.count, "seed \(seed)")
        }
    }

    @Test(arguments: [
        (Metric.temperature, Int32(4_310)), (.humidity, 55_200), (.shock, 200), (.light, 0),
        (.door, 1_000), (.battery, 88_000),
    ])
    func `every metric is in thousandths`(metric: Metric, milli: Int32) {
        #expect(JSONSample.documented[metric] == milli)
        #expect(metric.range.contains(milli))
    }

    @Test func `a track is one line where it stays on one side`() {
        let samples = [(1, 2), (3, 4), (5, 170)].enumerated().map { index, place in
            sample(Int64(index), position: position(Int32(place.0), Int32(place.1)))
        }
        let track = Track(of: samples + [sample(9, 1)])
        #expect(track.points.map(\.time) == samples.map(\.time))
        #expect(track.lines == [[position(1, 2), position(3, 4), position(5, 170)]])
        #expect(Track(of: []).lines.isEmpty)
    }

    @Test(arguments: [
        // Eastward over the antimeridian, half way at the edge.
        (position(10, 179), position(20, -179), position(15, 180), position(15, -180)),
        // Westward, a quarter of the way.
        (position(0, -179), position(8, 177), position(2, -180), position(2, 180)),
        (position(-8, 177), position(0, -179), position(-2, 180), position(-2, -180)),
        // From the antimeridian itself.
        (position(1, 180), position(2, -170), position(1, 180), position(1, -180)),
    ])
    func `a track is cut at the antimeridian`(
        from: Position,
        to: Position,
        before: Position,
        after: Position
    ) {
        let track = Track(of: [sample(0, position: from), sample(1, position: to)])
        #expect(track.lines == [[from, before], [after, to]])
    }

    @Test func `a track is thinned at even steps and keeps its ends`() {
        let samples = (0..<1_000).map { sample($0, position: position(Int32($0 % 90), 0)) }
        let track = Track(of: samples, points: 11)
        #expect(track.points.count == 11)
        #expect(track.points.first?.time == samples.first?.time)
        #expect(track.points.last?.time == samples.last?.time)
    }

    @Test func `of two fixes at one instant the first is drawn`() {
        let samples = [sample(0, position: position(1, 1)), sample(0, position: position(2, 2))]
        #expect(Track(of: samples).points.map(\.position) == [position(1, 1)])
    }
}
