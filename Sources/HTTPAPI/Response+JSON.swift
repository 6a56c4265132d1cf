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
        _ value: JSONValue,
        status: HTTPResponse.Status = .ok,
        headers: HTTPFields = [:]
    ) -> Response {
        bytes(value.text, as: "application/json", status: status, headers: headers)
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
        .json(
            .object(Kind.members(viewed)),
            headers: [.eTag: "\"\(viewed.revision)\""]
        )
    }

    /// The answer to a change: what it changed, and its receipts.
    static func changed<Kind: Resource>(
        _ kind: Kind.Type,
        _ change: Change<Kind.State>,
        created: Bool = false,
        after earlier: [Receipt] = []
    ) -> Response {
        change.response(
            Kind.members(change.viewed),
            after: earlier,
            location: created ? "\(Kind.path)/\(change.viewed.key.instance)" : nil
        )
    }

    /// A page of a list, with the cursor to go on from.
    static func page(_ items: [JSONValue], next: String?) -> Response {
        .json(.object(["items": .array(items), "next": .maybe(next, JSONValue.string)]))
    }
}

extension Change {
    /// What a change answers with: 201 and where it is if it began something.
    func response(
        _ members: [String: JSONValue],
        after earlier: [Receipt] = [],
        location: String? = nil
    ) -> Response {
        var members = members
        members["revision"] = .integer(Int64(viewed.revision))
        members["receipt"] = receipt.presented(status)
        members["receipts"] = .array((earlier + receipts).map(\.presentedInFull))
        var headers: HTTPFields = [.eTag: "\"\(viewed.revision)\""]
        if let location { headers[.location] = location }
        if isRepeat { headers[.idempotencyReplayed] = "true" }
        return .json(.object(members), status: location == nil ? .ok : .created, headers: headers)
    }
}

extension Receipt {
    /// Where on the ledger the transition is.
    var presented: JSONValue {
        .object(["index": .integer(Int64(index)), "leafHash": .string(leafHash.base64)])
    }

    /// The same, and how far it has come.
    func presented(_ status: EntryStatus) -> JSONValue {
        .object([
            "index": .integer(Int64(index)), "leafHash": .string(leafHash.base64),
            "status": .string(status.rawValue),
        ])
    }

    /// Where it is, and whose transition it is.
    var presentedInFull: JSONValue {
        .object([
            "index": .integer(Int64(index)), "leafHash": .string(leafHash.base64),
            "contract": .string(key.contract.rawValue), "instance": .id(key.instance),
            "revision": .integer(Int64(revision)),
        ])
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
