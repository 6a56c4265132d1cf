import Ledger
import TransparencyLog

extension Attestation {
    /// Whether the signature over a command's digest is valid; `nil` where there is none.
    func holdsByOpenSSL(_ origin: String, _ digest: Hash) -> Bool? {
        let (key, signature): ([UInt8]?, String)
        switch self {
        case .operatorAlone: return nil
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

extension Possession {
    /// Whether the new key's signature is valid.
    var holdsByOpenSSL: Bool {
        guard let key = Base64.decode(publicKey), let bytes = Base64.decode(signature) else {
            return false
        }
        return Ed25519ByOpenSSL.verify(key: key, signature: bytes, message: text)
    }
}
