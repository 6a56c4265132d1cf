import Marine
import TestSamples
import Testing

@testable import Telemetry

/// An evaluation that goes on finds what one of the whole set finds.
@Suite struct ShipmentEvaluationTests {
    private static let minute: Int64 = 60_000

    private static let terms = TelemetryTerms(
        lowerLimit: Temperature(milliCelsius: 2_000),
        upperLimit: Temperature(milliCelsius: 8_000),
        reportableGapMilliseconds: 7_200_000
    )

    private static func measures() throws -> [TelemetryMeasure] {
        let harbour = Area(
            name: "harbour",
            corners: try Entries([position(0, 0), position(0, 3), position(3, 3), position(3, 0)])
        )
        let areas = try Areas([harbour])
        let conditions: [(MeasuredCondition, CarriagePart, Bool)] = [
            (.temperatureAbove(limit: Temperature(milliCelsius: 8_000)), .wholeCarriage, true),
            (.temperatureBelow(limit: Temperature(milliCelsius: 0)), .untilArrival, false),
            (.humidityAbove(milliPercent: 65_000), .wholeCarriage, true),
            (.shockAbove(milliG: 5_000), .wholeCarriage, false),
            (.lightAbove(milliLux: 1_000, outside: areas), .wholeCarriage, false),
            (.doorOpen(outside: areas), .wholeCarriage, false),
            (.within(areas: areas), .wholeCarriage, false),
            (.outside(areas: areas), .afterArrival, false),
            (.silence, .wholeCarriage, false),
        ]
        return conditions.enumerated().map { place, condition in
            TelemetryMeasure(
                part: Text("part \(place)"),
                condition: condition.0,
                window: condition.1,
                daysAfterArrival: nil,
                listedMilliseconds: 3_600_000,
                meanKinetic: condition.2
            )
        }
    }

    /// A logger that now and then breaks, jumps, is silent, mixes scales or loses its way.
    private struct Logger {
        let name: String
        var generator: SeededGenerator
        var time: Int64
        private var celsius: Int32 = 5_000
        private var place: (Int32, Int32) = (10_000_000, 20_000_000)
        private var trouble = 0
        private let isTracker: Bool
        /// One in so many readings begins some trouble.
        private let rarity: Int

        init(_ name: String, seed: UInt64, from time: Int64) {
            self.name = name
            self.time = time
            generator = SeededGenerator(seed: seed)
            isTracker = Bool.random(using: &generator)
            rarity = [40, 400, 4_000].randomElement(using: &generator) ?? 40
        }

        mutating func next() -> Sample {
            func chance(_ odds: Int, _ generator: inout SeededGenerator) -> Bool {
                Int.random(in: 0..<odds, using: &generator) == 0
            }
            let long =
                chance(rarity, &generator) ? Int64.random(in: 60...900, using: &generator) : 10
            time += long * ShipmentEvaluationTests.minute
            celsius += Int32.random(in: -3...3, using: &generator) * 100
            if chance(60, &generator) {
                celsius = Int32.random(in: 1_000...10_000, using: &generator)
            }
            place.0 += Int32.random(in: -50_000...50_000, using: &generator)
            place.1 += Int32.random(in: -50_000...50_000, using: &generator)
            if trouble == 0, chance(rarity, &generator) {
                trouble = Int.random(in: 1...7, using: &generator)
            } else if chance(6, &generator) {
                trouble = 0
            }
            let shown: Int32 =
                switch trouble {
                case 1: 85_000
                case 2: celsius + Int32.random(in: 0...1, using: &generator) * 25_000
                case 3: chance(2, &generator) ? celsius * 9 / 5 + 32_000 : celsius
                case 4: -127_000
                default: celsius
                }
            var here = Position(latitudeMicrodegrees: place.0, longitudeMicrodegrees: place.1)
            if trouble == 5 { here = Position(latitudeMicrodegrees: 0, longitudeMicrodegrees: 0) }
            if trouble == 6 { here = position(-60, 100) }
            let hasTemperature = !isTracker || chance(3, &generator)
            let humidity = Int32.random(in: 60...70, using: &generator) * 1_000
            return Sample(
                time: Instant(millisecondsSinceEpoch: time),
                temperature: hasTemperature ? Temperature(milliCelsius: shown) : nil,
                humidityMilliPercent: trouble == 7 ? 0 : humidity,
                shockMilliG: chance(50, &generator) ? 6_000 : 100,
                lightMilliLux: chance(30, &generator) ? 2_000 : 0,
                door: chance(30, &generator) ? .open : .closed,
                position: isTracker || chance(4, &generator) ? here : nil
            )
        }
    }

    @Test(
        arguments: [UInt64.random(in: .min ... .max), 1, 2, 3],
        [Edition.third, .fourth, .fifth]
    )
    func `an evaluation that goes on finds what one of the whole set finds`(
        seed: UInt64,
        edition: Edition
    ) throws {
        var generator = SeededGenerator(seed: seed)
        let measures = try Self.measures()
        let begin: Int64 = 1_772_323_200_000
        for round in 0..<1 {
            var loggers = (0..<2).map {
                Logger("L-\($0)", seed: seed &+ UInt64(10 * round + $0), from: begin)
            }
            var set = ReadingSet()
            var evaluation = ShipmentEvaluation()
            var kept: [DeviceSamples] = []
            var carriage = CarriageWindow(
                from: Instant(millisecondsSinceEpoch: begin + 300 * Self.minute)
            )
            for step in 0..<45 {
                var batch: [DeviceSamples] = []
                for place in loggers.indices {
                    let count = Int.random(in: 0...30, using: &generator)
                    let samples = (0..<count).map { _ in loggers[place].next() }
                    batch.append(DeviceSamples(device: loggers[place].name, samples: samples))
                }
                // Some come late, some twice, some rounded, and some contradict.
                if step % 7 == 3 {
                    kept += batch
                    batch = []
                } else if step % 7 == 0 {
                    batch += kept.shuffled(using: &generator)
                    kept = []
                }
                if step % 11 == 5, let one = batch.first?.samples.last {
                    var other = one
                    other.temperature = one.temperature.map {
                        Temperature(milliCelsius: $0.milliCelsius / 1_000 * 1_000)
                    }
                    batch.append(DeviceSamples(device: loggers[0].name, samples: [other]))
                }
                if step == 38 {
                    carriage.arrived = Instant(millisecondsSinceEpoch: loggers[0].time)
                    carriage.to = Instant(millisecondsSinceEpoch: loggers[0].time + 50_000_000)
                }
                evaluation.note(set.merge(batch).additions)
                let now = Instant(
                    millisecondsSinceEpoch: loggers.map(\.time).max() ?? begin
                ).advanced(
                    byMilliseconds: Int64.random(in: -2_000...10, using: &generator) * 10_000
                )
                let asOf = edition >= .fourth ? now : nil
                let found = evaluation.findings(
                    of: set,
                    terms: Self.terms,
                    measures: measures,
                    within: carriage,
                    asOf: asOf,
                    in: edition
                )
                let whole = TelemetryEvaluation.findings(
                    of: set,
                    terms: Self.terms,
                    measures: measures,
                    within: carriage,
                    asOf: asOf,
                    in: edition
                )
                try #require(found == whole, "seed \(seed), round \(round), step \(step)")
            }
            // Before the fourth edition everything is believed, and stands as soon as it is there.
            if edition < .fourth { #expect(evaluation.standCount > 1) }
        }
    }
}
