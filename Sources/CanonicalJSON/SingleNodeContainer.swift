/// The one value of a type that encodes as such.
struct SingleNodeContainer: SingleValueEncodingContainer {
    let node: EncodingNode

    var codingPath: [any CodingKey] { node.codingPath }

    func encodeNil() throws {
        node.set { $0.append(contentsOf: "null".utf8) }
    }

    func encode(_ value: Bool) throws {
        node.set { $0.append(contentsOf: value ? "true".utf8 : "false".utf8) }
    }

    func encode(_ value: String) throws {
        node.set { CanonicalText.appendString(value, to: &$0) }
    }

    func encode(_ value: Int) throws {
        try node.set(integer: value)
    }

    func encode(_ value: Int8) throws {
        try node.set(integer: value)
    }

    func encode(_ value: Int16) throws {
        try node.set(integer: value)
    }

    func encode(_ value: Int32) throws {
        try node.set(integer: value)
    }

    func encode(_ value: Int64) throws {
        try node.set(integer: value)
    }

    func encode(_ value: UInt) throws {
        try node.set(integer: value)
    }

    func encode(_ value: UInt8) throws {
        try node.set(integer: value)
    }

    func encode(_ value: UInt16) throws {
        try node.set(integer: value)
    }

    func encode(_ value: UInt32) throws {
        try node.set(integer: value)
    }

    func encode(_ value: UInt64) throws {
        try node.set(integer: value)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        // The value takes this node's place; it may still turn out to be of any kind.
        node.valueType = Value.self
        try value.encode(to: node)
    }
}
