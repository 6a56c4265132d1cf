/// Why a value has no canonical form in the ledger's profile.
public struct CanonicalJSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The permanent name of each reason.
    public enum Code: String, Hashable, Sendable {
        /// A number is not a whole number written without fraction or exponent.
        case notAnInteger
        /// A whole number lies outside ±(2^53 - 1), where a double can no longer tell neighbours
        /// apart.
        case integerOutOfRange
        /// A number cannot be represented as a finite IEEE 754 double.
        case numberOutOfRange
        /// Arrays and objects are nested deeper than any reader accepts.
        case nestingTooDeep
    }

    /// What is wrong.
    public let code: Code
    /// Where it is wrong, as a JSON pointer (RFC 6901); empty for the whole value.
    public let path: String
    /// What is wrong, in words for a person.
    public let reason: String

    /// Names a fault at a JSON pointer.
    public init(code: Code, path: String, reason: String) {
        self.code = code
        self.path = path
        self.reason = reason
    }

    /// The code, the path and the reason in one line.
    public var description: String {
        "\(code.rawValue) at \(path.isEmpty ? "the top" : path): \(reason)"
    }
}
