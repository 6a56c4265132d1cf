import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

/// Each trigger at, below and above each of its edges, on readings as loggers make them.
@Suite("Triggers of cover parts")
struct PerilTests {
    static func degrees(_ text: String) -> (inout Sample) -> Void {
        { $0.temperature = celsius(text) }
    }

    static func humid(_ milliPercent: Int32) -> (inout Sample) -> Void {
        { $0.humidityMilliPercent = milliPercent }
    }

    /// So many hours of one reading, and then others.
    static func after(
        _ hours: Int,
        _ fill: @escaping (inout Sample) -> Void,
        _ rest: @escaping (inout Sample) -> Void,
        count: Int = 5
    ) -> [(inout Sample) -> Void] {
        [(inout Sample) -> Void](repeating: fill, count: hours)
            + [(inout Sample) -> Void](repeating: rest, count: count)
    }

    func isLoss(
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

    static let allowance = Trigger.excursionAllowance(
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

    static func breakdown(_ hours: Int) -> Trigger {
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
