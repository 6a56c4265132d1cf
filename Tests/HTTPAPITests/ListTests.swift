import CanonicalJSON
import Contracts
import HTTPTypes
import Marine
import TestSamples
import TestSupport
import Testing

@Suite struct ListTests {
    @Test func `a list goes on where its cursor points, to the end`() async throws {
        try await TestAPI.open { api in
            let cover = try await api.openCover()
            var declared: [String] = []
            for voyage: Text<30> in ["1W", "2W", "3W", "4W", "5W"] {
                let certificate = try await api.post(
                    "/v1/open-covers/\(cover.id)/declarations",
                    as: "assured",
                    SampleRequests.declaration(
                        changed(.salmon) {
                            $0.cost = usd("9000")
                            $0.conveyance.voyage = voyage
                        }
                    )
                )
                declared.append(certificate.id)
            }
            var seen: [String] = []
            var next: String? = ""
            while let after = next {
                let page = try await api.get(
                    "/v1/certificates?limit=2" + (after.isEmpty ? "" : "&after=\(after)"),
                    as: "broker"
                )
                #expect(page.items.count <= 2)
                seen += page.items.compactMap { $0["id"]?.stringValue }
                next = page.json["next"]?.stringValue
            }
            #expect(seen == declared)
        }
    }

    @Test func `members are listed by name and page by page`() async throws {
        try await TestAPI.open { api in
            let first = try await api.get("/v1/members?limit=3", as: "carrier")
            #expect(
                first.items.compactMap { $0["id"]?.stringValue } == [
                    "assured", "auditor", "broker",
                ]
            )
            #expect(first.json["next"] == .string("broker"))
            let rest = try await api.get("/v1/members?after=broker", as: "carrier")
            #expect(rest.items.count == 5)
            #expect(rest.json["next"] == .null)
            let one = try await api.get("/v1/members/assured", as: "carrier")
            #expect(one.json["roles"] == .array([.string("assured"), .string("shipper")]))
            #expect(try await api.get("/v1/members/nobody", as: "carrier").status == .notFound)
        }
    }

    @Test func `a history is whole, in order and page by page`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let path = "/v1/shipments/\(carriage.shipment)/history"
            let all = try await api.get(path, as: "carrier")
            #expect(
                all.items.compactMap { $0["action"]?.stringValue } == [
                    "register", "bindDevice", "bindDevice", "depart", "arrive", "deliver",
                ]
            )
            #expect(all.items.compactMap { $0["revision"]?.integerValue } == [1, 2, 3, 4, 5, 6])
            #expect(all.items[3]["actor"] == .string("carrier"))
            #expect(all.items[3]["at"] == .string("2026-03-02T06:00:00.000Z"))
            let page = try await api.get("\(path)?limit=4&after=1", as: "carrier")
            #expect(page.items.compactMap { $0["revision"]?.integerValue } == [2, 3, 4, 5])
            #expect(page.json["next"] == .string("5"))
        }
    }

    @Test func `a signing key is registered and listed`() async throws {
        try await TestAPI.open { api in
            let signer = MemberKey(byte: 7)
            let publicKey = signer.publicKey.text
            let path = "/v1/members/leader/keys"
            let registered = try await api.post(
                path,
                as: "leader",
                #"{"publicKey": "\#(publicKey)", "proof": "\#(signer.proof(.leader))"}"#
            )
            #expect(registered.status == .created, "\(registered.text)")
            let listed = try await api.get(path, as: "assured")
            #expect(listed.items.first?["publicKey"] == .string(publicKey))
            let wrong = try await api.post(path, as: "leader", #"{"publicKey": "AAAA"}"#)
            #expect(wrong.errors == ["/proof missing", "/publicKey keyMalformed"])
        }
    }

    @Test func `sanctions are listed, hold a payment back, and are taken off`() async throws {
        try await TestAPI.open { api in
            let listed = try await api.post(
                "/v1/sanctions",
                as: "operator",
                #"{"entry": "Rotterdam  Fish BV"}"#
            )
            #expect(listed.status == .ok, "\(listed.text)")
            let again = try await api.post(
                "/v1/sanctions",
                as: "operator",
                #"{"entry": "ROTTERDAM FISH BV"}"#
            )
            #expect(again.status == .conflict)
            #expect(try await api.get("/v1/sanctions", as: "leader").items.count == 1)
            let taken = try await api.post(
                "/v1/sanctions/actions/delist",
                as: "operator",
                #"{"entry": "Rotterdam Fish BV"}"#
            )
            #expect(taken.status == .ok)
            #expect(try await api.get("/v1/sanctions", as: "leader").items.isEmpty)
            let other = try await api.post(
                "/v1/sanctions",
                as: "assured",
                #"{"entry": "Competitor"}"#
            )
            #expect(other.status == .forbidden)
        }
    }
}
