import COpenSSL

/// Ed25519 by a second library than the ledger's own.
enum Ed25519ByOpenSSL {
    static func verify(key: [UInt8], signature: [UInt8], message: [UInt8]) -> Bool {
        guard key.count == 32, signature.count == 64 else { return false }
        return plimsoll_openssl_verify_ed25519(key, signature, message, message.count) == 1
    }
}
