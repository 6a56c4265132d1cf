import Contracts
import Marine
import TestSamples
import Testing

@Suite("Temperature triggers")
struct TriggerTests {
    // Institute Frozen Food Clauses (A): at least 24 consecutive hours.
    @Test(arguments: [
        (hours(23, minutes: 50), false), (hours(23, minutes: 59), false),
        (hours(24) - 1, false), (hours(24), true), (hours(24) + 1, true), (hours(30), true),
        (0, false),
    ])
    func `a breakdown is a loss from 24 hours on`(milliseconds: Int64, met: Bool) throws {
        for kind: TemperatureExcursion.Kind in [.above, .below] {
            var device = DeviceFindings.chilled
            device.add(kind, milliseconds, extreme: celsius("-9"))
            let breach = try breach(of: .frozen, in: [device])
            #expect((breach != nil) == met, "\(kind)")
        }
    }

    @Test func `hours of a breakdown are consecutive, not added up`() throws {
        var device = DeviceFindings.above(hours(23))
        device.add(.above, hours(23), from: day(42), extreme: celsius("-9"))
        #expect(device.millisecondsAbove == hours(46))
        #expect(try breach(of: .frozen, in: [device]) == nil)

        device.add(.above, hours(24), from: day(43), extreme: celsius("-9"))
        let breach = try #require(try breach(of: .frozen, in: [device]))
        #expect(breach.from == day(43), "the first excursion that counts, not the first")
        #expect(breach.to == day(44))
        #expect(
            breach.figure == "TT-1, 24 h 0 min together, highest -9.000 C, lowest -20.000 C"
        )
    }

    // 2 to 8 C; up to 15 C and down to 0 C for at most 24 hours; mean at or below 8 C.
    @Test(
        arguments: [
            ("nothing out of band", nil, nil, nil, nil, "5", false),
            ("exactly 24 hours above", hours(24), "15", nil, nil, "8", false),
            ("24 hours and 1 ms above", hours(24) + 1, "15", nil, nil, "8", true),
            ("a moment at 15.001", 1, "15.001", nil, nil, "5", true),
            ("a moment at 15.000", 1, "15", nil, nil, "5", false),
            ("a mean of 8.001", hours(1), "15", nil, nil, "8.001", true),
            ("a mean of 8.000", hours(1), "15", nil, nil, "8", false),
            ("exactly 24 hours below", nil, nil, hours(24), "0", "3", false),
            ("24 hours and 1 ms below", nil, nil, hours(24) + 1, "1.999", "3", true),
            ("a moment at -0.001", nil, nil, 1, "-0.001", "5", true),
            ("20 hours above and 20 below", hours(20), "10", hours(20), "1", "5", false),
        ] as [(String, Int64?, String?, Int64?, String?, String, Bool)]
    )
    func `an excursion is allowed up to a temperature, a time and a mean`(
        name: String,
        above: Int64?,
        highest: String?,
        below: Int64?,
        lowest: String?,
        mean: String,
        met: Bool
    ) throws {
        var device = DeviceFindings.chilled
        if let above, let highest { device.add(.above, above, extreme: celsius(highest)) }
        if let below, let lowest {
            device.add(.below, below, from: day(43), extreme: celsius(lowest))
        }
        device.meanKineticTemperature = celsius(mean)
        #expect((try breach(of: .chilled, in: [device]) != nil) == met, "\(name)")
    }

    @Test func `hours above are added up over the carriage`() throws {
        var device = DeviceFindings.chilled
        device.add(.above, hours(12), from: day(40), extreme: celsius("9"))
        device.add(.above, hours(12), from: day(42), extreme: celsius("9"))
        #expect(try breach(of: .chilled, in: [device]) == nil)
        device.add(.above, 1, from: day(43), extreme: celsius("9"))
        let breach = try #require(try breach(of: .chilled, in: [device]))
        #expect(breach.from == day(40))
        #expect(breach.to == day(43).advanced(byMilliseconds: 1))
    }

    @Test func `cold is judged by itself, never by the mean`() throws {
        // A limit on the mean inside the band: an hour of cold does not bring it to bear.
        let terms = changed(CertificateTerms.chilled) {
            $0.trigger = .excursionAllowance(
                upTo: celsius("15"),
                downTo: nil,
                atMostMilliseconds: duration(24),
                meanKineticLimit: celsius("6")
            )
        }
        var cold = DeviceFindings.chilled
        cold.meanKineticTemperature = celsius("7")
        cold.add(.below, hours(1), extreme: celsius("1"))
        #expect(try breach(of: terms, in: [cold]) == nil)

        // And a low mean does not excuse it.
        cold.meanKineticTemperature = celsius("1")
        cold.add(.below, hours(24), from: day(42), extreme: celsius("1"))
        #expect(try breach(of: terms, in: [cold]) != nil)
    }

    @Test func `the mean is judged when the carriage is over, time and temperature at once`() throws
    {
        var warm = DeviceFindings.chilled
        warm.add(.above, hours(2), extreme: celsius("15"))
        warm.meanKineticTemperature = celsius("9")
        #expect(try breach(of: .chilled, in: [warm], isComplete: false) == nil)
        #expect(try breach(of: .chilled, in: [warm], isComplete: true) != nil)

        warm.add(.above, hours(23), from: day(42), extreme: celsius("15"))
        #expect(try breach(of: .chilled, in: [warm], isComplete: false) != nil)
    }

    @Test func `limits that the terms leave out are not asked`() throws {
        let terms = changed(CertificateTerms.chilled) {
            $0.trigger = .excursionAllowance(
                upTo: nil,
                downTo: nil,
                atMostMilliseconds: duration(24),
                meanKineticLimit: nil
            )
        }
        var device = DeviceFindings.chilled
        device.add(.above, hours(24), extreme: celsius("40"))
        device.add(.below, hours(24), from: day(42), extreme: celsius("-40"))
        device.meanKineticTemperature = celsius("30")
        #expect(try breach(of: terms, in: [device]) == nil)
    }

    @Test func `the first device that meets the trigger is named`() throws {
        let findings = [
            DeviceFindings.above(hours(1), device: "A"),
            .above(hours(25), from: day(41), device: "B"), .above(hours(40), device: "C"),
        ]
        #expect(try breach(of: .frozen, in: findings)?.device == "B")
        #expect(try breach(of: .frozen, in: []) == nil)
    }

    @Test func `without a loss the figure of the nearest device is told`() throws {
        let trigger = try #require(CertificateTerms.frozen.trigger)
        var blind = DeviceFindings.above(hours(23), device: "C")
        (blind.minimum, blind.maximum) = (nil, nil)
        let findings = TelemetryFindings(devices: [
            .above(hours(1), device: "A"), .above(hours(23, minutes: 50), device: "B"), blind,
        ])
        #expect(
            trigger.nearestFigure(in: findings)
                == "B, 23 h 50 min together, highest -9.222 C, lowest -20.000 C"
        )
        #expect(trigger.nearestFigure(in: TelemetryFindings(devices: [blind])) == nil)
    }

    @Test func `a trigger tells what it asks`() throws {
        #expect(
            CertificateTerms.frozen.trigger?.limitText
                == "out of band for at least 24 h 0 min together"
        )
        #expect(
            CertificateTerms.chilled.trigger?.limitText
                == "out of band for at most 24 h 0 min; never above 15.000 C; "
                + "never below 0.000 C; mean kinetic temperature at most 8.000 C"
        )
    }

    private func breach(
        of terms: CertificateTerms,
        in devices: [DeviceFindings],
        isComplete: Bool = true
    ) throws -> TemperatureBreach? {
        try #require(terms.trigger)
            .breach(in: TelemetryFindings(devices: devices), isComplete: isComplete, by: .current)
    }
}
