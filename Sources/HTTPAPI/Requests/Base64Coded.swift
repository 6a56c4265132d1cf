import CanonicalJSON
import TransparencyLog

/// Bytes of one length, as a request spells them: padded base64.
protocol Base64Coded: JSONCoded, Hashable, Sendable {
    /// How many bytes.
    static var byteCount: Int { get }
    /// The permanent code of what is no such text.
    static var malformed: String { get }
    /// The text, which is known to be right.
    var text: String { get }
    init(unchecked text: String)
}

extension Base64Coded {
    /// The bytes.
    var bytes: [UInt8] { Base64.decode(text) ?? [] }

    init?(from reader: inout JSONReader) {
        guard let text = reader.string(1...128) else { return nil }
        guard Base64.decode(text)?.count == Self.byteCount else {
            reader.refuse(Self.malformed, "This is \(Self.byteCount) bytes in padded base64.")
            return nil
        }
        self.init(unchecked: text)
    }

    func write(to writer: inout JSONWriter) { writer.string(text) }

    static func shape(in dialect: JSONDialect) -> JSONShape {
        let example = Base64.encode([UInt8](repeating: 1, count: byteCount))
        return .string(
            bytes: example.utf8.count...example.utf8.count,
            format: "base64",
            example: example
        )
    }
}

/// An Ed25519 public key.
struct PublicKeyText: Base64Coded {
    static let byteCount = 32
    static let malformed = "keyMalformed"
    let text: String
    init(unchecked text: String) { self.text = text }
}

/// A SHA-256.
struct DigestText: Base64Coded {
    static let byteCount = 32
    static let malformed = "digestMalformed"
    let text: String
    init(unchecked text: String) { self.text = text }
}

/// The salt of a command.
struct SaltText: Base64Coded {
    static let byteCount = 16
    static let malformed = "saltMalformed"
    let text: String
    init(unchecked text: String) { self.text = text }
}

/// An Ed25519 signature.
struct SignatureText: Base64Coded {
    static let byteCount = 64
    static let malformed = "signatureMalformed"
    let text: String
    init(unchecked text: String) { self.text = text }
}
