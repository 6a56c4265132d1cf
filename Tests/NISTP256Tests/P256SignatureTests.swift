import Contracts
import Crypto
import TestSupport
import Testing
import TransparencyLog

@testable import Audit
@testable import Ledger
@testable import NISTP256

/// Which bytes are a P-256 signature, and what verifies, by either library.
@Suite struct P256SignatureTests {
    private static let zero = [UInt8](repeating: 0, count: 32)
    private static let one = zero.dropLast() + [1]
    private static let last = PointKey.order.dropLast() + [0x50]

    @Test func `r and s are from 1 to n - 1`() {
        for (number, isTaken) in [
            (Self.zero, false), (Array(Self.one), true), (Array(Self.last), true),
            (PointKey.order, false), ([UInt8](repeating: 0xFF, count: 32), false),
        ] {
            #expect((P256Signature(number + Self.one) != nil) == isTaken, "\(number)")
            #expect((P256Signature(Self.one + number) != nil) == isTaken, "\(number)")
        }
        #expect(P256Signature(Self.one + Self.one + [0]) == nil)
        #expect(P256Signature(Self.one) == nil)
    }

    /// A text with the signature that RFC 6979 section A.2.5 has for it, with SHA-256.
    private static let standard = [
        (
            "sample",
            "79SLKqy2qP0RQN2c1F6B1p0sh3tWqvmRw00OqE6vNxb3yxyULWV8QdQ2x6G2"
                + "4p9l8+kA27mv9AZNxKsvhDrNqA=="
        ),
        (
            "test",
            "8auwI1GDUc1x2IFWex6mY+0+/PbFEys1TyjTsLfTg2cBn0ETdCorFL0lkmtJ"
                + "xkkVXyZ+YNOBS0wMyEJQ5G8Agw=="
        ),
    ]

    /// What the page `LedgerFormat` has, made by Python's `cryptography` and by OpenSSL's command.
    private static let ofPage = (
        text: """
        plimsoll upload v1
        ledger.example/cargo
        shp-j5vvezfbgu4m3lj3
        00cN1lnLSVcCxXOyu0zliITnF0qAi5xAgoO4bZDbhoA=

        """,
        signature:
            "07QMCiPRmxvzWHwJKdWZS3/wE6OXXuyJUufaUlLl9I5xKW7ZPyIAxjSz9ZR2"
            + "qy+vgsbd2IhA7zVT58eHITSoFA=="
    )

    private static func verdicts(
        _ key: DeviceKeyText,
        _ signature: String,
        _ text: String
    ) -> [Bool] {
        [
            key.verifies(signature, over: Array(text.utf8)),
            key.verifiesByOpenSSL(signature, over: Array(text.utf8)),
        ]
    }

    @Test(arguments: standard + [ofPage])
    func `a standard's signature verifies, and so does its other half`(
        text: String,
        signature: String
    ) {
        let key = PointKey.device.deviceKey
        #expect(key.text == "A2D+1LolWp0xyWHrdMY1bWjASbiSO2H6bOZpYi5g8p+2")
        let other = PointKey.other(than: signature)
        #expect(other != signature)
        #expect(Self.verdicts(key, signature, text) == [true, true])
        #expect(Self.verdicts(key, other, text) == [true, true])
        #expect(Self.verdicts(key, signature, text + " ") == [false, false])
    }

    @Test func `what is signed otherwise verifies by neither library`() throws {
        let (key, text) = (PointKey.device.deviceKey, "readings")
        let signature = try PointKey.device.secret.signature(for: Array(text.utf8))
        let good = try PointKey.device.sign(text)
        #expect(Self.verdicts(key, good, text) == [true, true])
        // DER, as OpenSSL writes it.
        let der = Base64.encode(Array(signature.derRepresentation))
        #expect(Self.verdicts(key, der, text) == [false, false])
        // Another key, the negative of the key, and one that is no point.
        let stranger = Array(P256.Signing.PrivateKey().publicKey.compressedRepresentation)
        let negative = [key.bytes[0] ^ 1] + key.bytes[1...]
        let pointless = [2] + Array(Self.one)
        for bytes in [stranger, negative, pointless] {
            let other = try DeviceKeyText(Base64.encode(bytes))
            #expect(Self.verdicts(other, good, text) == [false, false])
            #expect(other.isPoint == (bytes != pointless))
        }
        // s and r in the other order, and each bit of either turned.
        let bytes = Array(signature.rawRepresentation)
        let swapped = Base64.encode(bytes[32...] + bytes[..<32])
        #expect(Self.verdicts(key, swapped, text) == [false, false])
        for place in bytes.indices {
            var wrong = bytes
            wrong[place] ^= 1 << UInt8(place % 8)
            #expect(Self.verdicts(key, Base64.encode(wrong), text) == [false, false])
        }
        // An Ed25519 key and signature of the same lengths.
        let ed25519 = MemberKey.device
        let ofEd25519 = Base64.encode(Array(try ed25519.secret.signature(for: Array(text.utf8))))
        #expect(Self.verdicts(ed25519.deviceKey, ofEd25519, text) == [true, true])
        #expect(Self.verdicts(ed25519.deviceKey, good, text) == [false, false])
        #expect(Self.verdicts(key, ofEd25519, text) == [false, false])
    }

    @Test func `OpenSSL by itself takes what swift-crypto signs`() throws {
        for number in 0..<50 {
            let key = P256.Signing.PrivateKey()
            let text = "text \(number)"
            let signature = try key.signature(for: Array(text.utf8)).rawRepresentation
            #expect(
                P256ByOpenSSL.verify(
                    key: Array(key.publicKey.compressedRepresentation),
                    signature: Array(signature),
                    message: Array(text.utf8)
                )
            )
        }
    }
}
