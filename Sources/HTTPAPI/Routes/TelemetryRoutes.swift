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
        "Draws the readings of one metric, thinned for a chart; or exports all of them, as "
            + "`format` or Accept asks.",
        query: [
            metricParameter, fromParameter, toParameter, pointsParameter, formatParameter,
        ],
        headers: [.accept],
        problems: [.tooManyRequests]
    ) { [streams = table.streams] call, caller in
        let accepted = call.request.headers[.accept].flatMap(ExportFormat.init(accept:))
        guard let format = try call.value(of: formatParameter) ?? accepted else {
            return Either<OK<SeriesAnswer>, TelemetryExport>.first(try await series(call, caller))
        }
        return .second(try await export(call, caller, as: format, streams))
    }
    table.member(
        .get,
        "/v1/telemetry/latest",
        "telemetryLatest",
        "Lists what the loggers of each of the member's shipments reported last, of what is "
            + "believed.",
        query: pageParameters,
        latest
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
private let formatParameter = QueryParameter<ExportFormat>.choice(
    "format",
    "Exports all readings, whatever Accept asks for; `metric` and `points` are of charts alone."
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
private func latest(_ call: Call, _ caller: Caller) async throws -> OK<PageAnswer<LatestAnswer>> {
    let page = try call.page()
    let found = try await call.platform.list(
        Shipment.self,
        as: caller,
        after: try call.numericCursor(page),
        limit: page.limit
    )
    var items: [LatestAnswer] = []
    for shipment in found.items {
        // A shipment whose readings are lost keeps no other from being shown.
        let latest: Result<[LatestValues], any Error>
        do { latest = .success(try await call.platform.latest(of: shipment)) } catch {
            latest = .failure(error)
        }
        items.append(LatestAnswer(shipment, latest))
    }
    return OK(PageAnswer(items, next: found.next.map(String.init)))
}

private func export(
    _ call: Call,
    _ caller: Caller,
    as format: ExportFormat,
    _ streams: OpenStreams
) async throws -> TelemetryExport {
    let id = try call.identifier(of: Shipment.noun)
    let from = try call.value(of: fromParameter)
    let to = try call.value(of: toParameter)
    for name in [metricParameter.name, pointsParameter.name] where call.query[name] != nil {
        throw Problem.parameter(
            name,
            "notTaken",
            "an export has every metric of every reading; leave it out, or ask for a chart "
                + "with neither 'format' nor such an Accept header"
        )
    }
    let viewed = try await call.read(Shipment.self, id, as: caller)
    let place = try streams.open(for: caller.member)
    // What is lost is told before anything is sent.
    try await call.platform.requireReadings(of: viewed.state)
    return TelemetryExport(viewed, as: format, from: from, to: to, of: call.platform, place)
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
