package import CanonicalJSON

extension JSONValue {
    /// The value and all that is in it.
    package var all: [JSONValue] {
        switch self {
        case .array(let elements): [self] + elements.flatMap(\.all)
        case .object(let members): [self] + members.values.flatMap(\.all)
        default: [self]
        }
    }
}
