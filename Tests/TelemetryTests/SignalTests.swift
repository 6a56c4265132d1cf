import Marine
import TestSamples
import Testing

@testable import Telemetry

/// What is looked at for whether readings are to be believed.
@Suite struct SignalTests {
    private static let hour: Int64 = 3_600_000

    private static func at(_ hours: Double) -> Instant {
        Instant(millisecondsSinceEpoch: Int64(hours * Double(hour)))
    }

    private static func place(_ latitude: Double, _ longitude: Double) -> Position {
        Position(
            latitudeMicrodegrees: Int32((latitude * 1_000_000).rounded()),
            longitudeMicrodegrees: Int32((longitude * 1_000_000).rounded())
        )
    }

    private static func signals(_ samples: [Sample]) -> ReadingSignals {
        var fold = SignalFold(gapMilliseconds: 6 * hour)
        fold.take(samples[...])
        return fold.found
    }

    /// Hourly temperatures, in thousandths of a degree.
    private static func hourly(_ values: [Int32], from start: Double = 0) -> [Sample] {
        values.enumerated().map { place, value in
            Sample(time: at(start + Double(place)), temperature: Temperature(milliCelsius: value))
        }
    }

    /// Readings as a logger makes them: a tenth of a degree up or down, or none.
    private static func walk(_ count: Int, seed: UInt64) -> [Int32] {
        var generator = SeededGenerator(seed: seed)
        var value: Int32 = 5_000
        return (0..<count).map { _ in
            value += Int32.random(in: -3...3, using: &generator) * 100
            return value
        }
    }

    @Test(arguments: [
        // The great circle, on a sphere of 6,371 km; the chord is a little shorter.
        ((0.0, 0.0), (0.0, 0.0), 0.0), ((51.95, 4.14), (51.95, 4.14), 0),
        ((0, 0), (0, 1), 111_195), ((0, 0), (1, 0), 111_195),
        ((51.95, 4.14), (1.26, 103.82), 10_542_000), ((0, 179.5), (0, -179.5), 111_195),
        ((89, 0), (89, 180), 222_390), ((-33.9, 18.4), (-33.9, 151.2), 10_987_000),
    ])
    func `a distance is that of the straight line, and never more than the way`(
        from: (Double, Double),
        to: (Double, Double),
        arc: Double
    ) {
        let (one, other) = (Self.place(from.0, from.1), Self.place(to.0, to.1))
        let metres = GroundDistance.metres(one, other)
        let radius = 6_371_000.0
        let chord = 2 * radius * Self.sine(arc / radius / 2)
        #expect(abs(Double(metres) - chord) <= max(2, arc / 200))
        #expect(Double(metres) <= arc + 1)
        #expect(GroundDistance.metres(other, one) == metres)
        #expect(GroundDistance.upperBoundMetres(one, other) >= metres)
    }

    /// A Taylor series of its own, as tests need no more than six digits.
    private static func sine(_ angle: Double) -> Double {
        var (term, sum) = (angle, angle)
        for step in 1...12 {
            term *= -angle * angle / Double(2 * step * (2 * step + 1))
            sum += term
        }
        return sum
    }

    @Test func `the fastest movement is found, less what positions may be wrong by`() throws {
        var samples = [(0.0, 4.0), (1, 4.0), (2, 4.2), (3, 9.2), (4, 9.3)].map { hours, east in
            Sample(time: Self.at(hours), position: Self.place(0, east))
        }
        let fastest = try #require(Self.signals(samples).fastest)
        #expect(fastest.from == Self.at(2) && fastest.to == Self.at(3))
        // 5 degrees of 111,195 m each, and the chord is 0.03 % shorter.
        #expect((550_500...551_000).contains(fastest.metres))
        #expect(fastest.kilometresPerHour == fastest.metres / 1_000)
        samples.remove(at: 3)
        #expect(Self.signals(Array(samples.prefix(3))).fastest?.kilometresPerHour == 17)
        // Noise about one place is no movement.
        let still = (0..<100).map { second in
            Sample(
                time: Instant(millisecondsSinceEpoch: Int64(second) * 1_000),
                position: Self.place(51.9, 4.14 + Double(second % 2) * 0.04)
            )
        }
        #expect(Self.signals(still).fastest == nil)
    }

    @Test func `the longest time of one value is found, and no gap adds to it`() throws {
        let values: [Int32] = [5_000, 5_000, 5_100, 5_100, 5_100, 5_200, 5_200]
        let found = try #require(Self.signals(Self.hourly(values)).standing.first)
        #expect(found.metric == .temperature && found.instants == 3)
        #expect(found.from == Self.at(2) && found.to == Self.at(4))
        let apart = Self.hourly([5_000, 5_000]) + Self.hourly([5_000, 5_000], from: 8)
        #expect(Self.signals(apart).standing.map(\.milliseconds) == [Self.hour])
        #expect(Self.signals(Self.hourly([5_000, 5_100])).standing == [])
        let humid = (0...100).map {
            Sample(time: Self.at(Double($0)), humidityMilliPercent: 77_000)
        }
        #expect(Self.signals(humid).standing.map(\.metric) == [.humidity])
        #expect(Self.signals(humid).standing.map(\.milliseconds) == [100 * Self.hour])
    }

    @Test func `an altered copy has the passages of its original`() {
        let original = Self.walk(500, seed: 7)
        let prints = Set(Self.signals(Self.hourly(original)).prints)
        #expect(prints.count == ReadingSignals.printLimit)
        func common(_ values: [Int32], _ change: (inout [Sample]) -> Void = { _ in }) -> Int {
            var samples = Self.hourly(values)
            change(&samples)
            return prints.intersection(Self.signals(samples).prints).count
        }
        #expect(common(original) == 16)
        #expect(common(original.map { $0 + 4_000 }) == 16, "all values moved")
        let shifted = common(original) { samples in
            for place in samples.indices {
                samples[place].time = samples[place].time.advanced(byMilliseconds: 86_399_999)
            }
        }
        #expect(shifted == 16, "other times")
        #expect(common(Array(original.dropFirst(40))) >= 12, "the beginning cut off")
        var altered = original
        for place in stride(from: 20, to: 500, by: 24) { altered[place] += 200 }
        #expect(common(altered) >= 4, "one value of 24 changed")
        for seed: UInt64 in 8..<40 {
            #expect(common(Self.walk(500, seed: seed)) == 0, "another logger's record")
        }
    }

    @Test func `what hardly changes has no passages`() {
        #expect(Self.signals(Self.hourly(Array(repeating: 5_000, count: 500))).prints == [])
        let alternating = (0..<500).map { Int32(5_000 + $0 % 2 * 100) }
        #expect(Self.signals(Self.hourly(alternating)).prints == [])
        #expect(Self.signals(Self.hourly(Self.walk(12, seed: 1))).prints == [])
        #expect(Self.signals(Self.hourly(Self.walk(13, seed: 1))).prints.count == 1)
    }

    @Test func `a passage's print is the number that the declaration states`() throws {
        let values = Self.walk(13, seed: 3)
        var number: UInt64 = 0
        let modulus: UInt64 = (1 << 61) - 1
        for (before, after) in zip(values, values.dropFirst()) {
            let digit = UInt64(Int64(after - before) + 2_147_483_648)
            let product = number.multipliedFullWidth(by: 1_000_003)
            number = modulus.dividingFullWidth((product.high, product.low)).remainder
            number = (number + digit) % modulus
        }
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        number ^= number >> 31
        let print = try #require(Self.signals(Self.hourly(values)).prints.first)
        #expect(UInt64(print.string, radix: 16) == number)
        #expect(print.string.utf8.count == 16)
    }

    @Test(arguments: [Edition.first, .second, .third])
    func `findings have signs from the third edition on`(edition: Edition) {
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "TT-1", samples: Self.hourly([5_000, 5_000]))])
        let found = TelemetryEvaluation.findings(
            of: set,
            terms: TelemetryTerms(
                lowerLimit: nil,
                upperLimit: nil,
                reportableGapMilliseconds: 900_000
            ),
            within: CarriageWindow(from: Self.at(0)),
            in: edition
        )
        #expect((found.devices.first?.signals != nil) == (edition >= .third))
    }
}
