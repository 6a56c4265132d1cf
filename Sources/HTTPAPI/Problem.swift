import CanonicalJSON
import Contracts
import HTTPTypes
import Hummingbird
import Ledger
import Marine
import NIOCore
import Notifier
import Services
import Telemetry

/// Why a request was not answered as asked: RFC 9457 problem details.
///
/// This file alone turns refusals, faults and wrong requests into statuses and codes.
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
        _ status: HTTPResponse.Status, _ code: String, _ detail: String,
        errors: [FieldError] = [], headers: HTTPFields = [:]
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }

    /// The problem as `application/problem+json`.
    var response: Response {
        var members: [String: JSONValue] = [
            "type": .string("urn:plimsoll:problem:\(code)"),
            "title": .string(Problem.title(code)),
            "status": .integer(Int64(status.code)),
            "detail": .string(detail),
            "code": .string(code),
        ]
        if let refusalNumber { members["refusalNumber"] = .integer(Int64(refusalNumber)) }
        if !figures.isEmpty { members["figures"] = .object(figures.mapValues(JSONValue.string)) }
        if !errors.isEmpty { members["errors"] = .array(errors.map(\.presented)) }
        if let retryIsSafe { members["retryIsSafe"] = .bool(retryIsSafe) }
        var response = Response.json(.object(members), status: status, headers: headers)
        response.headers[.contentType] = "application/problem+json"
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
struct FieldError: Hashable {
    /// Where it is: a JSON pointer into the body, a query parameter or a header.
    enum Place: Hashable {
        case pointer(String)
        case parameter(String)
        case header(String)
    }

    let place: Place
    let code: String
    let detail: String

    var presented: JSONValue {
        let located: (String, String) =
            switch place {
            case .pointer(let pointer): ("pointer", pointer)
            case .parameter(let name): ("parameter", name)
            case .header(let name): ("header", name)
            }
        return .object([
            located.0: .string(located.1), "code": .string(code), "detail": .string(detail),
        ])
    }
}

extension Problem {
    /// Fields of the body that are wrong, all of them.
    static func fields(_ errors: [FieldError]) -> Problem {
        Problem(
            .unprocessableContent, "fieldsInvalid",
            errors.count == 1 ? "A field is wrong." : "\(errors.count) fields are wrong.",
            errors: errors)
    }

    /// A query parameter that is wrong.
    static func parameter(_ name: String, _ code: String, _ detail: String) -> Problem {
        Problem(
            .badRequest, "parameterInvalid", "The parameter '\(name)' is wrong: \(detail)",
            errors: [FieldError(place: .parameter(name), code: code, detail: detail)])
    }

    /// A header that is wrong.
    static func header(_ name: String, _ code: String, _ detail: String) -> Problem {
        Problem(
            .badRequest, "headerInvalid", "The header \(name) is wrong: \(detail)",
            errors: [FieldError(place: .header(name), code: code, detail: detail)])
    }

    /// Nobody is known to ask.
    static func unauthenticated(_ detail: String, error: Bool = false) -> Problem {
        let challenge = "Bearer realm=\"plimsoll\"" + (error ? ", error=\"invalid_token\"" : "")
        return Problem(
            .unauthorized, "unauthenticated", detail, headers: [.wwwAuthenticate: challenge])
    }

    /// The body is larger than it may be.
    static func contentTooLarge(limitBytes: Int) -> Problem {
        Problem(
            .contentTooLarge, "contentTooLarge", "The body is larger than \(limitBytes) bytes.")
    }

    /// Something that is not there, or that the caller is no party to.
    static func notFound(_ kind: String, _ id: String) -> Problem {
        Problem(
            .notFound, "notFound", "There is no \(kind) '\(id)' that this member may read.")
    }
}

extension Problem {
    /// The problem behind any error; what is unexpected says nothing of the inside.
    init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let refusal as Refusal: self.init(refusal)
        case let fault as LedgerFault: self.init(fault)
        case let fault as LogStoreError: self.init(LedgerFault(reading: fault))
        case let service as ServiceError: self.init(service)
        case let refusal as UploadRefusal:
            self.init(.contentTooLarge, refusal.code, "\(refusal)")
        case let error as NotifierError: self.init(error)
        case is NIOTooManyBytesError:
            self.init(.contentTooLarge, "contentTooLarge", "The body is too large.")
        case let error as any HTTPResponseError:
            self.init(error.status, "httpError", error.status.reasonPhrase)
        default:
            self.init(.internalServerError, "internalError", "Something failed on our side.")
        }
    }

    private init(_ refusal: Refusal) {
        self.init(Problem.status(of: refusal.code), "\(refusal.code)", "\(refusal)")
        refusalNumber = refusal.code.rawValue
        figures = refusal.figures
    }

    private static func status(of code: Refusal.Code) -> HTTPResponse.Status {
        switch code {
        case .instanceUnknown, .memberUnknown, .keyUnknown: .notFound
        case .actorNotEntitled, .signatureRefused, .roleReserved: .forbidden
        case .revisionMismatch: .preconditionFailed
        case .tooLarge: .contentTooLarge
        case .actionNotFromThisState, .instanceExists, .alreadyFounded, .notFounded,
            .keyAlreadyRegistered, .sanctionsListUnchanged, .shipmentAlreadyAssigned, .claimOpen,
            .deviceAlreadyBound, .segmentAlreadyRecorded, .nothingNew, .sanctionsHold:
            .conflict
        default: .unprocessableContent
        }
    }

    private init(_ fault: LedgerFault) {
        let (code, detail) =
            switch fault {
            case .notCommitted:
                ("ledgerNotCommitted", "Nothing was committed. Send the same request again.")
            case .outcomeUnknown:
                (
                    "ledgerOutcomeUnknown",
                    "It may be on the ledger or not. The same request with the same "
                        + "Idempotency-Key finds out."
                )
            case .overloaded:
                ("ledgerOverloaded", "Too many commands wait. Send the same request again later.")
            case .stopping:
                ("ledgerStopping", "The ledger is stopping. Send the same request again later.")
            case .damaged:
                ("ledgerDamaged", "What is stored is not what was written. The operator must act.")
            }
        let status: HTTPResponse.Status =
            fault.retryIsSafe ? .serviceUnavailable : .internalServerError
        self.init(status, code, detail, headers: fault.retryIsSafe ? [.retryAfter: "1"] : [:])
        retryIsSafe = fault.retryIsSafe
    }

    private init(_ error: ServiceError) {
        switch error {
        case .notFound(let kind, let id): self = .notFound(kind, id)
        case .forbidden(let reason): self.init(.forbidden, "forbidden", reason)
        case .invalid(let field, let code, let reason):
            // The services name a header as it is spelled, and a field as it is.
            let place: FieldError.Place =
                field.contains("-") ? .header(field) : .pointer("/\(field)")
            self.init(
                .unprocessableContent, code, reason,
                errors: [FieldError(place: place, code: code, detail: reason)])
        }
    }

    private init(_ error: NotifierError) {
        switch error {
        case .endpointNotFound(let id): self = .notFound("webhook endpoint", id)
        case .deliveryNotFound(let id): self = .notFound("delivery", "\(id)")
        case .invalidURL(let reason):
            self = .fields([
                FieldError(place: .pointer("/url"), code: error.code, detail: reason)
            ])
        case .invalidEndpoint(let reason):
            self.init(.unprocessableContent, error.code, reason)
        case .tooManyEndpoints(let limit):
            self.init(.conflict, error.code, "A member may have \(limit) endpoints.")
        case .alreadyRun:
            self.init(.internalServerError, "internalError", "Something failed on our side.")
        }
    }
}
