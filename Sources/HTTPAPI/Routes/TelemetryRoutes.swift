import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Marine
import NIOCore
import Services
import Telemetry

/// The most bytes of an upload's body as it comes, compressed or not.
private let uploadLimit = UploadLimits().uploadBytes

/// Adds the routes of readings: uploading them, drawing them and what they show.
func addTelemetryRoutes(to table: RouteTable) {
    table.member(
        .post,
        "\(Shipment.path)/{id}/telemetry",
        "telemetryUpload",
        "Uploads loggers' readings; good lines are kept, and each other line is named.",
        query: [zoneParameter, unitParameter, deviceParameter, dateOrderParameter],
        headers: [.idempotencyKey, .ifMatch, .uploadSignature, .contentEncoding],
        readings: TelemetryFormat.contentTypes,
        problems: [.forbidden, .conflict, .preconditionFailed, .insufficientStorage],
        upload
    )
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
        "Draws where the loggers were (RFC 7946).",
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

private let zoneParameter = QueryParameter<Int>(
    name: "zone",
    meaning: "The offset from UTC of local times, where the upload states none.",
    shape: .string(example: "UTC+01:00")
) { text throws(ParseError) in
    // A plus sign in a query is often sent as it is, and read as a space.
    let spelled = text.hasPrefix(" ") ? "+" + text.dropFirst() : text
    return try UploadStatements.zone(parsing: spelled)
}
private let unitParameter = QueryParameter<StatedUnits>(
    name: "unit",
    meaning: "The units that the upload does not state, between commas: C, F or K for temperature, "
        + "g or mg for shock, % for charge.",
    shape: .string(example: "C"),
    read: StatedUnits.init(parsing:)
)
private let deviceParameter = QueryParameter<DeviceName>(
    name: "device",
    meaning: "The device of readings that name none.",
    shape: .string(example: "TT-4711"),
    read: DeviceName.init(_:)
)
private let dateOrderParameter = QueryParameter<DateOrder>.choice(
    "dateOrder",
    "The order of the parts in dates that do not show it."
)

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

extension TelemetryFormat {
    /// The content types that readings come as.
    fileprivate static let contentTypes = allCases.flatMap(\.contentTypes)
}

@Sendable
private func upload(_ call: Call, _ caller: Caller) async throws -> OK<UploadAnswer> {
    let id = try call.identifier(of: Shipment.noun)
    let options = try call.options()
    let signature = try claimedSignature(call)
    let decoder = try contentDecoder(call)
    guard
        let format = TelemetryFormat(contentType: call.request.headers[.contentType] ?? "")
    else {
        let accepted = TelemetryFormat.contentTypes.joined(separator: ", ")
        throw Problem(
            .unsupportedMediaType,
            "contentTypeUnsupported",
            "Readings come as \(accepted).",
            headers: [.accept: accepted]
        )
    }
    let stated = UploadStatements(
        offsetMinutes: try call.value(of: zoneParameter),
        dateOrder: try call.value(of: dateOrderParameter),
        device: try call.value(of: deviceParameter),
        units: try call.value(of: unitParameter) ?? StatedUnits()
    )
    _ = try await call.read(Shipment.self, id, as: caller)
    if let announced = call.request.headers[.contentLength].flatMap({ Int($0) }),
        announced > uploadLimit
    {
        throw UploadRefusal.uploadTooLarge(limitBytes: uploadLimit)
    }
    var upload = try await call.platform.beginUpload(
        to: id,
        format: format,
        stated: stated,
        as: caller
    )
    var received = 0
    for try await buffer in call.request.body {
        received += buffer.readableBytes
        guard received <= uploadLimit else {
            throw UploadRefusal.uploadTooLarge(limitBytes: uploadLimit)
        }
        try call.held.add(buffer.readableBytes)
        let bytes = Array(buffer.readableBytesView)
        if let decoder {
            try decoder.consume(bytes) { try upload.consume(Array($0)) }
        } else {
            try upload.consume(bytes)
        }
    }
    try decoder?.finish()
    let outcome = try await call.platform.finish(
        upload,
        signature: signature,
        as: caller,
        options: options
    )
    return OK(
        UploadAnswer(outcome),
        headers: .ofChange(revision: outcome.revision, isRepeat: outcome.isRepeat)
    )
}

/// `Upload-Signature: <device>=<base64 signature>`; a base64 signature of 64 bytes ends in `==`.
private func claimedSignature(_ call: Call) throws(Problem) -> ClaimedSignature? {
    guard let text = try call.single(.uploadSignature, "Upload-Signature") else { return nil }
    guard text.hasSuffix("=="), let split = text.dropLast(2).lastIndex(of: "="),
        split > text.startIndex
    else {
        throw .header(
            "Upload-Signature",
            "signatureMalformed",
            "it is <device>=<signature in base64>"
        )
    }
    return ClaimedSignature(
        device: String(text[..<split]),
        signature: String(text[text.index(after: split)...])
    )
}

private func contentDecoder(_ call: Call) throws(Problem) -> (any ContentDecoder)? {
    switch try call.single(.contentEncoding, "Content-Encoding")?.lowercased() {
    case nil, "identity": return nil
    case "gzip", "x-gzip": return Gunzip()
    case "zstd" where ZstdDecoder.isAvailable: return try ZstdDecoder()
    default:
        let known = ZstdDecoder.isAvailable ? "gzip, zstd" : "gzip"
        throw Problem(
            .unsupportedMediaType,
            "contentEncodingUnsupported",
            "Content-Encoding is \(known) or identity.",
            headers: [.acceptEncoding: known]
        )
    }
}

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
    let readings = try await call.platform.readingSet(of: viewed.state)
    let tracks = readings.devices.map { device in
        (device: device.device, track: Track(of: device.samples, points: points))
    }
    return OK(TracksAnswer(tracks))
}
