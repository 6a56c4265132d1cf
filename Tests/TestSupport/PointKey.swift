package import Contracts
package import Crypto
import TestSamples
import TransparencyLog

/// A device's P-256 key of the tests.
package struct PointKey: Sendable {
    package let secret: P256.Signing.PrivateKey

    /// The key of RFC 6979 section A.2.5.
    package static let device = PointKey([
        0xC9, 0xAF, 0xA9, 0xD8, 0x45, 0xBA, 0x75, 0x16, 0x6B, 0x5C, 0x21, 0x57, 0x67, 0xB1, 0xD6,
        0x93, 0x4E, 0x50, 0xC3, 0xDB, 0x36, 0xE8, 0x9B, 0x12, 0x7B, 0x8A, 0x62, 0x2B, 0x12, 0x0F,
        0x67, 0x21,
    ])

    private init(_ bytes: [UInt8]) {
        secret = constant { try P256.Signing.PrivateKey(rawRepresentation: bytes) }
    }

    /// The public key as a device is bound with it.
    package var deviceKey: DeviceKeyText {
        constant {
            try DeviceKeyText(Base64.encode(Array(secret.publicKey.compressedRepresentation)))
        }
    }

    /// A signature over a text, r and s, in base64.
    package func sign(_ text: String) throws -> String {
        Base64.encode(Array(try secret.signature(for: Array(text.utf8)).rawRepresentation))
    }

    /// The order of the group, SP 800-186 section 3.2.1.3, the most significant byte first.
    package static let order: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC,
        0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]

    /// The other signature that verifies where one does: r, and n - s in the place of s.
    package static func other(than signature: String) -> String {
        var bytes = Base64.decode(signature) ?? []
        precondition(bytes.count == 64, "a signature is 64 bytes")
        var borrow = 0
        for place in (0..<32).reversed() {
            let digit = Int(order[place]) - Int(bytes[32 + place]) - borrow
            borrow = digit < 0 ? 1 : 0
            bytes[32 + place] = UInt8(digit + 256 * borrow)
        }
        return Base64.encode(bytes)
    }
}
