import CanonicalJSON
import HTTPTypes
import TestSupport
import Testing

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
