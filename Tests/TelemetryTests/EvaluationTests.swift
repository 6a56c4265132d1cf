import Marine
import Telemetry
import TestSamples
import Testing

@Suite struct `Findings` {
    /// The band is 2 to 8 degrees; an interval over 15 minutes is a gap.
    private static let terms = TelemetryTerms(
        lowerLimit: Temperature(milliCelsius: 2_000),
        upperLimit: Temperature(milliCelsius: 8_000),
        reportableGapMilliseconds: 900_000
    )

    private func findings(
        _ samples: [Sample],
        _ terms: TelemetryTerms = Self.terms,
        in edition: Edition = .first
    ) throws -> DeviceFindings {
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "D", samples: samples)])
        let found = TelemetryEvaluation.findings(
            of: set,
            terms: terms,
            within: samples.first.map { CarriageWindow(from: $0.time) },
            in: edition
        )
        return try #require(found.devices.first)
    }

    /// Samples at whole minutes.
    private func minutes(_ readings: [(Int64, Int32)]) -> [Sample] {
        readings.map { sample($0.0 * 60_000, $0.1) }
    }

    private func excursion(
        _ kind: TemperatureExcursion.Kind,
        _ start: Int64,
        _ end: Int64,
        _ extreme: Int32,
        _ readings: Int
    ) -> TemperatureExcursion {
        TemperatureExcursion(
            kind: kind,
            start: Instant(millisecondsSinceEpoch: start * 60_000),
            end: Instant(millisecondsSinceEpoch: end * 60_000),
            milliseconds: (end - start) * 60_000,
            extreme: Temperature(milliCelsius: extreme),
            readings: readings
        )
    }

    @Test func `limits are inside the band`() throws {
        let found = try findings(minutes([(0, 2_000), (5, 8_000), (10, 2_000)]))
        #expect(found.excursions.isEmpty)
        #expect(found.excursionCount == 0)
        #expect(found.minimum?.milliCelsius == 2_000)
        #expect(found.maximum?.milliCelsius == 8_000)
    }

    @Test func `an excursion lasts until the first reading back in the band`() throws {
        let found = try findings(
            minutes([(0, 5_000), (5, 8_001), (10, 12_000), (15, 9_000), (20, 8_000), (25, 5_000)])
        )
        #expect(found.excursions == [excursion(.above, 5, 20, 12_000, 3)])
        #expect(found.millisecondsAbove == 900_000)
        #expect(found.longestAboveMilliseconds == 900_000)
        #expect(found.millisecondsBelow == 0)
    }

    @Test func `crossing the band ends one excursion and starts the other`() throws {
        let found = try findings(
            minutes([(0, 9_000), (5, 1_000), (10, 500), (15, 9_500), (20, 5_000)])
        )
        #expect(
            found.excursions == [
                excursion(.above, 0, 5, 9_000, 1), excursion(.below, 5, 15, 500, 2),
                excursion(.above, 15, 20, 9_500, 1),
            ]
        )
        #expect(found.millisecondsAbove == 600_000)
        #expect(found.millisecondsBelow == 600_000)
        #expect(found.longestBelowMilliseconds == 600_000)
    }

    @Test func `time never runs through a gap`() throws {
        let found = try findings(
            minutes([(0, 9_000), (5, 9_000), (21, 9_000), (26, 9_000), (31, 5_000)])
        )
        #expect(
            found.excursions == [
                excursion(.above, 0, 5, 9_000, 2), excursion(.above, 21, 31, 9_000, 2),
            ]
        )
        #expect(found.gapCount == 1)
        #expect(found.longestGapMilliseconds == 960_000)
        #expect(
            found.gaps == [
                TelemetryGap(
                    start: Instant(millisecondsSinceEpoch: 300_000),
                    end: Instant(millisecondsSinceEpoch: 1_260_000)
                )
            ]
        )
    }

    @Test func `an interval of exactly the reportable length is no gap`() throws {
        let found = try findings(minutes([(0, 9_000), (15, 5_000)]))
        #expect(found.gapCount == 0)
        #expect(found.millisecondsAbove == 900_000)
    }

    @Test func `the last reading holds for nothing`() throws {
        let found = try findings(minutes([(0, 5_000), (5, 9_000)]))
        #expect(found.excursions == [excursion(.above, 5, 5, 9_000, 1)])
        #expect(found.excursionCount == 1)
        #expect(found.millisecondsAbove == 0)
    }

    @Test func `a dead probe is a gap although the tracker goes on`() throws {
        let fixes = (0..<40).map { sample(Int64($0) * 60_000, position: position(1, 1)) }
        let found = try findings(fixes + minutes([(0, 9_000), (39, 5_000)]))
        #expect(found.gapCount == 1)
        #expect(found.millisecondsAbove == 0)
        #expect(found.readings == 40)
        let trackerOnly = try findings(fixes)
        #expect(trackerOnly.gapCount == 0)
        #expect(trackerOnly.minimum == nil)
        #expect(trackerOnly.meanKineticTemperature == nil)
        #expect(try findings([fixes[0], fixes[30]]).gapCount == 1)
    }

    @Test func `limits not stated are not exceeded`() throws {
        var terms = Self.terms
        terms.upperLimit = nil
        let samples = minutes([(0, 900_000), (5, -200_000), (10, 5_000)])
        #expect(try findings(samples, terms).excursions.map(\.kind) == [.below])
        terms.lowerLimit = nil
        #expect(try findings(samples, terms).excursionCount == 0)
    }

    @Test func `a contradiction proves no excursion, but counts for the extremes`() throws {
        let found = try findings(
            minutes([(0, 9_000), (5, 9_000), (5, 5_000), (10, 9_000), (10, 10_000), (15, 5_000)])
        )
        #expect(
            found.excursions == [
                excursion(.above, 0, 5, 9_000, 1), excursion(.above, 10, 15, 10_000, 1),
            ]
        )
        #expect(found.contradictions == 2)
        #expect(found.readings == 4)
        #expect(found.maximum?.milliCelsius == 10_000)
        let astride = try findings(minutes([(0, 9_000), (0, 1_000), (5, 5_000)]))
        #expect(astride.excursionCount == 0)
    }

    @Test func `lists end at their limit and counts go on`() throws {
        let readings = (0..<Int64(400)).map {
            sample($0 * 1_000_000, $0 % 2 == 0 ? 9_000 : 1_000)
        }
        let found = try findings(readings)
        #expect(found.excursionCount == 400)
        #expect(found.excursions.count == DeviceFindings.listLimit(in: .first))
        #expect(found.gapCount == 399)
        #expect(found.gaps.count == DeviceFindings.listLimit(in: .first))
        #expect(found.excursions.first?.start == .earliest)
    }

    @Test func `no readings, no findings`() {
        #expect(
            TelemetryEvaluation.findings(
                of: ReadingSet(),
                terms: Self.terms,
                within: nil,
                in: .first
            )
            .devices.isEmpty
        )
    }

    /// Mean kinetic temperatures by Python with mpmath, with the weights that the rules give.
    private static let weightings: [([(Int64, Int32)], Int32)] = [
        // The last weighs the interval before it: weights 5, 10, 10.
        ([(0, 2_000), (5, 8_000), (15, 4_000)], MKT.lastWeighsBefore),
        // Before a gap likewise: weights 5, 5, 10, 10.
        ([(0, 2_000), (5, 8_000), (100, 4_000), (110, 30_000)], MKT.gapBetween),
        // Alone between gaps a reading weighs nothing: weights 5, 5, 0.
        ([(0, 2_000), (5, 8_000), (100, 30_000)], MKT.isolatedLast),
        // All alone: each weighs 1.
        ([(0, 2_000), (50, 8_000), (100, 30_000)], MKT.allIsolated),
        // Two values of one instant share its interval: weights 5, 5, and 10 for the last.
        ([(0, 2_000), (0, 8_000), (10, 4_000)], MKT.contradiction),
        ([(0, 7_000)], 7_000),
    ]

    @Test(arguments: weightings)
    func `mean kinetic temperature weighs each reading by its interval`(
        readings: [(Int64, Int32)],
        milliCelsius: Int32
    ) throws {
        let found = try findings(minutes(readings))
        #expect(found.meanKineticTemperature?.milliCelsius == milliCelsius)
    }

    /// The same readings by the fifth edition.
    private static let laterWeightings: [([(Int64, Int32)], Int32)] = [
        // The last weighs nothing: weights 5, 10, 0.
        ([(0, 2_000), (5, 8_000), (15, 4_000)], MKT.lastWeighsNothing),
        // Nor does what stands before a gap: weights 5, 0, 10, 0.
        ([(0, 2_000), (5, 8_000), (100, 4_000), (110, 30_000)], MKT.noneBeforeGap),
        ([(0, 2_000), (5, 8_000), (100, 30_000)], 2_000),
        // All alone: each weighs 1, as before.
        ([(0, 2_000), (50, 8_000), (100, 30_000)], MKT.allIsolated),
        ([(0, 7_000)], 7_000),
    ]

    @Test(arguments: laterWeightings)
    func `from the fifth edition on a reading that stands for no time weighs nothing`(
        readings: [(Int64, Int32)],
        milliCelsius: Int32
    ) throws {
        let found = try findings(minutes(readings), in: .sixth)
        #expect(found.meanKineticTemperature?.milliCelsius == milliCelsius)
        // What is no mean is as it was.
        var before = try findings(minutes(readings), in: .first)
        before.meanKineticTemperature = found.meanKineticTemperature
        before.signals = found.signals
        before.flagged = found.flagged
        #expect(before == found)
    }

    @Test func `a simple replay of every millisecond agrees`() throws {
        let seed = UInt64.random(in: .min ... .max)
        print("replay seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var time: Int64 = 0
            let samples = (0..<30).map { _ in
                time += Int64.random(in: 1...60, using: &generator)
                return sample(time, Int32.random(in: 0...10, using: &generator) * 1_000)
            }
            var terms = Self.terms
            terms.reportableGapMilliseconds = 40
            var above: Int64 = 0
            var below: Int64 = 0
            for instant in 0...time {
                guard
                    let place = samples.lastIndex(where: {
                        $0.time.millisecondsSinceEpoch <= instant
                    }), place + 1 < samples.count,
                    samples[place + 1].time.milliseconds(since: samples[place].time) <= 40,
                    let milli = samples[place].temperature?.milliCelsius
                else { continue }
                above += milli > 8_000 ? 1 : 0
                below += milli < 2_000 ? 1 : 0
            }
            let found = try findings(samples, terms)
            #expect(found.millisecondsAbove == above, "seed \(seed)")
            #expect(found.millisecondsBelow == below, "seed \(seed)")
        }
    }
}

/// By Python 3 with mpmath 1.3.0, as ``MeanKineticVectors``.
private enum MKT {
    static let lastWeighsBefore: Int32 = 5_550
    static let gapBetween: Int32 = 21_056
    static let isolatedLast: Int32 = 5_536
    static let allIsolated: Int32 = 21_134
    static let lastWeighsNothing: Int32 = 6_441
    static let noneBeforeGap: Int32 = 3_387
    static let contradiction: Int32 = 4_804
}
