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
