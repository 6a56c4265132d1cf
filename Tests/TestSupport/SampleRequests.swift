import CanonicalJSON
package import Contracts
import Foundation
package import HTTPTypes
import Marine
import TestSamples
import Testing

/// Request bodies as a client spells them, from the samples' figures.
package enum SampleRequests {
    /// A cover for chilled salmon; parts may be replaced.
    package static func cover(_ terms: CoverTerms = .salmon) -> String {
        let shares = terms.shares.map { #"{"member": "\#($0.member)", "rate": "\#($0.rate)"}"# }
        let broker = terms.broker.map { #""broker": "\#($0)", "# } ?? ""
        let accepted = Edition.current < .second ? "" : #""oneOfficerAccepted": true, "#
        return """
            {"reference": "\(terms.reference)", "leader": "\(terms.leader)",
             "shares": [\(shares.joined(separator: ", "))],
             "assured": "\(terms.assured)", \(broker)\(accepted)"currency": "\(terms.currency)",
             "inception": "\(terms.inception)", "expiry": "\(terms.expiry)",
             "limitPerConveyance": \(money(terms.limitPerConveyance)),
             "limitPerLocation": \(money(terms.limitPerLocation)),
             "valuation": {"basis": "\(terms.valuation.basis.rawValue)",
                           "uplift": "\(terms.valuation.uplift)"},
             "depositPremium": \(money(terms.depositPremium)),
             "minimumPremium": \(money(terms.minimumPremium)),
             "goods": [\(terms.goods.map(goods).joined(separator: ", "))],
             "countries": [\(terms.countries.map { "\"\($0)\"" }.joined(separator: ", "))]}
            """
    }

    /// A declaration of salmon worth 110,000.00 under the cover above; parts may be replaced.
    package static func declaration(_ declaration: Declaration = .salmon) -> String {
        let conveyance = declaration.conveyance
        return """
            {"goods": "\(declaration.goods)", "description": "\(declaration.description)",
             "cost": \(money(declaration.cost)), "freight": \(money(declaration.freight)),
             "incoterm": "\(declaration.incoterm)",
             "conveyance": {"imo": "\(conveyance.imo)", "ship": "\(conveyance.ship)",
                            "voyage": "\(conveyance.voyage)"},
             "from": "\(declaration.from)", "to": "\(declaration.to)",
             "sailing": "\(declaration.sailing)", "consignee": "\(declaration.consignee)",
             "reference": "\(declaration.reference)"}
            """
    }

    package static func shipment(of certificate: String) -> String {
        """
        {"certificate": "\(certificate)", "carrier": "carrier", "container": "CSQU3054383",
         "devices": [{"id": "TT-1"}, {"id": "TT-2"}]}
        """
    }

    /// Readings of TT-1 every ten minutes from noon of 3 March 2026, of these temperatures.
    package static func readings(_ temperatures: [String], from hour: Int = 12) -> String {
        temperatures.enumerated().map { offset, temperature in
            let minute = offset * 10
            let time = String(format: "%02d:%02d", hour + minute / 60, minute % 60)
            return #"{"device": "TT-1", "time": "2026-03-03T\#(time):00Z", "#
                + #""temperature": \#(temperature), "latitude": 58.5, "longitude": 4.25}"#
        }.joined(separator: "\n")
    }

    /// Readings of TT-1 every ten minutes of the carriage, from the departure to the delivery: 3 C
    /// but for these, from noon of 3 March 2026.
    package static func carriage(_ temperatures: [String]) -> String {
        let departure = instant("2026-03-02T06:00:00Z")
        let noon = 6 * 30
        return (0...6 * 54).map { number in
            let at = departure.advanced(byMilliseconds: hours(0, minutes: 10 * Int64(number)))
            let own = number - noon
            let shown = temperatures.indices.contains(own) ? temperatures[own] : "3.0"
            return #"{"device": "TT-1", "time": "\#(at)", "temperature": \#(shown)}"#
        }.joined(separator: "\n")
    }

    private static func money(_ amount: Money) -> String {
        #"{"amount": "\#(amount.amountText)", "currency": "\#(amount.currency)"}"#
    }

    private static func goods(_ accepted: CoverTerms.AcceptedGoods) -> String {
        let terms = accepted.terms
        let deductible = terms.deductible
        return """
            {"goods": "\(accepted.goods)", "rate": "\(accepted.rate)", "terms": {
              "clauses": [\(terms.clauses.map { "\"\($0)\"" }.joined(separator: ", "))],
              "deductible": {"kind": "\(deductible.kind.rawValue)", "rate": "\(deductible.rate)"},
              \(terms.telemetry.map(telemetry) ?? "")\(terms.trigger.map(trigger) ?? "")
              \(terms.agreedLoss.map { "\"agreedLoss\": \"\($0)\"," } ?? "")
              "toleratedGapMilliseconds": \(terms.toleratedGapMilliseconds),
              "signedUploads": \(terms.signedUploads),
              "automationAuthority": \(money(terms.automationAuthority)),
              "premiumCreditDays": \(terms.premiumCreditDays)}}
            """
    }

    private static func telemetry(_ terms: TelemetryTerms) -> String {
        let limits =
            limit("lowerLimit", terms.lowerLimit) + limit("upperLimit", terms.upperLimit)
        let gap = terms.reportableGapMilliseconds
        return #""telemetry": {\#(limits)"reportableGapMilliseconds": \#(gap)}, "#
    }

    private static func trigger(_ trigger: TemperatureTrigger) -> String {
        switch trigger {
        case .excursionAllowance(let upTo, let downTo, let milliseconds, let mean):
            let limits =
                limit("upTo", upTo) + limit("downTo", downTo) + limit("meanKineticLimit", mean)
            return #""trigger": {"excursionAllowance": {\#(limits)"atMostMilliseconds": "#
                + "\(milliseconds)}}, "
        case .machineryBreakdown(let milliseconds):
            return #""trigger": {"machineryBreakdown": {"atLeastConsecutiveMilliseconds": "#
                + "\(milliseconds)}}, "
        }
    }

    private static func limit(_ name: String, _ limit: Temperature?) -> String {
        limit.map { "\"\(name)\": \"\($0)\", " } ?? ""
    }
}

/// What a declared and registered shipment consists of.
package struct DeclaredShipment: Sendable {
    package let cover: String
    package let certificate: String
    package let shipment: String

    package init(cover: String, certificate: String, shipment: String) {
        self.cover = cover
        self.certificate = certificate
        self.shipment = shipment
    }
}

extension TestAPI {
    /// Opens a cover, to which each insurer beside the leader then writes its line.
    ///
    /// - Returns: the answer to the opening, from before the lines.
    package func openCover(
        _ body: String = SampleRequests.cover(),
        as leader: String = "leader"
    ) async throws -> Reply {
        let cover = try await post("/v1/open-covers", as: leader, body)
        try #require(cover.status == .created, "\(cover.text)")
        // A slip of several binds once each has written its line.
        for share in cover.json["shares"]?.arrayValue ?? []
        where cover.json["state"] == .string("subscribing") && share["member"] != .string(leader) {
            let line = try await post(
                "/v1/open-covers/\(cover.id)/actions/subscribe",
                as: try #require(share["member"]?.stringValue),
                #"{"line": "\#(try #require(share["rate"]?.stringValue))"}"#
            )
            try #require(line.status == .ok, "\(line.text)")
        }
        return cover
    }

    /// Opens a cover, declares under it, and registers the shipment.
    package func declareShipment() async throws -> DeclaredShipment {
        let cover = try await openCover()
        let certificate = try await post(
            "/v1/open-covers/\(cover.id)/declarations",
            as: "assured",
            SampleRequests.declaration()
        )
        try #require(certificate.status == .created, "\(certificate.text)")
        let shipment = try await post(
            "/v1/shipments",
            as: "assured",
            SampleRequests.shipment(of: certificate.id)
        )
        try #require(shipment.status == .created, "\(shipment.text)")
        return DeclaredShipment(
            cover: cover.id,
            certificate: certificate.id,
            shipment: shipment.id
        )
    }

    /// Takes a shipment from its departure to the consignee.
    package func carry(_ shipment: String) async throws {
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

    package func upload(
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
