import CanonicalJSON
import HTTPTypes
import Hummingbird
import NIOCore

/// What a route answers with where all is well: its type says what there is to know of it.
protocol RouteAnswer: Sendable {
    /// Each of the answers that it can be.
    static var descriptions: [AnswerDescription] { get }
    /// The answer itself.
    var response: Response { get throws }
}

/// A value whose answers have headers, or another content type than JSON's.
protocol AnswerWithHeaders {
    /// The headers.
    static var headers: [AnswerHeader] { get }
    /// The content type.
    static var mediaType: String { get }
}

extension AnswerWithHeaders {
    static var headers: [AnswerHeader] { [] }
    static var mediaType: String { "application/json" }
}

/// 200 with a value as JSON.
struct OK<Value: JSONWritable & JSONShaped & Sendable>: RouteAnswer {
    let value: Value
    let headers: HTTPFields

    init(_ value: Value, headers: HTTPFields = [:]) {
        self.value = value
        self.headers = headers
    }

    static var descriptions: [AnswerDescription] {
        [.json(Value.self, .ok, "The answer.")]
    }

    var response: Response {
        .json(value, headers: headers, as: AnswerDescription.mediaType(of: Value.self))
    }
}

/// 201 with where the new thing is, and it as JSON.
struct Created<Value: JSONWritable & JSONShaped & Sendable>: RouteAnswer {
    let value: Value
    let headers: HTTPFields

    init(at location: String, _ value: Value, headers: HTTPFields = [:]) {
        self.value = value
        var headers = headers
        headers[.location] = location
        self.headers = headers
    }

    static var descriptions: [AnswerDescription] {
        [.json(Value.self, .created, "It was made.", headers: [.location])]
    }

    var response: Response { .json(value, status: .created, headers: headers) }
}

/// 204: it is done, and there is nothing to say.
struct NoContent: RouteAnswer {
    static var descriptions: [AnswerDescription] {
        [AnswerDescription(status: .noContent, meaning: "It is done.")]
    }

    var response: Response { Response(status: .noContent) }
}

/// One of two answers.
enum Either<First: RouteAnswer, Second: RouteAnswer>: RouteAnswer {
    case first(First)
    case second(Second)

    static var descriptions: [AnswerDescription] { First.descriptions + Second.descriptions }

    var response: Response {
        get throws {
            switch self {
            case .first(let answer): try answer.response
            case .second(let answer): try answer.response
            }
        }
    }
}

/// A content type.
protocol MediaType: SendableMetatype {
    /// As the header has it.
    static var name: String { get }
}

/// Text of UTF-8.
enum PlainText: MediaType { static let name = "text/plain; charset=utf-8" }

/// Bytes of a format of their own.
enum OctetStream: MediaType { static let name = "application/octet-stream" }

/// A time-stamp authority's reply (RFC 3161).
enum TimestampReplyType: MediaType { static let name = "application/timestamp-reply" }

/// 200 with bytes of one content type.
struct MediaAnswer<Media: MediaType>: RouteAnswer {
    let bytes: [UInt8]
    let headers: HTTPFields

    init(_ bytes: [UInt8], headers: HTTPFields = [:]) {
        self.bytes = bytes
        self.headers = headers
    }

    static var descriptions: [AnswerDescription] {
        [AnswerDescription(status: .ok, meaning: "The content.", mediaType: Media.name)]
    }

    var response: Response { .bytes(bytes, as: Media.name, headers: headers) }
}

extension AnswerDescription {
    /// An answer of JSON.
    static func json<Value: JSONShaped>(
        _ type: Value.Type,
        _ status: HTTPResponse.Status,
        _ meaning: String,
        headers: [AnswerHeader] = []
    ) -> AnswerDescription {
        let own = (Value.self as? any AnswerWithHeaders.Type)?.headers ?? []
        return AnswerDescription(
            status: status,
            meaning: (Value.self as? any Described.Type)?.description.meaning ?? meaning,
            mediaType: mediaType(of: Value.self),
            type: Value.self,
            headers: own + headers
        )
    }

    static func mediaType<Value>(of type: Value.Type) -> String {
        (Value.self as? any AnswerWithHeaders.Type)?.mediaType ?? "application/json"
    }
}
