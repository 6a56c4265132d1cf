/// What is wrong with one value of a JSON text that is read as a described type.
public struct FieldFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where the value stands, or should stand: a JSON pointer (RFC 6901).
    public let pointer: String
    /// The permanent lowerCamelCase code of the reason.
    public let code: String
    /// What is wrong and what would be right, for people.
    public let detail: String

    /// Names a fault at a JSON pointer.
    public init(pointer: String, code: String, detail: String) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
    }

    /// The pointer, the detail and the code in one line.
    public var description: String {
        "\(pointer.isEmpty ? "the top" : pointer): \(detail) [\(code)]"
    }
}

/// Why a JSON text does not read as a described type.
public enum JSONReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text is no JSON, or not canonical where it has to be.
    case malformed(JSONError)
    /// Every value that is wrong, up to ``JSONReader/faultLimit``, in the order of reading.
    case fields([FieldFault])

    /// The first reason in one line.
    public var description: String {
        switch self {
        case .malformed(let error): "\(error)"
        case .fields(let faults): faults.first.map { "\($0)" } ?? "nothing is wrong"
        }
    }
}
