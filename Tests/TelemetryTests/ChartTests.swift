import Foundation
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

    /// Straight on for a thousand fixes, with a way out and back in the middle.
    private static func voyage(_ detour: [Position]) -> [Sample] {
        let straight = (0..<1_000).map { place in
            Position(
                latitudeMicrodegrees: 50_000_000,
                longitudeMicrodegrees: Int32(place) * 10_000
            )
        }
        let all = straight[..<500] + detour + straight[500...]
        return all.enumerated().map { sample(Int64($0) * 60_000, position: $1) }
    }

    @Test(arguments: [
        // Aside, and back the very way that it went.
        [position(50, 5), position(52, 5), position(50, 5)],
        // Ahead and back along the line itself.
        [position(50, 5), position(50, 20), position(50, 5)],
        // Behind, beyond where it set out.
        [position(50, 5), position(50, -7), position(50, 5)],
    ])
    func `a thinned track keeps its ends and its detours`(detour: [Position]) {
        let samples = Self.voyage(detour)
        let track = Track(of: samples, points: 5)
        #expect(track.points.count <= 5)
        #expect(track.points.first?.time == samples.first?.time)
        #expect(track.points.last?.time == samples.last?.time)
        #expect(track.points.contains { $0.position == detour[1] })
        #expect(track.deviationMetres < 1_000, "\(track.deviationMetres)")
        let whole = Track(of: samples)
        #expect(whole.points.count == samples.count)
        #expect(whole.deviationMetres == 0)
    }

    @Test func `no fix that is left out is further from the line than is stated`() {
        let seed = UInt64.random(in: .min ... .max)
        print("track seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        var (north, east) = (Int32(10_000_000), Int32(179_500_000))
        let samples = (0..<3_000).map { place in
            north += Int32.random(in: -20_000...20_000, using: &generator)
            east += Int32.random(in: -10_000...30_000, using: &generator)
            // It crosses the antimeridian on the way.
            if east > 180_000_000 { east -= 360_000_000 }
            let here = Position(latitudeMicrodegrees: north, longitudeMicrodegrees: east)
            return sample(Int64(place) * 60_000, position: here)
        }
        for limit in [2, 3, 20, 200, 2_999] {
            let track = Track(of: samples, points: limit)
            #expect(track.points.count == limit, "seed \(seed)")
            var leg = 0
            for sample in samples {
                guard let position = sample.position else { continue }
                while leg + 2 < track.points.count, track.points[leg + 1].time < sample.time {
                    leg += 1
                }
                let from = track.points[leg].position
                let to = track.points[leg + 1].position
                let metres = Self.metres(position, from, to)
                // Distances on a map differ a little by the latitude that they are taken at.
                let most = Double(track.deviationMetres) * 1.05 + 1
                #expect(metres <= most, "seed \(seed), \(limit) of them")
            }
        }
    }

    /// How far a position is from the straight line between two others on a map.
    private static func metres(_ here: Position, _ from: Position, _ to: Position) -> Double {
        func flat(_ other: Position) -> (Double, Double) {
            var east = other.longitudeMicrodegrees - here.longitudeMicrodegrees
            if east > 180_000_000 { east -= 360_000_000 }
            if east < -180_000_000 { east += 360_000_000 }
            let north = other.latitudeMicrodegrees - here.latitudeMicrodegrees
            let scale = 111_195.0 / 1_000_000
            let level = cos(Double(here.latitudeMicrodegrees) / 1_000_000 * .pi / 180)
            return (Double(east) * scale * level, Double(north) * scale)
        }
        let (a, b) = (flat(from), flat(to))
        // By bisection: on a straight line the distance has one least value.
        var (low, high) = (0.0, 1.0)
        func distance(_ share: Double) -> Double {
            hypot(a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1))
        }
        for _ in 0..<80 {
            let (one, other) = (low + (high - low) / 3, high - (high - low) / 3)
            if distance(one) < distance(other) { high = other } else { low = one }
        }
        return distance((low + high) / 2)
    }

    @Test func `a hundred thousand fixes are thinned in the time of their sorting`() {
        // Ever longer ways out and back: whoever cuts a line in two parts cuts off one at a time.
        let samples = (0..<100_000).map { place in
            let out = Int32(place) * 100 * (place % 2 == 0 ? 1 : -1)
            let here = Position(latitudeMicrodegrees: out, longitudeMicrodegrees: Int32(place))
            return sample(Int64(place), position: here)
        }
        let clock = ContinuousClock()
        let took = clock.measure {
            #expect(Track(of: samples, points: 10_000).points.count == 10_000)
        }
        #expect(took < .seconds(20))
    }

    @Test func `of two fixes at one instant the first is drawn`() {
        let samples = [sample(0, position: position(1, 1)), sample(0, position: position(2, 2))]
        #expect(Track(of: samples).points.map(\.position) == [position(1, 1)])
    }
}
