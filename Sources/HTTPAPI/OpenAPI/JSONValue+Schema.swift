import CanonicalJSON

extension JSONValue {
    /// The schema of an object with these members.
    static func object(
        properties: [(name: String, schema: JSONValue)],
        required: [String]
    ) -> JSONValue {
        let schemas = Dictionary(properties.map { ($0.name, $0.schema) }) { first, _ in first }
        let schema: [String: JSONValue] = [
            "type": .string("object"), "properties": .object(schemas),
        ]
        return JSONValue.object(schema).adding(
            "required",
            required.isEmpty ? nil : .array(required.sorted().map(JSONValue.string))
        )
    }

    /// A whole number.
    static func integer(_ value: Int) -> JSONValue { .integer(Int64(value)) }

    /// The schema of a whole number.
    static func integer(_ range: ClosedRange<Int64>) -> JSONValue {
        .object([
            "type": .string("integer"), "format": .string("int64"),
            "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
        ])
    }

    /// The schema of a string; limits are in bytes of UTF-8, and a schema counts characters.
    static func string(
        _ bytes: ClosedRange<Int>?,
        _ format: StringFormat?,
        _ example: String
    ) -> JSONValue {
        // A pattern or an encoding leaves ASCII alone.
        let isASCII = format?.pattern != nil
        var schema: [String: JSONValue] = ["type": .string("string")]
        if let format {
            schema["format"] = format.contentEncoding == nil ? .string(format.name) : nil
            schema["examples"] = .array([.string(example)])
        }
        if let pattern = format?.pattern { schema["pattern"] = .string(pattern) }
        if let encoding = format?.contentEncoding { schema["contentEncoding"] = .string(encoding) }
        if let bytes {
            // A character has at most four bytes.
            let least = isASCII ? bytes.lowerBound : (bytes.lowerBound + 3) / 4
            schema["minLength"] = least > 0 ? .integer(least) : nil
            schema["maxLength"] = .integer(bytes.upperBound)
            if !isASCII {
                schema["description"] = .string(
                    bytes.lowerBound > 0
                        ? "\(bytes.lowerBound) to \(bytes.upperBound) bytes of UTF-8."
                        : "At most \(bytes.upperBound) bytes of UTF-8."
                )
            }
        }
        return .object(schema)
    }

    /// The object with a member more, if there is a value.
    func adding(_ name: String, _ value: JSONValue?) -> JSONValue {
        guard let value, case .object(var members) = self else { return self }
        members[name] = value
        return .object(members)
    }

    /// The schema with what it means before what it says itself.
    func described(_ meaning: String) -> JSONValue {
        guard !meaning.isEmpty else { return self }
        let own = self["description"]?.stringValue
        return adding("description", .string(own.map { "\(meaning) \($0)" } ?? meaning))
    }

    /// The schema of the same or of `null`.
    var orNull: JSONValue {
        guard self["enum"] == nil, let type = self["type"]?.stringValue else {
            return .object(["anyOf": .array([self, .object(["type": .string("null")])])])
        }
        return adding("type", .array([.string(type), .string("null")]))
    }
}
