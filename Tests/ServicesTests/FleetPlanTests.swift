import Contracts
import Marine
import Telemetry
import TestSamples
import TestSupport
import Testing

@testable import Services

/// Which shipment a reading of a fleet's stream goes to.
@Suite struct FleetPlanTests {
    /// A binding on hours of one day; `nil` is open.
    struct Bound: Sendable {
        let shipment: String
        let from: Int64
        let to: Int64?

        init(_ shipment: String, _ from: Int64, _ to: Int64? = nil) {
            (self.shipment, self.from, self.to) = (shipment, from, to)
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bound: [Bound]
        /// What becomes of a reading of each hour.
        let places: [(hour: Int64, place: String)]

        init(_ name: String, _ bound: [Bound], _ places: [(Int64, String)]) {
            (self.name, self.bound) = (name, bound)
            self.places = places.map { (hour: $0.0, place: $0.1) }
        }

        var testDescription: String { name }
    }

    static let cases = [
        Case("bound nowhere", [], [(1, "deviceNotBound")]),
        Case("one live binding takes all, also before it", [Bound("a", 5)], [(1, "a"), (9, "a")]),
        Case(
            "one that ended takes its own time, both ends",
            [Bound("a", 2, 4)],
            [(1, "outsidePeriods"), (2, "a"), (3, "a"), (4, "a"), (5, "outsidePeriods")]
        ),
        Case(
            "one after the other; between them the live one",
            [Bound("a", 2, 4), Bound("b", 6)],
            [(1, "b"), (3, "a"), (5, "b"), (6, "b"), (7, "b")]
        ),
        Case(
            "the instant of changing over is the later one's",
            [Bound("a", 2, 4), Bound("b", 4)],
            [(3, "a"), (4, "b"), (5, "b")]
        ),
        Case(
            "two at once",
            [Bound("a", 2), Bound("b", 4)],
            [(1, "outsidePeriods"), (3, "a"), (4, "bindingAmbiguous"), (5, "bindingAmbiguous")]
        ),
        Case(
            "two that end at one instant share it",
            [Bound("a", 2, 4), Bound("b", 3, 4)],
            [(2, "a"), (3, "bindingAmbiguous"), (4, "bindingAmbiguous"), (5, "outsidePeriods")]
        ),
    ]

    @Test(arguments: cases) func `a reading goes to the binding of its time`(_ one: Case) throws {
        let bindings = try one.bound.map { bound in
            try #require(FleetBinding(of: "TT-1", to: Self.shipment(bound)))
        }
        for (hour, place) in one.places {
            let sample = Sample(time: day(1, hour: hour), temperature: Temperature(milliCelsius: 1))
            let plan = FleetPlan(
                [DeviceSamples(device: "TT-1", samples: [sample, sample])],
                bindings: ["TT-1": bindings]
            )
            let given = plan.parts.map { "\($0.shipment)" } + plan.unplaced.map(\.reason.rawValue)
            #expect(given == [place], "\(hour)")
            #expect(plan.parts.flatMap(\.devices).allSatisfy { $0.samples == [sample, sample] })
            #expect(plan.unplaced.allSatisfy { $0.readings == 2 && $0.first == sample.time })
        }
    }

    @Test func `a binding runs from its statement, else from itself or an earlier departure`()
        throws
    {
        var shipment = Self.shipment(Bound("a", 5))
        shipment.devices[0].from = nil
        shipment.devices[0].boundAt = day(1, hour: 5)
        func from() throws -> Instant {
            try #require(FleetBinding(of: "TT-1", to: shipment)).from
        }
        #expect(try from() == day(1, hour: 5))
        shipment.departedAt = day(1, hour: 7)
        #expect(try from() == day(1, hour: 5))
        shipment.departedAt = day(1, hour: 3)
        #expect(try from() == day(1, hour: 3))
        shipment.devices[0].from = day(1, hour: 6)
        #expect(try from() == day(1, hour: 6))
        shipment.deliveredAt = day(1, hour: 9)
        #expect(FleetBinding(of: "TT-1", to: shipment)?.to == day(1, hour: 9))
        shipment.devices[0].to = day(1, hour: 8)
        #expect(FleetBinding(of: "TT-1", to: shipment)?.to == day(1, hour: 8))
        #expect(FleetBinding(of: "TT-2", to: shipment) == nil)
    }

    private static func shipment(_ bound: Bound) -> Shipment.State {
        Shipment.State(
            id: id(bound.shipment),
            certificate: .certificate,
            stage: .underway,
            party: Shipment.Party(shipper: .shipper, carrier: nil),
            certificateParties: [.assured],
            container: nil,
            terms: TelemetryTerms(
                lowerLimit: nil,
                upperLimit: nil,
                reportableGapMilliseconds: 86_400_000
            ),
            devices: [
                Shipment.Device(
                    id: "TT-1",
                    publicKey: nil,
                    boundAt: day(1),
                    from: day(1, hour: bound.from),
                    to: bound.to.map { day(1, hour: $0) }
                )
            ],
            registeredAt: day(1),
            departedAt: nil,
            arrivedAt: nil,
            deliveredAt: nil,
            segments: [],
            uploads: 0,
            unsignedUploads: 0,
            findings: TelemetryFindings(devices: [])
        )
    }
}
