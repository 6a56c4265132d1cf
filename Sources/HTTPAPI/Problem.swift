import CanonicalJSON
import HTTPTypes
import Hummingbird

/// Why a request was not answered as asked, and the headers that go with the answer.
@dynamicMemberLookup
struct Problem: Error, Hashable {
    /// What the answer holds.
    var answer: ProblemAnswer
    var headers: HTTPFields = [:]

    init(
        _ status: HTTPResponse.Status,
        _ code: String,
        _ detail: String,
        errors: [FieldError] = [],
        headers: HTTPFields = [:]
    ) {
        answer = ProblemAnswer(
            code: code,
            status: ProblemStatus(status: status),
            detail: detail,
            errors: errors.isEmpty ? nil : errors
        )
        self.headers = headers
    }

    var status: HTTPResponse.Status { answer.status.status }

    subscript<Value>(dynamicMember member: WritableKeyPath<ProblemAnswer, Value>) -> Value {
        get { answer[keyPath: member] }
        set { answer[keyPath: member] = newValue }
    }

    /// The problem as `application/problem+json`.
    var response: Response {
        var headers = headers
        headers[.cacheControl] = "no-store"
        return .json(answer, status: status, headers: headers, as: "application/problem+json")
    }
}

/// Why a request was not answered as asked (RFC 9457).
struct ProblemAnswer: Answer, Hashable {
    /// What clients may build upon, permanent: the code of a refusal, listed as `x-refusals`, or
    /// that of another problem.
    var code: String
    /// The status of the answer.
    var status: ProblemStatus
    /// What happened, for people.
    var detail: String
    /// The permanent number, where a contract refused.
    var refusalNumber: Int?
    /// What was compared, by name.
    var figures: [String: String]?
    /// Every field that is wrong.
    var errors: [FieldError]?
    /// Whether sending the same request again is safe, where the fault is the server's.
    var retryIsSafe: Bool?

    enum AnswerOnly {
        /// `urn:plimsoll:problem:` and the code.
        case type
        /// The code's words.
        case title
    }

    enum Omittable { case refusalNumber, figures, errors, retryIsSafe }

    var type: String { "urn:plimsoll:problem:\(code)" }

    /// The code's words with their first letter a capital one: "Conveyance limit exceeded".
    var title: String {
        var title = ""
        for character in code {
            if title.isEmpty {
                title += character.uppercased()
            } else if character.isUppercase {
                title += " " + character.lowercased()
            } else {
                title.append(character)
            }
        }
        return title
    }
}

/// The status of a problem's answer: of the client's errors, or of the server's.
struct ProblemStatus: JSONWritable, JSONShaped, Hashable {
    let status: HTTPResponse.Status

    /// Writes the number.
    func write(to writer: inout JSONWriter) { writer.integer(Int64(status.code)) }

    /// A whole number.
    static func shape(in dialect: JSONDialect) -> JSONShape { .integer(400...599) }
}

/// One thing that is wrong with a request, and where: in its body, its query or a header.
struct FieldError: Answer, Hashable {
    /// Where it is.
    enum Place: Hashable {
        case pointer(String)
        case parameter(String)
        case header(String)
    }

    /// The permanent code.
    let code: String
    /// What is wrong, for people.
    let detail: String
    /// A JSON pointer into the body (RFC 6901).
    let pointer: String?
    /// A query parameter.
    let parameter: String?
    /// A header.
    let header: String?

    enum Omittable { case pointer, parameter, header }

    init(place: Place, code: String, detail: String) {
        self.code = code
        self.detail = detail
        switch place {
        case .pointer(let pointer): (self.pointer, parameter, header) = (pointer, nil, nil)
        case .parameter(let name): (pointer, parameter, header) = (nil, name, nil)
        case .header(let name): (pointer, parameter, header) = (nil, nil, name)
        }
    }
}

extension Problem {
    /// Fields of the body that are wrong, all of them.
    static func fields(_ errors: [FieldError]) -> Problem {
        Problem(
            .unprocessableContent,
            "fieldsInvalid",
            errors.count == 1 ? "A field is wrong." : "\(errors.count) fields are wrong.",
            errors: errors
        )
    }

    /// A query parameter that is wrong.
    static func parameter(_ name: String, _ code: String, _ detail: String) -> Problem {
        .parameters([FieldError(place: .parameter(name), code: code, detail: detail)])
    }

    /// Query parameters that are wrong, all of them.
    static func parameters(_ errors: [FieldError]) -> Problem {
        let first = errors.first.map { "'\($0.parameter ?? "")' is wrong: \($0.detail)" } ?? ""
        return Problem(
            .badRequest,
            "parameterInvalid",
            errors.count == 1
                ? "The parameter \(first)"
                : "\(errors.count) parameters are wrong. The first, \(first)",
            errors: errors
        )
    }

    /// A header that is wrong.
    static func header(_ name: String, _ code: String, _ detail: String) -> Problem {
        Problem(
            .badRequest,
            "headerInvalid",
            "The header \(name) is wrong: \(detail)",
            errors: [FieldError(place: .header(name), code: code, detail: detail)]
        )
    }

    /// Nobody is known to ask.
    static func unauthenticated(_ detail: String, error: Bool = false) -> Problem {
        let challenge = "Bearer realm=\"plimsoll\"" + (error ? ", error=\"invalid_token\"" : "")
        return Problem(
            .unauthorized,
            "unauthenticated",
            detail,
            headers: [.wwwAuthenticate: challenge]
        )
    }

    /// The body is larger than it may be.
    static func contentTooLarge(limitBytes: Int) -> Problem {
        Problem(
            .contentTooLarge,
            "contentTooLarge",
            "The body is larger than \(limitBytes) bytes."
        )
    }

    /// An action that there is none of.
    static func unknownAction(_ actions: [String]) -> Problem {
        let listed = actions.joined(separator: ", ")
        var problem = Problem(.notFound, "actionUnknown", "The actions here are \(listed).")
        problem.figures = ["actions": listed]
        return problem
    }

    /// Something that is not there, or that the caller is no party to.
    static func notFound(_ kind: String, _ id: String) -> Problem {
        Problem(
            .notFound,
            "notFound",
            "There is no \(kind) '\(id)' that this member may read."
        )
    }
}
