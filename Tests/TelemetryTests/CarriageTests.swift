import Marine
import Telemetry
import TestSamples
import Testing

/// Readings are judged within the carriage, and its silent ends are gaps.
@Suite("Findings of a carriage")
struct CarriageTests {
    private static let hour: Int64 = 3_600_000
    private static let terms = TelemetryTerms(
        lowerLimit: Temperature(milliCelsius: 2_000),
        upperLimit: Temperature(milliCelsius: 8_000),
        reportableGapMilliseconds: 7_200_000
    )

    /// Hourly samples of one temperature, of the hours of a range.
    private func hours(_ range: Range<Int64>, _ milliCelsius: Int32) -> [Sample] {
        range.map { sample($0 * Self.hour, milliCelsius) }
    }

    private func at(_ hour: Int64) -> Instant {
        Instant(millisecondsSinceEpoch: hour * Self.hour)
    }

    private func findings(
        _ samples: [Sample],
        from: Int64?,
        to: Int64? = nil
    ) -> TelemetryFindings {
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "D", samples: samples)])
        return TelemetryEvaluation.findings(
            of: set,
            terms: Self.terms,
            within: from.map { CarriageWindow(from: at($0), to: to.map(at)) },
            in: .second
        )
    }

    @Test func `cold before departure does not lower the mean of the carriage`() throws {
        let samples = hours(0..<240, 3_000) + hours(240..<261, 12_000)
        let found = findings(samples, from: 240, to: 260)
        let device = try #require(found.devices.first)
        #expect(device.meanKineticTemperature == Temperature(milliCelsius: 12_000))
        #expect(device.readings == 21 && found.outside == 240)
    }

    @Test func `heat before departure and after delivery is no excursion of the carriage`() throws {
        let samples = hours(0..<72, 21_000) + hours(72..<200, 5_000) + hours(200..<230, 21_000)
        let found = findings(samples, from: 72, to: 199)
        let device = try #require(found.devices.first)
        #expect(device.excursionCount == 0 && device.maximum == Temperature(milliCelsius: 5_000))
        #expect(device.first == at(72) && device.last == at(199) && device.gapCount == 0)
        #expect(found.outside == 102)
    }

    @Test func `six readings and then silence until delivery are a gap of 331 hours`() throws {
        let found = findings(hours(0..<6, 14_000), from: 0, to: 336)
        let device = try #require(found.devices.first)
        #expect(device.longestGapMilliseconds == 331 * Self.hour && device.gapCount == 1)
        #expect(device.gaps == [TelemetryGap(start: at(5), end: at(336))])
    }

    @Test func `silence from attachment to the first reading is a gap`() throws {
        let device = try #require(findings(hours(10..<20, 5_000), from: 7, to: 20).devices.first)
        #expect(device.gaps == [TelemetryGap(start: at(7), end: at(10))])
        // A silence of as much as is not reported yet is none.
        #expect(findings(hours(10..<20, 5_000), from: 8, to: 21).devices.first?.gapCount == 0)
    }

    @Test func `both ends belong to the carriage`() throws {
        let found = findings(hours(0..<10, 5_000), from: 2, to: 7)
        #expect(found.devices.first?.readings == 6 && found.outside == 4)
    }

    @Test func `nothing is judged before the goods have left`() {
        let found = findings(hours(0..<10, 21_000), from: nil)
        #expect(found == TelemetryFindings(devices: [], outside: 10))
    }

    @Test func `a logger that only reported outside the carriage shows nothing of it`() {
        let found = findings(hours(0..<10, 21_000), from: 20, to: 30)
        #expect(found == TelemetryFindings(devices: [], outside: 10))
    }

    @Test func `the first edition judges all readings`() throws {
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "D", samples: hours(0..<10, 21_000))])
        let found = TelemetryEvaluation.findings(
            of: set,
            terms: Self.terms,
            within: CarriageWindow(from: at(20)),
            in: .first
        )
        #expect(found.devices.first?.readings == 10 && found.outside == nil)
    }
}
