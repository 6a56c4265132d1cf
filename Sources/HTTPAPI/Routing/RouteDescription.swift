import CanonicalJSON
import HTTPTypes

/// A route as whoever calls it knows it: all of it but the handler.
struct RouteDescription: Sendable {
    /// Who may ask.
    enum Access: Sendable {
        /// Anybody; no API key is looked at.
        case everybody
        /// Anybody; a member that shows its API key may be told more.
        case anybody
        /// Members alone.
        case member
        /// Members alone, for a change that becomes one command.
        case command
    }

    let method: HTTPRequest.Method
    let path: String
    /// The operation's permanent name: its subject, then what is done.
    let name: String
    /// What is done, in a sentence.
    let summary: String
    let access: Access
    /// What it answers where all is well.
    let answers: [AnswerDescription]
    /// The query's parameters; `nil` where a query is not looked at.
    var query: [any DescribedParameter]? = []
    var headers: [RequestHeader] = []
    var body: BodyDescription?
    /// Statuses of its problems beyond those that follow from the rest.
    var problems: [HTTPResponse.Status] = []

    /// What the path has in braces, and for `**`.
    var pathParameters: [PathParameter] { PathParameter.all(in: path) }
}

/// What a route's body looks like.
struct BodyDescription: Sendable {
    /// What it holds.
    enum Content: Sendable {
        /// A described type, some members of which may be left out.
        case record(any Described.Type, leavingOut: Set<String>)
        /// The members of an instruction, some of which may be left out.
        case arguments([MemberDescription], leavingOut: Set<String>)
        /// Readings, line by line.
        case readings
    }

    let mediaTypes: [String]
    let content: Content
}

/// One answer where all is well.
struct AnswerDescription: Sendable {
    let status: HTTPResponse.Status
    let meaning: String
    var mediaType: String?
    /// The type of a JSON answer; `nil` where it is none.
    var type: (any JSONShaped.Type)?
    var headers: [AnswerHeader] = []
}

/// A header that a request may have.
struct RequestHeader: Sendable {
    let name: HTTPField.Name
    let meaning: String
    let shape: JSONShape
}

extension RequestHeader {
    static let idempotencyKey = RequestHeader(
        name: .idempotencyKey,
        meaning: "The caller's own name for the request, bare or in quotes: the same name with the "
            + "same body gives the first answer again. It must be there where a signature is, or "
            + "is asked for.",
        shape: .string(
            bytes: 1...Call.idempotencyKeyLimit + 2,
            format: StringFormat(
                "idempotency-key",
                pattern: #"^("[ !#-\[\]-~]+"|[ !#-\[\]-~]+)$"#
            ),
            example: "declare-1"
        )
    )
    static let ifMatch = RequestHeader(
        name: .ifMatch,
        meaning: "The revision that the instance must have, as in its ETag; * asks for any.",
        shape: .string(
            format: StringFormat("revision", pattern: #"^("[0-9]+"|[0-9]+|\*)$"#),
            example: "\"1\""
        )
    )
    static let ifNoneMatch = RequestHeader(
        name: .ifNoneMatch,
        meaning: "The ETag of what is known already.",
        shape: .string(example: "\"1\"")
    )
    static let commandSignature = RequestHeader(
        name: .commandSignature,
        meaning: "The member's signature over the command that the request becomes: "
            + "`key=:<base64>:, salt=:<base64>:, signature=:<base64>:` (RFC 9651).",
        shape: .string(example: "key=:...:, salt=:...:, signature=:...:")
    )
    static let prefer = RequestHeader(
        name: .prefer,
        meaning: "`return=command` changes nothing and answers the command to sign.",
        shape: .string(example: "return=command")
    )
    static let uploadSignature = RequestHeader(
        name: .uploadSignature,
        meaning: "A bound device's signature over the upload: `<device>=<base64>`. It has 64 "
            + "bytes: of Ed25519, or r and s of ECDSA over P-256, not DER.",
        shape: .string(example: "TT-4711=...")
    )
    static let lastEventID = RequestHeader(
        name: .lastEventID,
        meaning: "The id of the last event that is known; the stream goes on after it.",
        shape: .named(UInt64.self)
    )
    static let accept = RequestHeader(
        name: .accept,
        meaning: "`text/csv`, `application/x-ndjson` or `application/ld+json` (EPCIS 2.0) exports; "
            + "anything else is answered as JSON.",
        shape: .string(example: "text/csv")
    )
    static let contentEncoding = RequestHeader(
        name: .contentEncoding,
        meaning: "How the body is packed.",
        shape: .choice(["identity", "gzip", "x-gzip", "zstd"])
    )

    /// What every command may have.
    static let ofCommands = [idempotencyKey, ifMatch, commandSignature, prefer]
}

/// A header that an answer has.
struct AnswerHeader: Sendable {
    let name: HTTPField.Name
    let meaning: String

    static let eTag = AnswerHeader(
        name: .eTag,
        meaning: "The revision, as If-Match takes it."
    )
    static let digest = AnswerHeader(
        name: .eTag,
        meaning: "Names the content, as If-None-Match takes it."
    )
    static let location = AnswerHeader(name: .location, meaning: "The path of what was made.")
    static let replayed = AnswerHeader(
        name: .idempotencyReplayed,
        meaning: "`true` where this is the first answer again."
    )
    static let preferenceApplied = AnswerHeader(
        name: .preferenceApplied,
        meaning: "`return=command`: nothing was changed."
    )
}
