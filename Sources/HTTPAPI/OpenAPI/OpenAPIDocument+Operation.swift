import CanonicalJSON
import HTTPTypes

extension OpenAPIDocument {
    /// An operation: what a route takes and gives.
    mutating func operation(_ route: RouteDescription) -> JSONValue {
        var responses = answers(route.answers)
        for status in route.problemStatuses {
            statuses.insert(status)
            responses["\(status)"] = .object([
                "$ref": .string("#/components/responses/Problem\(status)")
            ])
        }
        let taken = parameters(of: route)
        return JSONValue.object([
            "operationId": .string(route.name), "summary": .string(route.summary),
            "tags": .array([.string(route.tag)]), "responses": .object(responses),
            "security": route.security,
        ])
        .adding("parameters", taken.isEmpty ? nil : .array(taken))
        .adding("requestBody", route.body.map { requestBody($0) })
    }

    private mutating func parameters(of route: RouteDescription) -> [JSONValue] {
        let path = route.pathParameters.map { parameter($0.name, "path", $0.meaning, $0.shape) }
        let query = (route.query ?? []).map { parameter($0.name, "query", $0.meaning, $0.shape) }
        let headers = route.headers.map { header in
            parameter(header.name.rawName, "header", header.meaning, header.shape)
        }
        return path + query + headers
    }

    private mutating func parameter(
        _ name: String,
        _ place: String,
        _ meaning: String,
        _ shape: JSONShape
    ) -> JSONValue {
        let parameter = JSONValue.object([
            "name": .string(name), "in": .string(place), "description": .string(meaning),
            "schema": schemas.schema(shape),
        ])
        return OpenAPIDocument.share(
            place == "path" ? parameter.adding("required", .bool(true)) : parameter,
            in: &parameters,
            "parameters",
            name
        )
    }

    /// A reference to what many routes have; another thing of the same name stands where it is.
    private static func share(
        _ value: JSONValue,
        in shared: inout [String: JSONValue],
        _ group: String,
        _ name: String
    ) -> JSONValue {
        if shared[name] == nil { shared[name] = value }
        guard shared[name] == value else { return value }
        return .object(["$ref": .string("#/components/\(group)/\(name)")])
    }

    private mutating func requestBody(_ body: BodyDescription) -> JSONValue {
        let schema: JSONValue? =
            switch body.content {
            case .record(let type, _): schemas.reference(type)
            case .arguments(let members, let names):
                schemas.arguments(members, leavingOut: names)
            case .readings: nil
            }
        let media = JSONValue.object([:]).adding("schema", schema)
        return JSONValue.object([
            "required": .bool(body.isRequired),
            "content": .object(
                Dictionary(uniqueKeysWithValues: body.mediaTypes.map { ($0, media) })
            ),
        ]).described(
            schema == nil ? "Readings: one to a line, or a table, or as a JSON array." : ""
        )
    }

    /// The answers by status; a status that several have is one of them.
    private mutating func answers(_ answers: [AnswerDescription]) -> [String: JSONValue] {
        let byStatus = Dictionary(grouping: answers, by: \.status.code)
        return Dictionary(
            uniqueKeysWithValues: byStatus.map { status, answers in
                ("\(status)", answer(answers))
            }
        )
    }

    private mutating func answer(_ answers: [AnswerDescription]) -> JSONValue {
        var content: [String: JSONValue] = [:]
        for (media, same) in Dictionary(grouping: answers, by: { $0.mediaType ?? "" })
        where !media.isEmpty {
            let found = same.compactMap { $0.type.map { schemas.reference($0) } }
            content[media] = .object([:]).adding(
                "schema",
                found.count > 1 ? .object(["anyOf": .array(found)]) : found.first
            )
        }
        var headers: [String: JSONValue] = [:]
        for header in answers.flatMap(\.headers) where headers[header.name.rawName] == nil {
            headers[header.name.rawName] = shared(header)
        }
        var meanings: [String] = []
        for answer in answers where !meanings.contains(answer.meaning) {
            meanings.append(answer.meaning)
        }
        return JSONValue.object(["description": .string(meanings.joined(separator: " Or: "))])
            .adding("content", content.isEmpty ? nil : .object(content))
            .adding("headers", headers.isEmpty ? nil : .object(headers))
    }

    private mutating func shared(_ header: AnswerHeader) -> JSONValue {
        let value = JSONValue.object([
            "description": .string(header.meaning),
            "schema": .object(["type": .string("string")]),
        ])
        return OpenAPIDocument.share(value, in: &headers, "headers", header.name.rawName)
    }
}
