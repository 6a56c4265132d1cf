import Crypto
import Ed25519
import TestSamples
import Testing

/// Which bytes are a key, and which a signature.
@Suite struct KeyEncodingTests {
    @Test(arguments: SmallOrderKey.all)
    func `a point of small order is no key and no signature's R`(key: SmallOrderKey) {
        #expect(key.bytes.count == 32)
        #expect(Ed25519PublicKey(key.bytes) == nil)
        #expect(Ed25519Signature(key.bytes + [UInt8](repeating: 0, count: 32)) == nil)
    }

    /// p is 2^255 - 19, so that nineteen values of y have another spelling.
    @Test(arguments: UInt8(0xED)...0xFF, [UInt8(0x7F), 0xFF])
    func `a y that is not below p is no key`(first: UInt8, last: UInt8) {
        let bytes = [first] + [UInt8](repeating: 0xFF, count: 30) + [last]
        #expect(Ed25519PublicKey(bytes) == nil)
        #expect(Ed25519Signature(bytes + [UInt8](repeating: 0, count: 32)) == nil)
        // p - 3 has its one spelling.
        let below = [0xEA] + [UInt8](repeating: 0xFF, count: 30) + [last]
        #expect(Ed25519PublicKey(below)?.bytes == below)
    }

    /// By the decompression of RFC 8032 section 6, run in Python.
    private static let points: Set<UInt8> = [
        3, 4, 5, 6, 9, 10, 14, 15, 16, 18, 19, 21, 23, 24, 25, 26, 27, 28, 29, 30, 32, 33, 35, 37,
        39, 40,
    ]

    @Test(arguments: UInt8(2)...40, [UInt8(0), 0x80])
    func `a y for which the curve has no x is no key`(y: UInt8, sign: UInt8) {
        let isPoint = KeyEncodingTests.points.contains(y)
        let low = [y] + [UInt8](repeating: 0, count: 30) + [sign]
        #expect((Ed25519PublicKey(low) != nil) == isPoint)
        #expect(Ed25519PublicKey.isEncoded(low))
        // Of y and of p - y the curve has the same points.
        let high = [0xED - y] + [UInt8](repeating: 0xFF, count: 30) + [0x7F | sign]
        #expect((Ed25519PublicKey(high) != nil) == isPoint)
    }

    @Test func `every key that is drawn is a point, and of other bytes about half are`() {
        for _ in 0..<200 {
            let key = Curve25519.Signing.PrivateKey().publicKey.rawRepresentation
            #expect(Ed25519PublicKey(key) != nil)
        }
        let taken = (0..<1000).count { number in
            var bytes = Array(SHA256.hash(data: [UInt8(number % 251), UInt8(number / 251)]))
            bytes[31] &= 0x7F
            return Ed25519PublicKey(bytes) != nil
        }
        #expect((400...600).contains(taken))
    }

    @Test(arguments: [0, 31, 33, 64])
    func `another length is no key`(length: Int) {
        #expect(Ed25519PublicKey([UInt8](repeating: 9, count: length)) == nil)
        #expect(Ed25519Signature([UInt8](repeating: 9, count: length + 1)) == nil)
    }

    /// RFC 8032 section 7.1, TEST 2.
    @Test func `a key and a signature of the standard are taken`() throws {
        let secret = try Curve25519.Signing.PrivateKey(
            rawRepresentation: [
                0x4C, 0xCD, 0x08, 0x9B, 0x28, 0xFF, 0x96, 0xDA, 0x9D, 0xB6, 0xC3, 0x46, 0xEC, 0x11,
                0x4E, 0x0F, 0x5B, 0x8A, 0x31, 0x9F, 0x35, 0xAB, 0xA6, 0x24, 0xDA, 0x8C, 0xF6, 0xED,
                0x4F, 0xB8, 0xA6, 0xFB,
            ]
        )
        #expect(Ed25519PublicKey(secret.publicKey.rawRepresentation) != nil)
        #expect(Ed25519Signature(try secret.signature(for: [0x72])) != nil)
    }

    @Test func `an S that is not below the order of the group is refused`() throws {
        // L, as RFC 8032 section 5.1 has it, and the number before it.
        let order: [UInt8] =
            [
                0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9,
                0xDE, 0x14,
            ] + [UInt8](repeating: 0, count: 15) + [0x10]
        let r = SmallOrderKey.signature[..<32]
        #expect(Ed25519Signature(r + order) == nil)
        #expect(Ed25519Signature(r + [UInt8](repeating: 0xFF, count: 32)) == nil)
        #expect(Ed25519Signature(r + [0xEC] + order[1...]) != nil)
    }
}
