/// The members of an object, as `Encodable` types write them.
struct KeyedNodeContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: EncodingNode

    var codingPath: [any CodingKey] { node.codingPath }

    func encodeNil(forKey key: Key) throws {
        node.addNull(key)
    }

    func encode(_ value: Bool, forKey key: Key) throws {
        node.add(key, bool: value)
    }

    func encode(_ value: String, forKey key: Key) throws {
        node.add(key, string: value)
    }

    func encode(_ value: Int, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: Int8, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: Int16, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: Int32, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: Int64, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt8, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt16, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt32, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode(_ value: UInt64, forKey key: Key) throws {
        try node.add(key, integer: value)
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try node.add(key, value: value)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type, forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        node.addNode(key).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        node.addNode(key).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        node.addNode(PlainKey.superKey)
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        node.addNode(key)
    }
}

/// The elements of an array, as `Encodable` types write them.
struct UnkeyedNodeContainer: UnkeyedEncodingContainer {
    let node: EncodingNode

    var codingPath: [any CodingKey] { node.codingPath }
    var count: Int { node.members.count }

    func encodeNil() throws {
        node.addNull(nil)
    }

    func encode(_ value: Bool) throws {
        node.add(nil, bool: value)
    }

    func encode(_ value: String) throws {
        node.add(nil, string: value)
    }

    func encode(_ value: Int) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: Int8) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: Int16) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: Int32) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: Int64) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt8) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt16) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt32) throws {
        try node.add(nil, integer: value)
    }

    func encode(_ value: UInt64) throws {
        try node.add(nil, integer: value)
    }

    func encode<Value: Encodable>(_ value: Value) throws {
        try node.add(nil, value: value)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type
    ) -> KeyedEncodingContainer<NestedKey> {
        node.addNode(nil).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        node.addNode(nil).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        node.addNode(nil)
    }
}

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
