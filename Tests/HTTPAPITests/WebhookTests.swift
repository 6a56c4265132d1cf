import CanonicalJSON
import HTTPTypes
import TestSupport
import Testing

@testable import Notifier

@Suite struct WebhookTests {
    private let body = #"{"url": "https://hooks.example/in", "types": ["claim.*"]}"#

    @Test func `an endpoint is registered once under a key, read, and deleted`() async throws {
        try await TestAPI.open(webhooks: true) { api in
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let path = "/v1/webhook-endpoints"
            let made = try await api.post(path, as: "assured", body, headers: [key: "w"])
            #expect(made.status == .created, "\(made.text)")
            #expect(made.json["secret"]?.stringValue?.hasPrefix("whsec_") == true)
            let again = try await api.post(path, as: "assured", body, headers: [key: "w"])
            #expect(again.status == .created && again.id == made.id)
            #expect(again.headers[.location] == made.headers[.location])
            #expect(again.json["secret"] == .null)
            #expect(again.json["secretWasShown"] == .bool(true))
            let other = try await api.post(
                path,
                as: "assured",
                #"{"url": "https://hooks.example/other"}"#,
                headers: [key: "w"]
            )
            #expect(other.code == "commandReused")
            let listed = try await api.get(path, as: "assured")
            #expect(listed.items.count == 1)
            #expect(!listed.text.contains("whsec_"))
            #expect(try await api.get(path, as: "stranger").items.isEmpty)
            let one = "\(path)/\(made.id)"
            #expect(try await api.get(one, as: "stranger").status == .notFound)
            #expect(
                try await api.send(.delete, one, as: "stranger", nil).status == .notFound
            )
            #expect(try await api.get("\(one)/deliveries", as: "assured").items.isEmpty)
            let rotated = try await api.post(
                "\(one)/actions/rotateSecret",
                as: "assured",
                ""
            )
            #expect(rotated.json["secret"] != made.json["secret"])
            #expect(
                try await api.send(.delete, one, as: "assured", nil).status == .noContent
            )
            #expect(try await api.get(one, as: "assured").status == .notFound)
        }
    }

    @Test func `a replay from beyond the ledger's end is refused, and moves nothing`() async throws
    {
        try await TestAPI.open(webhooks: true) { api in
            let path = "/v1/webhook-endpoints"
            let made = try await api.post(path, as: "assured", body)
            let action = "\(path)/\(made.id)/actions/replay"
            let notifier = try #require(api.notifier)
            let size = try await notifier.source.size()
            let before = try await notifier.store.furthestCursor()
            for from in [size + 1, 9_007_199_254_740_991] {
                let refused = try await api.post(action, as: "assured", "{\"from\": \(from)}")
                #expect(refused.status == .unprocessableContent, "\(refused.text)")
                #expect(refused.errors == ["/from beyondLedger"], "\(refused.text)")
                #expect(refused.text.contains("which has \(size) entries"), "\(refused.text)")
                #expect(refused.json["figures"]?["size"]?.stringValue == "\(size)")
            }
            #expect(try await notifier.store.furthestCursor() == before)
            for from in [size, 0] {
                let taken = try await api.post(action, as: "assured", "{\"from\": \(from)}")
                #expect(taken.status == .ok, "\(taken.text)")
            }
        }
    }

    @Test func `what cannot be an endpoint is refused`() async throws {
        try await TestAPI.open(webhooks: true) { api in
            let path = "/v1/webhook-endpoints"
            let plain = try await api.post(
                path,
                as: "assured",
                #"{"url": "http://hooks.example/"}"#
            )
            #expect(plain.errors == ["/url invalidURL"], "\(plain.text)")
            let none = try await api.post(path, as: "assured", "{}")
            #expect(none.errors == ["/url missing"])
            let action = try await api.post("\(path)/ep-1/actions/x", as: "assured", "")
            #expect(action.status == .notFound)
        }
    }
}
