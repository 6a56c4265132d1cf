public import CanonicalJSON
public import Contracts
import TransparencyLog

/// A JSON object as the ledger spells it, by its exact bytes.
///
/// They are taken and given as they stand: it is these bytes that were hashed and signed.
public struct LedgerObject: JSONCoded, Hashable, Sendable {
    /// The object's text.
    public let bytes: [UInt8]

    /// Takes the canonical text of an object.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Takes an object as it stands.
    public init?(from reader: inout JSONReader) {
        guard let bytes = reader.raw() else { return nil }
        guard bytes.first == UInt8(ascii: "{") else {
            reader.refuse("wrongType", "This must be an object.")
            return nil
        }
        self.bytes = bytes
    }

    /// Writes the text.
    public func write(to writer: inout JSONWriter) { writer.raw(bytes) }

    /// Any object.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .map(key: .named(String.self), value: .any)
    }
}

/// Any JSON value by its exact bytes.
public struct JSONText: JSONCoded, Hashable, Sendable {
    /// The value's text.
    public let bytes: [UInt8]

    /// Takes the text of a value.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    /// Takes a value as it stands.
    public init?(from reader: inout JSONReader) {
        guard let bytes = reader.raw() else { return nil }
        self.bytes = bytes
    }

    /// Writes the text.
    public func write(to writer: inout JSONWriter) { writer.raw(bytes) }

    /// Any value.
    public static func shape(in dialect: JSONDialect) -> JSONShape { .any }
}

/// Bytes in standard base64 with padding, however many.
public struct Base64Bytes: JSONCoded, Hashable, Sendable {
    /// The bytes.
    public let bytes: [UInt8]

    /// Takes bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Reads base64.
    public init?(from reader: inout JSONReader) {
        guard let text = reader.string() else { return nil }
        guard let bytes = Base64.decode(text) else {
            reader.refuse("base64Malformed", "This is bytes in padded base64.")
            return nil
        }
        self.bytes = bytes
    }

    /// Writes base64.
    public func write(to writer: inout JSONWriter) { writer.string(Base64.encode(bytes)) }

    /// A string of base64.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(format: .base64(), example: "AAECAwQFBgcICQoLDA0ODw==")
    }
}

/// The salt of a command that its member has signed.
public typealias SaltText = Base64Text<SaltMeaning>

/// Of a text: the salt of a command.
public enum SaltMeaning: Base64Meaning {
    /// 16.
    public static let byteCount = Salted.saltBytes
    /// The salt is no such text.
    public static let malformed = "saltMalformed"
}

/// What is behind a digest: SHA-256 over the salt and the value's canonical JSON.
///
/// Salt and value may be anything: it is the digest that says whether they are those of the leaf,
/// and what a leaf names is evidence against the log where it should never have been there.
public struct SaltedObject: Record, Hashable, Sendable {
    /// The salt in base64.
    public let salt: Base64Bytes
    /// The value in its canonical spelling.
    public let value: JSONText
}

extension SaltedObject {
    /// Shows salted bytes.
    public init(_ salted: Salted) {
        self.init(salt: Base64Bytes(salted.salt), value: JSONText(bytes: salted.bytes))
    }

    /// The salted bytes.
    public var salted: Salted { Salted(salt: salt.bytes, bytes: value.bytes) }
}

/// What `POST /v1/commands` takes: a command with its member's signature.
public struct SignedCommandRequest: Record, Hashable, Sendable {
    /// The command as it was signed.
    public let command: LedgerObject
    /// The salt of its digest.
    public let salt: SaltText
    /// The key that signed.
    public let key: PublicKeyText
    /// The signature over the command's text.
    public let signature: SignatureText
}
