import CanonicalJSON
import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    /// A JSON answer.
    static func json(
        _ value: some JSONWritable,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        as contentType: String = "application/json"
    ) -> Response {
        var writer = JSONWriter(.exchange, capacity: 2048)
        value.write(to: &writer)
        var headers = headers
        headers[.contentType] = contentType
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: writer.withBytes { ByteBuffer(bytes: $0) })
        )
    }

    /// An answer of bytes of some type.
    static func bytes(
        _ bytes: [UInt8],
        as contentType: String,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = contentType
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }
}

extension HTTPField.Name {
    /// The caller's own name for a request (draft-ietf-httpapi-idempotency-key-header).
    static let idempotencyKey = name("Idempotency-Key")
    /// Says that the first answer is given again.
    static let idempotencyReplayed = name("Idempotency-Replayed")
    /// A member's signature over the command that the request becomes.
    static let commandSignature = name("Command-Signature")
    /// What the client would rather have (RFC 7240).
    static let prefer = name("Prefer")
    /// Which of that it got.
    static let preferenceApplied = name("Preference-Applied")
    /// The last event of a stream that its client knows.
    static let lastEventID = name("Last-Event-ID")
    /// Says whether a proxy may hold an answer back.
    static let xAccelBuffering = name("X-Accel-Buffering")
    /// A device's signature over an upload.
    static let uploadSignature = name("Upload-Signature")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("'\(text)' is a legal header's name")
        }
        return name
    }
}
