import CanonicalJSON
import Contracts
import HTTPTypes
import TestSamples
import TestSupport
import Testing

/// What an insurer has on risk by ship and place, over HTTP, and who may know it.
@Suite struct AccumulationRouteTests {
    @Test func `the leading insurer finds what it has on risk by ship and by place`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            for (what, subject) in [
                ("conveyance=9074729", "IMO 9074729"), ("location=NLRTM", "NLRTM"),
            ] {
                let found = try await api.get("/v1/accumulation?\(what)&currency=USD", as: "leader")
                #expect(found.status == .ok, "\(found.text)")
                #expect(found.json["subject"] == .string(subject))
                let change = found.json["changes"]?[0]
                #expect(change?["amount"]?["amount"] == .string("110000.00"), "\(found.text)")
            }
            let listed = try await api.get("/v1/accumulations", as: "leader")
            #expect(listed.items.count == 3)
            // The cover, which all its parties read, says none of it.
            let cover = try await api.get("/v1/open-covers/\(carriage.cover)", as: "assured")
            #expect(cover.json["onRiskByConveyance"] == .object([:]))
            #expect(cover.json["onRiskByLocation"] == .object([:]))
            // There is nothing on a ship that nobody named, nor in another currency.
            for none in ["conveyance=9319466&currency=USD", "conveyance=9074729&currency=EUR"] {
                let found = try await api.get("/v1/accumulation?\(none)", as: "leader")
                #expect(found.status == .notFound, "\(found.text)")
            }
        }
    }

    @Test(arguments: [
        ("currency=USD", "conveyance required"),
        ("conveyance=9074729&location=NLRTM&currency=USD", "conveyance required"),
        ("conveyance=9074729", "currency required"),
    ])
    func `one ship or one place is asked for, in a currency`(
        query: String,
        error: String
    ) async throws {
        try await TestAPI.open { api in
            let refused = try await api.get("/v1/accumulation?\(query)", as: "leader")
            #expect(refused.status == .badRequest)
            #expect(refused.errors == [error])
        }
    }

    @Test func `what an insurer has on risk is read by it, the operator and auditors alone`()
        async throws
    {
        try await TestAPI.open { api in
            _ = try await api.declareShipment()
            let query = "/v1/accumulation?conveyance=9074729&currency=USD"
            let path = "/v1/accumulations/\(try await api.get(query, as: "leader").id)"
            for member in ["leader", "auditor"] {
                #expect(try await api.get(path, as: member).status == .ok, "\(member)")
                #expect(try await api.get("\(path)/history", as: member).status == .ok)
            }
            // By its API key the operator reads nobody's affairs; the folder it holds anyway.
            let history = try await api.get("\(path)/history", as: "leader")
            let index = try #require(history.items.first?["receipt"]?["index"]?.integerValue)
            for (member, reads) in [
                ("leader", true), ("auditor", true), ("operator", false), ("follower", false),
                ("broker", false), ("assured", false), ("carrier", false), ("stranger", false),
            ] {
                let entry = try await api.get("/v1/ledger/entries/\(index)", as: member)
                #expect(entry.json["leaf"]?["contract"] == .string("accumulation"))
                #expect((entry.json["payload"] != nil) == reads, "\(member): \(entry.text)")
            }
            for member in ["follower", "broker", "assured", "carrier", "stranger", "operator"] {
                #expect(try await api.get(path, as: member).status == .notFound, "\(member)")
                #expect(try await api.get("\(path)/history", as: member).status == .notFound)
                #expect(try await api.get(query, as: member).status == .notFound, "\(member)")
                #expect(try await api.get("/v1/accumulations", as: member).items.isEmpty)
                let noted = try await api.post("\(path)/actions/noteOther", as: member, Self.other)
                #expect(noted.status == .notFound, "\(member)")
            }
        }
    }

    @Test func `what the insurer has on risk elsewhere counts too`() async throws {
        try await TestAPI.open { api in
            _ = try await api.declareShipment()
            let query = "/v1/accumulation?conveyance=9074729&currency=USD"
            let path = "/v1/accumulations/\(try await api.get(query, as: "leader").id)"
            let noted = try await api.post("\(path)/actions/noteOther", as: "leader", Self.other)
            #expect(noted.status == .ok, "\(noted.text)")
            // 390,000.00 elsewhere and 110,000.00 here are all that the cover allows.
            let cover = try await api.openCover()
            let refused = try await api.post(
                "/v1/open-covers/\(cover.id)/declarations",
                as: "assured",
                SampleRequests.declaration()
            )
            #expect(refused.code == "conveyanceLimitExceeded", "\(refused.text)")
            #expect(refused.json["figures"]?["figure"] == .string("USD 610000.00"))
        }
    }

    private static let other = """
        {"from": "2026-03-01T00:00:00Z", "to": "2026-12-31T00:00:00Z",
         "amount": {"amount": "390000.00", "currency": "USD"}}
        """
}
