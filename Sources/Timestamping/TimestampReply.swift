import COpenSSL

/// An authority's reply to a request for a timestamp (RFC 3161 section 2.4.2), with its token.
///
/// Reading one verifies nothing: `answers(_:)` and `verify(over:trusting:)` do.
public struct TimestampReply: Hashable, Sendable {
    /// The media type of a reply over HTTP (RFC 3161 section 3.4).
    public static let mediaType = "application/timestamp-reply"
    /// The longest reply that is read, in bytes.
    public static let maximumBytes = 64 * 1024

    /// The reply in DER, as `openssl ts -verify -in` takes it.
    public let bytes: [UInt8]
    /// When the authority says that it signed, in POSIX milliseconds.
    public let milliseconds: Int64
    /// The authority's distinguished name (RFC 2253): the token's own statement, else the subject
    /// of the certificate that signed it; empty where it carries neither.
    public let authority: String
    /// The token's serial number in hexadecimal.
    public let serial: String
    private let digest: [UInt8]

    /// Reads a reply; throws where it is malformed, refused the request, or is not over SHA-256.
    public init(parsing bytes: [UInt8]) throws(TimestampError) {
        guard bytes.count <= Self.maximumBytes else {
            throw TimestampError("the reply is longer than \(Self.maximumBytes) bytes")
        }
        var statement = plimsoll_ts_statement()
        try OpenSSLReason.check { plimsoll_ts_read(bytes, bytes.count, &statement, $0) == 1 }
        self.bytes = bytes
        milliseconds = statement.seconds * 1000 + Int64(statement.milliseconds)
        authority = withUnsafeBytes(of: statement.tsa) { TimestampReply.text($0) }
        serial = withUnsafeBytes(of: statement.serial) { TimestampReply.text($0) }
        digest = withUnsafeBytes(of: statement.digest) { Array($0) }
    }

    /// Whether the token is over these bytes, whoever signed it.
    public func isOver(_ stamped: [UInt8]) throws(TimestampError) -> Bool {
        try Digest.sha256(stamped) == digest
    }

    /// Checks that the reply answers a request: the same digest and nonce.
    ///
    /// The signature is not verified, as the authority's certificates may not be known.
    public func answers(_ query: TimestampQuery) throws(TimestampError) {
        try OpenSSLReason.check {
            plimsoll_ts_answers(bytes, bytes.count, query.bytes, query.bytes.count, $0) == 1
        }
    }

    /// Verifies the token over bytes, offline.
    ///
    /// It must be signed by a certificate for timestamps alone (RFC 3161 section 2.3) that chains
    /// to a trusted one, all of them valid at the token's own time. Revocation is not looked up.
    public func verify(
        over stamped: [UInt8],
        trusting authorities: TrustedAuthorities
    ) throws(TimestampError) {
        let digest = try Digest.sha256(stamped)
        let pem = authorities.pem.map { CChar(bitPattern: $0) }
        try OpenSSLReason.check {
            plimsoll_ts_verify(bytes, bytes.count, digest, pem, pem.count, $0) == 1
        }
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}

/// The certificates that a timestamp's signature must lead to.
public struct TrustedAuthorities: Hashable, Sendable {
    /// The most bytes of certificates that are read.
    public static let maximumBytes = 1 << 20

    let pem: [UInt8]

    /// Reads certificates in PEM; throws where there is none or one is malformed.
    public init(pem: [UInt8]) throws(TimestampError) {
        guard pem.count <= Self.maximumBytes else {
            throw TimestampError("the certificates are longer than \(Self.maximumBytes) bytes")
        }
        let characters = pem.map { CChar(bitPattern: $0) }
        var count: Int32 = 0
        try OpenSSLReason.check {
            count = plimsoll_ts_certificates(characters, characters.count, $0)
            return count >= 0
        }
        guard count > 0 else { throw TimestampError("there is no certificate in PEM") }
        self.pem = pem
    }
}

/// Why a timestamp cannot be relied on, in OpenSSL's words where it gave a reason.
public struct TimestampError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public let reason: String

    /// Says what is wrong.
    public init(_ reason: String) { self.reason = reason }

    /// What is wrong.
    public var description: String { reason }
}
