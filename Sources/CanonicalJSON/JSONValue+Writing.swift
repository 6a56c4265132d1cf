extension JSONWriter {
    /// How the numbers of a `JSONValue` are written.
    enum Numbers {
        /// Integers within ±(2^53 - 1) and no others.
        case ledger
        /// Any finite double, spelled as ECMAScript does (RFC 8785 section 3.2.2.3).
        case ecmaScript
        /// Every number as it was given: JSON, but not canonical.
        case verbatim
    }

    /// Writes any value, its members in canonical order.
    mutating func value(_ value: JSONValue, numbers: Numbers) throws(CanonicalJSONError) {
        var path: [String] = []
        try self.value(value, numbers, &path)
    }

    private mutating func value(
        _ value: JSONValue,
        _ numbers: Numbers,
        _ path: inout [String]
    ) throws(CanonicalJSONError) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .number(let text): raw(try Self.spelling(text, numbers, path).utf8)
        case .string(let text): string(text)
        case .array(let elements):
            try Self.requireShallow(path)
            beginArray()
            for (index, element) in elements.enumerated() {
                path.append(String(index))
                try self.value(element, numbers, &path)
                path.removeLast()
            }
            endArray()
        case .object(let members):
            try Self.requireShallow(path)
            // Swift orders strings otherwise than UTF-16 does; sort by code units.
            let ordered = members.map { (units: Array($0.key.utf16), key: $0.key, value: $0.value) }
                .sorted { $0.units.lexicographicallyPrecedes($1.units) }
            beginObject()
            for member in ordered {
                key(escaping: member.key)
                path.append(member.key)
                try self.value(member.value, numbers, &path)
                path.removeLast()
            }
            endObject()
        }
    }

    private static func spelling(
        _ text: String,
        _ numbers: Numbers,
        _ path: [String]
    ) throws(CanonicalJSONError) -> String {
        func fault(_ code: CanonicalJSONError.Code, _ reason: String) -> CanonicalJSONError {
            CanonicalJSONError(code: code, path: JSONPointer.text(path), reason: reason)
        }
        switch numbers {
        case .verbatim: return text
        case .ecmaScript:
            guard let spelled = ECMAScriptNumber.canonical(text) else {
                throw fault(.numberOutOfRange, "\(text) is not a finite double")
            }
            return spelled
        case .ledger:
            guard let value = LedgerInteger(text) else {
                throw fault(.notAnInteger, "\(text) is not a plain integer")
            }
            guard value.isInRange else {
                throw fault(.integerOutOfRange, "\(text) lies outside ±(2^53 - 1)")
            }
            return text
        }
    }

    private static func requireShallow(_ path: [String]) throws(CanonicalJSONError) {
        guard path.count < JSONLimits.standard.maximumDepth else {
            throw CanonicalJSONError(
                code: .nestingTooDeep,
                path: JSONPointer.text(path),
                reason: "nested deeper than \(JSONLimits.standard.maximumDepth) levels"
            )
        }
    }
}

extension JSONValue: JSONCoded {
    /// Writes the value with its members in canonical order and its numbers as they were given.
    public func write(to writer: inout JSONWriter) {
        do throws(CanonicalJSONError) {
            try writer.value(self, numbers: writer.isAnswer ? .verbatim : .ledger)
        } catch {
            writer.refuse(error)
        }
    }

    /// Takes any value.
    public init?(from reader: inout JSONReader) {
        guard let bytes = reader.raw(), let value = try? JSONValue(parsing: bytes) else {
            return nil
        }
        self = value
    }

    /// Any value.
    public static func shape(in dialect: JSONDialect) -> JSONShape { .any }
}

/// An integer as JSON text spells it, checked without a number type of limited size.
private struct LedgerInteger {
    let isInRange: Bool

    /// Fails on anything but an optional minus sign and digits without a leading zero; "-0" too.
    init?(_ text: String) {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard let first = digits.first,
            digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
            first != UInt8(ascii: "0") || text == "0"
        else { return nil }
        let magnitude = UInt64(Substring(digits))
        isInRange = magnitude.map { $0 <= CanonicalSpelling.largestInteger } ?? false
    }
}
