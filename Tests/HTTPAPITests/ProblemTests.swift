import CanonicalJSON
import Contracts
import DataFolder
import HTTPTypes
import Hummingbird
import Ledger
import NIOConcurrencyHelpers
import Services
import Storage
import TestSamples
import TestSupport
import Testing

@Suite struct ProblemTests {
    @Test func `a refusal is a problem with its number, its code and its figures`() async throws {
        try await TestAPI.open { api in
            let cover = try await api.openCover()
            let refused = try await api.post(
                "/v1/open-covers/\(cover.id)/declarations",
                as: "assured",
                SampleRequests.declaration(changed(.salmon) { $0.cost = usd("600000") })
            )
            #expect(refused.status == .unprocessableContent)
            #expect(refused.headers[.contentType] == "application/problem+json")
            #expect(refused.code == "conveyanceLimitExceeded")
            #expect(refused.json["refusalNumber"]?.integerValue == 3007)
            #expect(refused.json["title"] == .string("Conveyance limit exceeded"))
            #expect(refused.json["type"] == .string("urn:plimsoll:problem:conveyanceLimitExceeded"))
            #expect(refused.json["status"]?.integerValue == 422)
            #expect(refused.json["figures"]?["limit"] == .string("USD 500000.00"))
            #expect(refused.json["figures"]?["figure"] == .string("USD 661100.00"))
        }
    }

    @Test func `no key, a wrong key and a malformed header are each told`() async throws {
        try await TestAPI.open(members: []) { api in
            let without = try await api.get("/v1/claims")
            #expect(without.status == .unauthorized)
            #expect(without.headers[.wwwAuthenticate] == "Bearer realm=\"plimsoll\"")
            for header in ["Bearer plimsoll_00", "Basic b3BlcmF0b3I6", "Bearer"] {
                let wrong = try await api.get(
                    "/v1/claims",
                    headers: [.authorization: header]
                )
                #expect(wrong.status == .unauthorized)
                #expect(wrong.code == "unauthenticated")
            }
            let key = try #require(api.keys.withLockedValue { $0["operator"] })
            let lower = try await api.get(
                "/v1/claims",
                headers: [.authorization: "bearer \(key)"]
            )
            #expect(lower.status == .ok)
        }
    }

    @Test func `a revoked key no longer speaks for its member`() async throws {
        try await TestAPI.open { api in
            let listed = try await api.get("/v1/members/assured/api-keys", as: "assured")
            let id = try #require(listed.items.first?["id"]?.stringValue)
            let revoked = try await api.send(
                .delete,
                "/v1/members/assured/api-keys/\(id)",
                as: "operator",
                nil
            )
            #expect(revoked.status == .ok)
            #expect(try await api.get("/v1/claims", as: "assured").status == .unauthorized)
        }
    }

    @Test func `an unknown path is 404 and a known path with another method 405`() async throws {
        try await TestAPI.open(members: []) { api in
            let unknown = try await api.get("/v1/policies", as: "operator")
            #expect(unknown.status == .notFound)
            #expect(unknown.code == "pathUnknown")
            let wrong = try await api.send(.put, "/v1/claims/clm-1", as: "operator", [])
            #expect(wrong.status == .methodNotAllowed)
            #expect(wrong.headers[.allow] == "GET, HEAD")
            #expect(wrong.code == "methodNotAllowed")
            let list = try await api.send(.delete, "/v1/claims", nil)
            #expect(list.headers[.allow] == "GET, HEAD, POST")
            let tile = try await api.post("/ledger/tile/0/000", "{}")
            #expect(tile.headers[.allow] == "GET, HEAD")
        }
    }

    @Test func `an unknown action lists the legal ones`() async throws {
        try await TestAPI.open { api in
            let unknown = try await api.post(
                "/v1/claims/clm-1/actions/pay",
                as: "leader",
                "{}"
            )
            #expect(unknown.status == .notFound)
            #expect(unknown.code == "actionUnknown")
            #expect(
                unknown.json["figures"]?["actions"]?.stringValue
                    == "acknowledge, adjudicate, adjust, approve, refer, decline, settle, close, "
                    + "withdraw, grantExGratia, consent, reopen"
            )
        }
    }

    @Test func `a body that is no JSON, another type, compressed or too large is refused`()
        async throws
    {
        try await TestAPI.open(members: []) { api in
            let path = "/v1/members"
            let malformed = try await api.post(path, as: "operator", #"{"name": "#)
            #expect(malformed.status == .badRequest)
            #expect(malformed.code == "malformedJSON")
            let twice = try await api.post(path, as: "operator", #"{"name": "a", "name": "b"}"#)
            #expect(twice.code == "malformedJSON")
            let form = try await api.post(
                path,
                as: "operator",
                "name=a",
                headers: [.contentType: "application/x-www-form-urlencoded"]
            )
            #expect(form.status == .unsupportedMediaType)
            let packed = try await api.post(
                path,
                as: "operator",
                "{}",
                headers: [.contentEncoding: "gzip"]
            )
            #expect(packed.code == "contentEncodingUnsupported")
            let large = try await api.post(
                path,
                as: "operator",
                #"{"name": "\#(String(repeating: "x", count: 1 << 20))"}"#
            )
            #expect(large.status == .contentTooLarge)
            #expect(large.code == "contentTooLarge")
        }
    }

    @Test(arguments: [
        ("Idempotency-Key", "", "textLength"),
        ("Idempotency-Key", String(repeating: "k", count: 81), "textLength"),
        ("Idempotency-Key", "\"open", "quoteMalformed"),
        ("Idempotency-Key", "a\"b", "characterRefused"),
        ("If-Match", "W/\"1\"", "revisionMalformed"),
        ("If-Match", "one", "revisionMalformed"),
        ("If-Match", "\"01\"", "revisionMalformed"),
    ])
    func `a malformed header is named`(name: String, value: String, code: String) async throws {
        try await TestAPI.open(members: []) { api in
            let field = try #require(HTTPField.Name(name))
            let refused = try await api.post(
                "/v1/members",
                as: "operator",
                #"{"name": "A", "roles": ["bank"]}"#,
                headers: [field: value]
            )
            #expect(refused.status == .badRequest)
            #expect(refused.errors == ["\(name) \(code)"])
        }
    }

    @Test(arguments: [
        ("/v1/claims?limit=0", "limit outOfRange"),
        ("/v1/claims?limit=201", "limit outOfRange"),
        ("/v1/claims?limit=+5", "limit outOfRange"),
        ("/v1/claims?after=x", "after cursorMalformed"),
        ("/v1/claims?state=lost", "state valueUnknown"),
        ("/v1/claims?certificate=A_B", "certificate identifier"),
        ("/v1/claims?stat=settled", "stat unknownParameter"),
        ("/v1/claims?limit=1&limit=2", "limit repeated"),
        ("/v1/members?after=-", "after cursorMalformed"),
        ("/v1/open-covers?state=open", "state unknownParameter"),
        ("/v1/ledger/entries/0/proof?format=xml", "format valueUnknown"),
    ])
    func `a wrong parameter is named`(path: String, error: String) async throws {
        try await TestAPI.open(members: []) { api in
            let refused = try await api.get(path, as: "operator")
            #expect(refused.status == .badRequest)
            #expect(refused.errors == [error])
        }
    }

    @Test func `an action from another state is a conflict and one by another member forbidden`()
        async throws
    {
        try await TestAPI.open { api in
            let carriage = try await api.declareShipment()
            let early = try await api.post(
                "/v1/shipments/\(carriage.shipment)/actions/deliver",
                as: "carrier",
                #"{"at": "2026-03-01T00:00:00Z"}"#
            )
            #expect(early.status == .conflict)
            #expect(early.code == "actionNotFromThisState")
            #expect(early.json["figures"]?["state"] == .string("registered"))
            let other = try await api.post(
                "/v1/open-covers/\(carriage.cover)/actions/close",
                as: "assured",
                ""
            )
            #expect(other.status == .forbidden)
            #expect(other.code == "actorNotEntitled")
        }
    }

    @Test func `a stopped ledger says that a retry is safe`() async throws {
        try await TestAPI.open { api in
            await api.opened.platform.sequencer.stop()
            let stopped = try await api.post(
                "/v1/open-covers",
                as: "leader",
                SampleRequests.cover()
            )
            #expect(stopped.status == .serviceUnavailable)
            #expect(stopped.code == "ledgerStopping")
            #expect(stopped.headers[.retryAfter] == "1")
            #expect(stopped.json["retryIsSafe"] == .bool(true))
        }
    }

    @Test func `a failure of ours says nothing of the inside`() async throws {
        try await TestAPI.open(members: []) { api in
            // A view that is being written to does not close.
            try await api.opened.platform.sequencer.bringViewUp()
            try api.opened.stores.view.close()
            let failed = try await api.get("/v1/claims", as: "operator")
            #expect(failed.status == .serviceUnavailable)
            #expect(failed.code == "storageUnavailable")
            #expect(!failed.text.lowercased().contains("sql"))
        }
    }
}
