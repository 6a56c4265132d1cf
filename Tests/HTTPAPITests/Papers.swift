import Foundation
import HTTPTypes
import Marine
import Testing

/// The papers of a shipment that most tests use, as request bodies.
enum Papers {
    /// A cover for chilled salmon, led by `leader`; parts may be replaced.
    static func cover(leader: String = "leader", limit: String = "500000.00") -> String {
        """
        {"reference": "B0901TEST", "leader": "\(leader)",
         "shares": [{"member": "\(leader)", "rate": "75"}, {"member": "follower", "rate": "25"}],
         "assured": "assured", "broker": "broker",
         "inception": "2026-01-01T00:00:00Z", "expiry": "2027-01-01T00:00:00Z",
         "currency": "USD",
         "limitPerConveyance": {"amount": "\(limit)", "currency": "USD"},
         "limitPerLocation": {"amount": "900000.00", "currency": "USD"},
         "valuation": {"basis": "plain", "uplift": "110"},
         "depositPremium": {"amount": "1000.00", "currency": "USD"},
         "minimumPremium": {"amount": "500.00", "currency": "USD"},
         "goods": [{"goods": "salmon", "rate": "0.5", "terms": {
            "clauses": ["ICC(A) 1/1/09", "Plimsoll temperature-controlled cargo extension"],
            "deductible": {"kind": "excess", "rate": "1"},
            "telemetry": {"lowerLimit": -1, "upperLimit": "4.0",
                          "reportableGapMilliseconds": 3600000},
            "trigger": {"excursionAllowance": {"upTo": 12, "atMostMilliseconds": 3600000}},
            "agreedLoss": "50", "toleratedGapMilliseconds": 7200000,
            "automationAuthority": {"amount": "100000.00", "currency": "USD"},
            "premiumCreditDays": 30}}],
         "countries": ["NO", "NL"]}
        """
    }

    /// A declaration of salmon worth 110,000.00 under the cover above.
    static func declaration(cost: String = "99000.00", voyage: String = "12W") -> String {
        """
        {"goods": "salmon", "description": "Fresh salmon, 900 boxes",
         "cost": {"amount": "\(cost)", "currency": "USD"},
         "freight": {"amount": "1000.00", "currency": "USD"}, "incoterm": "CIP",
         "conveyance": {"imo": "9074729", "ship": "Nordlys", "voyage": "\(voyage)"},
         "from": "NOBGO", "to": "NLRTM", "sailing": "2026-03-02T06:00:00Z",
         "consignee": "Rotterdam Fish BV"}
        """
    }

    static func shipment(of certificate: String) -> String {
        """
        {"certificate": "\(certificate)", "carrier": "carrier", "container": "CSQU3054383",
         "devices": [{"id": "TT-1"}, {"id": "TT-2"}]}
        """
    }

    /// Readings of TT-1 every ten minutes from noon of 3 March 2026, of these temperatures.
    static func readings(_ temperatures: [String], from hour: Int = 12) -> String {
        temperatures.enumerated().map { offset, temperature in
            let minute = offset * 10
            let time = String(format: "%02d:%02d", hour + minute / 60, minute % 60)
            return #"{"device": "TT-1", "time": "2026-03-03T\#(time):00Z", "#
                + #""temperature": \#(temperature), "latitude": 58.5, "longitude": 4.25}"#
        }.joined(separator: "\n")
    }
}

/// What a declared and registered shipment consists of.
struct Carriage: Sendable {
    let cover: String
    let certificate: String
    let shipment: String
}

extension Harbour {
    /// Opens a cover, declares under it, and registers the shipment.
    func carriage() async throws -> Carriage {
        let cover = try await post("/v1/open-covers", as: "leader", Papers.cover())
        try #require(cover.status == .created, "\(cover.text)")
        let certificate = try await post(
            "/v1/open-covers/\(cover.id)/declarations",
            as: "assured",
            Papers.declaration()
        )
        try #require(certificate.status == .created, "\(certificate.text)")
        let shipment = try await post(
            "/v1/shipments",
            as: "assured",
            Papers.shipment(of: certificate.id)
        )
        try #require(shipment.status == .created, "\(shipment.text)")
        return Carriage(cover: cover.id, certificate: certificate.id, shipment: shipment.id)
    }

    /// Takes a shipment from the quay to the consignee.
    func carry(_ shipment: String) async throws {
        for (action, at) in [
            ("depart", "2026-03-02T06:00:00Z"), ("arrive", "2026-03-04T06:00:00Z"),
            ("deliver", "2026-03-04T12:00:00Z"),
        ] {
            try clock.set(at)
            let moved = try await post(
                "/v1/shipments/\(shipment)/actions/\(action)",
                as: "carrier",
                #"{"at": "\#(at)"}"#
            )
            try #require(moved.status == .ok, "\(moved.text)")
        }
    }

    func upload(
        _ body: String,
        to shipment: String,
        as member: String = "assured",
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        var headers = headers
        headers[.contentType] = "application/x-ndjson"
        return try await send(
            .post,
            "/v1/shipments/\(shipment)/telemetry",
            as: member,
            Array(body.utf8),
            headers
        )
    }
}
