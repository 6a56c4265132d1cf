import Marine
import Telemetry
import TestSamples
import Testing

/// What parts of the cover have measured, in whole numbers.
@Suite("Measures of parts")
struct MeasureTests {
    private static let hour: Int64 = 3_600_000
    private static let terms = TelemetryTerms(
        lowerLimit: nil,
        upperLimit: nil,
        reportableGapMilliseconds: 7_200_000
    )

    private func at(_ hour: Int64) -> Instant {
        Instant(millisecondsSinceEpoch: hour * Self.hour)
    }

    private func measure(
        _ condition: MeasuredCondition,
        _ window: CarriagePart = .wholeCarriage,
        listed: Milliseconds = 0,
        mean: Bool = false,
        days: Int? = nil
    ) -> TelemetryMeasure {
        TelemetryMeasure(
            part: "part",
            condition: condition,
            window: window,
            daysAfterArrival: days,
            listedMilliseconds: listed,
            meanKinetic: mean
        )
    }

    private func found(
        _ samples: [Sample],
        _ measure: TelemetryMeasure,
        in carriage: CarriageWindow? = nil
    ) throws -> MeasureFindings {
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "D", samples: samples)])
        let findings = TelemetryEvaluation.findings(
            of: set,
            terms: Self.terms,
            measures: [measure],
            within: carriage ?? CarriageWindow(from: at(0)),
            in: .second
        )
        return try #require(findings.devices.first?.measures?.first)
    }

    /// Hourly humidities in whole percents.
    private func damp(_ percents: [Int32?], from hour: Int64 = 0) -> [Sample] {
        percents.enumerated().compactMap { offset, percent in
            percent.map { sample((hour + Int64(offset)) * Self.hour, humidity: $0 * 1000) }
        }
    }

    @Test func `time beyond a limit is added up, and its longest run and its figures are told`()
        throws
    {
        let samples = damp([60, 70, 71, 60, 80, 60, 65])
        let found = try found(samples, measure(.humidityAbove(milliPercent: 65_000)))
        #expect(found.readings == 7 && found.instantsMet == 3 && found.runCount == 2)
        #expect(found.totalMilliseconds == 3 * Self.hour)
        #expect(found.longestMilliseconds == 2 * Self.hour)
        #expect(found.excess == 15_000)
        #expect(found.firstStart == at(1) && found.lastEnd == at(5))
        #expect(
            found.runs == [
                MeasuredRun(
                    start: at(1),
                    end: at(3),
                    milliseconds: 2 * Self.hour,
                    longestMilliseconds: 2 * Self.hour,
                    instants: 2,
                    excess: 6_000,
                    isOver: true
                ),
                MeasuredRun(
                    start: at(4),
                    end: at(5),
                    milliseconds: Self.hour,
                    longestMilliseconds: Self.hour,
                    instants: 1,
                    excess: 15_000,
                    isOver: true
                ),
            ]
        )
    }

    @Test func `exactly the limit is within it, from either side`() throws {
        let samples = damp([65, 65, 65])
        for condition: MeasuredCondition in [
            .humidityAbove(milliPercent: 65_000), .humidityBelow(milliPercent: 65_000),
        ] {
            #expect(try found(samples, measure(condition)).instantsMet == 0)
        }
        #expect(
            try found(samples, measure(.humidityAbove(milliPercent: 64_999))).excess == 1
        )
        #expect(
            try found(samples, measure(.humidityBelow(milliPercent: 65_001))).excess == 1
        )
    }

    @Test func `no time runs through a gap, which ends no run`() throws {
        // Hours 2 to 5 are silent: longer than the two hours that stand.
        let samples = damp([70, 70, nil, nil, nil, 70, 70, 60])
        let found = try found(samples, measure(.humidityAbove(milliPercent: 65_000)))
        #expect(found.totalMilliseconds == 3 * Self.hour)
        #expect(found.longestMilliseconds == 2 * Self.hour)
        #expect(found.runCount == 1)
        #expect(found.runs.first?.start == at(0) && found.runs.first?.end == at(7))
        #expect(found.longestGapMilliseconds == 4 * Self.hour)
        // Exactly as long as stands is no gap.
        let dense = damp([70, nil, 70, 60])
        let whole = try self.found(dense, measure(.humidityAbove(milliPercent: 65_000)))
        #expect(whole.longestMilliseconds == 3 * Self.hour && whole.longestGapMilliseconds == 0)
    }

    @Test func `a contradiction proves nothing and makes no second loss`() throws {
        var samples = damp([70, 70, 70, 70, 60])
        samples.append(sample(2 * Self.hour, humidity: 50_000))
        let found = try found(samples, measure(.humidityAbove(milliPercent: 65_000)))
        #expect(found.runCount == 1 && found.instantsMet == 3)
        #expect(found.totalMilliseconds == 3 * Self.hour)
        #expect(found.longestMilliseconds == 2 * Self.hour)
        // Two values that both meet it prove the lesser.
        let both = damp([70]) + [sample(0, humidity: 90_000)]
        #expect(
            try self.found(both, measure(.humidityAbove(milliPercent: 65_000))).excess == 5_000
        )
    }

    @Test func `the last reading stands for no time, and its run may go on`() throws {
        let found = try found(damp([60, 70]), measure(.humidityAbove(milliPercent: 65_000)))
        #expect(found.totalMilliseconds == 0 && found.instantsMet == 1)
        #expect(found.runs.first?.isOver == false)
    }

    @Test func `a device that reports other things measures nothing`() throws {
        let found = try found(
            [sample(0, 5_000), sample(Self.hour, 5_000)],
            measure(.humidityAbove(milliPercent: 65_000))
        )
        #expect(found == MeasureFindings(part: "part"))
    }

    @Test(
        arguments: [
            (.wholeCarriage, 20), (.untilArrival, 11), (.afterArrival, 10),
            (
                .between(
                    from: Instant(millisecondsSinceEpoch: 5 * 3_600_000),
                    to: .init(millisecondsSinceEpoch: 8 * 3_600_000)
                ), 4
            ),
            (
                .between(
                    from: Instant(millisecondsSinceEpoch: 90 * 3_600_000),
                    to: .init(millisecondsSinceEpoch: 99 * 3_600_000)
                ), 0
            ),
        ] as [(CarriagePart, Int)]
    )
    func `a window judges its part of the carriage, both ends included`(
        window: CarriagePart,
        readings: Int
    ) throws {
        let samples = damp([Int32](repeating: 70, count: 30))
        let carriage = CarriageWindow(from: at(0), to: at(19), arrived: at(10))
        let found = try found(
            samples,
            measure(.humidityAbove(milliPercent: 65_000), window),
            in: carriage
        )
        #expect(found.readings == readings && found.instantsMet == readings)
    }

    @Test func `after arrival there is nothing before the ship arrives, and the clause ends it`()
        throws
    {
        let samples = damp([Int32](repeating: 70, count: 100))
        let rule = measure(.humidityAbove(milliPercent: 65_000), .afterArrival, days: 1)
        #expect(try found(samples, rule).readings == 0)
        let arrived = CarriageWindow(from: at(0), to: at(90), arrived: at(10))
        #expect(try found(samples, rule, in: arrived).readings == 25)
    }

    @Test func `the mean kinetic temperature is that of the window`() throws {
        let samples = (0..<Int64(20)).map { sample($0 * Self.hour, $0 < 10 ? 3_000 : 12_000) }
        let carriage = CarriageWindow(from: at(0), to: at(19), arrived: at(10))
        let rule = measure(.temperatureAbove(limit: celsius("8")), .afterArrival, mean: true)
        let found = try found(samples, rule, in: carriage)
        #expect(found.meanKineticTemperature == celsius("12"))
        let unasked = measure(.temperatureAbove(limit: celsius("8")), .afterArrival)
        #expect(try self.found(samples, unasked, in: carriage).meanKineticTemperature == nil)
    }

    @Test func `shock and light are measured like any figure`() throws {
        let samples = (0..<Int64(4)).map { hour in
            var sample = sample(hour * Self.hour)
            sample.shockMilliG = hour == 2 ? 5_001 : 5_000
            sample.lightMilliLux = hour == 1 ? 10_500 : 0
            return sample
        }
        let shock = try found(samples, measure(.shockAbove(milliG: 5_000)))
        #expect(shock.instantsMet == 1 && shock.excess == 1)
        let light = try found(samples, measure(.lightAbove(milliLux: 10_000, outside: [])))
        #expect(light.instantsMet == 1 && light.totalMilliseconds == Self.hour)
    }

    private static let yard = Area(
        name: "yard",
        corners: [position(0, 0), position(0, 10), position(10, 10), position(10, 0)]
    )

    @Test
    func `an open door counts outside the agreed places, and proves nothing where nobody knows`()
        throws
    {
        func open(_ hour: Int64, _ place: Position?) -> Sample {
            var sample = sample(hour * Self.hour, position: place)
            sample.door = .open
            return sample
        }
        let rule = measure(.doorOpen(outside: [Self.yard]))
        #expect(try found([open(0, position(5, 5))], rule).instantsMet == 0)
        #expect(try found([open(0, position(5, 10))], rule).instantsMet == 0, "on the border")
        #expect(try found([open(0, position(5, 11))], rule).instantsMet == 1)
        let nowhere = try found([open(0, nil)], rule)
        #expect(nowhere.instantsMet == 0 && nowhere.readings == 1)
        // The last position stands for two hours.
        let later = [sample(0, position: position(20, 20)), open(2, nil)]
        #expect(try found(later, rule).instantsMet == 1)
        let tooLate = [sample(0, position: position(20, 20)), open(3, nil)]
        #expect(try found(tooLate, rule).instantsMet == 0)
        #expect(try found([open(0, nil)], measure(.doorOpen(outside: []))).instantsMet == 1)
    }

    @Test func `positions are within an area or outside all, to the millionth of a degree`() throws
    {
        let east = Position(latitudeMicrodegrees: 5_000_000, longitudeMicrodegrees: 10_000_001)
        for (place, isInside) in [
            (position(5, 5), true), (position(0, 0), true), (position(10, 5), true),
            (position(5, 10), true), (east, false), (position(-1, 5), false),
        ] {
            let samples = [sample(0, position: place)]
            #expect(
                try found(samples, measure(.within(areas: [Self.yard]))).instantsMet
                    == (isInside ? 1 : 0),
                "\(place)"
            )
            #expect(
                try found(samples, measure(.outside(areas: [Self.yard]))).instantsMet
                    == (isInside ? 0 : 1),
                "\(place)"
            )
        }
        #expect(
            !changed(Self.yard) {
                $0.corners = [position(0, -170), position(0, 170), position(5, 0)]
            }.isSound
        )
        #expect(
            !changed(Self.yard) { $0.corners = [position(0, 0), position(1, 1), position(2, 2)] }
                .isSound
        )
        #expect(Self.yard.isSound)
        // A notch that is open to the east.
        let notched = changed(Self.yard) {
            $0.corners = [
                position(0, 0), position(0, 10), position(5, 2), position(10, 10), position(10, 0),
            ]
        }
        #expect(notched.contains(position(5, 1)) && !notched.contains(position(5, 3)))
    }

    @Test func `silence is the time without any reading, to the end once that is known`() throws {
        let samples = damp([60, 60, nil, nil, nil, nil, 60])
        let rule = measure(.silence, listed: duration(5))
        let open = try found(samples, rule)
        #expect(open.runCount == 1 && open.longestMilliseconds == 5 * Self.hour)
        #expect(open.runs.first?.start == at(1) && open.runs.first?.end == at(6))
        let ended = try found(samples, rule, in: CarriageWindow(from: at(0), to: at(20)))
        #expect(ended.runCount == 2 && ended.totalMilliseconds == 19 * Self.hour)
        let shorter = measure(.silence, listed: duration(5, minutes: 1))
        #expect(try found(samples, shorter).runCount == 0)
    }

    @Test func `what is listed is bounded, and counted on`() throws {
        let samples = damp((0..<500).map { $0 % 2 == 0 ? 70 : 60 })
        let found = try found(samples, measure(.humidityAbove(milliPercent: 65_000)))
        #expect(found.runCount == 250 && found.runs.count == 100)
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "D", samples: samples)])
        let many = TelemetryEvaluation.findings(
            of: set,
            terms: Self.terms,
            measures: [TelemetryMeasure](
                repeating: measure(.humidityAbove(milliPercent: 65_000)),
                count: 40
            ),
            within: CarriageWindow(from: at(0)),
            in: .second
        )
        #expect(many.devices[0].measures?.reduce(0) { $0 + $1.runs.count } == 80)
    }

    @Test
    func `without measures there are none, before the goods have left and in the first edition`() {
        var set = ReadingSet()
        set.merge([DeviceSamples(device: "D", samples: damp([70, 70]))])
        let rules = [measure(.humidityAbove(milliPercent: 65_000))]
        func findings(_ measures: [TelemetryMeasure]?, _ edition: Edition) -> TelemetryFindings {
            TelemetryEvaluation.findings(
                of: set,
                terms: Self.terms,
                measures: measures,
                within: CarriageWindow(from: at(0)),
                in: edition
            )
        }
        #expect(findings(nil, .second).devices[0].measures == nil)
        #expect(findings(rules, .second).devices[0].measures?.count == 1)
        #expect(findings(rules, .first).devices[0].measures == nil)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `findings hang neither on the order of uploads nor on how they are cut`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let rules: [TelemetryMeasure] = [
            measure(.temperatureAbove(limit: celsius("5")), mean: true),
            measure(.temperatureBelow(limit: celsius("5"))),
            measure(.humidityAbove(milliPercent: 49_999)),
            measure(.doorOpen(outside: [Self.yard])),
            measure(.within(areas: [Self.yard])), measure(.outside(areas: [Self.yard])),
            measure(.silence, listed: duration(0, minutes: 10)),
        ]
        func findings(_ parts: [[Sample]]) -> TelemetryFindings {
            var set = ReadingSet()
            for part in parts { set.merge([DeviceSamples(device: "D", samples: part)]) }
            return TelemetryEvaluation.findings(
                of: set,
                terms: changed(Self.terms) { $0.reportableGapMilliseconds = 600_000 },
                measures: rules,
                within: CarriageWindow(from: Instant(millisecondsSinceEpoch: 0), to: at(3)),
                in: .second
            )
        }
        for _ in 0..<50 {
            let samples = RandomReadings.samples(60, &generator)
            let whole = findings([samples])
            let shuffled = samples.shuffled(using: &generator)
            let cut = Int.random(in: 0...60, using: &generator)
            #expect(
                findings([Array(shuffled[cut...]), samples, Array(shuffled[..<cut])]) == whole,
                "seed \(seed)"
            )
            for found in whole.devices.flatMap({ $0.measures ?? [] }) {
                #expect(found.longestMilliseconds <= found.totalMilliseconds)
                #expect(found.instantsMet <= found.readings || found.runCount > 0)
                #expect(found.totalMilliseconds <= 3 * Self.hour)
                #expect(found.runs.reduce(0) { $0 + $1.milliseconds } == found.totalMilliseconds)
            }
        }
    }
}
