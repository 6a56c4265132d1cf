import CanonicalJSON
import HTTPTypes
import Notifier
import TestSupport
import Testing

/// A request that is sent again under its `Idempotency-Key` changes nothing the second time.
@Suite struct AskingTwiceTests {
    private static let path = "/v1/webhook-endpoints"

    private func named(_ key: String) throws -> HTTPFields {
        [try #require(HTTPField.Name("Idempotency-Key")): key]
    }

    private func endpoint(of api: TestAPI, _ key: String = "made") async throws -> Reply {
        try await api.post(
            Self.path,
            as: "assured",
            #"{"url": "https://hooks.example/in"}"#,
            headers: try named(key)
        )
    }

    @Test func `API keys asked for at once under one key are one key, and every answer shows it`()
        async throws
    {
        try await TestAPI.open { api in
            let path = "/v1/members/assured/api-keys"
            for round in 0..<8 {
                let headers = try named("at once \(round)")
                let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await api.post(path, as: "operator", "{}", headers: headers)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(replies.allSatisfy { $0.status == .created }, "\(replies.map(\.text))")
                #expect(Set(replies.map(\.id)).count == 1)
                // Whoever asks once it is made is told that it was shown.
                #expect(Set(replies.compactMap { $0.json["secret"]?.stringValue }).count == 1)
                let other = try await api.post(
                    "/v1/members/carrier/api-keys",
                    as: "operator",
                    "{}",
                    headers: headers
                )
                #expect(other.code == "commandReused", "\(other.text)")
            }
        }
    }

    @Test func `a secret that is rotated under one key is rotated once and shown once`()
        async throws
    {
        try await TestAPI.open(webhooks: true) { api in
            let made = try await endpoint(of: api)
            let action = "\(Self.path)/\(made.id)/actions/rotateSecret"
            let first = try await api.post(action, as: "assured", "", headers: named("r"))
            let again = try await api.post(action, as: "assured", "{}", headers: named("r"))
            #expect(first.json["secretWasShown"] == .bool(false) && !first.isReplayed)
            #expect(again.json["secret"] == .null && again.isReplayed)
            #expect(again.json["secretWasShown"] == .bool(true))
            #expect(again.json["previousSecretExpiresAt"] == first.json["previousSecretExpiresAt"])
            let kept = try await #require(api.notifier).endpoint(made.id)
            #expect(kept?.secret.text == first.json["secret"]?.stringValue)
            #expect(kept?.previousSecret?.text == made.json["secret"]?.stringValue)
        }
    }

    @Test(arguments: [("enable", ""), ("disable", ""), ("replay", #"{"from": 0}"#)])
    func `a change of an endpoint under one key is made once`(
        _ action: String,
        _ body: String
    ) async throws {
        try await TestAPI.open(webhooks: true) { api in
            let made = try await endpoint(of: api)
            let one = "\(Self.path)/\(made.id)"
            let asked = "\(one)/actions/\(action)"
            let first = try await api.post(asked, as: "assured", body, headers: named("k"))
            #expect(first.status == .ok && !first.isReplayed, "\(first.text)")
            // Whatever happens meanwhile is not undone.
            let notifier = try #require(api.notifier)
            if action == "disable" {
                try await notifier.enable(made.id)
            } else {
                try await notifier.disable(made.id)
                try await notifier.replay(made.id, from: 1)
            }
            let between = try await api.get(one, as: "assured")
            let again = try await api.post(asked, as: "assured", body, headers: named("k"))
            #expect(again.bytes == first.bytes && again.isReplayed)
            #expect(try await api.get(one, as: "assured").bytes == between.bytes)
            // The name is the member's alone, and holds when what it changed is gone.
            let other = try await api.post(asked, as: "carrier", body, headers: named("k"))
            #expect(other.status == .notFound)
            try await notifier.delete(made.id)
            let late = try await api.post(asked, as: "assured", body, headers: named("k"))
            #expect(late.bytes == first.bytes)
        }
    }

    @Test func `a key that was another request's is refused, on whatever path`() async throws {
        try await TestAPI.open(webhooks: true) { api in
            let made = try await endpoint(of: api, "k")
            let one = "\(Self.path)/\(made.id)"
            for (path, body) in [
                ("\(one)/actions/rotateSecret", ""), ("\(one)/actions/enable", ""),
                ("\(one)/actions/disable", ""), ("\(one)/actions/replay", #"{"from": 0}"#),
                ("\(one)/deliveries", #"{"delivery": 1}"#),
                (Self.path, #"{"url": "https://hooks.example/other"}"#),
            ] {
                let reused = try await api.post(path, as: "assured", body, headers: named("k"))
                #expect(reused.code == "commandReused", "\(path)")
            }
            let kept = try await #require(api.notifier).endpoint(made.id)
            #expect(kept?.previousSecret == nil && kept?.disabledAt == nil)
        }
    }

    @Test func `what was refused leaves its key free`() async throws {
        try await TestAPI.open(webhooks: true) { api in
            let made = try await endpoint(of: api)
            let deliveries = "\(Self.path)/\(made.id)/deliveries"
            let none = try await api.post(
                deliveries,
                as: "assured",
                #"{"delivery": 9}"#,
                headers: named("d")
            )
            #expect(none.status == .notFound)
            let action = "\(Self.path)/\(made.id)/actions/disable"
            let other = try await api.post(action, as: "assured", "", headers: named("d"))
            #expect(other.status == .ok && !other.isReplayed)
        }
    }

    @Test func `an API key that is issued again was shown once`() async throws {
        try await TestAPI.open { api in
            let path = "/v1/members/assured/api-keys"
            let first = try await api.post(path, as: "operator", "{}", headers: named("key"))
            let again = try await api.post(path, as: "operator", "{}", headers: named("key"))
            #expect(first.status == .created, "\(first.text)")
            #expect(first.json["secretWasShown"] == .bool(false))
            #expect(again.isReplayed && again.json["secret"] == .null)
            #expect(again.json["secretWasShown"] == .bool(true))
            #expect(again.id == first.id)
        }
    }
}

extension Reply {
    /// Whether it says that it is the first answer again.
    fileprivate var isReplayed: Bool {
        HTTPField.Name("Idempotency-Replayed").map { headers[$0] == "true" } ?? false
    }
}
