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
        guard let bytes = Self.bytes(of: text), bytes.count == Meaning.byteCount else {
            throw ParseError(code: Meaning.malformed, reason: Self.expectation)
        }
        self.text = text
    }

    /// Spells bytes, of which there are as many as the meaning has.
    public init(bytes: [UInt8]) {
        precondition(bytes.count == Meaning.byteCount, "another number of bytes")
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits =
                group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for digit in 0..<4 {
                bits &= 0xFF_FFFF
                text.append(
                    digit <= group.count ? Self.alphabet[Int(bits >> 18)] : UInt8(ascii: "=")
                )
                bits <<= 6
            }
        }
        self.text = String(decoding: text, as: UTF8.self)
    }

    private static var alphabet: [UInt8] {
        Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    }

    /// The bytes.
    public var bytes: [UInt8] { Self.bytes(of: text) ?? [] }

    /// The text.
    public var description: String { text }

    private static var expectation: String {
        "This is \(Meaning.byteCount) bytes in padded base64"
    }

    /// Nil for anything but the canonical spelling: bits set beyond the last byte are another.
    private static func bytes(of text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        let digits = characters.prefix { $0 != UInt8(ascii: "=") }
        guard characters.count % 4 == 0, characters.count - digits.count <= 2,
            characters[digits.count...].allSatisfy({ $0 == UInt8(ascii: "=") })
        else { return nil }
        var bytes: [UInt8] = []
        var (bits, held): (UInt32, Int) = (0, 0)
        for digit in digits {
            guard let value = sixBits(digit) else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xFFFF
            held += 6
            guard held >= 8 else { continue }
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
        }
        guard held < 6, bits & ((1 << UInt32(held)) - 1) == 0 else { return nil }
        return bytes
    }

    private static func sixBits(_ character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
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
        let isKey =
            edition >= .second
            ? Ed25519PublicKey(bytes) != nil : Ed25519PublicKey.isEncoded(bytes)
        guard isKey else { throw Refusal(.keyMalformed, ["key": text]) }
    }
}
