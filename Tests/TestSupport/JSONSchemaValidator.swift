package import CanonicalJSON
import Foundation
import Marine
import Synchronization

/// Holds JSON against a schema, as far as the API's document uses JSON Schema (2020-12).
///
/// A keyword that it does not know is a fault of the schema: nothing is let pass unseen.
package struct JSONSchemaValidator: Sendable {
    /// The document that references point into.
    package let document: JSONValue
    /// Whether an object may have members that its schema does not name.
    package let takesUnknownMembers: Bool

    package init(document: JSONValue, takesUnknownMembers: Bool = true) {
        self.document = document
        self.takesUnknownMembers = takesUnknownMembers
    }

    /// What is wrong with a value, each with its place.
    package func faults(of value: JSONValue, against schema: JSONValue) -> [String] {
        var faults: [String] = []
        check(value, schema, "", &faults)
        return faults
    }

    /// What a reference within the document leads to.
    package func target(of reference: String) -> JSONValue? {
        guard reference.hasPrefix("#/") else { return nil }
        var target: JSONValue? = document
        for step in reference.dropFirst(2).split(separator: "/") {
            target =
                target?[
                    String(step).replacing("~1", with: "/").replacing("~0", with: "~") as String
                ]
        }
        return target
    }

    private func check(
        _ value: JSONValue,
        _ schema: JSONValue,
        _ place: String,
        _ faults: inout [String]
    ) {
        guard let keywords = schema.objectValue else {
            faults.append("\(place): no schema")
            return
        }
        for (keyword, rule) in keywords.sorted(by: { $0.key < $1.key }) {
            switch keyword {
            case "$ref":
                guard let target = rule.stringValue.flatMap(target(of:)) else {
                    faults.append("\(place): \(rule) leads nowhere")
                    continue
                }
                check(value, target, place, &faults)
            case "anyOf", "oneOf":
                let matches = (rule.arrayValue ?? []).map { self.faults(of: value, against: $0) }
                let count = matches.count(where: \.isEmpty)
                if count == 0 || (keyword == "oneOf" && count > 1) {
                    let nearest = matches.min { $0.count < $1.count } ?? []
                    faults.append("\(place): \(count) of \(keyword), \(nearest.prefix(3))")
                }
            default:
                if let fault = fault(of: value, keyword, rule, schema) {
                    faults.append("\(place): \(fault)")
                }
            }
        }
        checkParts(of: value, keywords, place, &faults)
    }

    private func checkParts(
        of value: JSONValue,
        _ keywords: [String: JSONValue],
        _ place: String,
        _ faults: inout [String]
    ) {
        if let items = keywords["items"], let elements = value.arrayValue {
            for (index, element) in elements.enumerated() {
                check(element, items, "\(place)/\(index)", &faults)
            }
        }
        if let items = keywords["prefixItems"]?.arrayValue, let elements = value.arrayValue {
            for (index, (element, item)) in zip(elements, items).enumerated() {
                check(element, item, "\(place)/\(index)", &faults)
            }
        }
        guard let members = value.objectValue else { return }
        let known = keywords["properties"]?.objectValue
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if let names = keywords["propertyNames"] {
                check(.string(name), names, "\(place)/\(name) as a name", &faults)
            }
            if let schema = known?[name] {
                check(member, schema, "\(place)/\(name)", &faults)
            } else if let others = keywords["additionalProperties"], others != .bool(false) {
                check(member, others, "\(place)/\(name)", &faults)
            } else if known != nil, !takesUnknownMembers || keywords["additionalProperties"] != nil
            {
                faults.append("\(place): '\(name)' is not named")
            }
        }
    }

    /// What a keyword finds wrong with the value itself.
    private func fault(
        of value: JSONValue,
        _ keyword: String,
        _ rule: JSONValue,
        _ schema: JSONValue
    ) -> String? {
        switch keyword {
        case "type":
            let types = rule.arrayValue?.compactMap(\.stringValue) ?? [rule.stringValue ?? "?"]
            return types.contains { value.isOfType($0) } ? nil : "\(value) is no \(types)"
        case "enum": return rule.arrayValue?.contains(value) == true ? nil : "\(value) is no choice"
        case "required":
            guard let members = value.objectValue else { return nil }
            let missing = (rule.arrayValue ?? []).compactMap(\.stringValue)
                .filter { members[$0] == nil }
            return missing.isEmpty ? nil : "\(missing) missing"
        case "minItems": return value.arrayValue.flatMap { limit($0.count, rule, isLeast: true) }
        case "maxItems": return value.arrayValue.flatMap { limit($0.count, rule, isLeast: false) }
        case "minLength":
            return value.stringValue.flatMap {
                limit($0.unicodeScalars.count, rule, isLeast: true)
            }
        case "maxLength":
            return value.stringValue.flatMap {
                limit($0.unicodeScalars.count, rule, isLeast: false)
            }
        case "minimum": return value.integerValue.flatMap { limit(Int($0), rule, isLeast: true) }
        case "maximum": return value.integerValue.flatMap { limit(Int($0), rule, isLeast: false) }
        case "pattern":
            guard let text = value.stringValue, let pattern = rule.stringValue else { return nil }
            return Patterns.matches(text, pattern) ? nil : "'\(text)' is not \(pattern)"
        case "format":
            guard rule == .string("date-time"), let text = value.stringValue else { return nil }
            return (try? Instant(parsing: text)) == nil ? "'\(text)' is no instant" : nil
        case "contentEncoding":
            guard let text = value.stringValue else { return nil }
            return Data(base64Encoded: text) == nil ? "'\(text)' is no base64" : nil
        case "properties", "additionalProperties", "propertyNames", "items", "prefixItems",
            "description", "examples":
            return nil
        default: return "'\(keyword)' is no known keyword of \(schema)"
        }
    }

    private func limit(_ count: Int, _ rule: JSONValue, isLeast: Bool) -> String? {
        guard let limit = rule.integerValue else { return "\(rule) is no limit" }
        let holds = isLeast ? count >= limit : count <= limit
        return holds ? nil : "\(count) where \(limit) is the \(isLeast ? "least" : "most")"
    }
}

extension JSONValue {
    fileprivate func isOfType(_ name: String) -> Bool {
        switch (self, name) {
        case (.null, "null"), (.bool, "boolean"), (.string, "string"), (.array, "array"),
            (.object, "object"), (.number, "number"):
            true
        case (.number, "integer"): integerValue != nil
        default: false
        }
    }
}

/// Regular expressions that were compiled before.
private enum Patterns {
    private static let compiled = Mutex<[String: NSRegularExpression]>([:])

    static func matches(_ text: String, _ pattern: String) -> Bool {
        let expression = compiled.withLock { compiled in
            let known = compiled[pattern] ?? (try? NSRegularExpression(pattern: pattern))
            compiled[pattern] = known
            return known
        }
        let range = NSRange(text.startIndex..., in: text)
        return expression?.firstMatch(in: text, range: range) != nil
    }
}
