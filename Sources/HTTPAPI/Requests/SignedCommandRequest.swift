import CanonicalJSON

/// What `POST /v1/commands` takes: a command with its member's signature.
struct SignedCommandRequest: Record {
    /// The command as it was signed.
    let command: AnyObject
    /// The salt of its digest.
    let salt: SaltText
    /// The key that signed.
    let key: PublicKeyText
    /// The signature over the command's text.
    let signature: SignatureText

    /// Any JSON object, by its bytes.
    struct AnyObject: JSONCoded {
        let bytes: [UInt8]

        init?(from reader: inout JSONReader) {
            guard let bytes = reader.raw() else { return nil }
            guard bytes.first == UInt8(ascii: "{") else {
                reader.refuse("wrongType", "This must be an object.")
                return nil
            }
            self.bytes = bytes
        }

        func write(to writer: inout JSONWriter) { writer.raw(bytes) }

        static func shape(in dialect: JSONDialect) -> JSONShape { .any }
    }
}
