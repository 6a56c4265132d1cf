/// Why some bytes are not the JSON text they should be.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The permanent name of each reason.
    public enum Code: String, Hashable, Sendable {
        /// The input is longer than the limit allows.
        case inputTooLong
        /// Arrays and objects are nested deeper than the limit allows.
        case nestingTooDeep
        /// A number has more characters than the limit allows.
        case numberTooLong
        /// The text ends before its value is complete.
        case unexpectedEnd
        /// A byte stands where the grammar of RFC 8259 has no place for it.
        case unexpectedByte
        /// A value is followed by something other than white space.
        case trailingBytes
        /// A number is not written as RFC 8259 section 6 requires.
        case invalidNumber
        /// A string holds bytes that are not well-formed UTF-8.
        case invalidUTF8
        /// A backslash is not followed by an escape of RFC 8259 section 7.
        case invalidEscape
        /// An escape names half of a surrogate pair.
        case loneSurrogate
        /// An object names a member twice, or two members whose names Unicode holds equivalent.
        case duplicateKey
        /// The text is valid JSON, but not its canonical form.
        case notCanonical
    }

    /// What is wrong.
    public let code: Code
    /// The distance in bytes from the start of the input to the fault.
    public let offset: Int
    /// What is wrong, in words for a person.
    public let reason: String

    /// Names a fault at a byte offset.
    public init(code: Code, offset: Int, reason: String) {
        self.code = code
        self.offset = offset
        self.reason = reason
    }

    /// The code, the offset and the reason in one line.
    public var description: String { "\(code.rawValue) at byte \(offset): \(reason)" }
}

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

/// Names a place inside a JSON value (RFC 6901).
enum JSONPointer {
    static func text(_ path: [String]) -> String {
        path.map { "/" + escaped($0) }.joined()
    }

    private static func escaped(_ name: String) -> String {
        var out = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": out += "~0"
            case "/": out += "~1"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
