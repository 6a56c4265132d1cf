import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

/// Each trigger at, below and above each of its edges, on readings as loggers make them.
@Suite("Triggers of cover parts")
struct PerilTests {
    private static func degrees(_ text: String) -> (inout Sample) -> Void {
        { $0.temperature = celsius(text) }
    }

    private static func humid(_ milliPercent: Int32) -> (inout Sample) -> Void {
        { $0.humidityMilliPercent = milliPercent }
    }

    /// So many hours of one reading, and then others.
    private static func after(
        _ hours: Int,
        _ fill: @escaping (inout Sample) -> Void,
        _ rest: @escaping (inout Sample) -> Void,
        count: Int = 5
    ) -> [(inout Sample) -> Void] {
        [(inout Sample) -> Void](repeating: fill, count: hours)
            + [(inout Sample) -> Void](repeating: rest, count: count)
    }

    private func isLoss(
        _ trigger: Trigger,
        _ peril: Peril,
        by clause: ClauseSet = .iccA,
        _ hourly: [(inout Sample) -> Void],
        at instant: Instant = day(60)
    ) throws -> Bool {
        try !PartVoyage(.part("part", peril, trigger, by: clause), hourly: hourly)
            .judge(at: instant).losses.isEmpty
    }

    @Test(arguments: [
        (5, "8.001", false), (6, "8.000", false), (6, "8.001", true), (7, "8.001", true),
        (6, "1.999", true), (6, "2.000", false), (5, "1.999", false),
    ])
    func `a temperature beyond a limit for six hours together`(
        hours: Int,
        temperature: String,
        met: Bool
    ) throws {
        for lasting: EventDuration in [
            .consecutive(atLeastMilliseconds: duration(6)),
            .total(atLeastMilliseconds: duration(6)),
        ] {
            let trigger = Trigger.temperatureLimit(
                TemperatureLimitTrigger(above: celsius("8"), below: celsius("2"), lasting: lasting)
            )
            let readings = Self.after(hours, Self.degrees(temperature), Self.degrees("5"))
            #expect(
                try isLoss(trigger, .temperatureVariation, by: .temperatureExtension, readings)
                    == met
            )
        }
    }

    @Test func `time in all is added up and is one loss, time together is a loss each`() throws {
        let warm = Self.after(3, Self.degrees("9"), Self.degrees("5"))
        func losses(_ lasting: EventDuration) throws -> [PerilLoss] {
            let trigger = Trigger.temperatureLimit(
                TemperatureLimitTrigger(above: celsius("8"), below: nil, lasting: lasting)
            )
            return try PartVoyage(
                .part("part", .temperatureVariation, trigger),
                hourly: warm + warm
            ).judge().losses
        }
        #expect(try losses(.total(atLeastMilliseconds: duration(7))) == [])
        let all = try losses(.total(atLeastMilliseconds: duration(6)))
        #expect(all.count == 1)
        #expect(all.first?.figures.totalMilliseconds == hours(6))
        #expect(all.first?.from == day(30) && all.first?.to == day(30, hour: 11))
        #expect(try losses(.consecutive(atLeastMilliseconds: duration(4))) == [])
        let each = try losses(.consecutive(atLeastMilliseconds: duration(3)))
        #expect(each.map(\.from) == [day(30), day(30, hour: 8)])
        #expect(each.map(\.isFinal) == [true, true])
    }

    @Test(arguments: [("8.000", false), ("8.001", true)])
    func `a mean kinetic temperature above its limit, once the carriage is over`(
        temperature: String,
        met: Bool
    ) throws {
        let trigger = Trigger.meanKinetic(MeanKineticTrigger(above: celsius("8")))
        let readings = Self.after(20, Self.degrees(temperature), Self.degrees(temperature))
        #expect(try isLoss(trigger, .temperatureVariation, readings) == met)
        #expect(try !isLoss(trigger, .temperatureVariation, readings, at: day(51)))
        // A reading above the limit alone does not lift the mean.
        let cool = Self.after(1, Self.degrees("8.5"), Self.degrees("3"), count: 20)
        #expect(try !isLoss(trigger, .temperatureVariation, cool))
    }

    @Test(arguments: [
        (1, "-0.500", true), (1, "-0.499", false), (0, "-0.500", false), (2, "-3.000", true),
    ])
    func `goods that froze for an hour`(hours: Int, temperature: String, met: Bool) throws {
        let trigger = Trigger.freeze(
            FreezeTrigger(
                atOrBelow: celsius("-0.5"),
                lasting: .consecutive(atLeastMilliseconds: duration(1))
            )
        )
        let readings = Self.after(hours, Self.degrees(temperature), Self.degrees("4"))
        #expect(try isLoss(trigger, .temperatureVariation, readings) == met)
    }

    @Test func `an excess of frost is counted from the limit itself`() throws {
        let trigger = Trigger.freeze(
            FreezeTrigger(
                atOrBelow: celsius("-0.5"),
                lasting: .consecutive(atLeastMilliseconds: 0)
            )
        )
        for (temperature, excess) in [("-0.500", Int64(0)), ("-2.000", 1_500)] {
            let voyage = PartVoyage(
                .part("part", .temperatureVariation, trigger),
                hourly: Self.after(1, Self.degrees(temperature), Self.degrees("4"))
            )
            #expect(try voyage.judge().losses.first?.figures.excess == excess)
        }
    }

    // 2 to 8 C; up to 15 C and down to 0 C for at most 6 hours; mean at or below 8 C.
    @Test(arguments: [
        (6, "9", false), (7, "9", true), (1, "15.000", false), (1, "15.001", true),
        (6, "1", false), (7, "1", true), (1, "0.000", false), (1, "-0.001", true),
    ])
    func `an excursion is allowed up to a temperature and a time`(
        hours: Int,
        temperature: String,
        met: Bool
    ) throws {
        let readings = Self.after(
            hours,
            Self.degrees(temperature),
            Self.degrees("3"),
            count: 100
        )
        #expect(
            try isLoss(Self.allowance, .temperatureVariation, by: .temperatureExtension, readings)
                == met
        )
    }

    private static let allowance = Trigger.excursionAllowance(
        ExcursionAllowanceTrigger(
            above: celsius("8"),
            below: celsius("2"),
            upTo: celsius("15"),
            downTo: celsius("0"),
            atMostMilliseconds: duration(6),
            meanKineticLimit: celsius("8")
        )
    )

    @Test func `heat within the allowance is a loss where it lifts the mean, cold is not`() throws {
        let warm = Self.after(5, Self.degrees("14"), Self.degrees("7.9"), count: 10)
        #expect(try isLoss(Self.allowance, .temperatureVariation, warm))
        #expect(try !isLoss(Self.allowance, .temperatureVariation, warm, at: day(51)))
        let cold = Self.after(5, Self.degrees("1"), Self.degrees("7.9"), count: 10)
        #expect(try !isLoss(Self.allowance, .temperatureVariation, cold))
    }

    private static func breakdown(_ hours: Int) -> Trigger {
        .machineryBreakdown(
            MachineryBreakdownTrigger(
                above: celsius("-15"),
                below: nil,
                atLeastConsecutiveMilliseconds: duration(hours)
            )
        )
    }

    @Test(arguments: [
        (1, 3, false), (1, 23, false), (1, 24, true), (30, 29, false), (30, 30, true),
        (24, 25, true),
    ])
    func `a breakdown never pays before its clause does: 24 hours under Frozen Food (A)`(
        agreed: Int,
        hours: Int,
        met: Bool
    ) throws {
        let readings = Self.after(hours, Self.degrees("-9"), Self.degrees("-20"))
        #expect(
            try isLoss(
                Self.breakdown(agreed),
                .machineryBreakdown,
                by: .frozenFoodA,
                readings
            ) == met
        )
        // All risks have no such condition.
        #expect(
            try isLoss(Self.breakdown(agreed), .machineryBreakdown, readings) == (hours >= agreed)
        )
    }

    @Test func `hours of several breakdowns are no 24 together, whatever the trigger adds up`()
        throws
    {
        let trigger = Trigger.temperatureLimit(
            TemperatureLimitTrigger(
                above: celsius("-15"),
                below: nil,
                lasting: .total(atLeastMilliseconds: duration(1))
            )
        )
        let once = Self.after(13, Self.degrees("-9"), Self.degrees("-20"))
        #expect(
            try !isLoss(trigger, .machineryBreakdown, by: .frozenFoodA, once + once)
        )
        let long = Self.after(24, Self.degrees("-9"), Self.degrees("-20"))
        #expect(try isLoss(trigger, .machineryBreakdown, by: .frozenFoodA, once + long))
    }

    @Test(arguments: [
        (23, Int32(75_001), false), (24, 75_001, true), (24, 75_000, false), (30, 90_000, true),
        (24, 39_999, true), (24, 40_000, false),
    ])
    func `humidity beyond a limit for a day in all`(
        hours: Int,
        humidity: Int32,
        met: Bool
    ) throws {
        let trigger = Trigger.humidity(
            HumidityTrigger(
                aboveMilliPercent: 75_000,
                belowMilliPercent: 40_000,
                lasting: .total(atLeastMilliseconds: duration(24))
            )
        )
        let readings = Self.after(hours, Self.humid(humidity), Self.humid(60_000))
        #expect(try isLoss(trigger, .wetting, readings) == met)
    }

    @Test(arguments: [
        (1, Int32(5_001), false), (2, 5_001, true), (2, 5_000, false), (3, 9_000, true),
    ])
    func `two impacts above an acceleration`(count: Int, milliG: Int32, met: Bool) throws {
        let trigger = Trigger.shock(ShockTrigger(aboveMilliG: 5_000, atLeastImpacts: 2))
        let readings = Self.after(count, { $0.shockMilliG = milliG }, { $0.shockMilliG = 0 })
        #expect(try isLoss(trigger, .roughHandling, readings) == met)
    }

    private static let yard = Area(
        name: "yard",
        corners: [
            Position(latitudeMicrodegrees: 0, longitudeMicrodegrees: 0),
            Position(latitudeMicrodegrees: 0, longitudeMicrodegrees: 1_000_000),
            Position(latitudeMicrodegrees: 1_000_000, longitudeMicrodegrees: 1_000_000),
            Position(latitudeMicrodegrees: 1_000_000, longitudeMicrodegrees: 0),
        ]
    )

    private static func place(_ longitude: Int32) -> Position {
        Position(latitudeMicrodegrees: 500_000, longitudeMicrodegrees: longitude)
    }

    @Test(arguments: [
        (1, Int32(1_000_000), false), (1, 1_000_001, false), (2, 1_000_000, false),
        (2, 1_000_001, true), (3, 1_000_001, true),
    ])
    func `a door or light outside the agreed places for two hours, and a position there`(
        hours: Int,
        longitude: Int32,
        met: Bool
    ) throws {
        let lasting = EventDuration.consecutive(atLeastMilliseconds: duration(2))
        let readings = Self.after(
            hours,
            { sample in
                sample.position = Self.place(longitude)
                sample.door = .open
                sample.lightMilliLux = 10_001
            },
            { sample in
                sample.position = Self.place(500_000)
                sample.door = .closed
                sample.lightMilliLux = 10_000
            }
        )
        let triggers: [Trigger] = [
            .door(DoorTrigger(agreedPlaces: [Self.yard], lasting: lasting)),
            .light(
                LightTrigger(aboveMilliLux: 10_000, agreedPlaces: [Self.yard], lasting: lasting)
            ),
            .routeDeviation(RouteDeviationTrigger(corridor: [Self.yard], lasting: lasting)),
        ]
        for trigger in triggers {
            #expect(try isLoss(trigger, .theft, readings) == met, "\(trigger.name)")
        }
    }

    @Test(arguments: [
        (1, Int32(1_000_000), false), (2, 1_000_000, true), (2, 1_000_001, false), (3, 0, true),
        (3, -1, false),
    ])
    func `an excluded area, for two hours`(hours: Int, longitude: Int32, met: Bool) throws {
        let trigger = Trigger.geofence(
            GeofenceTrigger(
                areas: [Self.yard],
                lasting: .consecutive(atLeastMilliseconds: duration(2))
            )
        )
        let readings = Self.after(
            hours,
            { $0.position = Self.place(longitude) },
            { $0.position = Self.place(5_000_000) }
        )
        #expect(try isLoss(trigger, .theft, readings) == met)
    }

    @Test func `a door that opens where nobody knows is not known, and no loss`() throws {
        let trigger = Trigger.door(
            DoorTrigger(agreedPlaces: [Self.yard], lasting: .total(atLeastMilliseconds: 0))
        )
        let open = Self.after(5, { $0.door = .open }, { $0.door = .closed })
        #expect(try !isLoss(trigger, .theft, open))
        let anywhere = Trigger.door(
            DoorTrigger(agreedPlaces: [], lasting: .total(atLeastMilliseconds: 0))
        )
        #expect(try isLoss(anywhere, .theft, open))
    }

    @Test(arguments: [(71, false), (72, true), (73, true)])
    func `silence of three days, of all loggers at once`(length: Int64, met: Bool) throws {
        let part = changed(
            CoverPart.part(
                "part",
                .theft,
                .silence(SilenceTrigger(atLeastMilliseconds: duration(72))),
                scale: .assessed
            )
        ) { $0.window = .untilArrival }
        func heard(_ hours: some Sequence<Int64>) -> [Sample] {
            hours.map { hour in
                changed(Sample(time: day(30, hour: hour))) { $0.temperature = celsius("5") }
            }
        }
        var voyage = PartVoyage(part)
        let end: Int64 = 20 * 24
        voyage.readings["TT-1"] = heard(Array(0...100) + Array((100 + length)...end))
        #expect(try !voyage.judge().losses.isEmpty == met)
        // A second logger that was heard meanwhile: no silence of both was as long.
        voyage.readings["TT-2"] = heard(0...end)
        #expect(try voyage.judge().losses.isEmpty)
        voyage.readings["TT-2"] = heard(Array(0...90) + Array((101 + length)...end))
        #expect(try !voyage.judge().losses.isEmpty == met)
    }

    @Test(arguments: [
        (DelayTrigger.Measure.arrival, hours(47) + 3_599_999, false), (.arrival, hours(48), true),
        (.arrival, hours(-10), false), (.transit, hours(48), true),
        (.transit, hours(48) - 1, false),
    ])
    func `an arrival two days late`(
        measuring: DelayTrigger.Measure,
        late: Int64,
        met: Bool
    ) throws {
        var voyage = PartVoyage(.delay(measuring))
        voyage.arrived = day(50).advanced(byMilliseconds: late)
        voyage.delivered = day(59)
        let judgement = try voyage.judge()
        #expect(!judgement.losses.isEmpty == met)
        if met {
            #expect(judgement.losses.first?.from == day(50))
            #expect(judgement.losses.first?.figures.totalMilliseconds == hours(48))
        }
        // What the assured states itself, or what is not stated, is nothing to judge.
        voyage.arrivalRecordedBy = .assured
        #expect(try voyage.judge().figure == nil)
        voyage.arrivalRecordedBy = .carrier
        voyage.declaration.arrival = nil
        #expect(try voyage.judge().figure == nil)
        voyage.arrived = nil
        #expect(try voyage.judge().missing == "no arrival is recorded")
    }

    @Test func `a late departure lengthens the way to a late arrival, and no transit`() throws {
        // Declared to sail on day 28 and to arrive on day 50: 22 days; left on day 30.
        for (measuring, late) in [(DelayTrigger.Measure.arrival, true), (.transit, false)] {
            var voyage = PartVoyage(.delay(measuring))
            voyage.declaration.sailing = day(28)
            voyage.arrived = day(52)
            voyage.delivered = day(59)
            #expect(try !voyage.judge().losses.isEmpty == late, "\(measuring)")
        }
    }

    @Test func `waiting time is taken off, and a loss no longer than it is none`() throws {
        for (hours, total) in [(30, nil), (31, Int64(3_600_000))] as [(Int, Int64?)] {
            let part = changed(CoverPart.humidity) { $0.waitingMilliseconds = duration(30) }
            let voyage = PartVoyage(
                part,
                hourly: Self.after(hours, Self.humid(80_000), Self.humid(60_000))
            )
            #expect(try voyage.judge().losses.first?.figures.totalMilliseconds == total)
        }
    }

    @Test func `a part ends by its own clause, before the carriage does`() throws {
        // Frozen Food (A) ends 5 days after arrival; ICC (A) goes on to delivery.
        for (clause, isInsured) in [(ClauseSet.frozenFoodA, false), (.iccA, true)] {
            var voyage = PartVoyage(
                .part("part", .machineryBreakdown, Self.breakdown(24), by: clause)
            )
            (voyage.arrived, voyage.delivered) = (day(50), day(70))
            voyage.readings["TT-1"] = (0..<40).map { hour in
                changed(Sample(time: day(56, hour: hour))) { $0.temperature = celsius("-5") }
            }
            #expect(try voyage.judge(at: day(80)).losses.isEmpty != isInsured)
        }
    }

    @Test func `what several loggers show of one time is one loss, of the first of them`() throws {
        var voyage = PartVoyage(
            .humidity,
            hourly: Self.after(30, Self.humid(80_000), Self.humid(60_000))
        )
        voyage.readings["TT-2"] = voyage.readings["TT-1"]
        let judgement = try voyage.judge()
        #expect(judgement.losses.map(\.device) == ["TT-1"])
        #expect(
            judgement.losses.first?.figure
                == "TT-1, 30 h 0 min in all, 30 h 0 min together, by 5.000 beyond"
        )
    }

    @Test func `every trigger names perils that some clause insures, and tells what it asks`() {
        #expect(Trigger.rules.count == 13)
        for (name, rule) in Trigger.rules {
            #expect(
                !rule.clause.isEmpty && !rule.perils.isEmpty && !rule.figures.isEmpty,
                "\(name)"
            )
            for peril in rule.perils {
                let sets = ClauseSet.allCases.filter { $0.covers(peril, in: .second) }
                #expect(!sets.isEmpty, "\(peril)")
                if peril == .delay { #expect(sets == [.delayExtension]) }
            }
        }
    }
}

extension CoverPart {
    /// A delay of two days, by its own extension.
    static func delay(_ measuring: DelayTrigger.Measure = .arrival) -> CoverPart {
        .part(
            "delay",
            .delay,
            .delay(DelayTrigger(measuring: measuring, atLeastMilliseconds: duration(48))),
            by: .delayExtension
        )
    }
}
