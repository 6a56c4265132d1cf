/// Numbers as ECMAScript writes them: the one place of the pure core that knows floating point.
///
/// RFC 8785 section 3.2.2.3 takes over ECMA-262 Number::toString for IEEE 754 doubles. The ledger
/// itself holds integers only; this serves text that others made.
public enum ECMAScriptNumber {
    /// The ECMAScript spelling of a double, or nil for infinities and NaN.
    public static func text(_ value: Double) -> String? {
        guard value.isFinite else { return nil }
        if value == 0 { return "0" }
        // Swift's description has the same digits as ECMAScript: the fewest that read back as this
        // double, and among those the nearest to it. Only their layout differs.
        let (digits, exponent) = decompose(value.magnitude.description.utf8)
        return (value < 0 ? "-" : "") + layOut(digits, exponent: exponent)
    }

    /// Reads a JSON number as the nearest double and spells it; nil where it overflows.
    static func canonical(_ text: String) -> String? {
        Double(text).flatMap { self.text($0) }
    }

    // The significant digits and, with the point before the first of them, the power of ten.
    private static func decompose(_ description: String.UTF8View) -> ([UInt8], Int) {
        var digits: [UInt8] = []
        var pointPlace: Int?
        var exponent = 0
        var rest = description[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "."): pointPlace = digits.count
            case UInt8(ascii: "e"):
                exponent = Int(Substring(rest)) ?? 0
                rest = rest[rest.endIndex...]
            default: digits.append(byte)
            }
        }
        var point = (pointPlace ?? digits.count) + exponent
        let leadingZeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        digits.removeFirst(leadingZeros)
        point -= leadingZeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, point)
    }

    // ECMA-262, Number::toString, steps 6 to 10, with k digits and n as there.
    private static func layOut(_ digits: [UInt8], exponent n: Int) -> String {
        let k = digits.count
        let text = String(decoding: digits, as: UTF8.self)
        if k <= n && n <= 21 { return text + String(repeating: "0", count: n - k) }
        if 0 < n && n <= 21 { return String(text.prefix(n)) + "." + String(text.suffix(k - n)) }
        if -6 < n && n <= 0 { return "0." + String(repeating: "0", count: -n) + text }
        let power = (n - 1 < 0 ? "e-" : "e+") + String((n - 1).magnitude)
        return k == 1
            ? text + power : String(text.prefix(1)) + "." + String(text.dropFirst()) + power
    }
}

/// Numbers of a `JSONValue` on their way through another library's coders.
extension ECMAScriptNumber {
    static func encode(_ text: String, to container: inout any SingleValueEncodingContainer) throws
    {
        if let value = Int64(text) {
            try container.encode(value)
        } else if let value = UInt64(text) {
            try container.encode(value)
        } else if let value = Double(text), value.isFinite {
            try container.encode(value)
        } else {
            throw EncodingError.invalidValue(
                text,
                .init(
                    codingPath: container.codingPath,
                    debugDescription: "\(text) is not a number a double can hold"
                )
            )
        }
    }

    static func decode(from container: any SingleValueDecodingContainer) -> String? {
        if let value = try? container.decode(Int64.self) { return String(value) }
        if let value = try? container.decode(UInt64.self) { return String(value) }
        return (try? container.decode(Double.self)).flatMap { text($0) }
    }
}
