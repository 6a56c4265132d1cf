/// JSON with exactly one spelling, after RFC 8785 (JCS): what is hashed and signed.
///
/// The ledger's profile is narrower than the RFC: numbers are integers within ±(2^53 - 1), so no
/// floating point is ever needed to read or write them. `canonicalize` alone does the whole RFC.
/// One thing the RFC allows is refused everywhere: members whose names differ in bytes yet are
/// equivalent to Unicode, such as "é" composed and decomposed, in one object.
public enum CanonicalJSON {
    /// 2^53 - 1, the largest magnitude of an integer in the ledger's profile.
    public static let largestInteger: Int64 = 9_007_199_254_740_991

    /// The canonical bytes of a value in the ledger's profile.
    ///
    /// Throws `CanonicalJSONError` for a float, a larger integer, a member written twice or a
    /// collection without an order of its own, and whatever the value itself throws.
    public static func encode<Value: Encodable>(
        _ value: Value,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> [UInt8] {
        try EncodingTape.encode(value, userInfo: userInfo)
    }

    /// Reads a value from strict JSON in any spelling.
    ///
    /// Throws `JSONError` where the text is not JSON and `DecodingError` where it is not this type.
    /// An integer may be as large as its type; a fraction, an exponent or a float is refused.
    public static func decode<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        limits: JSONLimits = .standard,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> Value {
        try decode(type, from: JSONTape(parsing: bytes, limits: limits, userInfo: userInfo))
    }

    /// Reads a value from its canonical bytes and refuses every other spelling.
    public static func decodeCanonical<Value: Decodable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        limits: JSONLimits = .standard,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> Value {
        let tape = try JSONTape(
            parsing: bytes,
            limits: limits,
            canonicalOnly: true,
            userInfo: userInfo
        )
        return try decode(type, from: tape)
    }

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

    /// A value as a `JSONValue` in the ledger's profile.
    public static func value<Value: Encodable>(of value: Value) throws -> JSONValue {
        try JSONValue(parsing: encode(value))
    }

    /// Reads a value from a `JSONValue`.
    public static func decode<Value: Decodable>(
        _ type: Value.Type,
        from value: JSONValue
    ) throws -> Value {
        var writer = JSONValueWriter(numbers: .verbatim)
        try writer.write(value)
        return try decode(type, from: writer.out)
    }

    /// The canonical form of a JSON text by the whole of RFC 8785, doubles included.
    public static func canonicalize(
        _ jsonText: [UInt8],
        limits: JSONLimits = .standard
    ) throws -> [UInt8] {
        var writer = JSONValueWriter(numbers: .ecmaScript)
        try writer.write(JSONValue(parsing: jsonText, limits: limits))
        return writer.out
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type,
        from tape: JSONTape
    ) throws -> Value {
        try Value(from: CanonicalDecoder(tape: tape, index: 0))
    }
}
