package import CanonicalJSON
package import HTTPTypes

/// The API's own document, against which every request and answer of the tests is held.
package struct APIDescription: Sendable {
    package let document: JSONValue

    package init(document: JSONValue) { self.document = document }

    /// An operation of the document.
    package struct Operation: Sendable {
        /// Its path with the names in braces.
        package let path: String
        package let json: JSONValue
    }

    /// The operation that a request is for; `nil` where there is none.
    package func operation(_ method: HTTPRequest.Method, _ path: String) -> Operation? {
        let parts = path.split(separator: "/")
        let found = (document["paths"]?.objectValue ?? [:]).filter { template, item in
            item[method.rawValue.lowercased()] != nil && APIDescription.matches(template, parts)
        }
        // A name in the path is more exactly said than braces.
        let nearest = found.min { $0.key.count { $0 == "{" } < $1.key.count { $0 == "{" } }
        return nearest.flatMap { template, item in
            item[method.rawValue.lowercased()].map { Operation(path: template, json: $0) }
        }
    }

    /// What a request that was taken, and its answer, say otherwise than the document.
    package func faults(
        _ method: HTTPRequest.Method,
        _ target: String,
        _ body: [UInt8]?,
        _ reply: Reply
    ) -> [String] {
        let parts = target.split(separator: "?", maxSplits: 1)
        let path = parts.first.map(String.init) ?? target
        guard let operation = operation(method == .head ? .get : method, path) else {
            let isTold = ["pathUnknown", "actionUnknown", "methodNotAllowed"].contains(reply.code)
            return isTold ? [] : ["the document knows no such operation"]
        }
        var faults: [String] = []
        if reply.status.kind == .successful {
            let query = parts.count > 1 ? parts[1].split(separator: "&") : []
            faults += query.flatMap { self.faults(inQuery: $0, of: operation) }
            faults += self.faults(inBody: body ?? [], of: operation)
        }
        return faults + self.faults(in: reply, of: operation, isHead: method == .head)
    }

    private func faults(inQuery item: Substring, of operation: Operation) -> [String] {
        let pair = item.split(separator: "=", maxSplits: 1)
        let name = pair.first.map(String.init) ?? ""
        let parameters = (operation.json["parameters"]?.arrayValue ?? []).map(resolved)
        let known = parameters.contains {
            $0["in"] == .string("query") && $0["name"] == .string(name)
        }
        return known ? [] : ["the query's '\(name)' is not described"]
    }

    private func faults(inBody bytes: [UInt8], of operation: Operation) -> [String] {
        guard !bytes.isEmpty else {
            let isRequired = operation.json["requestBody"]?["required"] == .bool(true)
            return isRequired ? ["a body is required, and none was needed"] : []
        }
        guard let content = operation.json["requestBody"]?["content"] else {
            return ["a body was taken, and none is described"]
        }
        // Readings have no schema: they are lines.
        guard let schema = content["application/json"]?["schema"] else { return [] }
        guard let value = try? JSONValue(parsing: bytes) else { return ["the body is no JSON"] }
        return JSONSchemaValidator(document: document).faults(of: value, against: schema)
            .map { "request \($0)" }
    }

    private func faults(in reply: Reply, of operation: Operation, isHead: Bool) -> [String] {
        guard let found = operation.json["responses"]?["\(reply.status.code)"] else {
            return ["status \(reply.status.code) is not described: \(reply.text.prefix(200))"]
        }
        let answer = resolved(found)
        var faults: [String] = []
        for name in [.eTag, .location, .replayed, .preferenceApplied] as [HTTPField.Name]
        where reply.headers[name] != nil && answer["headers"]?[name.rawName] == nil {
            faults.append("the header \(name) is not described")
        }
        guard !isHead, !reply.bytes.isEmpty else { return faults }
        let media = reply.headers[.contentType] ?? ""
        guard let content = answer["content"]?[media] else {
            return faults + ["the content type \(media) is not described"]
        }
        guard let schema = content["schema"] else { return faults }
        guard let value = try? JSONValue(parsing: reply.bytes) else {
            return faults + ["the answer is no JSON"]
        }
        // The document says that answers may come to have more members; these must be told now.
        return faults
            + JSONSchemaValidator(document: document, takesUnknownMembers: false)
            .faults(of: value, against: schema).map { "answer \($0)" }
    }

    private func resolved(_ value: JSONValue) -> JSONValue {
        guard let reference = value["$ref"]?.stringValue else { return value }
        return JSONSchemaValidator(document: document).target(of: reference) ?? value
    }

    private static func matches(_ template: String, _ parts: [Substring]) -> Bool {
        let pattern = template.split(separator: "/")
        for (offset, element) in pattern.enumerated() {
            if element == "{path}" { return parts.count > offset }
            guard offset < parts.count else { return false }
            guard element.first == "{" || element == parts[offset] else { return false }
        }
        return pattern.count == parts.count
    }
}
