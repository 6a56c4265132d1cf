import CanonicalJSON
import HTTPTypes
import TestSupport
import Testing

@Suite struct VisibilityTests {
    @Test func `who is no party is told that there is no such thing`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            for path in [
                "/v1/open-covers/\(carriage.cover)", "/v1/certificates/\(carriage.certificate)",
                "/v1/shipments/\(carriage.shipment)", "/v1/shipments/\(carriage.shipment)/history",
                "/v1/shipments/\(carriage.shipment)/findings",
                "/v1/shipments/\(carriage.shipment)/track",
                "/v1/shipments/\(carriage.shipment)/telemetry",
            ] {
                let hidden = try await api.get(path, as: "stranger")
                #expect(hidden.status == .notFound, "\(path)")
                #expect(hidden.code == "notFound")
                #expect(try await api.get(path, as: "auditor").status == .ok, "\(path)")
                #expect(try await api.get(path, as: "assured").status == .ok, "\(path)")
            }
            for list in ["open-covers", "certificates", "shipments", "claims"] {
                let listed = try await api.get("/v1/\(list)", as: "stranger")
                #expect(listed.status == .ok)
                #expect(listed.items.isEmpty)
            }
            let declared = try await api.post(
                "/v1/open-covers/\(carriage.cover)/declarations",
                as: "stranger",
                SampleRequests.declaration()
            )
            #expect(declared.status == .notFound)
            let moved = try await api.post(
                "/v1/shipments/\(carriage.shipment)/actions/depart",
                as: "stranger",
                "{}"
            )
            #expect(moved.status == .notFound)
            let uploaded = try await api.upload("", to: carriage.shipment, as: "stranger")
            #expect(uploaded.status == .notFound)
        }
    }

    @Test func `a carrier sees the shipment and neither its certificate nor its claims`()
        async throws
    {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let shipment = try await api.get(
                "/v1/shipments/\(carriage.shipment)",
                as: "carrier"
            )
            #expect(shipment.status == .ok)
            #expect(!shipment.text.contains("550.00"))
            #expect(!shipment.text.contains("premium"))
            let certificate = try await api.get(
                "/v1/certificates/\(carriage.certificate)",
                as: "carrier"
            )
            #expect(certificate.status == .notFound)
            try await api.carry(carriage.shipment)
            let claim = try await api.post(
                "/v1/claims",
                as: "assured",
                notice(carriage)
            )
            #expect(claim.status == .created)
            let hidden = try await api.get("/v1/claims/\(claim.id)", as: "carrier")
            #expect(hidden.status == .notFound)
            #expect(try await api.get("/v1/claims", as: "carrier").items.isEmpty)
            #expect(try await api.get("/v1/claims", as: "auditor").items.count == 1)
        }
    }

    @Test func `a notice names no certificate that its member cannot read`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let refused = try await api.post("/v1/claims", as: "stranger", notice(carriage))
            #expect(refused.status == .unprocessableContent)
            #expect(refused.errors == ["/certificate instanceUnknown"])
        }
    }

    @Test func `a shipper that is no party gives notice and learns no more`() async throws {
        try await TestAPI.open { api in
            let cover = try await api.openCover()
            let certificate = try await api.post(
                "/v1/open-covers/\(cover.id)/declarations",
                as: "assured",
                SampleRequests.declaration()
            )
            let shipment = try await api.post(
                "/v1/shipments",
                as: "assured",
                #"{"certificate": "\#(certificate.id)", "#
                    + #""shipper": "stranger", "carrier": "carrier"}"#
            )
            try await api.carry(shipment.id)
            let body = """
                {"certificate": "\(certificate.id)", "shipment": "\(shipment.id)", "peril": "theft",
                 "lossFrom": "2026-03-03T00:00:00Z", "lossTo": "2026-03-03T00:00:00Z",
                 "description": "seal broken"}
                """
            let notified = try await api.post("/v1/claims", as: "stranger", body)
            #expect(notified.status == .created, "\(notified.text)")
            #expect(
                notified.json.objectValue?.keys.sorted() == [
                    "id", "receipt", "receipts", "revision", "state",
                ]
            )
            let read = try await api.get("/v1/claims/\(notified.id)", as: "stranger")
            #expect(read.status == .notFound)
            let carrier = try await api.post("/v1/claims", as: "carrier", body)
            #expect(carrier.code == "actorNotEntitled")
        }
    }

    @Test func `an auditor reads and changes nothing`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let closed = try await api.post(
                "/v1/open-covers/\(carriage.cover)/actions/close",
                as: "auditor",
                ""
            )
            #expect(closed.status == .forbidden)
            let uploaded = try await api.upload(
                SampleRequests.readings(["3"]),
                to: carriage.shipment,
                as: "auditor"
            )
            #expect(uploaded.status == .forbidden)
            #expect(uploaded.code == "forbidden")
        }
    }

    @Test func `an entry's payload is for its parties and its leaf for everyone`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let history = try await api.get(
                "/v1/certificates/\(carriage.certificate)/history",
                as: "assured"
            )
            let index = try #require(history.items.first?["receipt"]?["index"]?.integerValue)
            let path = "/v1/ledger/entries/\(index)"
            let open = try await api.get(path)
            #expect(open.status == .ok)
            #expect(open.json["payload"] == nil)
            #expect(open.json["leaf"]?["action"] == .string("issue"))
            #expect(!open.text.contains("premium"))
            let carrier = try await api.get(path, as: "carrier")
            #expect(carrier.json["payload"] == nil)
            let party = try await api.get(path, as: "follower")
            #expect(party.json["payload"]?["value"]?["events"] != nil)
        }
    }

    @Test func `the keys of another member are not listed`() async throws {
        try await TestAPI.open { api in
            let path = "/v1/members/assured/api-keys"
            #expect(try await api.get(path, as: "stranger").status == .forbidden)
            let own = try await api.get(path, as: "assured")
            #expect(own.items.count == 1)
            #expect(!own.text.contains("digest"))
            let issued = try await api.post(path, as: "stranger", "")
            #expect(issued.code == "actorNotEntitled")
        }
    }

    private func notice(_ carriage: DeclaredShipment) -> String {
        """
        {"certificate": "\(carriage.certificate)", "peril": "theft",
         "lossFrom": "2026-03-03T00:00:00Z", "lossTo": "2026-03-03T00:00:00Z",
         "description": "40 boxes are missing"}
        """
    }
}
