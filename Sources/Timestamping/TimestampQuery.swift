import COpenSSL

/// A request for a timestamp over some bytes (RFC 3161 section 2.4.1).
///
/// It carries the SHA-256 of the bytes, a nonce, and asks for the authority's certificate.
public struct TimestampQuery: Hashable, Sendable {
    /// The media type of a request over HTTP (RFC 3161 section 3.4).
    public static let mediaType = "application/timestamp-query"

    /// The request in DER.
    public let bytes: [UInt8]

    /// Asks for a timestamp; the nonce is 16 random bytes, used once.
    public init(over stamped: [UInt8], nonce: [UInt8]) throws(TimestampError) {
        guard nonce.count == 16 else { throw TimestampError("a nonce has 16 bytes") }
        let digest = try Digest.sha256(stamped)
        var encoded: UnsafeMutablePointer<UInt8>?
        var count = 0
        try OpenSSLReason.check { plimsoll_ts_query(digest, nonce, &encoded, &count, $0) == 1 }
        bytes = Array(UnsafeBufferPointer(start: encoded, count: count))
        plimsoll_ts_free(encoded)
    }
}

enum Digest {
    static func sha256(_ bytes: [UInt8]) throws(TimestampError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        guard plimsoll_ts_sha256(bytes, bytes.count, &digest) == 1 else {
            throw TimestampError("OpenSSL cannot compute SHA-256")
        }
        return digest
    }
}

/// The reason that a call of OpenSSL writes into its caller's buffer.
enum OpenSSLReason {
    static func check(
        _ body: (UnsafeMutablePointer<CChar>) -> Bool
    ) throws(TimestampError) {
        var reason = [CChar](repeating: 0, count: Int(PLIMSOLL_TS_REASON))
        let isDone = reason.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map(body) ?? false
        }
        guard isDone else {
            throw TimestampError(text(reason))
        }
    }

    static func text(_ characters: [CChar]) -> String {
        String(
            decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
    }
}
