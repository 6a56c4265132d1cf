import CanonicalJSON
import Contracts
import HTTPTypes

/// The API as OpenAPI 3.1 describes it: it follows from the routes and the types that they read and
/// answer, so that it says what the server does and nothing else.
struct OpenAPIDocument {
    var schemas = SchemaCollection()
    /// The statuses of problems so far.
    var statuses: Set<Int> = []
    /// Parameters and headers that several routes have, by name.
    var parameters: [String: JSONValue] = [:]
    var headers: [String: JSONValue] = [:]

    /// The document's JSON.
    static func json(of routes: [RouteDescription]) -> JSONValue {
        var document = OpenAPIDocument()
        return document.made(of: routes)
    }

    private mutating func made(of routes: [RouteDescription]) -> JSONValue {
        for case .some(let body) in routes.map(\.body) { request(body.content) }
        var paths: [String: JSONValue] = [:]
        for route in routes {
            let path = route.path.replacing("**", with: "{path}")
            paths[path] = (paths[path] ?? .object([:]))
                .adding(route.method.rawValue.lowercased(), operation(route))
        }
        let problem = schemas.reference(ProblemAnswer.self)
        return .object([
            "openapi": .string("3.1.0"),
            "info": .object([
                "title": .string("Plimsoll"),
                "version": .string("1"),
                "summary": .string("Marine cargo insurance on a transparency log."),
                "description": .string(OpenAPIDocument.introduction),
            ]),
            "servers": .array([.object(["url": .string("/")])]),
            "tags": .array(Set(routes.map(\.tag)).sorted().map { .object(["name": .string($0)]) }),
            "paths": .object(paths),
            "components": .object([
                "schemas": .object(schemas.components),
                "parameters": .object(parameters), "headers": .object(headers),
                "responses": .object(
                    Dictionary(
                        uniqueKeysWithValues: statuses.map {
                            ("Problem\($0)", OpenAPIDocument.problemAnswer($0, problem))
                        }
                    )
                ),
                "securitySchemes": .object([
                    "apiKey": .object([
                        "type": .string("http"), "scheme": .string("bearer"),
                        "description": .string("A member's API key."),
                    ])
                ]),
            ]),
            "x-refusals": .array(OpenAPIDocument.refusals),
        ])
    }

    private static let introduction = """
        Money is in decimal strings of the currency's own minor digits, instants are RFC 3339 \
        and UTC in answers, and rates are per cent. A member that has no value is `null` in an \
        answer (and left out of a problem), and may be `null` or missing in a request; a member \
        that is not understood is refused. Where a limit of a text is said in bytes of UTF-8, \
        `maxLength` counts the same in characters and is the looser. Clients must let pass \
        members that they do not know.
        """

    /// The permanent codes of the contracts' refusals.
    private static let refusals: [JSONValue] = Refusal.Code.allCases.map { code in
        .object([
            "code": .string("\(code)"), "refusalNumber": .integer(code.rawValue),
            "status": .integer(Problem.status(of: code).code),
            "meaning": .string(code.meaning), "remedy": .string(code.remedy),
        ])
    }

    private mutating func request(_ content: BodyDescription.Content) {
        switch content {
        case .record(let type, let names): schemas.request(.record(type), leavingOut: names)
        case .arguments(let members, _):
            for member in members { schemas.request(.named(member.type)) }
        case .readings: break
        }
    }

    private static func problemAnswer(_ status: Int, _ problem: JSONValue) -> JSONValue {
        .object([
            "description": .string(HTTPResponse.Status(code: status).reasonPhrase),
            "content": .object([
                "application/problem+json": .object(["schema": problem])
            ]),
        ])
    }
}
