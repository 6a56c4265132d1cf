import Marine
import Telemetry
import Testing

@Suite struct `Mean kinetic temperature` {
    @Test(arguments: MeanKineticVectors.lines)
    func `agrees with mpmath to the milli-degree`(line: String) throws {
        let sides = line.split(separator: "=")
        var mean = MeanKineticTemperature()
        for reading in sides[0].split(separator: " ") {
            let parts = reading.split(separator: "x")
            mean.add(
                Temperature(milliCelsius: try #require(Int32(parts[0]))),
                weight: try #require(UInt64(parts[1]))
            )
        }
        let expected = try #require(Int32(sides[1].drop { $0 == " " }))
        #expect(mean.value?.milliCelsius == expected)
    }

    @Test func `of 20, 25 and 30 degrees hourly is 25_858 milli-degrees`() {
        let terms = TelemetryTerms(
            lowerLimit: nil,
            upperLimit: nil,
            reportableGapMilliseconds: 4_000_000
        )
        let samples = [20_000, 25_000, 30_000].enumerated().map { hour, milli in
            Sample(
                time: Instant(millisecondsSinceEpoch: Int64(hour) * 3_600_000),
                temperature: Temperature(milliCelsius: Int32(milli))
            )
        }
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "TT-4711", samples: samples)])
        let findings = TelemetryEvaluation.findings(of: set, terms: terms, within: nil, in: .first)
        #expect(findings.devices.first?.meanKineticTemperature?.milliCelsius == 25_858)
    }

    @Test func `does not depend on the order of its readings`() {
        let readings: [(Int32, UInt64)] = (0..<500).map {
            (Int32($0 * 37 % 20_000), UInt64($0 + 1))
        }
        var forward = MeanKineticTemperature()
        var backward = MeanKineticTemperature()
        for (milli, weight) in readings {
            forward.add(Temperature(milliCelsius: milli), weight: weight)
        }
        for (milli, weight) in readings.reversed() {
            backward.add(Temperature(milliCelsius: milli), weight: weight)
        }
        #expect(forward.value == backward.value)
        #expect(forward.value != nil)
    }

    @Test func `of nothing is nothing`() {
        var mean = MeanKineticTemperature()
        #expect(mean.value == nil)
        mean.add(Temperature(milliCelsius: 5_000), weight: 0)
        #expect(mean.value == nil)
    }

    @Test func `of readings all alike is that reading, at every degree of the range`() {
        for milli in stride(from: Int32(-273_150), through: 1_000_000, by: 1_237) {
            var mean = MeanKineticTemperature()
            mean.add(Temperature(milliCelsius: milli), weight: 3)
            mean.add(Temperature(milliCelsius: milli), weight: 300_000)
            #expect(mean.value?.milliCelsius == milli)
        }
    }
}
