public import CanonicalJSON
import Ed25519
public import Marine

/// What a text of base64 stands for, and how many bytes that has.
public protocol Base64Meaning: Sendable {
    /// How many bytes.
    static var byteCount: Int { get }
    /// The permanent code of what is no such text.
    static var malformed: String { get }
}

/// Bytes of one length, spelled in standard base64 with padding (RFC 4648 section 4).
public struct Base64Text<Meaning: Base64Meaning>: Hashable, Sendable, CustomStringConvertible {
    /// The text, in its one canonical spelling.
    public let text: String

    /// Takes a text that spells the right number of bytes.
    ///
    /// - Throws: `ParseError` with the meaning's own code.
    public init(_ text: String) throws(ParseError) {
        guard let bytes = Base64Spelling.bytes(of: text), bytes.count == Meaning.byteCount else {
            throw ParseError(code: Meaning.malformed, reason: Self.expectation)
        }
        self.text = text
    }

    /// Spells bytes, of which there are as many as the meaning has.
    public init(bytes: [UInt8]) {
        precondition(bytes.count == Meaning.byteCount, "another number of bytes")
        text = Base64Spelling.text(of: bytes)
    }

    /// The bytes.
    public var bytes: [UInt8] { Base64Spelling.bytes(of: text) ?? [] }

    /// The text.
    public var description: String { text }

    private static var expectation: String {
        "This is \(Meaning.byteCount) bytes in padded base64"
    }
}

extension Base64Text: JSONCoded {
    /// Writes the text.
    public func write(to writer: inout JSONWriter) { writer.string(text) }

    /// Reads a text that spells the right number of bytes.
    public init?(from reader: inout JSONReader) {
        guard let text = reader.string(1...128) else { return nil }
        guard let value = try? Self(text) else {
            reader.refuse(Meaning.malformed, "\(Self.expectation).")
            return nil
        }
        self = value
    }

    /// A text of one length.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        let length = (Meaning.byteCount + 2) / 3 * 4
        let padding = (3 - Meaning.byteCount % 3) % 3
        let example =
            String(repeating: "A", count: length - padding)
            + String(repeating: "=", count: padding)
        return .string(bytes: length...length, format: .base64(), example: example)
    }
}

/// An Ed25519 public key.
public typealias PublicKeyText = Base64Text<PublicKeyMeaning>
/// A SHA-256.
public typealias DigestText = Base64Text<DigestMeaning>
/// An Ed25519 signature.
public typealias SignatureText = Base64Text<SignatureMeaning>

/// A secret of the consortium.
public typealias SecretText = Base64Text<SecretMeaning>

/// Of a text: a secret that identifiers are derived with.
public enum SecretMeaning: Base64Meaning {
    /// 32.
    public static let byteCount = 32
    /// `secretMalformed`.
    public static let malformed = "secretMalformed"
}

/// Of a text: an Ed25519 public key.
public enum PublicKeyMeaning: Base64Meaning {
    /// 32.
    public static let byteCount = 32
    /// `keyMalformed`.
    public static let malformed = "keyMalformed"
}

/// Of a text: a SHA-256.
public enum DigestMeaning: Base64Meaning {
    /// 32.
    public static let byteCount = 32
    /// `digestMalformed`.
    public static let malformed = "digestMalformed"
}

/// Of a text: an Ed25519 signature.
public enum SignatureMeaning: Base64Meaning {
    /// 64.
    public static let byteCount = 64
    /// `signatureMalformed`.
    public static let malformed = "signatureMalformed"
}

extension PublicKeyText {
    /// Refuses a key with which a signature proves nothing.
    ///
    /// That its holder has it is proved beside the command, where signatures are verified. The
    /// first edition does not ask whether the curve has such a point; whoever takes commands does.
    func requireProof(in edition: Edition) throws(Refusal) {
        guard Ed25519PublicKey.proves(bytes, in: edition) else {
            throw Refusal(.keyMalformed, ["key": text])
        }
    }
}

extension Ed25519PublicKey {
    /// Whether an edition takes bytes for a key by which a signature proves something.
    static func proves(_ bytes: [UInt8], in edition: Edition) -> Bool {
        edition >= .second ? Ed25519PublicKey(bytes) != nil : isEncoded(bytes)
    }
}
