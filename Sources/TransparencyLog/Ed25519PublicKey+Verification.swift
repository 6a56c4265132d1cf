import Crypto
public import Ed25519

extension Ed25519PublicKey {
    /// Whether a signature over a message is this key's: the one place where swift-crypto verifies
    /// Ed25519.
    public func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard let signature = Ed25519Signature(signature),
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { return false }
        return key.isValidSignature(signature.bytes, for: message)
    }
}
