public import Contracts
import Crypto
import Ed25519
import NISTP256
import TransparencyLog

extension DeviceKeyText {
    /// Whether a signature over a text, in base64, is this key's; by swift-crypto.
    public func verifies(_ signature: String, over text: [UInt8]) -> Bool {
        guard let signature = Base64.decode(signature) else { return false }
        return switch scheme {
        case .ed25519: Ed25519PublicKey(bytes)?.verifies(signature, over: text) ?? false
        case .p256: P256PublicKey(bytes)?.verifies(signature, over: text) ?? false
        }
    }
}

extension P256PublicKey {
    /// Whether an ECDSA signature with SHA-256 over a message is this key's: the one place where
    /// swift-crypto verifies P-256.
    func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        guard let signature = P256Signature(signature),
            let key = try? P256.Signing.PublicKey(compressedRepresentation: bytes),
            let parsed = try? P256.Signing.ECDSASignature(rawRepresentation: signature.bytes)
        else { return false }
        return key.isValidSignature(parsed, for: message)
    }
}
