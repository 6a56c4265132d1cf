import CanonicalJSON
import HTTPTypes
import Hummingbird

/// Why a request was not answered as asked: RFC 9457 problem details.
struct Problem: Error, Hashable {
    /// What clients may build upon: permanent, lowerCamelCase.
    let code: String
    let status: HTTPResponse.Status
    /// What happened, for people.
    var detail: String
    /// The contracts' permanent number, where a contract refused.
    var refusalNumber: Int?
    /// What was compared, by name.
    var figures: [String: String] = [:]
    /// Every field that is wrong.
    var errors: [FieldError] = []
    /// Whether sending the same request again is safe, where the fault is ours.
    var retryIsSafe: Bool?
    var headers: HTTPFields = [:]

    init(
        _ status: HTTPResponse.Status,
        _ code: String,
        _ detail: String,
        errors: [FieldError] = [],
        headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }

    /// The problem as `application/problem+json`.
    var response: Response {
        var response = Response.object(
            status: status,
            headers: headers,
            as: "application/problem+json"
        ) { writer in
            writer.member("type", "urn:plimsoll:problem:\(code)")
            writer.member("title", Problem.title(code))
            writer.member("status", status.code)
            writer.member("detail", detail)
            writer.member("code", code)
            if let refusalNumber { writer.member("refusalNumber", refusalNumber) }
            if !figures.isEmpty { writer.member("figures", figures) }
            if !errors.isEmpty { writer.member("errors", errors) }
            if let retryIsSafe { writer.member("retryIsSafe", retryIsSafe) }
        }
        response.headers[.cacheControl] = "no-store"
        return response
    }

    /// The code's words with their first letter a capital one: "Conveyance limit exceeded".
    private static func title(_ code: String) -> String {
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

/// One thing that is wrong with a request, and where.
struct FieldError: JSONWritable, Hashable {
    /// Where it is: a JSON pointer into the body, a query parameter or a header.
    enum Place: Hashable {
        case pointer(String)
        case parameter(String)
        case header(String)
    }

    let place: Place
    let code: String
    let detail: String

    /// Writes where, the permanent code and the words.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        switch place {
        case .pointer(let pointer): writer.member("pointer", pointer)
        case .parameter(let name): writer.member("parameter", name)
        case .header(let name): writer.member("header", name)
        }
        writer.member("code", code)
        writer.member("detail", detail)
        writer.endObject()
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
        Problem(
            .badRequest,
            "parameterInvalid",
            "The parameter '\(name)' is wrong: \(detail)",
            errors: [FieldError(place: .parameter(name), code: code, detail: detail)]
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
