import CanonicalJSON

/// JSON values written for requests.
enum JSONSource {
    /// A value as JSON text; strings of these tests need no escapes.
    static func text(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(let text): text
        case .string(let text): "\"\(text)\""
        case .array(let elements): "[\(elements.map(text).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\"\($0.key)\":\(text(of: $0.value))" }.joined(separator: ","))}"
        }
    }
}
