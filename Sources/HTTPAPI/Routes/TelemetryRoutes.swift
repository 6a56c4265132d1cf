import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import NIOCore
import Services
import Telemetry

/// Adds the routes of readings: drawing them and what they show.
func addTelemetryRoutes(to table: RouteTable) {
    table.member(
        .get,
        "\(Shipment.path)/{id}/telemetry",
        "telemetrySeries",
        "Draws the readings of one metric, thinned for a chart.",
        query: [metricParameter, fromParameter, toParameter, pointsParameter],
        series
    )
    table.member(
        .get,
        "\(Shipment.path)/{id}/track",
        "telemetryTrack",
        "Draws where the loggers were (RFC 7946), without the positions that are not believed.",
        query: [trackPointsParameter],
        track
    )
    table.member(
        .get,
        "\(Shipment.path)/{id}/findings",
        "telemetryFindings",
        "Says what all readings of a shipment show."
    ) { call, caller in
        let id = try call.identifier(of: Shipment.noun)
        let viewed = try await call.read(Shipment.self, id, as: caller)
        return OK(
            FindingsAnswer(
                shipment: id,
                terms: viewed.state.terms,
                revision: viewed.revision,
                carriage: viewed.state.judged,
                outside: viewed.state.findings.outside,
                asOf: viewed.state.findings.asOf,
                ahead: viewed.state.findings.ahead,
                aheadFrom: viewed.state.findings.aheadFrom,
                devices: viewed.state.findings.devices
            ),
            headers: [.eTag: "\"\(viewed.revision)\""]
        )
    }
}

private let metricParameter = QueryParameter<Metric>.choice(
    "metric",
    "What was measured; temperature where it is left out."
)
private let fromParameter = QueryParameter.instant("from", "Readings from this instant on.")
private let toParameter = QueryParameter.instant("to", "Readings up to this instant.")
private let pointsParameter = QueryParameter.number(
    "points",
    2...Series.pointLimit,
    "The most points of a device; 500 where it is left out."
)
private let trackPointsParameter = QueryParameter.number(
    "points",
    2...Track.pointLimit,
    "The most points of a device; 1000 where it is left out."
)

@Sendable
private func series(_ call: Call, _ caller: Caller) async throws -> OK<SeriesAnswer> {
    let id = try call.identifier(of: Shipment.noun)
    let metric = try call.value(of: metricParameter) ?? .temperature
    let from = try call.value(of: fromParameter)
    let to = try call.value(of: toParameter)
    let points = try call.value(of: pointsParameter) ?? 500
    let viewed = try await call.read(Shipment.self, id, as: caller)
    let readings = try await call.platform.readingSet(of: viewed.state)
    let devices = readings.devices.map { device in
        let drawn = Series.points(
            of: device.samples,
            metric: metric,
            from: from,
            to: to,
            points: points
        )
        return DeviceSeriesAnswer(
            device: device.device,
            points: drawn.map { PointAnswer(metric: metric, point: $0) }
        )
    }
    return OK(SeriesAnswer(metric: metric, unit: metric.unit, devices: devices))
}

@Sendable
private func track(_ call: Call, _ caller: Caller) async throws -> OK<TracksAnswer> {
    let id = try call.identifier(of: Shipment.noun)
    let points = try call.value(of: trackPointsParameter) ?? 1000
    let viewed = try await call.read(Shipment.self, id, as: caller)
    let marked = try await call.platform.markedReadings(of: viewed)
    let tracks = marked.map { device, marked in
        DeviceTrack(
            device: device,
            track: Track(of: marked.believed, points: points),
            leftOut: marked.doubtedPositions
        )
    }
    return OK(TracksAnswer(tracks))
}
