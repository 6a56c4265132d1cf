public import CanonicalJSON
public import TransparencyLog

/// A SHA-256 hash, 32 bytes in base64.
extension Hash: JSONCoded {
    /// Writes 32 bytes in base64.
    public func write(to writer: inout JSONWriter) { withBase64 { writer.asciiString($0) } }

    /// Reads 32 bytes in base64.
    public init?(from reader: inout JSONReader) {
        let read = reader.asciiString {
            Hash(base64: $0)
        } orElse: { _ in
            ("digestMalformed", "This is 32 bytes in padded base64.")
        }
        guard let read else { return nil }
        self = read
    }

    /// A string of 44 characters.
    public static func shape(in dialect: JSONDialect) -> JSONShape {
        .string(
            bytes: 44...44,
            format: .base64("sha256"),
            example: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        )
    }
}
