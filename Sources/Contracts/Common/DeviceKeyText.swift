public import CanonicalJSON
import Ed25519
public import Marine
import NISTP256

/// The public key of a device or its gateway, in 44 characters of standard base64.
///
/// An Ed25519 key is 32 bytes, so that its text ends in `=`. From the fifth edition on a key may be
/// one of P-256, as secure elements have it: a point of the curve in compressed form (SEC 1 section
/// 2.3.3), 33 bytes, of which the first is 2 or 3, so that its text has no padding. Either has one
/// spelling alone.
public struct DeviceKeyText: Hashable, Sendable, CustomStringConvertible {
    /// What the key signs with.
    public enum Scheme: Hashable, Sendable {
        /// Ed25519 (RFC 8032 section 5.1).
        case ed25519
        /// ECDSA over P-256 with SHA-256 (FIPS 186-5 section 6), r and s in 32 bytes each.
        case p256
    }

    /// The text, in its one canonical spelling.
    public let text: String

    /// What the key signs with.
    public let scheme: Scheme

    /// Takes a text that spells a key's bytes; whether the curve has such a point is not asked.
    ///
    /// - Throws: `ParseError` of the code `keyMalformed`.
    public init(_ text: String) throws(ParseError) {
        guard let bytes = Base64Spelling.bytes(of: text), let scheme = Self.scheme(of: bytes) else {
            throw ParseError(code: PublicKeyMeaning.malformed, reason: Self.expectation)
        }
        self.text = text
        self.scheme = scheme
    }

    /// Takes an Ed25519 key.
    public init(_ key: PublicKeyText) {
        text = key.text
        scheme = .ed25519
    }

    /// The bytes: 32 of an Ed25519 key, 33 of one of P-256.
    public var bytes: [UInt8] { Base64Spelling.bytes(of: text) ?? [] }

    /// The text.
    public var description: String { text }

    private static func scheme(of bytes: [UInt8]) -> Scheme? {
        switch bytes.count {
        case Ed25519PublicKey.byteCount: .ed25519
        case P256PublicKey.byteCount where bytes[0] == 2 || bytes[0] == 3: .p256
        default: nil
        }
    }

    private static let expectation = """
        This is 44 characters of base64: 32 bytes of an Ed25519 key with padding, or 33 bytes of a \
        P-256 point in compressed form
        """
}

extension DeviceKeyText {
    /// The first edition of the rules that takes keys of P-256.
    static let p256Since = Edition.fifth

    /// Refuses a key with which a signature proves nothing.
    ///
    /// Nobody proves that the device has the key: whoever binds it says so. The first edition does
    /// not ask whether the curve of Ed25519 has such a point; whoever takes commands does.
    func requireProof(in edition: Edition) throws(Refusal) {
        switch scheme {
        case .ed25519:
            guard Ed25519PublicKey.proves(bytes, in: edition) else {
                throw Refusal(.keyMalformed, ["key": text])
            }
        case .p256:
            guard edition >= Self.p256Since else {
                throw Refusal(
                    .keyMalformed,
                    [
                        "key": text, "scheme": "P-256", "since": "\(Self.p256Since)",
                        "inForce": "\(edition)",
                    ]
                )
            }
            guard isPoint else {
                throw Refusal(.keyMalformed, ["key": text, "scheme": "P-256"])
            }
        }
    }

    /// Whether the key's curve has such a point, and none of small order.
    public var isPoint: Bool {
        switch scheme {
        case .ed25519: Ed25519PublicKey(bytes) != nil
        case .p256: P256PublicKey(bytes) != nil
        }
    }
}

extension DeviceKeyText: JSONCoded {
    /// Writes the text.
    public func write(to writer: inout JSONWriter) { writer.string(text) }

    /// Reads a text that spells a key's bytes.
    public init?(from reader: inout JSONReader) {
        guard let text = reader.string(1...128) else { return nil }
        guard let value = try? Self(text) else {
            reader.refuse(PublicKeyMeaning.malformed, "\(Self.expectation).")
            return nil
        }
        self = value
    }

    /// A text of 44 characters.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(
            bytes: 44...44,
            format: .base64(),
            example: String(repeating: "A", count: 43) + "="
        )
    }
}
