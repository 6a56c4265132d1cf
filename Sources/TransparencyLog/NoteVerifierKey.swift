import Ed25519

/// A public key that verifies notes, known by its name and key ID.
public struct NoteVerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// How a key signs; the raw value is the signature type of the signed-note specification.
    public enum Algorithm: UInt8, Hashable, Sendable {
        /// Ed25519 over the text itself.
        case ed25519 = 0x01
        /// Ed25519 over a time and a checkpoint (C2SP tlog-cosignature, "cosignature/v1").
        case cosignatureV1 = 0x04
    }

    /// The name that signature lines bear.
    public let name: String
    /// How the key signs.
    public let algorithm: Algorithm
    /// The 32 bytes of the Ed25519 public key.
    public let publicKey: [UInt8]
    /// The start of the digest over name, algorithm and key.
    public let keyID: UInt32

    /// Names a key; throws where the name is no key name or the bytes are no Ed25519 key, among
    /// them the encodings that are not canonical or no point, and the points of small order.
    public init(
        name: String,
        algorithm: Algorithm,
        publicKey: [UInt8]
    ) throws(LogFormatError) {
        try KeyName.check(name)
        guard publicKey.count == Ed25519PublicKey.byteCount else {
            throw LogFormatError(code: .verifierKey, reason: "an Ed25519 key has 32 bytes")
        }
        guard Ed25519PublicKey(publicKey) != nil else {
            throw LogFormatError(
                code: .verifierKey,
                reason:
                    "the key is of small order, not canonical or no point of the curve: it proves "
                    + "nothing"
            )
        }
        self.name = name
        self.algorithm = algorithm
        self.publicKey = publicKey
        self.keyID = Self.keyID(name, [algorithm.rawValue] + publicKey)
    }

    /// Reads a verifier key such as `ledger.example/cargo+1d3e9b04+AQOh...`.
    public init(parsing vkey: String) throws(LogFormatError) {
        let parts = vkey.split(
            separator: "+",
            maxSplits: 2,
            omittingEmptySubsequences: false
        )
        guard vkey.utf8.count <= 4096, parts.count == 3 else {
            throw Self.fault("a verifier key is a name, an ID and base64, joined by plus signs")
        }
        guard let id = Hex.decode(parts[1]), id.count == 4 else {
            throw Self.fault("the key ID is not eight lower-case hexadecimal digits")
        }
        guard let material = Base64.decode(parts[2]), let type = material.first else {
            throw Self.fault("the key is not base64")
        }
        guard let algorithm = Algorithm(rawValue: type) else {
            throw LogFormatError(
                code: .unsupportedAlgorithm,
                reason: "signature type \(type) is not verified here"
            )
        }
        try self.init(
            name: String(parts[0]),
            algorithm: algorithm,
            publicKey: Array(material.dropFirst())
        )
        guard keyID.bigEndianBytes == id else {
            throw Self.fault("the key ID is not that of this name and key")
        }
    }

    /// The verifier key as text.
    public var description: String {
        "\(name)+\(Hex.encode(keyID.bigEndianBytes))+"
            + Base64.encode([algorithm.rawValue] + publicKey)
    }

    private static func keyID(_ name: String, _ material: [UInt8]) -> UInt32 {
        Hash.sha256(Array(name.utf8), [0x0A], material).bytes.prefix(4)
            .reduce(0) { $0 << 8 | UInt32($1) }
    }

    private static func fault(_ reason: String) -> LogFormatError {
        LogFormatError(code: .verifierKey, reason: reason)
    }
}
