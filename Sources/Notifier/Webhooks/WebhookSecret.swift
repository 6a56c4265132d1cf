import Crypto
import Foundation

/// The symmetric secret of one webhook endpoint: `whsec_` and base64 of 24 to 64 random bytes.
///
/// Standard Webhooks 1.0.0, "Signature scheme". Never printed: its description hides the bytes.
public struct WebhookSecret: Hashable, Sendable, CustomStringConvertible {
    /// What the text of every secret begins with.
    public static let prefix = "whsec_"
    /// The number of bytes a secret may have.
    public static let byteCounts = 24...64

    let bytes: [UInt8]

    /// Makes a secret from the system's secure random source; the length is clamped to 24...64.
    public static func random(byteCount: Int = 32) -> WebhookSecret {
        let count = min(max(byteCount, byteCounts.lowerBound), byteCounts.upperBound)
        var generator = SystemRandomNumberGenerator()
        return WebhookSecret(
            bytes: (0..<count).map { _ in .random(in: 0...255, using: &generator) }
        )
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads `whsec_` and base64; nil where the prefix, the base64 or the length is wrong.
    public init?(_ text: String) {
        guard text.hasPrefix(Self.prefix), text.utf8.count <= 128,
            let bytes = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            Self.byteCounts.contains(bytes.count)
        else { return nil }
        self.init(bytes: [UInt8](bytes))
    }

    /// The secret in full, to be shown to its owner once and stored where it is needed to sign.
    public var text: String { Self.prefix + Data(bytes).base64EncodedString() }

    /// The prefix alone.
    public var description: String { Self.prefix + "…" }

    var key: SymmetricKey { SymmetricKey(data: bytes) }
}
