/// Writes a `JSONValue` with its members in canonical order.
struct JSONValueWriter {
    enum Numbers {
        /// Integers within ±(2^53 - 1) and no others.
        case ledger
        /// Any finite double, spelled as ECMAScript does (RFC 8785 section 3.2.2.3).
        case ecmaScript
        /// Every number as it was given: JSON, but not canonical.
        case verbatim
    }

    let numbers: Numbers
    var out: [UInt8] = []
    private var path: [String] = []

    init(numbers: Numbers, out: [UInt8] = []) {
        self.numbers = numbers
        self.out = out
    }

    mutating func write(_ value: JSONValue) throws(CanonicalJSONError) {
        switch value {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: value ? "true".utf8 : "false".utf8)
        case .number(let text): try writeNumber(text)
        case .string(let text): CanonicalText.appendString(text, to: &out)
        case .array(let elements):
            try requireShallow()
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                path.append(String(index))
                try write(element)
                path.removeLast()
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members): try writeObject(members)
        }
    }

    private mutating func writeObject(
        _ members: [String: JSONValue]
    ) throws(CanonicalJSONError) {
        try requireShallow()
        // Swift orders strings otherwise than UTF-16 does; sort by code units.
        let ordered = members.map { (units: Array($0.key.utf16), key: $0.key, value: $0.value) }
            .sorted { $0.units.lexicographicallyPrecedes($1.units) }
        out.append(UInt8(ascii: "{"))
        for (index, member) in ordered.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            CanonicalText.appendString(member.key, to: &out)
            out.append(UInt8(ascii: ":"))
            path.append(member.key)
            try write(member.value)
            path.removeLast()
        }
        out.append(UInt8(ascii: "}"))
    }

    private mutating func writeNumber(_ text: String) throws(CanonicalJSONError) {
        switch numbers {
        case .verbatim: out.append(contentsOf: text.utf8)
        case .ecmaScript:
            guard let spelled = ECMAScriptNumber.canonical(text) else {
                throw fault(.numberOutOfRange, "\(text) is not a finite double")
            }
            out.append(contentsOf: spelled.utf8)
        case .ledger:
            guard let value = LedgerInteger(text) else {
                throw fault(.notAnInteger, "\(text) is not a plain integer")
            }
            guard value.isInRange else {
                throw fault(.integerOutOfRange, "\(text) lies outside ±(2^53 - 1)")
            }
            out.append(contentsOf: text.utf8)
        }
    }

    private func requireShallow() throws(CanonicalJSONError) {
        guard path.count < JSONLimits.standard.maximumDepth else {
            throw fault(
                .nestingTooDeep,
                "nested deeper than \(JSONLimits.standard.maximumDepth) levels"
            )
        }
    }

    private func fault(_ code: CanonicalJSONError.Code, _ reason: String) -> CanonicalJSONError {
        CanonicalJSONError(code: code, path: JSONPointer.text(path), reason: reason)
    }
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
        isInRange = magnitude.map { $0 <= CanonicalText.largestInteger } ?? false
    }
}
