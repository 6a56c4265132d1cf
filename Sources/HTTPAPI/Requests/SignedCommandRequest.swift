import CanonicalJSON
import Contracts

/// What `POST /v1/commands` takes: a command with its member's signature.
struct SignedCommandRequest: Record {
    /// The command as it was signed.
    let command: LedgerObject
    /// The salt of its digest.
    let salt: SaltText
    /// The key that signed.
    let key: PublicKeyText
    /// The signature over the command's text.
    let signature: SignatureText
}

/// A JSON object as the ledger spells it, by its exact bytes.
struct LedgerObject: JSONCoded, Sendable {
    let bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    init?(from reader: inout JSONReader) {
        guard let bytes = reader.raw() else { return nil }
        guard bytes.first == UInt8(ascii: "{") else {
            reader.refuse("wrongType", "This must be an object.")
            return nil
        }
        self.bytes = bytes
    }

    func write(to writer: inout JSONWriter) { writer.raw(bytes) }

    static func shape(in dialect: JSONDialect) -> JSONShape {
        .map(key: .named(String.self), value: .any)
    }
}

/// The salt of a command.
typealias SaltText = Base64Text<SaltMeaning>

/// Of a text: the salt of a command.
enum SaltMeaning: Base64Meaning {
    static let byteCount = 16
    static let malformed = "saltMalformed"
}
