/// What the 32 bytes of a point of edwards25519 say by themselves: y, least significant byte first,
/// and in the top bit the sign of x.
enum EncodedPoint {
    /// Whether y is below p.
    ///
    /// An x of zero with a sign occurs in points of small order alone.
    static func isCanonical(_ bytes: [UInt8]) -> Bool {
        LittleEndian.isBelow(y(bytes), prime)
    }

    /// Whether a canonical y is one of the five that the eight points of order 1, 2, 4 and 8 have.
    static func isOfSmallOrder(_ bytes: [UInt8]) -> Bool { smallOrderY.contains(y(bytes)) }

    /// Whether the curve has an x for a canonical y of no point of small order.
    ///
    /// RFC 8032 section 5.1.3: x^2 = (y^2 - 1) / (d y^2 + 1), whose divisor is never zero. A
    /// quotient is a square where the product is one.
    static func isOnCurve(_ bytes: [UInt8]) -> Bool {
        let ySquared = FieldElement(bytes).squared()
        return ((ySquared - .one) * (FieldElement(d) * ySquared + .one)).isSquare
    }

    /// d = -121665 / 121666 modulo p.
    private static let d: [UInt8] = [
        0xA3, 0x78, 0x59, 0x13, 0xCA, 0x4D, 0xEB, 0x75, 0xAB, 0xD8, 0x41, 0x41, 0x4D, 0x0A, 0x70,
        0x00, 0x98, 0xE8, 0x79, 0x77, 0x79, 0x40, 0xC7, 0x8C, 0x73, 0xFE, 0x6F, 0x2B, 0xEE, 0x6C,
        0x03, 0x52,
    ]

    private static func y(_ bytes: [UInt8]) -> [UInt8] {
        var y = bytes
        y[31] &= 0x7F
        return y
    }

    private static let prime: [UInt8] = [0xED] + [UInt8](repeating: 0xFF, count: 30) + [0x7F]

    /// y of the neutral element, of the point of order 2, of the two of order 4 and of the four of
    /// order 8.
    private static let smallOrderY: [[UInt8]] = [
        [1] + [UInt8](repeating: 0, count: 31),
        [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
        [UInt8](repeating: 0, count: 32),
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF,
            0x98, 0xF0, 0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88,
            0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10,
            0x67, 0x0F, 0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77,
            0x92, 0xAC, 0x03, 0x7A,
        ],
    ]
}

/// Numbers of 32 bytes, the least significant byte first.
enum LittleEndian {
    static func isBelow(_ number: [UInt8], _ bound: [UInt8]) -> Bool {
        for (digit, limit) in zip(number, bound).reversed() where digit != limit {
            return digit < limit
        }
        return false
    }
}
