import Crypto
import TestSamples
import Testing

@testable import NISTP256

/// Which bytes are a P-256 public key.
@Suite struct P256PointTests {
    /// p, the most significant byte first.
    private static let prime: [UInt8] =
        [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1] + [UInt8](repeating: 0, count: 12)
        + [UInt8](repeating: 0xFF, count: 12)

    /// p and a small number added, or taken off.
    private static func aroundPrime(_ offset: Int) -> [UInt8] {
        var bytes = prime
        var carry = offset
        for place in bytes.indices.reversed() {
            let digit = Int(bytes[place]) + carry
            bytes[place] = UInt8(truncatingIfNeeded: digit)
            carry = digit >> 8
        }
        return bytes
    }

    private static func low(_ x: UInt8) -> [UInt8] { [UInt8](repeating: 0, count: 31) + [x] }

    /// By Euler's criterion in Python's integers: of 0 to 29, those x where the curve has points.
    private static let atLow: Set<UInt8> = [0, 5, 6, 8, 9, 12, 13, 17, 23, 24, 25, 26, 29]

    /// Likewise of p - 1 to p - 29.
    private static let belowPrime: Set<Int> = [
        3, 4, 5, 6, 7, 10, 13, 17, 18, 19, 20, 21, 22, 24, 25, 26, 29,
    ]

    @Test(arguments: UInt8(0)...29, [UInt8(2), 3])
    func `an x at which the curve has no point is no key, nor is one of p or more`(
        x: UInt8,
        form: UInt8
    ) {
        let bytes = [form] + Self.low(x)
        #expect((P256PublicKey(bytes) != nil) == Self.atLow.contains(x))
        // The same number modulo p, which nobody else may spell so.
        #expect(P256PublicKey([form] + Self.aroundPrime(Int(x))) == nil)
    }

    @Test(arguments: 1...29, [UInt8(2), 3])
    func `the largest x are judged as the smallest are`(less: Int, form: UInt8) {
        let bytes = [form] + Self.aroundPrime(-less)
        #expect((P256PublicKey(bytes) != nil) == Self.belowPrime.contains(less))
    }

    @Test func `whatever the bytes, they are a point where swift-crypto says so`() {
        var random = SeededGenerator.printingSeed()
        var points = 0
        for number in 0..<1200 {
            var x = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            // Runs of one digit are where carries go wrong.
            if number % 4 == 1 {
                let digit: UInt8 = number % 8 == 1 ? 0xFF : 0
                let first = Int.random(in: 0..<32, using: &random)
                for place in first..<Int.random(in: first...32, using: &random) {
                    x[place] = digit
                }
            }
            if number % 4 == 2 {
                x = Self.aroundPrime(Int.random(in: -100_000...100_000, using: &random))
            }
            let bytes = [UInt8.random(in: 2...3, using: &random)] + x
            let isPoint =
                (try? P256.Signing.PublicKey(compressedRepresentation: bytes)) != nil
            #expect((P256PublicKey(bytes) != nil) == isPoint, "\(bytes)")
            points += isPoint ? 1 : 0
        }
        #expect((400...700).contains(points), "\(points)")
    }

    @Test func `every key that is drawn is a point, and its negative another`() {
        for _ in 0..<200 {
            let key = P256.Signing.PrivateKey().publicKey
            let bytes = Array(key.compressedRepresentation)
            #expect(P256PublicKey(bytes)?.bytes == bytes)
            #expect(P256PublicKey([bytes[0] ^ 1] + bytes[1...]) != nil)
        }
    }

    @Test func `other forms and lengths are no key`() {
        let key = P256.Signing.PrivateKey().publicKey
        let point = Array(key.compressedRepresentation)
        #expect(P256PublicKey(Array(key.x963Representation)) == nil)
        #expect(P256PublicKey(Array(key.rawRepresentation)) == nil)
        #expect(P256PublicKey(Array(key.derRepresentation)) == nil)
        for form in UInt8.min ... .max where form != 2 && form != 3 {
            #expect(P256PublicKey([form] + point[1...]) == nil)
        }
        for bytes in [[], [2], Array(point.dropLast()), point + [0]] {
            #expect(P256PublicKey(bytes) == nil)
        }
    }

    @Test func `the field's laws hold, of the largest elements too`() throws {
        var random = SeededGenerator.printingSeed()
        var elements = try (0...3).map { try #require(P256FieldElement(Self.low($0))) }
        elements += try (1...3).map { try #require(P256FieldElement(Self.aroundPrime(-$0))) }
        while elements.count < 30 {
            let bytes = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            if let element = P256FieldElement(bytes) { elements.append(element) }
        }
        #expect(elements[1] == .one)
        #expect(elements[2] == .one + .one)
        #expect(elements[4] == elements[0] - .one, "p - 1 is -1")
        #expect(P256FieldElement(Self.prime) == nil)
        for a in elements {
            #expect(a * .one == a)
            #expect(a - a == elements[0])
            #expect((a * a).isSquare == (a != elements[0]))
            // p is 3 modulo 4, so that -1 is no square: of a and -a one is.
            #expect(a == elements[0] || a.isSquare != (elements[0] - a).isSquare)
            for b in elements {
                #expect(a + b == b + a)
                #expect(a * b == b * a)
                #expect(a + b - b == a)
                #expect((a + b) * (a - b) == a * a - b * b)
            }
        }
    }
}
