import CanonicalJSON
import Contracts
import Marine

extension Shipment: Resource {
    static var noun: String { "shipment" }
    static var path: String { "/v1/shipments" }
    static var ownPaths: [String] { ["bindDevice", "recordTelemetry"] }

    static var memberActions: [MemberAction<Shipment>] {
        [
            MemberAction("depart") { fields, id in
                fields.required("at", .instant).map { .depart(shipment: id, at: $0) }
            },
            MemberAction("arrive") { fields, id in
                fields.required("at", .instant).map { .arrive(shipment: id, at: $0) }
            },
            MemberAction("deliver") { fields, id in
                fields.required("at", .instant).map { .deliver(shipment: id, at: $0) }
            },
        ]
    }

    /// Nothing of the certificate but its name: a carrier reads this and is no party to that.
    static func present(_ state: State) -> [String: JSONValue] {
        [
            "certificate": .id(state.certificate),
            "shipper": .id(state.party.shipper),
            "carrier": .maybe(state.party.carrier, JSONValue.id),
            "container": .maybe(state.container) { .text($0) },
            "telemetry": state.terms.presented,
            "devices": .list(state.devices) { device in
                .object([
                    "id": .string(device.id),
                    "publicKey": .maybe(device.publicKey, JSONValue.string),
                    "boundAt": .instant(device.boundAt),
                ])
            },
            "registeredAt": .instant(state.registeredAt),
            "departedAt": .maybe(state.departedAt, JSONValue.instant),
            "arrivedAt": .maybe(state.arrivedAt, JSONValue.instant),
            "deliveredAt": .maybe(state.deliveredAt, JSONValue.instant),
            "uploads": .count(state.uploads),
            "unsignedUploads": .count(state.unsignedUploads),
            "segments": .count(state.segments.count),
            "readings": .count(state.segments.reduce(0) { $0 + $1.readings }),
        ]
    }
}

extension DeviceFindings {
    /// What the device's readings show; temperatures in degrees Celsius.
    var presented: JSONValue {
        .object([
            "device": .string(device),
            "readings": .count(readings),
            "first": .instant(first),
            "last": .instant(last),
            "minimum": .maybe(minimum, JSONValue.temperature),
            "maximum": .maybe(maximum, JSONValue.temperature),
            "meanKineticTemperature": .maybe(meanKineticTemperature, JSONValue.temperature),
            "millisecondsAbove": .integer(millisecondsAbove),
            "millisecondsBelow": .integer(millisecondsBelow),
            "longestAboveMilliseconds": .integer(longestAboveMilliseconds),
            "longestBelowMilliseconds": .integer(longestBelowMilliseconds),
            "excursionCount": .count(excursionCount),
            "excursions": .list(excursions) { excursion in
                .object([
                    "kind": .string(excursion.kind.rawValue),
                    "start": .instant(excursion.start),
                    "end": .instant(excursion.end),
                    "milliseconds": .integer(excursion.milliseconds),
                    "extreme": .temperature(excursion.extreme),
                    "readings": .count(excursion.readings),
                ])
            },
            "gapCount": .count(gapCount),
            "longestGapMilliseconds": .integer(longestGapMilliseconds),
            "gaps": .list(gaps) { gap in
                .object(["start": .instant(gap.start), "end": .instant(gap.end)])
            },
            "contradictions": .count(contradictions),
        ])
    }
}
