/// The 33 bytes of a P-256 public key: a point of the curve in compressed form.
///
/// The form is that of SEC 1 (version 2.0) section 2.3.3: 2 or 3, by whether y is even or odd, and
/// x in 32 bytes, the most significant first. By section 2.3.4 x is below p, and the curve has a y
/// there. The curve's order is prime (SP 800-186 section 3.2.1.3), so that every such point but
/// infinity, which has no compressed form, has the whole order: none is of small order.
public struct P256PublicKey: Hashable, Sendable {
    /// How many bytes a key has.
    public static let byteCount = 33

    /// The key's bytes.
    public let bytes: [UInt8]

    /// Takes bytes for a key; `nil` where they are no point of the curve in compressed form.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount, let form = bytes.first, form == 2 || form == 3,
            let x = P256FieldElement(Array(bytes.dropFirst())), Self.isOnCurve(x)
        else { return nil }
        self.bytes = Array(bytes)
    }

    /// Whether the curve has a y for an x: y^2 = x^3 - 3x + b, which is never zero, as no point has
    /// the order 2.
    private static func isOnCurve(_ x: P256FieldElement) -> Bool {
        guard let b = P256FieldElement(Self.b) else { return false }
        return (x * x * x - (x + x + x) + b).isSquare
    }

    /// b of SP 800-186 section 3.2.1.3, the most significant byte first.
    private static let b: [UInt8] = [
        0x5A, 0xC6, 0x35, 0xD8, 0xAA, 0x3A, 0x93, 0xE7, 0xB3, 0xEB, 0xBD, 0x55, 0x76, 0x98, 0x86,
        0xBC, 0x65, 0x1D, 0x06, 0xB0, 0xCC, 0x53, 0xB0, 0xF6, 0x3B, 0xCE, 0x3C, 0x3E, 0x27, 0xD2,
        0x60, 0x4B,
    ]
}

/// The 64 bytes of a P-256 signature: r and s, each in 32 bytes, the most significant first.
///
/// It is the form of JOSE (RFC 7518 section 3.4), not DER. Both are from 1 to n - 1, n the order of
/// the group, as FIPS 186-5 section 6.4.2 asks. An s above half of n is taken: beside every (r, s)
/// also (r, n - s) verifies, secure elements give out either, and devices have no code that would
/// choose. So a signature is not what an upload is known by.
public struct P256Signature: Hashable, Sendable {
    /// How many bytes a signature has.
    public static let byteCount = 64

    /// The signature's bytes.
    public let bytes: [UInt8]

    /// Takes bytes for a signature; `nil` where they are none, as the type says.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        let bytes = Array(bytes)
        for number in [bytes[..<32], bytes[32...]] {
            guard number.contains(where: { $0 != 0 }),
                number.lexicographicallyPrecedes(Self.groupOrder)
            else { return nil }
        }
        self.bytes = bytes
    }

    /// n of SP 800-186 section 3.2.1.3, the most significant byte first.
    private static let groupOrder: [UInt8] = [
        0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC,
        0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
    ]
}
