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

/// Adds the routes that take readings: of one shipment, and of a fleet.
func addTelemetryUploadRoutes(to table: RouteTable) {
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
        .post,
        "/v1/telemetry",
        "telemetryFleetUpload",
        "Uploads the readings of many devices at once; each goes to the shipment that its device "
            + "travels with, among those of the caller.",
        query: [zoneParameter, unitParameter, deviceParameter, dateOrderParameter],
        headers: [.idempotencyKey, .contentEncoding],
        readings: TelemetryFormat.contentTypes,
        problems: [.insufficientStorage],
        uploadFleet
    )
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

extension TelemetryFormat {
    /// The content types that readings come as.
    fileprivate static let contentTypes = allCases.flatMap(\.contentTypes)
}

@Sendable
private func upload(_ call: Call, _ caller: Caller) async throws -> OK<UploadAnswer> {
    let id = try call.identifier(of: Shipment.noun)
    let options = try call.options()
    let signature = try claimedSignature(call)
    let reading = try UploadReading(call)
    _ = try await call.read(Shipment.self, id, as: caller)
    try call.requireAnnounced()
    var upload = try await call.platform.beginUpload(
        to: id,
        format: reading.format,
        stated: reading.stated,
        as: caller
    )
    try await call.receive(&upload, reading.decoder)
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

@Sendable
private func uploadFleet(_ call: Call, _ caller: Caller) async throws -> OK<FleetUploadAnswer> {
    let options = try call.options()
    // What would be ignored is refused: both are of one shipment.
    for name in ["Upload-Signature", "If-Match"] {
        guard let field = HTTPField.Name(name), call.request.headers[field] == nil else {
            throw Problem.header(
                name,
                "notTaken",
                "it is of one shipment; send it with an upload to /v1/shipments/{id}/telemetry"
            )
        }
    }
    let reading = try UploadReading(call)
    try call.requireAnnounced()
    var upload = call.platform.beginFleetUpload(format: reading.format, stated: reading.stated)
    try await call.receive(&upload, reading.decoder)
    let outcome = try await call.platform.finish(
        upload,
        as: caller,
        idempotencyKey: options.idempotencyKey
    )
    return OK(
        FleetUploadAnswer(outcome),
        headers: outcome.isRepeat ? [.idempotencyReplayed: "true"] : [:]
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
            "it is <device>=<signature>, of 64 bytes in base64; ECDSA's r and s, not DER"
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

/// How the body of an upload is to be read, as its headers and its query say.
private struct UploadReading {
    let format: TelemetryFormat
    let stated: UploadStatements
    let decoder: (any ContentDecoder)?

    init(_ call: Call) throws {
        decoder = try contentDecoder(call)
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
        self.format = format
        stated = UploadStatements(
            offsetMinutes: try call.value(of: zoneParameter),
            dateOrder: try call.value(of: dateOrderParameter),
            device: try call.value(of: deviceParameter),
            units: try call.value(of: unitParameter) ?? StatedUnits()
        )
    }
}

extension Call {
    /// Refuses a body that is announced to be larger than any upload.
    func requireAnnounced() throws(UploadRefusal) {
        guard let announced = request.headers[.contentLength].flatMap({ Int($0) }),
            announced > uploadLimit
        else { return }
        throw .uploadTooLarge(limitBytes: uploadLimit)
    }

    /// Feeds an upload with the request's body.
    func receive(
        _ upload: inout some ReceivingUpload,
        _ decoder: (any ContentDecoder)?
    ) async throws {
        var received = 0
        for try await buffer in request.body {
            received += buffer.readableBytes
            guard received <= uploadLimit else {
                throw UploadRefusal.uploadTooLarge(limitBytes: uploadLimit)
            }
            try held.add(buffer.readableBytes)
            let bytes = Array(buffer.readableBytesView)
            if let decoder {
                try decoder.consume(bytes) { try upload.consume(Array($0)) }
            } else {
                try upload.consume(bytes)
            }
        }
        try decoder?.finish()
    }
}
