import Marine
import Testing

@Suite("Rounding")
struct RoundingTests {
    // The table of java.math.RoundingMode, Java SE 17 API: UP, DOWN, CEILING, FLOOR, HALF_UP and
    // HALF_EVEN of each input, here in tenths.
    static let table: [(tenths: Int128, expected: [Int128])] = [
        (55, [6, 5, 6, 5, 6, 6]), (25, [3, 2, 3, 2, 3, 2]), (16, [2, 1, 2, 1, 2, 2]),
        (11, [2, 1, 2, 1, 1, 1]), (10, [1, 1, 1, 1, 1, 1]), (-10, [-1, -1, -1, -1, -1, -1]),
        (-11, [-2, -1, -1, -2, -1, -1]), (-16, [-2, -1, -1, -2, -2, -2]),
        (-25, [-3, -2, -2, -3, -3, -2]), (-55, [-6, -5, -5, -6, -6, -6]),
    ]

    static let modes: [Rounding] = [
        .awayFromZero, .towardZero, .up, .down, .halfAwayFromZero, .halfToEven,
    ]

    @Test(arguments: table)
    func `a quotient is rounded as the mode says`(tenths: Int128, expected: [Int128]) throws {
        for (mode, value) in zip(Self.modes, expected) {
            #expect(try mode.quotient(of: tenths, dividedBy: 10) == value, "\(mode)")
            #expect(try mode.quotient(of: -tenths, dividedBy: -10) == value, "\(mode)")
        }
    }

    @Test func `a quotient below one half and above keeps its sign`() throws {
        #expect(try Rounding.up.quotient(of: -1, dividedBy: 10) == 0)
        #expect(try Rounding.down.quotient(of: -1, dividedBy: 10) == -1)
        #expect(try Rounding.down.quotient(of: 1, dividedBy: -10) == -1)
        #expect(try Rounding.awayFromZero.quotient(of: -1, dividedBy: 10) == -1)
        #expect(try Rounding.halfToEven.quotient(of: 1, dividedBy: 2) == 0)
        #expect(try Rounding.halfToEven.quotient(of: -3, dividedBy: 2) == -2)
    }

    @Test func `the largest numbers are rounded without overflow`() throws {
        #expect(try Rounding.halfAwayFromZero.quotient(of: .max, dividedBy: .max) == 1)
        #expect(try Rounding.halfAwayFromZero.quotient(of: .max - 1, dividedBy: .max) == 1)
        #expect(try Rounding.halfToEven.quotient(of: .max, dividedBy: .min) == -1)
        #expect(try Rounding.towardZero.quotient(of: .max, dividedBy: .min) == 0)
    }

    @Test func `division by zero and beyond 128 bits are refused`() {
        #expect(throws: MoneyError.divisionByZero) {
            try Rounding.down.quotient(of: 1, dividedBy: 0)
        }
        #expect(throws: MoneyError.overflow) {
            try Rounding.down.quotient(of: .min, dividedBy: -1)
        }
    }
}
