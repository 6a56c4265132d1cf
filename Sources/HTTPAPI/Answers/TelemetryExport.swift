import Contracts
import HTTPTypes
import Hummingbird
import Marine
import NIOCore
import Services
import Telemetry

/// 200 with readings in one of the formats of exports, sent as they are read.
struct TelemetryExport: RouteAnswer {
    let response: Response

    static var descriptions: [AnswerDescription] {
        ExportFormat.allCases.map { format in
            AnswerDescription(
                status: .ok,
                meaning: "All readings, by device and time.",
                mediaType: format.contentType,
                headers: [.eTag]
            )
        }
    }

    /// Sends in pieces of about so many bytes: the client's pace is waited for after each.
    private static let pieceBytes = 64 << 10

    /// Exports a shipment's readings within an interval, both ends included.
    ///
    /// One device's readings are in memory at a time.
    init(
        _ shipment: Viewed<Shipment.State>,
        as format: ExportFormat,
        from: Instant?,
        to: Instant?,
        of platform: Platform,
        _ place: OpenStreams.Place
    ) {
        let body = ResponseBody { writer in
            var export = ReadingExport(format, at: platform.clock())
            for device in Platform.devices(of: shipment.state) {
                let marked = try await platform.markedReadings(of: device, in: shipment)
                for (offset, sample) in marked.samples.enumerated() {
                    guard from.map({ sample.time >= $0 }) ?? true,
                        to.map({ sample.time <= $0 }) ?? true
                    else { continue }
                    export.write(sample, of: device, marked.marks(at: offset))
                    guard export.waiting >= Self.pieceBytes else { continue }
                    try await writer.write(ByteBuffer(bytes: export.take()))
                }
            }
            export.end()
            try await writer.write(ByteBuffer(bytes: export.take()))
            try await writer.finish(nil)
            withExtendedLifetime(place) {}
        }
        response = Response(
            status: .ok,
            headers: [
                .contentType: format.contentType, .eTag: "\"\(shipment.revision)\"",
                .vary: "Accept",
            ],
            body: body
        )
    }
}

extension ExportFormat {
    /// The format that an `Accept` header asks for before JSON, if any (RFC 9110, section 12.5.1).
    ///
    /// Of several with one weight the first is taken.
    init?(accept: String) {
        var best: (weight: Double, format: ExportFormat?)?
        for range in accept.split(separator: ",") {
            let parts = range.split(separator: ";").map { part in
                part.filter { $0 != " " && $0 != "\t" }.lowercased()
            }
            guard let type = parts.first else { continue }
            let format = ExportFormat.allCases.first { $0.contentTypes.contains(type) }
            guard format != nil || ["application/json", "*/*", "application/*"].contains(type)
            else { continue }
            let stated = parts.dropFirst().first { $0.hasPrefix("q=") }
            let weight = stated.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            guard weight > 0, weight > best?.weight ?? 0 else { continue }
            best = (weight, format)
        }
        guard let format = best?.format else { return nil }
        self = format
    }
}
