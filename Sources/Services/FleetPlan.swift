public import Contracts
public import Marine
import Telemetry

/// When a device travels with a shipment's goods, as far as the ledger knows it.
struct FleetBinding {
    let shipment: InstanceID
    /// From where that is stated; else from the binding on, or from the departure where the device
    /// was bound after it.
    let from: Instant
    /// When it left the goods, or they were handed over; `nil` while it travels with them.
    let to: Instant?

    /// The binding of a device; `nil` where the shipment has none of it.
    init?(of device: String, to shipment: Shipment.State) {
        guard let bound = shipment.devices.first(where: { $0.id.string == device }) else {
            return nil
        }
        self.shipment = shipment.id
        from = bound.from ?? min(bound.boundAt, shipment.departedAt ?? bound.boundAt)
        to = [bound.to, shipment.deliveredAt].compactMap(\.self).min()
    }

    /// Whether the device travels with the goods still.
    var isLive: Bool { to == nil }

    /// Whether the device travelled with the goods at an instant; both ends belong to it.
    func covers(_ instant: Instant) -> Bool {
        instant >= from && to.map { instant <= $0 } ?? true
    }
}

/// Readings of a fleet's stream that went to no shipment, of one device and for one reason.
public struct UnplacedReadings: Hashable, Sendable {
    /// Why they went to none.
    public enum Reason: String, Hashable, Sendable, CaseIterable {
        /// No shipment to which the caller may upload has the device.
        case deviceNotBound
        /// The device was bound, and at these instants it travelled with no goods.
        case outsidePeriods
        /// The device travelled with the goods of several shipments at these instants.
        case bindingAmbiguous
    }

    /// The device.
    public let device: String
    /// Why.
    public let reason: Reason
    /// How many readings.
    public var readings: Int
    /// The earliest.
    public var first: Instant
    /// The latest.
    public var last: Instant
    /// The shipments that have the device and are concerned; none where no shipment has it.
    public let shipments: [InstanceID]
}

/// Which shipment each reading of a fleet's stream goes to.
///
/// A reading goes to the shipment with whose goods its device travelled at its instant. At the
/// instant at which a device changes over, it goes to the later one. A reading of no such time goes
/// to the one shipment with which the device travels still, where it is kept and not judged: a
/// logger is often started before it is bound.
struct FleetPlan {
    /// The readings of each shipment, in the order in which they were met first.
    private(set) var parts: [(shipment: InstanceID, devices: [DeviceSamples])] = []
    /// What goes nowhere.
    private(set) var unplaced: [UnplacedReadings] = []
    private var places: [InstanceID: Int] = [:]

    /// Distributes readings by the bindings of their devices.
    init(_ devices: [DeviceSamples], bindings: [String: [FleetBinding]]) {
        for device in devices { take(device, bindings[device.device] ?? []) }
    }

    private mutating func take(_ device: DeviceSamples, _ bindings: [FleetBinding]) {
        guard let first = bindings.first else {
            return leave(device.samples, of: device.device, .deviceNotBound, [])
        }
        if bindings.count == 1, first.isLive {
            return give(device.samples, of: device.device, to: first.shipment)
        }
        var given: [InstanceID: [Sample]] = [:]
        var left: [Left: [Sample]] = [:]
        for sample in device.samples {
            switch Self.place(sample.time, bindings) {
            case .shipment(let shipment): given[shipment, default: []].append(sample)
            case .none(let why): left[why, default: []].append(sample)
            }
        }
        for (shipment, samples) in given.sorted(by: { $0.key < $1.key }) {
            give(samples, of: device.device, to: shipment)
        }
        let reasons = left.sorted { $0.key.order.lexicographicallyPrecedes($1.key.order) }
        for (why, samples) in reasons {
            leave(samples, of: device.device, why.reason, why.shipments)
        }
    }

    private struct Left: Hashable {
        let reason: UnplacedReadings.Reason
        let shipments: [InstanceID]

        var order: [String] { [reason.rawValue] + shipments.map(\.text) }
    }

    private enum Place {
        case shipment(InstanceID)
        case none(Left)
    }

    private static func place(_ instant: Instant, _ bindings: [FleetBinding]) -> Place {
        var covering = bindings.filter { $0.covers(instant) }
        if covering.count > 1 {
            let going = covering.filter { $0.to != instant }
            if going.count == 1 { covering = going }
        }
        if covering.count == 1 { return .shipment(covering[0].shipment) }
        guard covering.isEmpty else {
            return .none(
                Left(reason: .bindingAmbiguous, shipments: covering.map(\.shipment).sorted())
            )
        }
        let live = bindings.filter(\.isLive)
        if live.count == 1 { return .shipment(live[0].shipment) }
        return .none(Left(reason: .outsidePeriods, shipments: bindings.map(\.shipment).sorted()))
    }

    private mutating func give(_ samples: [Sample], of device: String, to shipment: InstanceID) {
        let place = places[shipment] ?? parts.endIndex
        if place == parts.endIndex {
            places[shipment] = place
            parts.append((shipment, []))
        }
        parts[place].devices.append(DeviceSamples(device: device, samples: samples))
    }

    private mutating func leave(
        _ samples: [Sample],
        of device: String,
        _ reason: UnplacedReadings.Reason,
        _ shipments: [InstanceID]
    ) {
        guard var first = samples.first?.time, var last = samples.first?.time else { return }
        for sample in samples {
            first = min(first, sample.time)
            last = max(last, sample.time)
        }
        unplaced.append(
            UnplacedReadings(
                device: device,
                reason: reason,
                readings: samples.count,
                first: first,
                last: last,
                shipments: shipments
            )
        )
    }
}
