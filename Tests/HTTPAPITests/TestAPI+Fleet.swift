import CanonicalJSON
import HTTPTypes
import TestSupport
import Testing

/// One reading of a fleet's stream.
struct FleetLine {
    let device: String
    let time: String
    let celsius: String

    init(_ device: String, _ time: String, _ celsius: String = "3.5") {
        self.device = device
        self.time = time
        self.celsius = celsius
    }

    var json: String {
        #"{"device": "\#(device)", "time": "2026-03-\#(time):00Z", "temperature": \#(celsius)}"#
    }
}

extension TestAPI {
    /// A shipment of its own, under a cover of its own, with these loggers.
    func shipment(with devices: String..., shipper: String? = nil) async throws -> String {
        let cover = try await openCover()
        let certificate = try await post(
            "/v1/open-covers/\(cover.id)/declarations",
            as: "assured",
            SampleRequests.declaration()
        )
        try #require(certificate.status == .created, "\(certificate.text)")
        let bound = devices.map { #"{"id": "\#($0)"}"# }.joined(separator: ", ")
        let shipper = shipper.map { #""shipper": "\#($0)", "# } ?? ""
        let registered = try await post(
            "/v1/shipments",
            as: "assured",
            """
            {"certificate": "\(certificate.id)", \(shipper)"carrier": "carrier",
             "devices": [\(bound)]}
            """
        )
        try #require(registered.status == .created, "\(registered.text)")
        return registered.id
    }

    /// Binds a logger to a shipment.
    func bind(
        _ device: String,
        to shipment: String,
        from: String? = nil,
        as member: String = "assured"
    ) async throws {
        let from = from.map { #", "from": "\#($0)""# } ?? ""
        let bound = try await post(
            "/v1/shipments/\(shipment)/devices",
            as: member,
            #"{"id": "\#(device)"\#(from)}"#
        )
        try #require(bound.status == .ok, "\(bound.text)")
    }

    /// Sends a fleet's stream.
    func stream(
        _ lines: [FleetLine],
        as member: String = "assured",
        key: String? = nil
    ) async throws -> Reply {
        var headers: HTTPFields = [.contentType: "application/x-ndjson"]
        if let key { headers[try #require(HTTPField.Name("Idempotency-Key"))] = key }
        return try await post(
            "/v1/telemetry",
            as: member,
            lines.map(\.json).joined(separator: "\n"),
            headers: headers
        )
    }

    /// The temperatures that a shipment holds, by device.
    func temperatures(of shipment: String) async throws -> [String: [String]] {
        let series = try await get("/v1/shipments/\(shipment)/telemetry", as: "assured")
        var found: [String: [String]] = [:]
        for device in series.json["devices"]?.arrayValue ?? [] {
            found[device["device"]?.stringValue ?? ""] =
                (device["points"]?.arrayValue ?? []).map { point in
                    guard case .number(let text) = point["value"] else { return "?" }
                    return text
                }
        }
        return found
    }
}
