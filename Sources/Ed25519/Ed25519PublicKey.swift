/// The 32 bytes of an Ed25519 public key that a signature can prove something by.
///
/// RFC 8032 section 5.1.3 decodes only a y-coordinate below p = 2^255 - 19, and only an
/// x-coordinate of zero without its sign bit. Beyond that, points of an order of 8 or less are none
/// here: under such a key one signature holds for every message, or for one in a few, and nobody
/// has its secret. And a y for which the curve has no x is none: nothing verifies under it.
public struct Ed25519PublicKey: Hashable, Sendable {
    /// How many bytes a key has.
    public static let byteCount = 32

    /// The key's bytes.
    public let bytes: [UInt8]

    /// Takes bytes for a key; `nil` where they are none, as the type says.
    public init?(_ bytes: some Collection<UInt8>) {
        guard Self.isEncoded(bytes), EncodedPoint.isOnCurve(Array(bytes)) else { return nil }
        self.bytes = Array(bytes)
    }

    /// Whether bytes are a canonical encoding and none of a point of small order, whatever the
    /// curve has there.
    ///
    /// It is what the first edition of the rules asks of a key, and ledgers of that edition may
    /// name keys that are no points.
    public static func isEncoded(_ bytes: some Collection<UInt8>) -> Bool {
        guard bytes.count == byteCount else { return false }
        let bytes = Array(bytes)
        return EncodedPoint.isCanonical(bytes) && !EncodedPoint.isOfSmallOrder(bytes)
    }
}

/// The 64 bytes of an Ed25519 signature: the point R, and the scalar S below the group's order.
///
/// RFC 8032 section 5.1.7 refuses a larger S, without which every signature would have others
/// beside it. R is held to what a key is held to: no signer draws one of small order.
public struct Ed25519Signature: Hashable, Sendable {
    /// How many bytes a signature has.
    public static let byteCount = 64

    /// The signature's bytes.
    public let bytes: [UInt8]

    /// Takes bytes for a signature; `nil` where they are none, as the type says.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        let bytes = Array(bytes)
        let (r, s) = (Array(bytes[..<32]), Array(bytes[32...]))
        guard EncodedPoint.isCanonical(r), !EncodedPoint.isOfSmallOrder(r),
            LittleEndian.isBelow(s, Self.groupOrder)
        else { return nil }
        self.bytes = bytes
    }

    /// L = 2^252 + 27742317777372353535851937790883648493, the least significant byte first.
    private static let groupOrder: [UInt8] = [
        0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
}
