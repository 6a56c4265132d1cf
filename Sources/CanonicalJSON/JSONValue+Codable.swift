extension JSONValue: Codable {
    /// Writes the value through any encoder.
    ///
    /// The canonical encoder takes it whole. Another library's encoder sees numbers as `Int64`,
    /// `UInt64` or a double, in that order.
    public func encode(to encoder: any Encoder) throws {
        if let node = encoder as? EncodingNode {
            try node.set(value: self)
            return
        }
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let text): try ECMAScriptNumber.encode(text, to: &container)
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let members): try container.encode(members)
        }
    }

    /// Reads any value through any decoder; the canonical decoder keeps numbers as written.
    public init(from decoder: any Decoder) throws {
        if let decoder = decoder as? CanonicalDecoder {
            self.init(tape: decoder.tape, at: decoder.index)
            return
        }
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let text = ECMAScriptNumber.decode(from: container) {
            self = .number(text)
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }
}

extension EncodingNode {
    fileprivate func set(value: JSONValue) throws {
        do throws(CanonicalJSONError) {
            tape.setCanonical(try value.canonicalBytes(), at: index)
        } catch {
            throw CanonicalJSONError(
                code: error.code,
                path: JSONPointer.text(codingPath) + error.path,
                reason: error.reason
            )
        }
    }
}
