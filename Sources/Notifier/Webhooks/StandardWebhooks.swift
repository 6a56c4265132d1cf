import Crypto
import Foundation
public import HTTPClient

/// Signing and verifying as Standard Webhooks 1.0.0 specifies, symmetric scheme `v1`.
public enum StandardWebhooks {
    /// How far a verifier lets the timestamp be from its own clock, in seconds.
    public static let toleranceSeconds: Int64 = 300

    /// Why a message was not verified.
    public enum VerificationError: Error, Hashable, Sendable {
        /// A header field is missing.
        case missingHeader(String)
        /// `webhook-timestamp` is not a whole number of seconds.
        case malformedTimestamp
        /// The timestamp is further in the past than the tolerance.
        case timestampTooOld
        /// The timestamp is further in the future than the tolerance.
        case timestampTooNew
        /// No signature in the list is by the secret.
        case noMatchingSignature
    }

    /// Signs `id.timestamp.body` with HMAC-SHA256.
    ///
    /// - Parameters:
    ///   - id: the message's id; holds no dot, or the signed text could be read in two ways.
    ///   - timestampSeconds: Unix seconds of this attempt.
    ///   - body: the exact bytes sent.
    ///   - secret: the endpoint's secret.
    /// - Returns: `v1,` and base64.
    public static func signature(
        id: String,
        timestampSeconds: Int64,
        body: [UInt8],
        secret: WebhookSecret
    ) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: signedBytes(id: id, timestamp: String(timestampSeconds), body: body),
            using: secret.key
        )
        return "v1," + Data(code).base64EncodedString()
    }

    /// The three header fields of an attempt, signed with each secret in turn: while a secret is
    /// being rotated, the new and the old.
    public static func headers(
        id: String,
        timestampSeconds: Int64,
        body: [UInt8],
        secrets: [WebhookSecret]
    ) -> [CurlRequest.Header] {
        let signatures = secrets.map {
            signature(id: id, timestampSeconds: timestampSeconds, body: body, secret: $0)
        }
        return [
            CurlRequest.Header("webhook-id", id),
            CurlRequest.Header("webhook-timestamp", String(timestampSeconds)),
            CurlRequest.Header("webhook-signature", signatures.joined(separator: " ")),
        ]
    }

    /// Checks a received message against one secret.
    ///
    /// - Parameters:
    ///   - body: the exact bytes received.
    ///   - headers: the request's header fields; names are compared without regard to case.
    ///   - secret: the endpoint's secret.
    ///   - nowSeconds: the verifier's clock, in Unix seconds.
    /// - Throws: ``VerificationError``.
    public static func verify(
        body: [UInt8],
        headers: [CurlRequest.Header],
        secret: WebhookSecret,
        nowSeconds: Int64
    ) throws(VerificationError) {
        let id = try value("webhook-id", in: headers)
        let timestamp = try value("webhook-timestamp", in: headers)
        let list = try value("webhook-signature", in: headers)
        guard timestamp.utf8.count <= 12, timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let sentSeconds = Int64(timestamp)
        else { throw .malformedTimestamp }
        guard sentSeconds >= nowSeconds - toleranceSeconds else { throw .timestampTooOld }
        guard sentSeconds <= nowSeconds + toleranceSeconds else { throw .timestampTooNew }
        let signed = signedBytes(id: id, timestamp: timestamp, body: body)
        let matches = list.split(separator: " ").prefix(16).contains { item in
            guard item.hasPrefix("v1,"), let code = Data(base64Encoded: String(item.dropFirst(3)))
            else { return false }
            // Compares in constant time.
            return HMAC<SHA256>.isValidAuthenticationCode(
                code,
                authenticating: signed,
                using: secret.key
            )
        }
        guard matches else { throw .noMatchingSignature }
    }

    private static func value(
        _ name: String,
        in headers: [CurlRequest.Header]
    ) throws(VerificationError) -> String {
        guard let header = headers.first(where: { $0.name.lowercased() == name }) else {
            throw .missingHeader(name)
        }
        return header.value
    }

    private static func signedBytes(id: String, timestamp: String, body: [UInt8]) -> [UInt8] {
        var bytes = Array("\(id).\(timestamp).".utf8)
        bytes.append(contentsOf: body)
        return bytes
    }
}
