/// JSON with exactly one spelling, after RFC 8785 (JCS): what is hashed and signed.
///
/// The ledger's profile is narrower than the RFC: numbers are integers within ±(2^53 - 1), so no
/// floating point is ever needed to read or write them. `canonicalize` alone does the whole RFC.
/// One thing the RFC allows is refused everywhere: members whose names differ in bytes yet are
/// equivalent to Unicode, such as "é" composed and decomposed, in one object.
public enum CanonicalJSON {
    /// 2^53 - 1, the largest magnitude of an integer in the ledger's profile.
    public static let largestInteger: Int64 = 9_007_199_254_740_991

    /// Throws the first reason why some bytes are not canonical in the ledger's profile.
    public static func requireCanonical(
        _ bytes: [UInt8],
        limits: JSONLimits = .standard
    ) throws(JSONError) {
        _ = try JSONTape(parsing: bytes, limits: limits, canonicalOnly: true)
    }

    /// Whether some bytes are one canonical value in the ledger's profile.
    public static func isCanonical(_ bytes: [UInt8], limits: JSONLimits = .standard) -> Bool {
        do throws(JSONError) {
            try requireCanonical(bytes, limits: limits)
            return true
        } catch {
            return false
        }
    }

    /// The canonical form of a JSON text by the whole of RFC 8785, doubles included.
    public static func canonicalize(
        _ jsonText: [UInt8],
        limits: JSONLimits = .standard
    ) throws -> [UInt8] {
        let value = try JSONValue(parsing: jsonText, limits: limits)
        var writer = JSONWriter(capacity: jsonText.count)
        try writer.value(value, numbers: .ecmaScript)
        return writer.bytes
    }
}

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
