import COpenSSL
import Contracts
import Ed25519
import Ledger
import NISTP256
import TransparencyLog

/// Ed25519 by a second library than the ledger's own.
enum Ed25519ByOpenSSL {
    static func verify(key: [UInt8], signature: [UInt8], message: [UInt8]) -> Bool {
        guard let key = Ed25519PublicKey(key), let signature = Ed25519Signature(signature) else {
            return false
        }
        return plimsoll_openssl_verify_ed25519(
            key.bytes,
            signature.bytes,
            message,
            message.count
        ) == 1
    }
}

/// ECDSA over P-256 with SHA-256, likewise.
enum P256ByOpenSSL {
    static func verify(key: [UInt8], signature: [UInt8], message: [UInt8]) -> Bool {
        guard let key = P256PublicKey(key), let signature = P256Signature(signature) else {
            return false
        }
        return plimsoll_openssl_verify_p256(
            key.bytes,
            signature.bytes,
            message,
            message.count
        ) == 1
    }
}

extension DeviceKeyText {
    /// Whether a signature over an upload's text, in base64, is this key's.
    func verifiesByOpenSSL(_ signature: String, over text: [UInt8]) -> Bool {
        guard let signature = Base64.decode(signature) else { return false }
        return switch scheme {
        case .ed25519: Ed25519ByOpenSSL.verify(key: bytes, signature: signature, message: text)
        case .p256: P256ByOpenSSL.verify(key: bytes, signature: signature, message: text)
        }
    }
}

extension Attestation {
    /// Whether the signature over a command's digest is valid; `nil` where there is none.
    func holdsByOpenSSL(_ origin: String, _ digest: Hash) -> Bool? {
        let (key, signature): ([UInt8]?, String)
        switch self {
        case .operator: return nil
        case .member(let text, let given): (key, signature) = (Base64.decode(text), given)
        case .log(let text, let given):
            (key, signature) = ((try? NoteVerifierKey(parsing: text))?.publicKey, given)
        }
        guard let key, let bytes = Base64.decode(signature) else { return false }
        return Ed25519ByOpenSSL.verify(
            key: key,
            signature: bytes,
            message: Attestation.signedText(origin: origin, commandDigest: digest)
        )
    }
}

extension ProofOfPossession {
    /// Whether the new key's signature is valid.
    var holdsByOpenSSL: Bool {
        guard let key = Base64.decode(publicKey), let bytes = Base64.decode(signature) else {
            return false
        }
        return Ed25519ByOpenSSL.verify(key: key, signature: bytes, message: text)
    }
}

extension SignedNote {
    /// Whether a log's key signed the note, by OpenSSL.
    func isSignedByOpenSSL(_ key: NoteVerifierKey) -> Bool {
        signatures.contains { signature in
            signature.names(key)
                && Ed25519ByOpenSSL.verify(
                    key: key.publicKey,
                    signature: signature.bytes,
                    message: Array(text.utf8)
                )
        }
    }
}
