/// One signature line of a signed note.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public let name: String
    /// The first four bytes of the digest that identifies the key, as a big-endian number.
    public let keyID: UInt32
    /// What the key's algorithm made of the text.
    public let bytes: [UInt8]

    /// Joins a key's name and ID with a signature; throws where the name is no key name or the
    /// signature is empty.
    public init(name: String, keyID: UInt32, bytes: [UInt8]) throws(LogFormatError) {
        try KeyName.check(name)
        guard !bytes.isEmpty else {
            throw LogFormatError(code: .signatureLine, reason: "the signature is empty")
        }
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a line without its end.
    public init(parsing line: some StringProtocol) throws(LogFormatError) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "\u{2014}" else {
            throw LogFormatError(
                code: .signatureLine,
                reason: "a signature line is an em dash, a name and base64"
            )
        }
        guard let decoded = Base64.decode(parts[2]), decoded.count > 4 else {
            throw LogFormatError(
                code: .signatureLine,
                reason: "the signature is not base64 of five bytes or more"
            )
        }
        let keyID = decoded[..<4].reduce(0) { $0 << 8 | UInt32($1) }
        try self.init(name: String(parts[1]), keyID: keyID, bytes: Array(decoded[4...]))
    }

    /// Whether the line says that it is this key's; it may still be wrong.
    public func names(_ key: NoteVerifierKey) -> Bool { name == key.name && keyID == key.keyID }

    /// The line without its end.
    public var line: String {
        "\u{2014} \(name) \(Base64.encode(keyID.bigEndianBytes + bytes))"
    }
}

/// The rule for the names of keys.
enum KeyName {
    static func check(_ name: String) throws(LogFormatError) {
        let isName = name.unicodeScalars.allSatisfy {
            $0 != "+" && $0.value >= 0x20 && !$0.properties.isWhitespace
        }
        guard isName, !name.isEmpty else {
            throw LogFormatError(
                code: .keyName,
                reason: "a key's name is not empty and holds no space and no plus"
            )
        }
    }
}

extension FixedWidthInteger {
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
