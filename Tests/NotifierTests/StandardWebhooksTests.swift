import HTTPClient
import Notifier
import Testing

/// The signatures were made by PyPI `standardwebhooks` 1.1.0,
/// `Webhook(secret).sign(id, time, body)`; the first is the example of the
/// Standard Webhooks repository.
@Suite struct StandardWebhooksTests {
    struct Vector: Sendable {
        let id: String
        let timestampSeconds: Int64
        let body: String
        let secret: String
        let signature: String
    }

    static let vectors = [
        Vector(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestampSeconds: 1_614_265_330,
            body: #"{"test": 2432232314}"#,
            secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        ),
        Vector(
            id: "nt-00000042",
            timestampSeconds: 1_772_323_500,
            body: #"{"type":"claim.settled","timestamp":"2026-03-01T00:05:00.000Z","#
                + #""data":{"claim":"CL-7","amount":"USD 1250.50"}}"#,
            secret: "whsec_AwoRGB8mLTQ7QklQV15lbHN6gYiPlp2kq7K5wMfO1dw=",
            signature: "v1,MZZMImVdkqAryP8xg5VoBIgRDVrPecHa0phLAAUItYs="
        ),
        Vector(
            id: "nt-1",
            timestampSeconds: 0,
            body: "",
            secret: "whsec_yM/W3eTr8vkABw4VHCMqMTg/Rk1UW2JpcHd+hYyTmqGor7a9xMvS2eDn7vX8AwoRGB8mLTQ7"
                + "QklQV15lbHN6gQ==",
            signature: "v1,LQ/XuqMVDquI7TZLNwyY3UGbJxfruIYB2n9i1m+2Pvs="
        ),
        Vector(
            id: "n\u{E4}",
            timestampSeconds: 253_402_300_799,
            body: "{\"data\":\"\u{20AC} \u{8239} \u{1F6A2}\"}",
            secret: "whsec_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5qh",
            signature: "v1,rxWI/SRZqcyZzyHoD6cStZpm/IzMmUkPcdE1UBcWtwA="
        ),
    ]

    @Test(arguments: vectors)
    func `a signature equals that of the reference implementation`(_ vector: Vector) throws {
        let secret = try #require(WebhookSecret(vector.secret))
        let signature = StandardWebhooks.signature(
            id: vector.id,
            timestampSeconds: vector.timestampSeconds,
            body: Array(vector.body.utf8),
            secret: secret
        )
        #expect(signature == vector.signature)
    }

    @Test(arguments: vectors)
    func `a message signed by the reference implementation is verified`(_ vector: Vector) throws {
        let secret = try #require(WebhookSecret(vector.secret))
        let headers = Self.headers(vector, signature: vector.signature)
        for skewSeconds: Int64 in [-300, 0, 300] {
            try StandardWebhooks.verify(
                body: Array(vector.body.utf8),
                headers: headers,
                secret: secret,
                nowSeconds: vector.timestampSeconds + skewSeconds
            )
        }
    }

    @Test func `a timestamp beyond five minutes is refused on either side`() throws {
        let vector = Self.vectors[0]
        let secret = try #require(WebhookSecret(vector.secret))
        let headers = Self.headers(vector, signature: vector.signature)
        #expect(throws: StandardWebhooks.VerificationError.timestampTooOld) {
            try StandardWebhooks.verify(
                body: Array(vector.body.utf8),
                headers: headers,
                secret: secret,
                nowSeconds: vector.timestampSeconds + 301
            )
        }
        #expect(throws: StandardWebhooks.VerificationError.timestampTooNew) {
            try StandardWebhooks.verify(
                body: Array(vector.body.utf8),
                headers: headers,
                secret: secret,
                nowSeconds: vector.timestampSeconds - 301
            )
        }
    }

    @Test func `a changed body, id or timestamp is refused`() throws {
        let vector = Self.vectors[1]
        let secret = try #require(WebhookSecret(vector.secret))
        let good = Self.headers(vector, signature: vector.signature)
        for position in 0..<3 {
            var headers = good
            var body = Array(vector.body.utf8)
            switch position {
            case 0: headers[0].value = "nt-00000043"
            case 1: headers[1].value = String(vector.timestampSeconds + 1)
            default: body[0] ^= 1
            }
            #expect(throws: StandardWebhooks.VerificationError.noMatchingSignature) {
                try StandardWebhooks.verify(
                    body: body,
                    headers: headers,
                    secret: secret,
                    nowSeconds: vector.timestampSeconds
                )
            }
        }
    }

    @Test func `a missing header and a malformed timestamp are refused`() throws {
        let vector = Self.vectors[0]
        let secret = try #require(WebhookSecret(vector.secret))
        var headers = Self.headers(vector, signature: vector.signature)
        headers[1].value = "1614265330.5"
        #expect(throws: StandardWebhooks.VerificationError.malformedTimestamp) {
            try StandardWebhooks.verify(
                body: [],
                headers: headers,
                secret: secret,
                nowSeconds: vector.timestampSeconds
            )
        }
        headers.removeLast()
        #expect(throws: StandardWebhooks.VerificationError.missingHeader("webhook-signature")) {
            try StandardWebhooks.verify(
                body: [],
                headers: headers,
                secret: secret,
                nowSeconds: vector.timestampSeconds
            )
        }
    }

    @Test func `during a rotation one message is verified with the old and the new secret`() throws
    {
        let new = WebhookSecret.random()
        let old = WebhookSecret.random()
        let body = Array("{}".utf8)
        let headers = StandardWebhooks.headers(
            id: "nt-1",
            timestampSeconds: 1_000,
            body: body,
            secrets: [new, old]
        )
        let list = try #require(headers.last?.value)
        #expect(list.split(separator: " ", omittingEmptySubsequences: false).count == 2)
        for secret in [new, old] {
            try StandardWebhooks.verify(
                body: body,
                headers: headers,
                secret: secret,
                nowSeconds: 1_000
            )
        }
        #expect(throws: StandardWebhooks.VerificationError.noMatchingSignature) {
            try StandardWebhooks.verify(
                body: body,
                headers: headers,
                secret: .random(),
                nowSeconds: 1_000
            )
        }
    }

    @Test(arguments: [
        "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!!", "whsec_AAAA",
        // 23 and 65 bytes.
        "whsec_AAcOFRwjKjE4P0ZNVFtiaXB3foWMk5o=",
        "whsec_" + String(repeating: "AAAA", count: 21) + "AAA=",
    ])
    func `a secret of the wrong form or length is refused`(_ text: String) {
        #expect(WebhookSecret(text) == nil)
    }

    @Test(arguments: [(0, 24), (24, 24), (32, 32), (64, 64), (1_000, 64)])
    func `a random secret has an allowed length and reads back`(_ asked: Int, _ given: Int) throws {
        let secret = WebhookSecret.random(byteCount: asked)
        #expect(secret.text.utf8.count == 6 + (given + 2) / 3 * 4)
        #expect(WebhookSecret(secret.text) == secret)
        #expect(WebhookSecret.random(byteCount: asked) != secret)
        #expect("\(secret)" == "whsec_…")
    }

    private static func headers(_ vector: Vector, signature: String) -> [CurlRequest.Header] {
        [
            CurlRequest.Header("Webhook-Id", vector.id),
            CurlRequest.Header("Webhook-Timestamp", String(vector.timestampSeconds)),
            CurlRequest.Header("Webhook-Signature", signature),
        ]
    }
}
