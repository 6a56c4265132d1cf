import CanonicalJSON
import Contracts
import HTTPTypes
import Marine
import TestSamples
import TestSupport
import Testing

@Suite struct ConditionTests {
    private let key = HTTPField.Name("Idempotency-Key")
    private let replayed = HTTPField.Name("Idempotency-Replayed")

    @Test func `the same key and body give the first answer again`() async throws {
        try await TestAPI.open { api in
            let key = try #require(self.key)
            let replayed = try #require(self.replayed)
            let cover = try await api.openCover()
            let path = "/v1/open-covers/\(cover.id)/declarations"
            let first = try await api.post(
                path,
                as: "assured",
                SampleRequests.declaration(),
                headers: [key: "declare 1"]
            )
            // The certificate moves on before the retry comes;
            // the answer is the first all the same.
            _ = try await api.post(
                "/v1/certificates/\(first.id)/actions/payPremium",
                as: "leader",
                #"{"amount": {"amount": "1.00", "currency": "USD"}}"#
            )
            let again = try await api.post(
                path,
                as: "assured",
                SampleRequests.declaration(),
                headers: [key: "\"declare 1\""]
            )
            #expect(again.status == .created)
            #expect(again.bytes == first.bytes)
            #expect(again.headers[.eTag] == first.headers[.eTag])
            #expect(again.headers[.location] == first.headers[.location])
            #expect(first.headers[replayed] == nil)
            #expect(again.headers[replayed] == "true")
        }
    }

    @Test func `the same key with another body is refused, also at another path`() async throws {
        try await TestAPI.open { api in
            let key = try #require(self.key)
            let cover = try await api.post(
                "/v1/open-covers",
                as: "leader",
                SampleRequests.cover(),
                headers: [key: "k"]
            )
            let other = try await api.post(
                "/v1/open-covers",
                as: "leader",
                SampleRequests.cover(changed(.salmon) { $0.limitPerConveyance = usd("1") }),
                headers: [key: "k"]
            )
            #expect(other.status == .unprocessableContent)
            #expect(other.code == "commandReused")
            let path = "/v1/open-covers/\(cover.id)/actions/close"
            let elsewhere = try await api.post(path, as: "leader", "", headers: [key: "k"])
            #expect(elsewhere.code == "commandReused")
            let nobodyElses = try await api.post(
                "/v1/open-covers",
                as: "follower",
                SampleRequests.cover(
                    changed(.salmon) {
                        $0.leader = .follower
                        $0.shares = [CoverTerms.Share(member: .follower, rate: .one)]
                    }
                ),
                headers: [key: "k"]
            )
            #expect(nobodyElses.status == .created)
        }
    }

    @Test func `a shipment and its devices are registered once under one key`() async throws {
        try await TestAPI.open { api in
            let key = try #require(self.key)
            let cover = try await api.openCover()
            let certificate = try await api.post(
                "/v1/open-covers/\(cover.id)/declarations",
                as: "assured",
                SampleRequests.declaration()
            )
            let body = SampleRequests.shipment(of: certificate.id)
            let first = try await api.post(
                "/v1/shipments",
                as: "assured",
                body,
                headers: [key: "s"]
            )
            let again = try await api.post(
                "/v1/shipments",
                as: "assured",
                body,
                headers: [key: "s"]
            )
            #expect(first.status == .created)
            #expect(again.bytes == first.bytes)
            let moved = first.json["receipts"]?.arrayValue?.compactMap {
                $0["contract"]?.stringValue
            }
            #expect(
                moved == [
                    "shipment", "interest", "certificate",
                    // Each device moves the shipment, and is evidence.
                    "shipment", "evidence", "shipment", "evidence",
                ]
            )
            #expect(first.json["devices"]?.arrayValue?.count == 2)
            #expect(first.headers[.eTag] == "\"3\"")
        }
    }

    @Test func `a secret is shown once`() async throws {
        try await TestAPI.open { api in
            let key = try #require(self.key)
            let path = "/v1/members/assured/api-keys"
            let first = try await api.post(path, as: "assured", "", headers: [key: "new"])
            let again = try await api.post(path, as: "assured", "", headers: [key: "new"])
            #expect(first.json["secret"]?.stringValue?.hasPrefix("plimsoll_") == true)
            #expect(again.json["secret"] == .null)
            #expect(again.json["id"] == first.json["id"])
            let secret = try #require(first.json["secret"]?.stringValue)
            let used = try await api.get(
                "/v1/claims",
                headers: [.authorization: "Bearer \(secret)"]
            )
            #expect(used.status == .ok)
        }
    }

    @Test(arguments: ["\"1\"", "1"])
    func `If-Match guards an action by the revision`(stale: String) async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let path = "/v1/open-covers/\(carriage.cover)"
            let refused = try await api.post(
                "\(path)/actions/close",
                as: "leader",
                "",
                headers: [.ifMatch: stale]
            )
            #expect(refused.status == .preconditionFailed)
            #expect(refused.code == "revisionMismatch")
            let read = try await api.get(path, as: "leader")
            let tag = try #require(read.headers[.eTag])
            let closed = try await api.post(
                "\(path)/actions/close",
                as: "leader",
                "",
                headers: [.ifMatch: tag]
            )
            #expect(closed.status == .ok)
            #expect(closed.json["state"] == .string("closed"))
            #expect(closed.headers[.eTag] == "\"4\"")
        }
    }

    @Test func `If-Match with a star asks for any revision`() async throws {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let closed = try await api.post(
                "/v1/open-covers/\(carriage.cover)/actions/close",
                as: "leader",
                "",
                headers: [.ifMatch: "*"]
            )
            #expect(closed.status == .ok)
        }
    }
}
