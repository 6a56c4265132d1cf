import Marine
import Telemetry
import TestSamples
import Testing

@testable import Contracts

extension PerilTests {
    static let yard = Area(
        name: "yard",
        corners: [
            Position(latitudeMicrodegrees: 0, longitudeMicrodegrees: 0),
            Position(latitudeMicrodegrees: 0, longitudeMicrodegrees: 1_000_000),
            Position(latitudeMicrodegrees: 1_000_000, longitudeMicrodegrees: 1_000_000),
            Position(latitudeMicrodegrees: 1_000_000, longitudeMicrodegrees: 0),
        ]
    )

    static func place(_ longitude: Int32) -> Position {
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
