import Marine
import Telemetry
import TestSamples
import Testing

/// Values that no sound sensor reports are kept and shown, and judged by nothing.
@Suite struct PlausibilityTests {
    private static let terms = TelemetryTerms(
        lowerLimit: Temperature(milliCelsius: 2_000),
        upperLimit: Temperature(milliCelsius: 8_000),
        reportableGapMilliseconds: 3_600_000
    )

    private func findings(
        _ samples: [Sample],
        asOf: Instant = day(60),
        terms: TelemetryTerms = terms,
        periods: [String: DevicePeriod] = [:],
        in edition: Edition = .current
    ) -> TelemetryFindings {
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "TT-1", samples: samples)])
        return TelemetryEvaluation.findings(
            of: set,
            terms: terms,
            within: CarriageWindow(from: day(30)),
            periods: periods,
            asOf: asOf,
            in: edition
        )
    }

    private func device(_ samples: [Sample], terms: TelemetryTerms = terms) throws -> DeviceFindings
    {
        try #require(findings(samples, terms: terms).devices.first)
    }

    /// Every ten minutes from departure on.
    private func at(_ place: Int) -> Instant {
        day(30).advanced(byMilliseconds: Int64(place) * 600_000)
    }

    private func temperatures(_ values: [Double]) -> [Sample] {
        values.enumerated().map { place, value in
            Sample(
                time: at(place),
                temperature: Temperature(milliCelsius: Int32((value * 1_000).rounded()))
            )
        }
    }

    /// Celsius and the same in Fahrenheit, as a gateway with loggers on two scales sends them.
    private static let scales = [4.5, 40.1, 4.6, 40.3, 4.4, 40.1, 4.5, 4.5, 4.5]

    @Test(arguments: [
        (scales, 7), ([-20, -4, -20.1, -4.2, -20, -20, -20], 5),
        ([4, 25, 4, 26, 3, 24, 4, 4], 7),
    ])
    func `readings on two scales under one name are judged by nothing`(
        values: [Double],
        flagged: Int
    ) throws {
        let long = [Double](repeating: values[0], count: 50) + values
        let found = try device(temperatures(long))
        #expect(found.maximum?.milliCelsius == Int32(values[0] * 1_000))
        let alternating = try #require(found.flagged?.first)
        #expect(alternating.reason == .alternating)
        #expect(alternating.metric == .temperature)
        #expect(alternating.instants == flagged)
        #expect(alternating.first == at(50))
        // Before the fifth edition they were believed.
        let before = try #require(findings(temperatures(long), in: .fourth).devices.first)
        #expect(before.flagged == [])
    }

    @Test(arguments: [
        // A door that is opened, a defrosting, and a failure that ends once.
        [4, 4, 26, 4, 4], [4, 4, 25, 26, 25, 4, 4], [-20, -20, 2, -20, -20, 3, -20],
        [4, 4, 40, 40, 40, 4, 4],
    ])
    func `goods that were warm once or twice are no readings on two scales`(
        values: [Double]
    ) throws {
        let long = [Double](repeating: values[0], count: 50) + values
        #expect(try device(temperatures(long)).flagged == [])
    }

    @Test(arguments: [85.0, -127.0, -273.15, 130.0, 850.0, -45.0, 0.0 - 99.9])
    func `one value of a broken sensor among sound ones is no excursion`(fault: Double) throws {
        var values = [Double](repeating: 4.8, count: 400)
        values[200] = fault
        let found = try device(temperatures(values))
        #expect(found.excursionCount == 0)
        #expect(found.maximum?.milliCelsius == 4_800)
        #expect(found.minimum?.milliCelsius == 4_800)
        #expect(found.readings == 400)
        let flagged = try #require(found.flagged)
        #expect(
            flagged == [
                FlaggedReadings(
                    reason: .sensorFault,
                    metric: .temperature,
                    instants: 1,
                    first: at(200),
                    last: at(200),
                    runs: [
                        FlaggedRun(
                            from: at(200),
                            to: at(200),
                            instants: 1,
                            value: Int64((fault * 1_000).rounded())
                        )
                    ]
                )
            ]
        )
    }

    @Test func `values that lead to a fault's value are no fault`() throws {
        // A container that stands in the sun passes -40 as it is cooled; a tank passes 85.
        let cooled = stride(from: -20.0, through: -60.0, by: -1.0)
        let heated = stride(from: 60.0, through: 110.0, by: 2.5)
        #expect(try device(temperatures(Array(cooled))).flagged == [])
        #expect(try device(temperatures(Array(heated))).flagged == [])
    }

    @Test func `a sensor that says nothing else is at fault, unless the cargo is to be so`() throws
    {
        let hot = temperatures([85, 85, 85])
        let flagged = try #require(try device(hot).flagged?.first)
        #expect(flagged.reason == .sensorFault)
        #expect(flagged.instants == 3)
        #expect(flagged.runs.count == 1)
        let bitumen = TelemetryTerms(
            lowerLimit: Temperature(milliCelsius: 80_000),
            upperLimit: Temperature(milliCelsius: 90_000),
            reportableGapMilliseconds: 3_600_000
        )
        #expect(try device(hot, terms: bitumen).flagged == [])
        // Goods at -40 may be so all the way.
        #expect(try device(temperatures([-40, -40, -40])).flagged == [])
    }

    @Test func `all readings at fault are silence, and not sound`() throws {
        let found = try device(temperatures([85, 85, 85]))
        #expect(found.readings == 3)
        #expect(found.minimum == nil)
        #expect(found.meanKineticTemperature == nil)
        #expect((found.first, found.last) == (at(0), at(2)))
    }

    @Test func `a step that no cargo makes is flagged until there was time for it`() throws {
        // 20 K at once and 2 K a minute: 40 K in ten minutes are possible, more are not.
        #expect(try device(temperatures([5, 45, 5])).flagged == [])
        let spike = try #require(try device(temperatures([5, 45.001, 5])).flagged?.first)
        #expect(spike.reason == .impossibleStep)
        #expect(spike.runs.map(\.value) == [45_001])
        // What stays is believed once it could have come about: after 20 minutes here.
        let stays = try #require(try device(temperatures([5, 5, 60, 60, 60, 60])).flagged?.first)
        #expect(stays.instants == 1)
        #expect(try device(temperatures([5, 5, 60, 60, 60, 60])).maximum?.milliCelsius == 60_000)
        // The first reading may be the wrong one.
        let first = try #require(try device(temperatures([70, 5, 5, 5])).flagged?.first)
        #expect(first.runs.map(\.value) == [70_000])
    }

    @Test func `air without any moisture is a fault, and the temperature beside it stands`() throws
    {
        let samples = (0..<10).map { place in
            Sample(
                time: at(place),
                temperature: Temperature(milliCelsius: 9_000),
                humidityMilliPercent: place == 4 ? 0 : 61_000
            )
        }
        let found = try device(samples)
        #expect(found.flagged?.map(\.metric) == [.humidity])
        #expect(found.longestAboveMilliseconds == 9 * 600_000)
    }

    private func tracker(_ positions: [(Int32, Int32)]) -> [Sample] {
        positions.enumerated().map { place, position in
            Sample(
                time: at(place),
                position: Position(
                    latitudeMicrodegrees: position.0,
                    longitudeMicrodegrees: position.1
                )
            )
        }
    }

    @Test func `a receiver without a fix is at null island, a ship that passes there is not`()
        throws
    {
        let found = try device(
            tracker([(51_950_000, 4_140_000), (0, 0), (51_951_000, 4_141_000)])
        )
        #expect(found.flagged?.map(\.reason) == [.nullIsland])
        #expect(found.signals?.fastest == nil)
        let passing = tracker([(0, -50_000), (0, 0), (0, 50_000)])
        #expect(try device(passing).flagged == [])
    }

    @Test func `a position that nothing reaches is flagged and still a sign`() throws {
        let found = try device(
            tracker([(51_950_000, 4_140_000), (40_700_000, -74_000_000), (51_951_000, 4_141_000)])
        )
        #expect(found.flagged?.map(\.reason) == [.impossibleMovement])
        #expect((found.signals?.fastest?.kilometresPerHour ?? 0) > 1_000)
    }

    @Test func `a clock that was not set is told, and its readings are judged by nothing`() throws {
        var samples = temperatures([4.8, 4.9, 5.0])
        for wrong in [Instant.earliest, day(-7_000), day(26_000)] {
            samples.append(Sample(time: wrong, temperature: Temperature(milliCelsius: 30_000)))
        }
        let found = findings(samples)
        #expect(found.outside == 3)
        #expect(found.ahead == 0)
        let flagged = try #require(found.devices.first?.flagged)
        #expect(flagged.map(\.reason) == [.clockWrong])
        #expect(flagged.first?.instants == 3)
        #expect((flagged.first?.first, flagged.first?.last) == (.earliest, day(26_000)))
        #expect(found.devices.first?.gapCount == 0)
    }

    @Test func `a clock that runs ahead waits, and nothing is forgotten`() throws {
        let samples = temperatures([4.8, 4.9, 9.0, 9.1])
        let early = findings(samples, asOf: at(1))
        #expect(early.devices.first?.maximum?.milliCelsius == 4_900)
        #expect((early.ahead, early.aheadFrom, early.outside) == (2, at(2), 0))
        let later = findings(samples, asOf: at(3))
        #expect(later.devices.first?.maximum?.milliCelsius == 9_100)
        #expect((later.ahead, later.aheadFrom) == (0, nil))
        // An instant of its own: now is past.
        #expect(findings(samples, asOf: at(2)).ahead == 1)
    }

    @Test func `the same reading at less precision is no contradiction`() throws {
        let precise = temperatures([4.83, 4.77, 5.05])
        let rounded = temperatures([4.8, 4.8, 5.1])
        let found = try device(precise + rounded)
        #expect(found.contradictions == 0)
        #expect(found.maximum?.milliCelsius == 5_050)
        let whole = temperatures([5, 5, 5])
        #expect(try device(precise + whole).contradictions == 0)
        // What is no rounding contradicts.
        #expect(try device(precise + temperatures([4.9, 4.7, 5.2])).contradictions == 3)
    }

    @Test func `a device is judged while it travels with the goods`() throws {
        let samples = temperatures([20, 4.8, 4.9, 5.0, 20])
        let period = DevicePeriod(from: at(1), to: at(3))
        let found = findings(samples, periods: ["TT-1": period])
        let device = try #require(found.devices.first)
        #expect(device.maximum?.milliCelsius == 5_000)
        #expect((device.readings, found.outside) == (3, 2))
        #expect(device.gapCount == 0)
    }

    @Test func `an edition before has none of it`() throws {
        var values = [Double](repeating: 4.8, count: 10)
        values[5] = 85
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "TT-1", samples: temperatures(values))])
        let found = TelemetryEvaluation.findings(
            of: set,
            terms: Self.terms,
            within: CarriageWindow(from: day(30)),
            in: .third
        )
        #expect(found.devices.first?.excursionCount == 1)
        #expect(found.devices.first?.flagged == nil)
        #expect(found.asOf == nil)
    }
}
