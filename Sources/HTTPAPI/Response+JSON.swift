import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Publication
import Services
import TransparencyLog

extension Response {
    /// A JSON answer.
    static func json(
        _ value: some JSONWritable,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        as contentType: String = "application/json"
    ) -> Response {
        written(status: status, headers: headers, as: contentType) { value.write(to: &$0) }
    }

    /// A JSON object, the members of which are written one by one.
    static func object(
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:],
        as contentType: String = "application/json",
        _ members: (inout JSONWriter) -> Void
    ) -> Response {
        written(status: status, headers: headers, as: contentType) { writer in
            writer.beginObject()
            members(&writer)
            writer.endObject()
        }
    }

    private static func written(
        status: HTTPResponse.Status,
        headers: HTTPFields,
        as contentType: String,
        _ write: (inout JSONWriter) -> Void
    ) -> Response {
        var writer = JSONWriter(.exchange, capacity: 2048)
        write(&writer)
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

    /// An instance with its revision.
    static func instance<Kind: Resource>(_ kind: Kind.Type, _ viewed: Viewed<Kind.State>)
        -> Response
    {
        .object(headers: [.eTag: "\"\(viewed.revision)\""]) { Kind.write(viewed, to: &$0) }
    }

    /// The answer to a change: what it changed, and its receipts.
    static func changed<Kind: Resource>(
        _ kind: Kind.Type,
        _ change: Change<Kind.State>,
        created: Bool = false,
        after earlier: [Receipt] = []
    ) -> Response {
        change.response(
            after: earlier,
            location: created ? "\(Kind.path)/\(change.viewed.key.instance)" : nil,
            revision: false
        ) { Kind.write(change.viewed, to: &$0) }
    }

    /// A page of a list, with the cursor to go on from.
    static func page(_ items: [some JSONWritable], next: String?) -> Response {
        .object { writer in
            writer.member("items", items)
            writer.optional("next", next)
        }
    }

    /// A page of a list of instances, with the cursor to go on from.
    static func page<Kind: Resource>(
        _ kind: Kind.Type,
        _ items: [Viewed<Kind.State>],
        next: UInt64?
    ) -> Response {
        .object { writer in
            writer.key("items")
            writer.beginArray()
            for item in items {
                writer.beginObject()
                Kind.write(item, to: &writer)
                writer.endObject()
            }
            writer.endArray()
            writer.optional("next", next.map(String.init))
        }
    }
}

extension Change {
    /// What a change answers with: 201 and where it is if it began something.
    func response(
        after earlier: [Receipt] = [],
        location: String? = nil,
        revision: Bool = true,
        _ members: (inout JSONWriter) -> Void
    ) -> Response {
        var headers: HTTPFields = [.eTag: "\"\(viewed.revision)\""]
        if let location { headers[.location] = location }
        if isRepeat { headers[.idempotencyReplayed] = "true" }
        return .object(status: location == nil ? .ok : .created, headers: headers) { writer in
            members(&writer)
            if revision { writer.member("revision", viewed.revision) }
            writer.member(
                "receipt",
                ReceiptStatusAnswer(receipt: ReceiptAnswer(receipt), status: status.rawValue)
            )
            writer.member("receipts", (earlier + receipts).map(ReceiptInFullAnswer.init))
        }
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
    /// A device's signature over an upload.
    static let uploadSignature = name("Upload-Signature")

    private static func name(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("'\(text)' is a legal header's name")
        }
        return name
    }
}
