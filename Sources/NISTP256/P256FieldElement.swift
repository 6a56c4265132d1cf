/// An element of the field of p = 2^256 - 2^224 + 2^192 + 2^96 - 1, in four digits of 64 bits, the
/// least significant first.
///
/// It is held 2^256-fold, as Montgomery's multiplication has it (Mathematics of Computation 44,
/// 1985), and always below p, so that equal elements have equal digits. What it takes depends on
/// the values: it is for public keys alone.
struct P256FieldElement: Equatable {
    private var digits: SIMD4<UInt64>

    /// p.
    private static let prime = SIMD4<UInt64>(
        0xFFFF_FFFF_FFFF_FFFF,
        0x0000_0000_FFFF_FFFF,
        0,
        0xFFFF_FFFF_0000_0001
    )

    /// 2^512 modulo p, by which a number is brought into the form in which it is held.
    private static let intoForm = P256FieldElement(
        digits: SIMD4(
            0x0000_0000_0000_0003,
            0xFFFF_FFFB_FFFF_FFFF,
            0xFFFF_FFFF_FFFF_FFFE,
            0x0000_0004_FFFF_FFFD
        )
    )

    /// The number one.
    static let one = P256FieldElement(digits: SIMD4(1, 0, 0, 0)) * intoForm

    private init(digits: SIMD4<UInt64>) { self.digits = digits }

    /// Takes 32 bytes, the most significant first; `nil` where the number is not below p.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        var number = SIMD4<UInt64>()
        for (place, byte) in bytes.enumerated() {
            let digit = 3 - place / 8
            number[digit] = number[digit] << 8 | UInt64(byte)
        }
        guard Self.difference(number, Self.prime).isBelow else { return nil }
        self = P256FieldElement(digits: number) * Self.intoForm
    }

    static func + (left: P256FieldElement, right: P256FieldElement) -> P256FieldElement {
        var sum = SIMD4<UInt64>()
        var carry: UInt64 = 0
        for place in 0..<4 {
            let digit = UInt128(left.digits[place]) + UInt128(right.digits[place]) + UInt128(carry)
            sum[place] = UInt64(truncatingIfNeeded: digit)
            carry = UInt64(truncatingIfNeeded: digit >> 64)
        }
        return reduced(sum, carry)
    }

    static func - (left: P256FieldElement, right: P256FieldElement) -> P256FieldElement {
        let (number, isBelow) = difference(left.digits, right.digits)
        guard isBelow else { return P256FieldElement(digits: number) }
        // 2^256 too much: what p falls short of that is taken off.
        let (lack, _) = difference(SIMD4(), prime)
        return P256FieldElement(digits: difference(number, lack).number)
    }

    /// The product, divided by 2^256 digit by digit: as p is -1 modulo 2^64, the multiple of p that
    /// clears the lowest digit is that digit.
    static func * (left: P256FieldElement, right: P256FieldElement) -> P256FieldElement {
        // Five digits, and a carry beyond them.
        var sum = SIMD8<UInt64>()
        for place in 0..<4 {
            let top = add(left.digits, times: right.digits[place], to: &sum)
            let beyond = add(prime, times: sum[0], to: &sum)
            for digit in 0..<4 { sum[digit] = sum[digit + 1] }
            sum[4] = top + beyond
        }
        return reduced(SIMD4(sum[0], sum[1], sum[2], sum[3]), sum[4])
    }

    /// Adds a multiple of a number to five digits, and returns what is carried beyond them.
    private static func add(
        _ number: SIMD4<UInt64>,
        times factor: UInt64,
        to sum: inout SIMD8<UInt64>
    ) -> UInt64 {
        var carry: UInt64 = 0
        for place in 0..<4 {
            let digit =
                UInt128(number[place]) * UInt128(factor) + UInt128(sum[place]) + UInt128(carry)
            sum[place] = UInt64(truncatingIfNeeded: digit)
            carry = UInt64(truncatingIfNeeded: digit >> 64)
        }
        let (top, overflows) = sum[4].addingReportingOverflow(carry)
        sum[4] = top
        return overflows ? 1 : 0
    }

    /// Whether the element is the square of another than zero, by Euler's criterion: its power of
    /// (p - 1) / 2 is then one.
    var isSquare: Bool {
        let exponent = SIMD4<UInt64>(
            0xFFFF_FFFF_FFFF_FFFF,
            0x0000_0000_7FFF_FFFF,
            0x8000_0000_0000_0000,
            0x7FFF_FFFF_8000_0000
        )
        var power = P256FieldElement.one
        for bit in (0..<256).reversed() {
            power = power * power
            if exponent[bit / 64] >> UInt64(bit % 64) & 1 == 1 { power = power * self }
        }
        return power == .one
    }

    /// A number below 2p, whose bit of 2^256 is the carry, less p where that is due.
    private static func reduced(_ number: SIMD4<UInt64>, _ carry: UInt64) -> P256FieldElement {
        let (less, isBelow) = difference(number, prime)
        return P256FieldElement(digits: carry == 0 && isBelow ? number : less)
    }

    /// What is left of a number modulo 2^256, and whether it was below what is taken off.
    private static func difference(
        _ number: SIMD4<UInt64>,
        _ other: SIMD4<UInt64>
    ) -> (number: SIMD4<UInt64>, isBelow: Bool) {
        var result = SIMD4<UInt64>()
        var borrow: UInt64 = 0
        for place in 0..<4 {
            let (first, isShort) = number[place].subtractingReportingOverflow(other[place])
            let (digit, isShortAgain) = first.subtractingReportingOverflow(borrow)
            result[place] = digit
            borrow = isShort || isShortAgain ? 1 : 0
        }
        return (result, borrow == 1)
    }
}
