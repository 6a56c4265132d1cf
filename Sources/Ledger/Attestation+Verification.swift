import Crypto
public import TransparencyLog

extension Attestation {
    /// Whether the signature, where there is one, is right for a command's digest on a ledger.
    public func holds(origin: String, digest: Hash) -> Bool {
        switch self {
        case .operatorAlone:
            return true
        case .member(let key, let signature):
            return Attestation.verify(
                key: key,
                signature: signature,
                text: Attestation.signedText(origin: origin, commandDigest: digest)
            )
        case .log(let key, let signature):
            guard let read = try? NoteVerifierKey(parsing: key), read.algorithm == .ed25519 else {
                return false
            }
            return Attestation.verify(
                key: Base64.encode(read.publicKey),
                signature: signature,
                text: Attestation.signedText(origin: origin, commandDigest: digest)
            )
        }
    }

    /// Whether an Ed25519 signature over a text is that of a key; key and signature in base64.
    public static func verify(key: String, signature: String, text: [UInt8]) -> Bool {
        guard let keyBytes = Base64.decode(key), let signatureBytes = Base64.decode(signature),
            let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: keyBytes)
        else { return false }
        return publicKey.isValidSignature(signatureBytes, for: text)
    }
}
