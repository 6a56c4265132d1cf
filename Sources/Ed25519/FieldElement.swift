/// An element of the field of p = 2^255 - 19, in five digits of 51 bits,
/// the least significant first.
///
/// Digits may be a little longer than 51 bits between operations. What it takes depends on the
/// values: it is for public keys alone.
struct FieldElement {
    private static let mask: UInt64 = (1 << 51) - 1

    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64
    private var e: UInt64

    private init(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ d: UInt64, _ e: UInt64) {
        (self.a, self.b, self.c, self.d, self.e) = (a, b, c, d, e)
    }

    /// Takes 32 bytes, the least significant first; the top bit does not count.
    init(_ bytes: [UInt8]) {
        func bits(_ first: Int) -> UInt64 {
            var word: UInt64 = 0
            for place in (0..<8).reversed() {
                let byte = first / 8 + place
                word = word << 8 | (byte < bytes.count ? UInt64(bytes[byte]) : 0)
            }
            return word >> UInt64(first % 8) & FieldElement.mask
        }
        self.init(bits(0), bits(51), bits(102), bits(153), bits(204))
    }

    /// The number one.
    static let one = FieldElement(1, 0, 0, 0, 0)

    static func + (left: FieldElement, right: FieldElement) -> FieldElement {
        FieldElement(
            left.a &+ right.a,
            left.b &+ right.b,
            left.c &+ right.c,
            left.d &+ right.d,
            left.e &+ right.e
        ).carried()
    }

    /// Twice p is added, so that no digit falls below zero.
    static func - (left: FieldElement, right: FieldElement) -> FieldElement {
        FieldElement(
            left.a &+ 0xF_FFFF_FFFF_FFDA &- right.a,
            left.b &+ 0xF_FFFF_FFFF_FFFE &- right.b,
            left.c &+ 0xF_FFFF_FFFF_FFFE &- right.c,
            left.d &+ 0xF_FFFF_FFFF_FFFE &- right.d,
            left.e &+ 0xF_FFFF_FFFF_FFFE &- right.e
        ).carried()
    }

    /// What overflows beyond 2^255 counts 19-fold at the other end.
    static func * (left: FieldElement, right: FieldElement) -> FieldElement {
        let (a, b, c, d, e) = (left.a, left.b, left.c, left.d, left.e)
        let (f, g, h, i, j) = (right.a, right.b, right.c, right.d, right.e)
        let (g19, h19, i19, j19) = (19 &* g, 19 &* h, 19 &* i, 19 &* j)
        func sum(
            _ one: (UInt64, UInt64),
            _ two: (UInt64, UInt64),
            _ three: (UInt64, UInt64),
            _ four: (UInt64, UInt64),
            _ five: (UInt64, UInt64)
        ) -> UInt128 {
            UInt128(one.0) &* UInt128(one.1) &+ UInt128(two.0) &* UInt128(two.1)
                &+ UInt128(three.0) &* UInt128(three.1) &+ UInt128(four.0) &* UInt128(four.1)
                &+ UInt128(five.0) &* UInt128(five.1)
        }
        var digits = (
            sum((a, f), (b, j19), (c, i19), (d, h19), (e, g19)),
            sum((a, g), (b, f), (c, j19), (d, i19), (e, h19)),
            sum((a, h), (b, g), (c, f), (d, j19), (e, i19)),
            sum((a, i), (b, h), (c, g), (d, f), (e, j19)),
            sum((a, j), (b, i), (c, h), (d, g), (e, f))
        )
        digits.1 &+= digits.0 >> 51
        digits.2 &+= digits.1 >> 51
        digits.3 &+= digits.2 >> 51
        digits.4 &+= digits.3 >> 51
        func low(_ digit: UInt128) -> UInt64 { UInt64(truncatingIfNeeded: digit) & mask }
        let over = UInt64(truncatingIfNeeded: digits.4 >> 51)
        return FieldElement(
            low(digits.0) &+ 19 &* over,
            low(digits.1),
            low(digits.2),
            low(digits.3),
            low(digits.4)
        ).carried()
    }

    /// The element squared so many times over.
    func squared(times count: Int = 1) -> FieldElement {
        var result = self
        for _ in 0..<count { result = result * result }
        return result
    }

    /// Whether the element is the square of another than zero, by Euler's criterion: its power of
    /// (p - 1) / 2 = 2^254 - 10 is then one.
    var isSquare: Bool {
        /// From the powers of 2^n - 1 and 2^m - 1, that of 2^(n + m) - 1.
        func joined(_ first: FieldElement, _ second: FieldElement, by bits: Int) -> FieldElement {
            first.squared(times: bits) * second
        }
        let two = joined(self, self, by: 1)
        let five = joined(joined(two, two, by: 2), self, by: 1)
        let ten = joined(five, five, by: 5)
        let twenty = joined(ten, ten, by: 10)
        let fifty = joined(joined(twenty, twenty, by: 20), ten, by: 10)
        let hundred = joined(fifty, fifty, by: 50)
        let most = joined(joined(hundred, hundred, by: 100), fifty, by: 50)
        return (most.squared(times: 4) * two.squared()).isOne
    }

    /// Each digit's overflow to the next, and the last one's, 19-fold, to the first.
    private func carried() -> FieldElement {
        var (a, b, c, d, e) = (a, b, c, d, e)
        b &+= a >> 51
        c &+= b >> 51
        d &+= c >> 51
        e &+= d >> 51
        a = a & FieldElement.mask &+ 19 &* (e >> 51)
        return FieldElement(
            a,
            b & FieldElement.mask,
            c & FieldElement.mask,
            d & FieldElement.mask,
            e & FieldElement.mask
        )
    }

    /// Whether the element is one: as its digits, or as those of p + 1.
    private var isOne: Bool {
        let digits = carried().carried()
        let rest = (digits.b, digits.c, digits.d, digits.e)
        let mask = FieldElement.mask
        return (digits.a == 1 && rest == (0, 0, 0, 0))
            || (digits.a == mask - 17 && rest == (mask, mask, mask, mask))
    }
}
