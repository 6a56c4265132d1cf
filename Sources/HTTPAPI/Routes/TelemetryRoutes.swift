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
    table.member(.post, "\(Shipment.path)/{id}/telemetry", upload)
    table.member(.get, "\(Shipment.path)/{id}/telemetry", series)
    table.member(.get, "\(Shipment.path)/{id}/track", track)
    table.member(.get, "\(Shipment.path)/{id}/findings") { call, caller in
        _ = try call.query()
        let id = try call.identifier(of: Shipment.noun)
        let viewed = try await call.read(Shipment.self, id, as: caller)
        return .json(
            FindingsAnswer(
                shipment: id,
                terms: viewed.state.terms,
                revision: viewed.revision,
                devices: viewed.state.findings.devices
            ),
            headers: [.eTag: "\"\(viewed.revision)\""]
        )
    }
}

@Sendable
private func upload(_ call: Call, _ caller: Caller) async throws -> Response {
    _ = try call.query()
    let id = try call.identifier(of: Shipment.noun)
    let options = try call.options()
    let signature = try claimedSignature(call)
    let gunzip = try inflater(call)
    guard
        let format = TelemetryFormat(contentType: call.request.headers[.contentType] ?? "")
    else {
        let accepted = "application/json, application/x-ndjson, text/csv"
        throw Problem(
            .unsupportedMediaType,
            "contentTypeUnsupported",
            "Readings come as \(accepted).",
            headers: [.accept: accepted]
        )
    }
    _ = try await call.read(Shipment.self, id, as: caller)
    var upload = try await call.platform.beginUpload(to: id, format: format, as: caller)
    var received = 0
    for try await buffer in call.request.body {
        received += buffer.readableBytes
        guard received <= uploadLimit else {
            throw UploadRefusal.uploadTooLarge(limitBytes: uploadLimit)
        }
        let bytes = Array(buffer.readableBytesView)
        if let gunzip {
            try gunzip.consume(bytes) { try upload.consume(Array($0)) }
        } else {
            try upload.consume(bytes)
        }
    }
    try gunzip?.finish()
    let outcome = try await call.platform.finish(
        upload,
        signature: signature,
        as: caller,
        options: options
    )
    var headers: HTTPFields = [.eTag: "\"\(outcome.revision)\""]
    if outcome.isRepeat { headers[.idempotencyReplayed] = "true" }
    return .json(UploadAnswer(outcome), headers: headers)
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

private func inflater(_ call: Call) throws(Problem) -> Gunzip? {
    switch try call.single(.contentEncoding, "Content-Encoding")?.lowercased() {
    case nil, "identity": return nil
    case "gzip", "x-gzip": return Gunzip()
    default:
        throw Problem(
            .unsupportedMediaType,
            "contentEncodingUnsupported",
            "Content-Encoding is gzip or identity.",
            headers: [.acceptEncoding: "gzip"]
        )
    }
}

@Sendable
private func series(_ call: Call, _ caller: Caller) async throws -> Response {
    let query = try call.query("metric", "from", "to", "points")
    let id = try call.identifier(of: Shipment.noun)
    let metric =
        try call.parsed("metric", in: query) { text throws(ParseError) in
            guard let metric = Metric(rawValue: text) else {
                let known = Metric.allCases.map(\.rawValue).joined(separator: ", ")
                throw ParseError(code: "valueUnknown", reason: "it is one of \(known)")
            }
            return metric
        } ?? .temperature
    let from = try call.parsed("from", in: query, Instant.init(parsing:))
    let to = try call.parsed("to", in: query, Instant.init(parsing:))
    let points = try call.number("points", in: query, 2...Series.pointLimit, default: 500)
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
    return .json(
        SeriesAnswer(metric: metric.rawValue, unit: metric.unit, devices: devices)
    )
}

@Sendable
private func track(_ call: Call, _ caller: Caller) async throws -> Response {
    let query = try call.query("points")
    let id = try call.identifier(of: Shipment.noun)
    let points = try call.number("points", in: query, 2...Track.pointLimit, default: 1000)
    let viewed = try await call.read(Shipment.self, id, as: caller)
    let readings = try await call.platform.readingSet(of: viewed.state)
    let tracks = readings.devices.map { device in
        (device: device.device, track: Track(of: device.samples, points: points))
    }
    return .json(TracksAnswer(tracks: tracks), as: "application/geo+json")
}
