/// The answer to a ``CurlRequest``, whatever its status.
public struct CurlResponse: Sendable {
    /// How long the parts of an exchange took, each measured from its start, in microseconds.
    public struct Timings: Sendable, Hashable {
        /// Until the name was resolved.
        public var nameLookupMicroseconds: Int64
        /// Until the connection was established.
        public var connectMicroseconds: Int64
        /// Until the TLS handshake was done; zero without TLS or on a pooled connection.
        public var tlsHandshakeMicroseconds: Int64
        /// Until the first byte of the response.
        public var firstByteMicroseconds: Int64
        /// Until the end.
        public var totalMicroseconds: Int64
    }

    /// The HTTP status.
    public var status: Int
    /// The header fields of the final response, in order.
    public var headers: [CurlRequest.Header]
    /// The body, at most as long as the request allowed.
    public var body: [UInt8]
    /// Whether the body was longer than allowed and its end is missing.
    public var isTruncated: Bool
    /// What `Retry-After` asks for, in seconds from now; nil where the field is absent or zero.
    public var retryAfterSeconds: Int64?
    /// The address of the peer, as text; empty where libcurl does not know it.
    public var primaryAddress: String
    /// How long the exchange took.
    public var timings: Timings

    /// The first value of a header field; names are compared without regard to case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.name.lowercased() == wanted }?.value
    }
}
