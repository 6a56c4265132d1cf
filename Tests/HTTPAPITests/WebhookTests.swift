import CanonicalJSON
import HTTPTypes
import Testing

@Suite struct WebhookTests {
    private let body = #"{"url": "https://hooks.example/in", "types": ["claim.*"]}"#

    @Test func `an endpoint is registered once under a key, read, and deleted`() async throws {
        try await Harbour.open(webhooks: true) { harbour in
            let key = try #require(HTTPField.Name("Idempotency-Key"))
            let path = "/v1/webhook-endpoints"
            let made = try await harbour.post(path, as: "assured", body, headers: [key: "w"])
            #expect(made.status == .created, "\(made.text)")
            #expect(made.json["secret"]?.stringValue?.hasPrefix("whsec_") == true)
            let again = try await harbour.post(path, as: "assured", body, headers: [key: "w"])
            #expect(again.bytes == made.bytes)
            let other = try await harbour.post(
                path,
                as: "assured",
                #"{"url": "https://hooks.example/other"}"#,
                headers: [key: "w"]
            )
            #expect(other.code == "commandReused")
            let listed = try await harbour.get(path, as: "assured")
            #expect(listed.items.count == 1)
            #expect(!listed.text.contains("whsec_"))
            #expect(try await harbour.get(path, as: "stranger").items.isEmpty)
            let one = "\(path)/\(made.id)"
            #expect(try await harbour.get(one, as: "stranger").status == .notFound)
            #expect(
                try await harbour.send(.delete, one, as: "stranger", nil).status == .notFound
            )
            #expect(try await harbour.get("\(one)/deliveries", as: "assured").items.isEmpty)
            let rotated = try await harbour.post(
                "\(one)/actions/rotateSecret",
                as: "assured",
                ""
            )
            #expect(rotated.json["secret"] != made.json["secret"])
            #expect(
                try await harbour.send(.delete, one, as: "assured", nil).status == .noContent
            )
            #expect(try await harbour.get(one, as: "assured").status == .notFound)
        }
    }

    @Test func `what cannot be an endpoint is refused`() async throws {
        try await Harbour.open(webhooks: true) { harbour in
            let path = "/v1/webhook-endpoints"
            let plain = try await harbour.post(
                path,
                as: "assured",
                #"{"url": "http://hooks.example/"}"#
            )
            #expect(plain.errors == ["/url invalidURL"], "\(plain.text)")
            let none = try await harbour.post(path, as: "assured", "{}")
            #expect(none.errors == ["/url missing"])
            let action = try await harbour.post("\(path)/ep-1/actions/x", as: "assured", "")
            #expect(action.status == .notFound)
        }
    }
}
