import Crypto

/// A private Ed25519 key that signs notes or cosigns checkpoints.
public struct NoteSigner: Sendable {
    /// The public key.
    public let verifierKey: NoteVerifierKey
    private let privateKey: Curve25519.Signing.PrivateKey

    /// Makes the key of a 32-byte seed (RFC 8032 section 5.1.5).
    public init(
        name: String,
        seed: [UInt8],
        algorithm: NoteVerifierKey.Algorithm = .ed25519
    ) throws(LogFormatError) {
        guard seed.count == 32,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        else { throw LogFormatError(code: .seedLength, reason: "a seed has 32 bytes") }
        privateKey = key
        verifierKey = try NoteVerifierKey(
            name: name,
            algorithm: algorithm,
            publicKey: Array(key.publicKey.rawRepresentation)
        )
    }

    /// Signs the text of a note; the key must be of type `ed25519`.
    public func sign(_ text: String) throws -> NoteSignature {
        try require(.ed25519)
        return try signature(try raw(Array(text.utf8)))
    }

    /// Cosigns the whole body of a checkpoint at a time; the key must be of type `cosignatureV1`.
    public func cosign(
        _ checkpointText: String,
        at posixSeconds: UInt64
    ) throws -> NoteSignature {
        try require(.cosignatureV1)
        guard posixSeconds <= Cosignature.latestTime else { throw NoteError.timeOutOfRange }
        let signed = try raw(Cosignature.message(checkpointText, at: posixSeconds))
        return try signature(posixSeconds.bigEndianBytes + signed)
    }

    private func require(_ algorithm: NoteVerifierKey.Algorithm) throws(NoteError) {
        guard verifierKey.algorithm == algorithm else {
            throw .wrongAlgorithm(keyName: verifierKey.name)
        }
    }

    private func raw(_ message: [UInt8]) throws(NoteError) -> [UInt8] {
        guard let signature = try? privateKey.signature(for: message) else { throw .signingFailed }
        return Array(signature)
    }

    private func signature(_ bytes: [UInt8]) throws(LogFormatError) -> NoteSignature {
        try NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, bytes: bytes)
    }
}
