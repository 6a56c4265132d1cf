/// One HTTP request for a ``CurlClient``.
public struct CurlRequest: Sendable {
    /// The protocols a request may be sent over.
    public enum Scheme: String, Sendable, CaseIterable {
        /// Plain HTTP.
        case http
        /// HTTP over TLS.
        case https
    }

    /// What to do with a response body longer than ``maximumResponseBytes``.
    public enum Overflow: Sendable {
        /// Throw ``CurlError/responseTooLarge(limit:)``.
        case fail
        /// Keep the beginning and drop the connection; for callers who only need the status.
        case truncate
    }

    /// A header field; the order of fields is kept.
    public struct Header: Sendable, Hashable {
        /// The field's name.
        public var name: String
        /// The field's value, without surrounding white space.
        public var value: String

        /// Creates a header field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The request method, upper case.
    public var method: String
    /// The absolute URL.
    public var url: String
    /// The header fields to send besides those that HTTP itself requires.
    public var headers: [Header]
    /// The bytes of the body; an empty array sends none, save for POST, PUT and PATCH.
    public var body: [UInt8]
    /// The longest time to wait for a connection, in milliseconds.
    public var connectTimeoutMilliseconds: Int
    /// The longest time for the whole exchange, in milliseconds; queueing for a connection counts.
    public var timeoutMilliseconds: Int
    /// The addresses of the URL's host in libcurl's notation, once they are known.
    var resolution: String?
    /// The longest response body accepted, in bytes after content decoding (none is asked for).
    public var maximumResponseBytes: Int
    /// What happens to a longer response body.
    public var overflow: Overflow
    /// The protocols allowed for this request.
    public var schemes: Set<Scheme>
    /// Told how many bytes of the body have gone out so far, now and then and on the client's own
    /// thread, which it may not hold up.
    public var onSent: (@Sendable (_ bytes: Int) -> Void)?

    /// Creates a request with the defaults of a general-purpose client: 10 s to connect, 60 s in
    /// all, and a response of at most 16 MiB.
    public init(
        method: String = "GET",
        url: String,
        headers: [Header] = [],
        body: [UInt8] = [],
        connectTimeoutMilliseconds: Int = 10_000,
        timeoutMilliseconds: Int = 60_000,
        maximumResponseBytes: Int = 16 << 20,
        overflow: Overflow = .fail,
        schemes: Set<Scheme> = [.http, .https],
        onSent: (@Sendable (_ bytes: Int) -> Void)? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeoutMilliseconds = connectTimeoutMilliseconds
        self.timeoutMilliseconds = timeoutMilliseconds
        self.maximumResponseBytes = maximumResponseBytes
        self.overflow = overflow
        self.schemes = schemes
        self.onSent = onSent
    }

    /// Refuses what could smuggle a second header or request past the caller.
    func validate() throws(CurlError) {
        guard !method.isEmpty, method.utf8.allSatisfy(Self.isTokenByte) else {
            throw .invalidRequest("the method is not an HTTP token")
        }
        guard !url.isEmpty, url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
            throw .invalidRequest("the URL is empty or holds a space or control character")
        }
        for header in headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(Self.isTokenByte) else {
                throw .invalidRequest("a header's name is not an HTTP token")
            }
            guard header.value.utf8.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }) else {
                throw .invalidRequest("the header \(header.name) holds a control character")
            }
        }
        guard connectTimeoutMilliseconds > 0, timeoutMilliseconds > 0, maximumResponseBytes >= 0
        else {
            throw .invalidRequest("time-outs are positive and the response limit is not negative")
        }
        guard !schemes.isEmpty else {
            throw .invalidRequest("no protocol is allowed")
        }
    }

    // RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
