import CanonicalJSON
import Contracts
import HTTPTypes
import Marine
import NIOConcurrencyHelpers
import TestSamples
import TestSupport
import Testing

/// Officers, a table of authority, a subscribed slip, a holder and a surveyor, over HTTP.
@Suite(.enabled(if: Edition.current >= .second))
struct OfficerRouteTests {
    private static let members =
        SampleMember.served + [
            SampleMember(id("bank"), "Banco", [.bank]),
            SampleMember(id("surveyor"), "Lloyd's Agent", [.surveyor]),
        ]

    private static let table = """
        {"table": {"officers": [
          {"officer": "ada", "adjusts": true},
          {"officer": "ben", "approvesUpTo": [{"amount": "50000", "currency": "USD"}],
           "paysExGratia": true},
          {"officer": "cleo", "settles": true}]}}
        """

    /// Officers, each with an API key of its own that the test then asks with under its name.
    private static func staff(_ api: TestAPI) async throws {
        for officer in ["ada", "ben", "cleo"] {
            let registered = try await api.post(
                "/v1/members/leader/officers",
                as: "leader",
                #"{"officer": "\#(officer)", "name": "\#(officer)", "title": "Claims"}"#
            )
            try #require(registered.status == .created, "\(registered.text)")
            let key = try await api.post(
                "/v1/members/leader/api-keys",
                as: "leader",
                #"{"officer": "\#(officer)"}"#
            )
            try #require(key.status == .created, "\(key.text)")
            let secret = try #require(key.json["secret"]?.stringValue)
            api.keys.withLockedValue { $0[officer] = secret }
        }
        let set = try await api.post(
            "/v1/authorities/leader/actions/setAuthority",
            as: "leader",
            table
        )
        try #require(set.status == .ok, "\(set.text)")
    }

    @Test func `a claim goes through the officers' hands, and its answers say whose`() async throws
    {
        try await TestAPI.open(members: Self.members) { api in
            try await Self.staff(api)
            let listed = try await api.get("/v1/members/leader/officers", as: "assured")
            #expect(listed.items.map { $0["id"]?.stringValue } == ["ada", "ben", "cleo"])
            #expect(try await api.get("/v1/authorities/leader", as: "leader").status == .ok)
            #expect(try await api.get("/v1/authorities/leader", as: "follower").status == .notFound)
            let carriage = try await api.declareShipment()
            try await api.carry(carriage.shipment)
            let claim = try await api.post("/v1/claims", as: "assured", Self.notice(carriage))
            try #require(claim.status == .created, "\(claim.text)")
            let path = "/v1/claims/\(claim.id)"
            let appointed = try await api.post(
                "\(path)/surveys",
                as: "ada",
                #"{"surveyor": "surveyor", "scope": "Cause and extent."}"#
            )
            #expect(appointed.status == .created, "\(appointed.text)")
            #expect(try await api.get(path, as: "surveyor").status == .ok)
            let reported = try await api.post(
                "/v1/surveys/\(appointed.id)/actions/fileReport",
                as: "surveyor",
                """
                {"digest": "\(MemberKey.device.apiKeyDigest)", "findings": "Bruised.",
                 "surveyedAt": "2026-03-04T12:00:00Z"}
                """
            )
            #expect(reported.status == .ok, "\(reported.text)")
            #expect(try await api.get(path, as: "bank").status == .notFound)
            let assigned = try await api.post(
                "/v1/certificates/\(carriage.certificate)/actions/transfer",
                as: "assured",
                #"{"holder": "bank"}"#
            )
            #expect(assigned.json["holder"] == .string("bank"), "\(assigned.text)")
            #expect(try await api.get(path, as: "bank").status == .ok)
            #expect(try await api.get("/v1/claims", as: "bank").items.count == 1)
            func act(_ action: String, as officer: String, _ body: String = "{}") async throws
                -> Reply
            {
                try await api.post("\(path)/actions/\(action)", as: officer, body)
            }
            #expect(try await act("acknowledge", as: "ada").status == .ok)
            let measure = #"{"assessment": {"totalLoss": {}}, "survey": "\#(appointed.id)"}"#
            #expect(try await act("adjust", as: "ben", measure).code == "authorityMissing")
            #expect(try await act("adjust", as: "leader", measure).code == "officerMissing")
            let adjusted = try await act("adjust", as: "ada", measure)
            #expect(adjusted.status == .ok, "\(adjusted.text)")
            let sum = #"{"amount": {"amount": "1000", "currency": "USD"}}"#
            #expect(try await act("approve", as: "ada", sum).code == "approverIsAdjuster")
            #expect(try await act("approve", as: "ben", sum).status == .ok)
            let settled = try await act("settle", as: "cleo", #"{"paymentReference": "PAY-1"}"#)
            #expect(settled.status == .ok, "\(settled.text)")
            let shown = try await api.get(path, as: "follower").json
            #expect(shown["adjustedBy"] == .string("ada"))
            #expect(shown["approvedBy"] == .array([.string("ben")]))
            #expect(shown["settledBy"] == .string("cleo"))
            #expect(shown["payment"]?["payee"] == .string("bank"))
            let payments = try await api.get("/v1/payments", as: "leader")
            #expect(payments.items.map { $0["reference"] } == [.string("PAY-1")])
            #expect(try await api.get("/v1/payments", as: "bank").items.isEmpty)
        }
    }

    @Test func `a slip binds once its insurers have subscribed`() async throws {
        try await TestAPI.open { api in
            let cover = try await api.post("/v1/open-covers", as: "leader", SampleRequests.cover())
            #expect(cover.json["state"] == .string("subscribing"))
            let path = "/v1/open-covers/\(cover.id)"
            let early = try await api.post(
                "\(path)/declarations",
                as: "assured",
                SampleRequests.declaration()
            )
            #expect(early.code == "coverNotSubscribed")
            let bound = try await api.post(
                "\(path)/actions/subscribe",
                as: "follower",
                #"{"line": "25"}"#
            )
            #expect(bound.json["state"] == .string("open"), "\(bound.text)")
        }
    }

    @Test func `a retired officer's key opens nothing more`() async throws {
        try await TestAPI.open { api in
            try await Self.staff(api)
            let retired = try await api.post(
                "/v1/members/leader/officers/ada/actions/retire",
                as: "leader",
                "{}"
            )
            #expect(retired.status == .ok, "\(retired.text)")
            #expect(try await api.get("/v1/members", as: "ada").status == .unauthorized)
            #expect(try await api.get("/v1/members", as: "ben").status == .ok)
            let again = try await api.post(
                "/v1/members/leader/officers/ada/actions/retire",
                as: "leader",
                "{}"
            )
            #expect(again.code == "officerUnknown")
        }
    }

    private static func notice(_ carriage: DeclaredShipment) -> String {
        """
        {"certificate": "\(carriage.certificate)", "shipment": "\(carriage.shipment)",
         "peril": "roughHandling", "lossFrom": "2026-03-03T12:00:00Z",
         "lossTo": "2026-03-03T13:00:00Z", "description": "Cartons were crushed."}
        """
    }
}
