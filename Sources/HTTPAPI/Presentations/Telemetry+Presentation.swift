import CanonicalJSON
import Marine
import Services
import Telemetry

extension UploadOutcome {
    /// What an upload came to.
    var presented: JSONValue {
        .object([
            "accepted": .count(accepted),
            "duplicates": .count(duplicates),
            "rejected": .list(rejected) { line in
                .object([
                    "line": .count(line.line),
                    "field": .maybe(line.field, JSONValue.string),
                    "code": .string(line.code.rawValue),
                    "reason": .string(line.reason),
                ])
            },
            "rejectedCount": .count(rejectedCount),
            "segments": .list(segments, JSONValue.string),
            "receipt": .maybe(receipt, \.presented),
        ])
    }
}

extension Metric {
    /// The unit of the metric's values; none for the door.
    var unit: String? {
        switch self {
        case .temperature: "degrees Celsius"
        case .humidity: "percent relative humidity"
        case .shock: "g"
        case .light: "lux"
        case .battery: "percent"
        case .door: nil
        }
    }

    /// A value in thousandths as a reading spells it.
    func value(_ milli: Int32) -> JSONValue {
        self == .door
            ? .string(milli == 0 ? DoorState.open.rawValue : DoorState.closed.rawValue)
            : .number(DecimalText.text(Int64(milli), digits: 3))
    }
}

extension Track {
    /// The track as a GeoJSON feature (RFC 7946); `nil` without a position.
    func feature(device: String) -> JSONValue? {
        guard let first = points.first, let last = points.last else { return nil }
        let isPoint = points.count == 1
        // A part may be a single position, and a line has two at least.
        let parts = lines.map { $0.count == 1 ? $0 + $0 : $0 }
        let coordinates: JSONValue =
            isPoint
            ? first.position.coordinates
            : .list(parts) { .list($0, \.coordinates) }
        return .object([
            "type": .string("Feature"),
            "properties": .object([
                "device": .string(device), "points": .count(points.count),
                "first": .instant(first.time), "last": .instant(last.time),
            ]),
            "geometry": .object([
                "type": .string(isPoint ? "Point" : "MultiLineString"),
                "coordinates": coordinates,
            ]),
        ])
    }
}

extension Position {
    /// Longitude and latitude in degrees, in GeoJSON's order.
    fileprivate var coordinates: JSONValue {
        .array([
            .number(DecimalText.text(Int64(longitudeMicrodegrees), digits: 6)),
            .number(DecimalText.text(Int64(latitudeMicrodegrees), digits: 6)),
        ])
    }
}
