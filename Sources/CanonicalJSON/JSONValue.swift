/// Any JSON value (RFC 8259).
///
/// A number is kept as it was written, so nothing is lost in reading and writing it again. Strings
/// compare as Swift's do, by canonical equivalence; hold `canonicalBytes()` against each other
/// where bytes matter.
public enum JSONValue: Hashable, Sendable {
    /// The literal `null`.
    case null
    /// The literals `true` and `false`.
    case bool(Bool)
    /// A number, as text in the grammar of RFC 8259 section 6.
    case number(String)
    /// A string of Unicode scalars.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members by name; their order has no meaning.
    case object([String: JSONValue])

    /// Reads one JSON text strictly: well-formed UTF-8, no duplicate members, no lone surrogates,
    /// within the limits.
    public init(
        parsing bytes: some Collection<UInt8>,
        limits: JSONLimits = .standard
    ) throws(JSONError) {
        guard bytes.count <= limits.effectiveMaximumBytes else {
            throw JSONError(
                code: .inputTooLong,
                offset: limits.effectiveMaximumBytes,
                reason: "more than \(limits.effectiveMaximumBytes) bytes"
            )
        }
        self.init(tape: try JSONTape(parsing: Array(bytes), limits: limits), at: 0)
    }

    init(tape: JSONTape, at index: Int) {
        let token = tape.tokens[index]
        switch token.kind {
        case .null: self = .null
        case .no: self = .bool(false)
        case .yes: self = .bool(true)
        case .number: self = .number(tape.numberText(at: index))
        case .string, .escapedString: self = .string(tape.string(at: index))
        case .array:
            var elements: [JSONValue] = []
            elements.reserveCapacity(Int(token.count))
            var child = index + 1
            for _ in 0..<token.count {
                elements.append(JSONValue(tape: tape, at: child))
                child = Int(tape.tokens[child].next)
            }
            self = .array(elements)
        case .object:
            var members: [String: JSONValue] = [:]
            members.reserveCapacity(Int(token.count))
            var key = index + 1
            for _ in 0..<token.count {
                members[tape.string(at: key)] = JSONValue(tape: tape, at: key + 1)
                key = Int(tape.tokens[key + 1].next)
            }
            self = .object(members)
        }
    }

    /// A whole number.
    public static func integer(_ value: Int64) -> JSONValue { .number(String(value)) }

    /// The member of an object, or nil where there is none or this is no object.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    /// The element of an array, or nil where there is none or this is no array.
    public subscript(index: Int) -> JSONValue? {
        guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
        return elements[index]
    }

    /// Whether this is the literal `null`.
    public var isNull: Bool { self == .null }

    /// The truth value, if this is one.
    public var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The string, if this is one.
    public var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The integer, if this is a number written without fraction or exponent that fits.
    public var integerValue: Int64? {
        guard case .number(let text) = self, text.utf8.first != UInt8(ascii: "+") else {
            return nil
        }
        return Int64(text)
    }

    /// The elements, if this is an array.
    public var arrayValue: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The members, if this is an object.
    public var objectValue: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// The canonical bytes in the ledger's profile of RFC 8785: integers within ±(2^53 - 1) and
    /// no other numbers.
    public func canonicalBytes() throws(CanonicalJSONError) -> [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return try writer.canonicalBytes()
    }
}
