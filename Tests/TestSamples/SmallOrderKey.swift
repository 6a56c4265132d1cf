import Foundation

/// Every encoding of the eight points of small order of edwards25519, canonical or not.
///
/// They are the eight and the six alternative encodings that C2SP's CCTV counts in
/// `ed25519/README.md` (flags `low_order_A` and `non_canonical_A`); the values are those of the
/// blocklist in libsodium's `ge25519_has_small_order`, each with either sign bit.
package struct SmallOrderKey: Sendable, CustomStringConvertible {
    /// The 32 bytes.
    package let bytes: [UInt8]
    /// The same in base64.
    package let base64: String
    /// The same in hexadecimal.
    package let description: String

    /// All fourteen.
    package static let all: [SmallOrderKey] = [
        zeros("01", "00"), zeros("01", "80"), ones("ee", "7f"), ones("ee", "ff"),
        ones("ec", "7f"), ones("ec", "ff"),
        zeros("00", "00"), zeros("00", "80"), ones("ed", "7f"), ones("ed", "ff"),
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ].map(SmallOrderKey.init)

    /// The neutral element, in base64 `AQAAAAAA...`.
    package static let neutral = SmallOrderKey(zeros("01", "00"))

    /// The signature R = B, S = 1: it holds for every message under the neutral element, and under
    /// the others for one message in 2, 4 or 8.
    package static let signature: [UInt8] =
        [0x58] + [UInt8](repeating: 0x66, count: 31) + [1] + [UInt8](repeating: 0, count: 31)

    /// The signature in base64.
    package static let signatureBase64 = Self.base64(signature)

    private init(_ hex: String) {
        let digits = Array(hex.utf8).map { $0 <= 0x39 ? $0 - 0x30 : $0 - 0x61 + 10 }
        bytes = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        base64 = Self.base64(bytes)
        description = hex
    }

    private static func zeros(_ first: String, _ last: String) -> String {
        first + String(repeating: "00", count: 30) + last
    }

    private static func ones(_ first: String, _ last: String) -> String {
        first + String(repeating: "ff", count: 30) + last
    }

    private static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
