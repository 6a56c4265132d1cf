import Crypto

extension Hash {
    /// The SHA-256 digest of some bytes (FIPS 180-4).
    public static func sha256(of bytes: some Collection<UInt8>) -> Hash {
        withContiguousBytes(bytes) { bytes in
            var hasher = SHA256()
            hasher.update(bufferPointer: bytes)
            return Hash(hasher)
        }
    }

    /// The SHA-256 digest of several pieces one after another, which are never joined.
    public static func sha256(_ pieces: [UInt8]...) -> Hash {
        var hasher = SHA256()
        for piece in pieces { piece.withUnsafeBytes { hasher.update(bufferPointer: $0) } }
        return Hash(hasher)
    }

    init(_ hasher: SHA256) {
        self = hasher.finalize().withUnsafeBytes { Hash($0) }
    }

    static func withContiguousBytes<Result>(
        _ bytes: some Collection<UInt8>,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        let result = bytes.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
        return result ?? Array(bytes).withUnsafeBytes(body)
    }
}
